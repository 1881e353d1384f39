/** One federation of the home-care story: its people, its shared mailboxes, what is left behind, and what its source holds. */
import type { Holding } from './inventory-text.ts';
import { LocalParts, localPart } from './local-parts.ts';
import { type HoldingOptions, mailboxHolding } from './mailbox-holdings.ts';
import { type Person, people } from './people.ts';
import { declare, planText, quoted } from './plan-text.ts';
import type { SeededRandom } from './seeded-random.ts';
import { TOWNS } from './towns.ts';

export interface FederationPlan {
  readonly name: string;
  readonly unit: string;
  readonly title: string;
  /** Personal and shared mailboxes. */
  readonly kept: number;
  readonly dropped: number;
  readonly forwarded: number;
  readonly taken: string;
  /** Old addresses given out so far, in all federations. */
  readonly used: Set<string>;
}

export interface Federation {
  readonly name: string;
  readonly domain: string;
  readonly size: number;
  readonly admin: string;
  readonly text: string;
  readonly holdings: ReadonlyMap<string, Holding>;
}

const OLD_DOMAIN = 'ancienne-adresse.example';
const OFFICES: readonly (readonly [string, string])[] = [
  ['contact', 'Contact'],
  ['secretariat', 'Secrétariat'],
  ['planning', 'Planning'],
  ['comptabilite', 'Comptabilité'],
  ['recrutement', 'Recrutement'],
];
const TITLES = [
  'Responsable de secteur',
  'Comptable',
  'Secrétaire',
  'Responsable qualité',
  'Bénévole',
  'Cadre d’astreinte',
];

export function federation(random: SeededRandom, plan: FederationPlan): Federation {
  const domain = `${plan.name}.admr.example`;
  const making: Making = { random, plan, domain, locals: new LocalParts(), holdings: new Map() };
  const shared = sharedMailboxes(making);
  const staff = people(random, domain, making.locals, plan.kept - shared.length);
  const text = planText(
    declare(`domain ${domain}`, [
      `unit ${plan.unit}`,
      `limit ${Math.ceil((plan.kept + 5) / 10) * 10} mailboxes`,
    ]),
    staff.map((each) => mailboxText(making, each)),
    shared.map((each) => sharedText(making, each, staff)),
    listText(making, staff),
    forwards(making, staff),
    drops(making),
  );
  return {
    name: plan.name,
    domain,
    size: plan.kept,
    admin: staff[0]?.address ?? '',
    text,
    holdings: making.holdings,
  };
}

/** One federation while it is being made. */
interface Making {
  readonly random: SeededRandom;
  readonly plan: FederationPlan;
  readonly domain: string;
  readonly locals: LocalParts;
  readonly holdings: Map<string, Holding>;
}

interface Shared {
  readonly address: string;
  readonly label: string;
}

function hold(
  { random, plan, holdings }: Making,
  address: string,
  options: Omit<HoldingOptions, 'taken'>,
): Holding {
  const holding = mailboxHolding(random, { ...options, taken: plan.taken });
  holdings.set(address, holding);
  return holding;
}

/** The federation's offices, then a reception for as many local associations as make a fifth of all. */
function sharedMailboxes({ random, plan, domain, locals }: Making): Shared[] {
  const wanted = Math.max(2, Math.round(plan.kept / 5));
  const offices = OFFICES.slice(0, Math.min(wanted, random.whole(2, OFFICES.length)));
  const receptions = random
    .sample(TOWNS, wanted - offices.length)
    .map((town) => [localPart('accueil', town), `Accueil ${town}`] as const);
  return [...offices, ...receptions]
    .filter(([local]) => locals.claim(local))
    .map(([local, label]) => ({ address: `${local}@${domain}`, label }));
}

const SIZES = { boite: [210_000_000, 4_300_000_000], grande: [5_500_000_000, 20_000_000_000] } as const;

function mailboxText(making: Making, { name, given, family, address }: Person): string {
  const { random, plan, domain, locals } = making;
  const licence = random.chance(0.04) ? 'grande' : 'boite';
  const [median, limit] = SIZES[licence];
  // A few have written to nobody for months and are kept all the same, which the plan's summary tells.
  hold(making, address, { median, limit, age: random.chance(0.008) ? [61, 240] : [0, 55] });
  const short = `${localPart(given).charAt(0)}.${localPart(family)}`;
  return declare(`mailbox ${address} ${licence} ${quoted(name)}`, [
    random.chance(0.1) && `title ${quoted(random.pick(TITLES))}`,
    random.chance(0.55) && oldAddress(plan, family),
    random.chance(0.03) && locals.claim(short) && `alias ${short}@${domain}`,
  ]);
}

/** The old scheme had one domain for all: federation, dot, family name. Whoever came second had no address in it. */
function oldAddress({ name, used }: FederationPlan, family: string): string | undefined {
  const old = `${name}.${localPart(family)}@${OLD_DOMAIN}`;
  if (used.has(old)) return undefined;
  used.add(old);
  return `was ${old}`;
}

function sharedText(making: Making, { address, label }: Shared, staff: readonly Person[]): string {
  const { random } = making;
  hold(making, address, { median: 380_000_000, limit: 4_300_000_000, age: [0, 12] });
  const openers = random.sample(staff, random.whole(1, 3));
  return declare(
    `shared ${address} ${quoted(label)}`,
    openers.map(
      (opener, index) => `access ${opener.address} ${index === 0 || random.chance(0.6) ? 'full' : 'read'}`,
    ),
  );
}

function listText({ random, domain }: Making, staff: readonly Person[]): string[] {
  if (staff.length < 8 || random.chance(0.35)) return [];
  const members = random.sample(staff, random.whole(3, 6)).map((member) => `member ${member.address}`);
  return [declare(`list bureau@${domain} "Bureau"`, [...members, `owner ${staff[0]?.address}`])];
}

function forwards(making: Making, staff: readonly Person[]): string[] {
  return Array.from({ length: making.plan.forwarded }, () => {
    const address = `permanence.nuit@${making.domain}`;
    hold(making, address, { median: 4_000_000, limit: 60_000_000, age: [3, 50] });
    return `forward ${address} -> ${making.random.pick(staff).address} until 2025-12-31`;
  });
}

/** Inactive for longer than the policy's sixty days; a few were never used at all. */
function drops(making: Making): string[] {
  const { random, plan, domain, locals, holdings } = making;
  return people(random, domain, locals, plan.dropped).map(({ address }) => {
    if (random.chance(0.12)) {
      holdings.set(address, { messages: 0, bytes: 0, largest: 0, folders: 1 });
      return `drop ${address} "jamais utilisée"`;
    }
    const { newest } = hold(making, address, { median: 30_000_000, limit: 900_000_000, age: [75, 1400] });
    return `drop ${address} ${quoted(`aucun message depuis le ${newest}, accord de la fédération`)}`;
  });
}
