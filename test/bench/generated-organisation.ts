/**
 * Invents the organisation that the benchmarks are about: lots, the domains that each moves, and who is in each domain.
 * The same size always gives the same people. Knows neither the language of plans nor any other way to write them down.
 */
import type { Holding } from '../../examples/generator/inventory-text.ts';
import { LocalParts, localPart, slug } from '../../examples/generator/local-parts.ts';
import { apportion } from '../../examples/generator/lot-packing.ts';
import { mailboxHolding } from '../../examples/generator/mailbox-holdings.ts';
import { type Person, people } from '../../examples/generator/people.ts';
import { SeededRandom } from '../../examples/generator/seeded-random.ts';
import { TOWNS } from '../../examples/generator/towns.ts';
import { lotDates } from './lot-dates.ts';

/** Personal and shared mailboxes a lot, near the middle of what the generated policy allows. */
const LOT = 325;
/** The shared mailbox that a template gives every domain. */
export const STAMPED = 'permanence';
/** The day the inventories were taken. */
export const TAKEN = '2029-12-03';

export interface Organisation {
  readonly lots: readonly GeneratedLot[];
  readonly domains: readonly GeneratedDomain[];
}

export interface GeneratedLot {
  readonly name: string;
  readonly date: string;
  readonly domains: readonly string[];
}

export interface GeneratedDomain {
  readonly name: string;
  readonly unit: string;
  readonly title: string;
  readonly mailboxes: readonly Mailbox[];
  readonly shared: readonly Shared[];
  readonly holdings: ReadonlyMap<string, Holding>;
}

export interface Mailbox extends Person {
  readonly licence: 'E1' | 'E3';
  readonly alias?: string;
  readonly quota?: string;
  readonly title?: string;
  /** Its name at another provider, which only old papers still have. */
  readonly old?: string;
  /** What few mailboxes have: one of several. */
  readonly wish?: 'forward' | 'recent' | 'folders' | 'directory';
}

export interface Shared {
  readonly address: string;
  readonly name: string;
  readonly openers: readonly string[];
}

export interface OrganisationSize {
  /** Personal and shared ones together. */
  readonly mailboxes: number;
  readonly domainsPerLot: number;
}

export function organisation({ mailboxes, domainsPerLot }: OrganisationSize): Organisation {
  const random = new SeededRandom(mailboxes);
  const count = Math.round(mailboxes / LOT);
  const sizes = apportion(mailboxes, Array<number>(count * domainsPerLot).fill(1));
  const domains = sizes.map((size, index) => domain(random, index + 1, size));
  const dates = lotDates(count);
  const lots = dates.map((date, index) => ({
    name: `lot${String(index + 1).padStart(3, '0')}`,
    date,
    domains: domains.slice(index * domainsPerLot, (index + 1) * domainsPerLot).map(({ name }) => name),
  }));
  return { lots, domains };
}

function domain(random: SeededRandom, number: number, size: number): GeneratedDomain {
  const town = random.pick(TOWNS);
  const name = `${slug(town)}-${number}.entraide.example`;
  const locals = new LocalParts();
  const offices = officesOf(random, locals, Math.max(1, Math.round(size / 8)));
  const persons = people(random, name, locals, size - offices.length);
  const mailboxes = persons.map((person, index) => mailbox(random, locals, person, index));
  const shared = offices.map(([local, label]) => ({
    address: `${local}@${name}`,
    name: label,
    openers: random.sample(persons, random.whole(1, 3)).map(({ address }) => address),
  }));
  return {
    name,
    unit: `u${number}`,
    title: `Antenne de ${town} ${number}`,
    mailboxes,
    shared,
    holdings: holdingsOf(random, name, mailboxes, shared),
  };
}

type Office = readonly [local: string, label: string];

function officesOf(random: SeededRandom, locals: LocalParts, wanted: number): Office[] {
  const offices: Office[] = [
    ['contact', 'Contact'],
    ['secretariat', 'Secrétariat'],
    ['comptabilite', 'Comptabilité'],
  ];
  const receptions = random
    .shuffle(TOWNS)
    .map((town): Office => [localPart('accueil', town), `Accueil de ${town}`]);
  return [...offices, ...receptions].slice(0, wanted).filter(([local]) => locals.claim(local));
}

const WISHES = ['forward', 'recent', 'folders', 'directory'] as const;
const TITLES = ['Bénévole', 'Comptable', 'Responsable de secteur', 'Secrétaire générale', 'Trésorier'];

function mailbox(random: SeededRandom, locals: LocalParts, person: Person, index: number): Mailbox {
  const { given, family, address } = person;
  const short = `${localPart(given).charAt(0)}.${localPart(family)}`;
  const hasAlias = random.chance(0.1) && locals.claim(short);
  return {
    ...person,
    // One in four, where a third is the most that is included.
    licence: index % 4 === 3 ? 'E3' : 'E1',
    ...(hasAlias ? { alias: short + address.slice(address.indexOf('@')) } : {}),
    ...(random.chance(0.08) ? { quota: `${random.whole(25, 45)} GB` } : {}),
    ...(random.chance(0.12) ? { title: random.pick(TITLES) } : {}),
    ...(random.chance(0.05)
      ? { old: `${address.slice(0, address.indexOf('.', address.indexOf('@')))}.ancien.example` }
      : {}),
    ...(random.chance(0.06) ? { wish: random.pick(WISHES) } : {}),
  };
}

function holdingsOf(
  random: SeededRandom,
  domain: string,
  mailboxes: readonly Mailbox[],
  shared: readonly Shared[],
): Map<string, Holding> {
  const options = { median: 400_000_000, limit: 18_000_000_000, taken: TAKEN, age: [0, 55] } as const;
  const addresses = [...mailboxes, ...shared].map(({ address }) => address);
  return new Map(
    [...addresses, `${STAMPED}@${domain}`].map((address) => [address, mailboxHolding(random, options)]),
  );
}
