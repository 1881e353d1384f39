/**
 * Counts over the plan's mailboxes, kept as sums that one mailbox's part is added to and taken from: an edit never
 * counts the others again. Every number is an integer, so adding and taking away comes out even.
 */
import { type Key, keyOf, namespaceOf } from './names.ts';

/** Where a mailbox counts. */
export interface Where {
  readonly kind: 'mailbox' | 'shared';
  readonly lot?: string;
  readonly domain: string;
  readonly unit?: string;
  /** The unit and those above it, the nearest first. */
  readonly units: readonly string[];
  readonly licence?: string;
  readonly route: Route;
}

/** The endpoints that a mailbox is moved between, as far as they are named. */
export interface Route {
  readonly source?: string;
  readonly target?: string;
}

/** What one mailbox counts for, and in what. */
export interface Contribution {
  readonly place: CountingPlace;
  readonly bytes: number;
  readonly messages: number;
  readonly isInactive: boolean;
}

export interface Totals {
  readonly mailboxes: number;
  readonly shared: number;
  readonly bytes: number;
  readonly messages: number;
  /** Those that nothing has come to for as long as the policy's `inactive-after` says. */
  readonly inactive: number;
  /** Mailboxes by licence, and by the unit they are directly in. */
  readonly licences: ReadonlyMap<string, number>;
  readonly units: ReadonlyMap<string, number>;
  /** Mailboxes by domain, and what goes which way; of a lot alone. */
  readonly domains: ReadonlyMap<string, number>;
  readonly routes: readonly RouteTotals[];
  /** How many mailboxes of which domain are in which unit, `''` for none; of a lot alone. */
  readonly parts: readonly PartTotals[];
}

export interface PartTotals {
  readonly unit: string;
  readonly domain: string;
  readonly mailboxes: number;
}

export interface RouteTotals extends Route {
  readonly mailboxes: number;
  readonly bytes: number;
}

interface Tally {
  count: number;
}

interface Sums {
  readonly key: Key;
  mailboxes: number;
  shared: number;
  bytes: number;
  messages: number;
  inactive: number;
  readonly licences: Map<string, Tally>;
  readonly units: Map<string, Tally>;
  readonly domains: Map<string, Tally>;
  readonly routes: Map<string, RouteSums>;
  readonly parts: Map<string, Tally>;
}

interface RouteSums extends Route {
  mailboxes: number;
  bytes: number;
}

/** Every sum that the mailboxes of one place count in: looked up once for all of them. */
export interface CountingPlace {
  readonly kind: 'mailbox' | 'shared';
  readonly sums: readonly Sums[];
  readonly tallies: readonly Tally[];
  readonly route: RouteSums | undefined;
}

export class TotalsBook {
  private readonly sums = new Map<Key, Sums>();

  /** The totals of a lot (`''`: those in none), domain, unit, licence, or of the plan; `unit-alone` leaves out the units below it. */
  of(key: Key): Totals {
    const { mailboxes, shared, bytes, messages, inactive, licences, units, domains, routes, parts } =
      this.sums.get(key) ?? nothing(key);
    return {
      mailboxes,
      shared,
      bytes,
      messages,
      inactive,
      // A plan has hundreds of units, and few who ask for its totals ask for these.
      get licences() {
        return counted(licences);
      },
      get units() {
        return counted(units);
      },
      get domains() {
        return counted(domains);
      },
      get routes() {
        return used(routes);
      },
      get parts() {
        return partsOf(parts);
      },
    };
  }

  placeOf(where: Where): CountingPlace {
    const sums = keysOf(where).map((key) => this.sumsOf(key));
    const tallies: Tally[] = [];
    for (const { licences, units } of sums) {
      if (where.licence !== undefined) tallies.push(tallyOf(licences, where.licence));
      if (where.unit !== undefined) tallies.push(tallyOf(units, where.unit));
    }
    const lot = sums.find(({ key }) => namespaceOf(key) === 'lot');
    if (lot) {
      tallies.push(tallyOf(lot.domains, where.domain));
      tallies.push(tallyOf(lot.parts, `${where.unit ?? ''} ${where.domain}`));
    }
    const route = lot && routeOf(lot.routes, where.route);
    return { kind: where.kind, sums, tallies, route };
  }

  /** Takes one part out and puts another in; tells the keys whose totals changed. */
  replace(before: Contribution | undefined, after: Contribution | undefined, tell: (key: Key) => void): void {
    if (before && after && isSame(before, after)) return;
    if (before) add(before, -1);
    if (after) add(after, 1);
    for (const { key } of before?.place.sums ?? []) tell(key);
    if (before?.place !== after?.place) for (const { key } of after?.place.sums ?? []) tell(key);
  }

  private sumsOf(key: Key): Sums {
    const known = this.sums.get(key) ?? nothing(key);
    this.sums.set(key, known);
    return known;
  }
}

function add({ place, bytes, messages, isInactive }: Contribution, sign: 1 | -1): void {
  for (const sums of place.sums) {
    if (place.kind === 'mailbox') sums.mailboxes += sign;
    else sums.shared += sign;
    sums.bytes += sign * bytes;
    sums.messages += sign * messages;
    if (isInactive) sums.inactive += sign;
  }
  for (const tally of place.tallies) tally.count += sign;
  if (!place.route) return;
  place.route.mailboxes += sign;
  place.route.bytes += sign * bytes;
}

const isSame = (a: Contribution, b: Contribution): boolean =>
  a.place === b.place && a.bytes === b.bytes && a.messages === b.messages && a.isInactive === b.isInactive;

function keysOf({ lot, domain, unit, units, licence }: Where): Key[] {
  const keys = [keyOf('plan', ''), keyOf('domain', domain), ...units.map((name) => keyOf('unit', name))];
  if (unit !== undefined) keys.push(keyOf('unit-alone', unit));
  keys.push(keyOf('lot', lot ?? ''));
  if (licence !== undefined) keys.push(keyOf('licence', licence));
  return keys;
}

const nothing = (key: Key): Sums => ({
  key,
  mailboxes: 0,
  shared: 0,
  bytes: 0,
  messages: 0,
  inactive: 0,
  licences: new Map(),
  units: new Map(),
  domains: new Map(),
  routes: new Map(),
  parts: new Map(),
});

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name) ?? { count: 0 };
  tallies.set(name, known);
  return known;
}

function counted(tallies: ReadonlyMap<string, Tally>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name, { count }] of tallies) if (count > 0) counts.set(name, count);
  return counts;
}

/** In the order of their names, as routes are. */
const partsOf = (parts: ReadonlyMap<string, Tally>): PartTotals[] =>
  [...counted(parts)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, mailboxes]) => {
      const [unit = '', domain = ''] = key.split(' ');
      return { unit, domain, mailboxes };
    });

function routeOf(routes: Map<string, RouteSums>, { source, target }: Route): RouteSums {
  const key = `${source ?? ''} ${target ?? ''}`;
  const ends = { ...(source === undefined ? {} : { source }), ...(target === undefined ? {} : { target }) };
  const known = routes.get(key) ?? { ...ends, mailboxes: 0, bytes: 0 };
  routes.set(key, known);
  return known;
}

/** In the order of their names, so that it does not matter which mailbox came first. */
const used = (routes: ReadonlyMap<string, RouteSums>): RouteTotals[] =>
  [...routes.keys()].sort().flatMap((key) => {
    const route = routes.get(key);
    return route && route.mailboxes > 0 ? [{ ...route }] : [];
  });
