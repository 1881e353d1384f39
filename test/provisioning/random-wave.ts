/** Plans and targets made up at random, small enough to be read when one of them fails: what a lot wants, and what is there already. */
import fc from 'fast-check';
import type { Right } from '../../grammar/vocabulary.ts';
import type { MemoryTarget } from '../support/memory-provisioner.ts';

const PEOPLE = ['anna', 'bruno', 'carla', 'dario', 'elena'] as const;
const FUNCTIONS = ['desk', 'orders', 'office'] as const;
const RIGHTS: readonly Right[] = ['read', 'write', 'full', 'send-as', 'send-on-behalf'];

/** Endpoint kinds, each with what makes the most of it possible to a run. */
export const TARGETS = {
  bluemind:
    'endpoint new bluemind { url "https://bm.example"; secret env KEY; host bm.example; login each secret env EACH }',
  cyrus:
    'endpoint new cyrus { host c.example; login admin "cyrus" secret env P; sieve c.example; directory "ldaps://l.example" base "dc=x" bind "cn=a" secret env L }',
  dovecot: 'endpoint new dovecot { host d.example; login master "m" secret env P; sieve d.example }',
  microsoft365:
    'endpoint new microsoft365 { tenant x.onmicrosoft.example; client c secret env S; usage-location FR }',
  supported:
    'endpoint new microsoft365 { tenant x.onmicrosoft.example; client c secret env S; exchange invoke-command }',
  imap: 'endpoint new imap { host i.example; login master "m" secret env P }',
} as const;
export type TargetName = keyof typeof TARGETS;

interface Person {
  readonly name: string;
  readonly isNew: boolean;
  readonly quota: number | undefined;
  readonly aliases: readonly number[];
  readonly forward: { readonly to: string; readonly keepCopy: boolean } | undefined;
  readonly was: boolean;
}

interface Shared {
  readonly name: string;
  readonly access: readonly { readonly who: string; readonly right: Right }[];
  readonly withoutAccess: readonly string[];
}

/** What somebody did by hand before. */
interface ByHand {
  readonly name: string;
  readonly isReady: boolean;
  readonly aliases: readonly number[];
  readonly access: readonly { readonly who: string; readonly right: Right }[];
  readonly given: string | undefined;
  readonly quota: number | undefined;
}

export interface Wave {
  readonly target: TargetName;
  readonly people: readonly Person[];
  readonly shared: readonly Shared[];
  readonly list: readonly string[];
  readonly room: boolean;
  readonly there: readonly ByHand[];
  readonly slowness: number;
  readonly freeSeats: number;
  /** Of the changes that are asked for, these are refused, by their number. */
  readonly refused: readonly number[];
}

const address = (name: string): string => `${name}@a.example`;
const someone = fc.constantFrom(...PEOPLE);
const access = fc.uniqueArray(fc.record({ who: someone.map(address), right: fc.constantFrom(...RIGHTS) }), {
  selector: ({ who, right }) => `${who} ${right}`,
  maxLength: 3,
});
const aliases = fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 2 });

const person = (name: string): fc.Arbitrary<Person> =>
  fc.record({
    name: fc.constant(name),
    isNew: fc.boolean(),
    quota: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    aliases,
    forward: fc.option(fc.record({ to: someone.map(address), keepCopy: fc.boolean() }), { nil: undefined }),
    was: fc.boolean(),
  });

const shared = (name: string): fc.Arbitrary<Shared> =>
  fc.record({
    name: fc.constant(name),
    access,
    withoutAccess: fc.subarray(PEOPLE.map(address), { maxLength: 2 }),
  });

const byHand = (name: string): fc.Arbitrary<ByHand> =>
  fc.record({
    ...{ name: fc.constant(name), isReady: fc.boolean(), aliases, access },
    given: fc.option(fc.constantFrom('Ann', 'Other'), { nil: undefined }),
    quota: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  });

const someOf = <T>(names: readonly string[], make: (name: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.subarray([...names]).chain((chosen) => fc.tuple(...chosen.map(make)));

export const anyWave: fc.Arbitrary<Wave> = fc.record({
  target: fc.constantFrom(...(Object.keys(TARGETS) as TargetName[])),
  people: someOf(PEOPLE, person),
  shared: someOf(FUNCTIONS, shared),
  list: fc.subarray(PEOPLE.map(address)),
  room: fc.boolean(),
  there: someOf([...PEOPLE, ...FUNCTIONS], byHand),
  slowness: fc.constantFrom(0, 0, 1, 2),
  freeSeats: fc.constantFrom(2, 5, 5, 5),
  refused: fc.oneof(fc.constant([]), fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 3 })),
});

export function planText({ target, people, shared: functions, list, room }: Wave): string {
  return [
    'plan "W" { source old; target new }',
    'endpoint old imap { host o.example; login master "m" secret env O }',
    TARGETS[target],
    'licence L { sku SKU }',
    'domain a.example',
    'lot one { date 2027-03-22; domain a.example }',
    ...people.map(personText),
    ...functions.map(sharedText),
    ...(list.length > 0 ? [`list all@a.example "All" { member ${list.join(', ')} }`] : []),
    ...(room ? ['resource hall@a.example room "Hall" { capacity 9; booking automatic }'] : []),
  ].join('\n');
}

function personText({ name, isNew, quota, aliases: numbers, forward, was }: Person): string {
  const properties = [
    `given "${name}"`,
    ...(isNew ? ['new'] : []),
    ...(quota === undefined ? [] : [`quota ${quota} GB`]),
    ...numbers.map((number) => `alias ${name}${number}@a.example`),
    ...(forward ? [`forward ${forward.to}${forward.keepCopy ? ' keep-copy' : ''}`] : []),
    ...(was ? [`was ${name}@old.example`] : []),
  ];
  return `mailbox ${address(name)} L "${name}" { ${properties.join('; ')} }`;
}

function sharedText({ name, access: given, withoutAccess }: Shared): string {
  const properties = [
    ...given.map(({ who, right }) => `access ${who} ${right}`),
    ...withoutAccess.map((who) => `without access ${who}`),
  ];
  return `shared ${address(name)} "${name}" { new; ${properties.join('; ')} }`;
}

/** Puts what somebody made by hand into a target. */
export function makeByHand(target: MemoryTarget, { there }: Wave): void {
  for (const { name, aliases: numbers, given, quota, ...more } of there)
    target.put(address(name), {
      ...more,
      kind: FUNCTIONS.some((one) => one === name) ? 'shared' : 'mailbox',
      aliases: numbers.map((number) => `${name}${number}@a.example`),
      profile: { name, ...(given !== undefined && { given }) },
      quota: quota === undefined ? 'none' : quota * 1e9,
    });
}
