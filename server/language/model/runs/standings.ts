/**
 * Where the mailboxes of a plan stand by what runs have recorded of them, counted by lot, unit and domain. Counts what is new and
 * no more, and only for as long as it is let: a plan has many mailboxes, and typing does not wait. Reads no ledger.
 */
import type { RecordedMailbox } from '../calendar/recorded-runs.ts';
import { compared, domainOf, keyOf } from '../names.ts';
import type { Placement, Recipient } from '../placed-plan.ts';
import type { PlanModel } from '../plan-model.ts';

/** How many mailboxes something has that runs have begun, by how they were left. */
export type Tally = Readonly<Record<RecordedMailbox['stands'], number>>;

/** A lot, what a unit has in it, or what a domain has in both; `''` is none. */
export interface Part {
  readonly lot: string;
  readonly unit?: string;
  readonly domain?: string;
}

export interface PlanAt {
  readonly model: PlanModel;
  /** Another number with each change of the plan. */
  readonly revision: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One mailbox as it was counted. */
interface Counted {
  recorded: RecordedMailbox;
  tallies: readonly Mutable<Tally>[];
  pass: number;
}

const NOTHING: Tally = { working: 0, done: 0, failed: 0, stopped: 0 };
const NOWHERE: readonly Mutable<Tally>[] = [];

export class Standings {
  private readonly counted = new Map<string, Counted>();
  private readonly tallies = new Map<string, Mutable<Tally>>();
  /** The tallies of all mailboxes of a placement and a lot, looked up once. */
  private places = new WeakMap<Placement, Map<string, readonly Mutable<Tally>[]>>();
  private recorded: readonly RecordedMailbox[] = [];
  private revision: number | undefined;
  private next = 0;
  private pass = 0;
  /** How many were come to in this pass. */
  private met = 0;

  /** Counts until all is counted, and then says so, or `shouldStop` does. Other records or another plan than before begin anew. */
  count(plan: PlanAt, recorded: readonly RecordedMailbox[], shouldStop: () => boolean): boolean {
    if (recorded !== this.recorded || plan.revision !== this.revision) this.begin(plan, recorded);
    for (; this.next < recorded.length; this.next++) {
      if (this.next % BETWEEN_LOOKS === 0 && this.next > 0 && shouldStop()) return false;
      const one = recorded[this.next];
      if (one) this.take(one, plan.model);
    }
    this.sweep();
    return true;
  }

  /** What is recorded of a mailbox. */
  of(address: string): RecordedMailbox | undefined {
    return this.counted.get(compared(address))?.recorded;
  }

  tallyOf(part: Part): Tally {
    return this.tallies.get(keyOfPart(part)) ?? NOTHING;
  }

  private begin({ revision }: PlanAt, recorded: readonly RecordedMailbox[]): void {
    this.recorded = recorded;
    this.revision = revision;
    this.next = 0;
    this.pass++;
    this.met = 0;
  }

  private take(recorded: RecordedMailbox, model: PlanModel): void {
    const address = compared(recorded.address);
    const known = this.counted.get(address);
    const tallies = this.placeOf(address, model);
    // Of a mailbox that was copied by two ways the one that was heard of last counts.
    if (known?.pass === this.pass && known.recorded.at >= recorded.at) return;
    if (known?.recorded === recorded && known.tallies === tallies) {
      known.pass = this.pass;
      this.met++;
      return;
    }
    if (known?.pass !== this.pass) this.met++;
    if (known) add(known, -1);
    const counted = { recorded, tallies, pass: this.pass };
    this.counted.set(address, counted);
    add(counted, 1);
  }

  /** What is no longer recorded counts no more. */
  private sweep(): void {
    if (this.met === this.counted.size) return;
    for (const [address, counted] of this.counted) {
      if (counted.pass === this.pass) continue;
      add(counted, -1);
      this.counted.delete(address);
    }
  }

  /** Where a mailbox counts: nowhere once the plan has it no more. */
  private placeOf(address: string, model: PlanModel): readonly Mutable<Tally>[] {
    const found = model.declarationOf(keyOf('address', address));
    if (found?.declares !== 'mailbox' && found?.declares !== 'shared') return NOWHERE;
    const placement = model.placementOf(found.address.value, found.has.unit?.value);
    const { lot, unit, domain } = partOf(found, model, placement);
    const known = this.places.get(placement) ?? new Map<string, readonly Mutable<Tally>[]>();
    this.places.set(placement, known);
    const tallies =
      known.get(lot) ?? [{ lot }, { lot, unit }, { lot, unit, domain }].map((part) => this.tallyFor(part));
    known.set(lot, tallies);
    return tallies;
  }

  private tallyFor(part: Part): Mutable<Tally> {
    const key = keyOfPart(part);
    const tally = this.tallies.get(key) ?? { ...NOTHING };
    this.tallies.set(key, tally);
    return tally;
  }
}

/** So many are counted between two looks at the time. */
const BETWEEN_LOOKS = 64;

/** Where a mailbox belongs: the first lot that moves it, its unit, and its domain or the one that has it as a sub-domain. */
export function partOf(
  recipient: Recipient,
  model: PlanModel,
  placement = model.placementOf(recipient.address.value, recipient.has.unit?.value),
): Required<Part> {
  const [lot = ''] = model.lotsOf(recipient);
  const { unit = '', domain = domainOf(recipient.address.value) } = placement;
  return { lot, unit, domain };
}

function add({ recorded, tallies }: Counted, sign: 1 | -1): void {
  for (const tally of tallies) tally[recorded.stands] += sign;
}

const keyOfPart = ({ lot, unit, domain }: Part): string => `${lot}\n${unit ?? '\n'}\n${domain ?? '\n'}`;
