/**
 * Counts over the plan's mailboxes, kept as sums that one mailbox's part is added to and taken from: an edit never
 * counts the others again. Every number is an integer, so adding and taking away comes out even.
 */
import { type Key, keyOf } from './names.ts';

/** What one mailbox counts for, and in what. */
export interface Contribution {
  readonly kind: 'mailbox' | 'shared';
  readonly lot?: string;
  readonly domain: string;
  readonly unit?: string;
  /** The unit and those above it, the nearest first. */
  readonly units: readonly string[];
  readonly licence?: string;
  readonly bytes: number;
  readonly messages: number;
}

export interface Totals {
  mailboxes: number;
  shared: number;
  bytes: number;
  messages: number;
  /** Mailboxes by licence, and by the unit they are directly in. */
  readonly licences: Map<string, number>;
  readonly units: Map<string, number>;
}

const nothing = (): Totals => ({
  mailboxes: 0,
  shared: 0,
  bytes: 0,
  messages: 0,
  licences: new Map(),
  units: new Map(),
});

export const PLAN_TOTAL = keyOf('plan', '');

export class TotalsBook {
  private readonly totals = new Map<Key, Totals>();

  /** The totals of a lot, domain, unit, licence, or of the plan. */
  of(key: Key): Readonly<Totals> {
    return this.totals.get(key) ?? nothing();
  }

  /** Takes one part out and puts another in; returns the keys whose totals changed. */
  replace(before: Contribution | undefined, after: Contribution | undefined): Key[] {
    if (before && after && isSame(before, after)) return [];
    const changed = new Set<Key>();
    if (before) this.add(before, -1, changed);
    if (after) this.add(after, 1, changed);
    return [...changed];
  }

  private add(part: Contribution, sign: 1 | -1, changed: Set<Key>): void {
    for (const key of keysOf(part)) {
      const total = this.totals.get(key) ?? nothing();
      this.totals.set(key, total);
      total.mailboxes += part.kind === 'mailbox' ? sign : 0;
      total.shared += part.kind === 'shared' ? sign : 0;
      total.bytes += sign * part.bytes;
      total.messages += sign * part.messages;
      if (part.licence !== undefined) count(total.licences, part.licence, sign);
      if (part.unit !== undefined) count(total.units, part.unit, sign);
      changed.add(key);
    }
  }
}

const isSame = (a: Contribution, b: Contribution): boolean =>
  a.bytes === b.bytes &&
  a.messages === b.messages &&
  a.kind === b.kind &&
  a.lot === b.lot &&
  a.domain === b.domain &&
  a.unit === b.unit &&
  a.licence === b.licence &&
  a.units.join('\n') === b.units.join('\n');

function keysOf({ lot, domain, units, licence }: Contribution): Key[] {
  const keys = [PLAN_TOTAL, keyOf('domain', domain), ...units.map((unit) => keyOf('unit', unit))];
  if (lot !== undefined) keys.push(keyOf('lot', lot));
  if (licence !== undefined) keys.push(keyOf('licence', licence));
  return keys;
}

function count(counts: Map<string, number>, name: string, by: number): void {
  const next = (counts.get(name) ?? 0) + by;
  if (next === 0) counts.delete(name);
  else counts.set(name, next);
}
