/** One federation or region of the solidarity story: who gets which licence, what becomes shared or an alias, and its branches. */
import type { Holding } from './inventory-text.ts';
import { LocalParts, localPart, slug } from './local-parts.ts';
import { mailboxHolding } from './mailbox-holdings.ts';
import { type Person, people } from './people.ts';
import { declare, declareLong, planText, quoted } from './plan-text.ts';
import type { SeededRandom } from './seeded-random.ts';
import { TOWNS } from './towns.ts';

export interface UnitPlan {
  readonly name: string;
  readonly title: string;
  readonly kind: 'region' | 'federation';
  readonly parent: string;
  readonly domain: string;
  readonly people: number;
  /** How many of them get Office on their computers. */
  readonly withOffice: number;
  /** The number of the first branch in the organisation's register. */
  readonly firstSite: number;
  /** Whether one town has addresses of its own. */
  readonly town: boolean;
  readonly taken: string;
}

export interface UnitStory {
  readonly plan: UnitPlan;
  /** The declaration of the unit; its mailboxes are in `text`. */
  readonly unit: string;
  readonly text: string;
  readonly holdings: ReadonlyMap<string, Holding>;
  readonly shared: number;
}

interface Site {
  readonly id: number;
  readonly town: string;
}

const TITLES = [
  ...['Secrétariat général', 'Trésorerie', 'Comptabilité', 'Collecte', 'Aide alimentaire', 'Vacances'],
  ...['Communication', 'Relations entreprises', 'Accueil', 'Bénévole'],
];
const OFFICES = ['contact', 'secretariat', 'vacances', 'collecte', 'solidarite'];
/** Old accounts by office that one person read alone: their mail goes to that person under the old name. */
const ALIASES = ['tresorier', 'communication', 'dons', 'jeunes-benevoles', 'webmestre'];
const LEFT_BEHIND = ['fax', 'test', 'imprimante', 'ancien-bureau', 'stage'];

export function secoursPopulaireUnit(random: SeededRandom, plan: UnitPlan): UnitStory {
  const locals = new LocalParts();
  for (const local of [...OFFICES, ...ALIASES, ...LEFT_BEHIND]) locals.claim(local);
  const towns = random.shuffle(TOWNS).slice(0, plan.kind === 'region' ? 1 : random.whole(2, 5));
  const sites = towns.map((town, index): Site => ({ id: plan.firstSite + index, town }));
  const staff = people(random, plan.domain, locals, plan.people);
  const making: Making = { random, plan, sites, staff, locals, holdings: new Map() };
  const licensed = new Set(random.sample(staff, plan.withOffice));
  const shared = sharedMailboxes(making);
  const text = planText(
    domainText(making),
    staff.map((each) => mailboxText(making, each, licensed.has(each) ? 'E3' : 'E1')),
    shared,
    aliases(making),
    drops(making),
  );
  return { plan, unit: unitText(making), text, holdings: making.holdings, shared: shared.length };
}

/** One unit while it is being made. */
interface Making {
  readonly random: SeededRandom;
  readonly plan: UnitPlan;
  readonly sites: readonly Site[];
  readonly staff: readonly Person[];
  readonly locals: LocalParts;
  readonly holdings: Map<string, Holding>;
}

function hold({ random, plan, holdings }: Making, address: string, median: number, limit: number): void {
  holdings.set(address, mailboxHolding(random, { median, limit, age: [0, 40], taken: plan.taken }));
}

function domainText({ plan, sites }: Making): string {
  return declare(`domain ${plan.domain}`, [
    `unit ${plan.name}`,
    plan.town && `subdomain ${townDomain(plan, sites)}`,
  ]);
}

function townDomain({ domain }: UnitPlan, sites: readonly Site[]): string {
  return `${slug(sites[0]?.town ?? '')}.${domain}`;
}

function unitText({ plan: { name, title, kind, parent }, sites, staff }: Making): string {
  const place = (town: string): string =>
    kind === 'region' ? `Siège régional, ${town}` : `Antenne de ${town}`;
  return declareLong(`unit ${name} ${quoted(title)}`, [
    `kind ${kind}`,
    `parent ${parent}`,
    `admin ${staff[0]?.address}`,
    ...sites.map(({ id, town }) => `site ${id} ${quoted(place(town))}`),
  ]);
}

/** Bytes that half of the people stay under, and that all but a few do. */
const SIZES = { E1: [1_600_000_000, 38_000_000_000], E3: [6_500_000_000, 82_000_000_000] } as const;
/** One in a hundred is close to what its licence holds. */
const NEARLY_FULL = { E1: [900_000_000_000, 47_500_000_000], E3: [900_000_000_000, 94_000_000_000] } as const;

function mailboxText(making: Making, { name, given, family, address }: Person, licence: 'E1' | 'E3'): string {
  const { random, plan, sites, locals } = making;
  const [median, limit] = (random.chance(0.01) ? NEARLY_FULL : SIZES)[licence];
  hold(making, address, median, limit);
  const short = `${localPart(given).charAt(0)}.${localPart(family)}`;
  return declareLong(`mailbox ${address} ${licence} ${quoted(name)}`, [
    `given ${quoted(given)}`,
    `family ${quoted(family)}`,
    `title ${quoted(random.pick(TITLES))}`,
    random.chance(0.7) && `phone ${quoted(phone(random))}`,
    `site ${random.pick(sites).id}`,
    random.chance(0.05) && locals.claim(short) && `alias ${short}@${plan.domain}`,
  ]);
}

/** From the ranges that the French regulator keeps for fiction. */
function phone(random: SeededRandom): string {
  const range = random.pick(['1 99 00', '2 61 91', '3 53 01', '4 65 71', '5 36 49']);
  return `+33 ${range} ${String(random.whole(0, 99)).padStart(2, '0')} ${String(random.whole(0, 99)).padStart(2, '0')}`;
}

function sharedMailboxes(making: Making): string[] {
  const { random, plan, sites, staff } = making;
  const offices = OFFICES.slice(0, plan.kind === 'region' ? 1 : random.whole(2, OFFICES.length));
  const addresses = offices.map((office): [string, string] => [
    `${office}@${plan.domain}`,
    label(office, plan.title),
  ]);
  if (plan.town) addresses.push([`contact@${townDomain(plan, sites)}`, `Contact ${sites[0]?.town}`]);
  return addresses.map(([address, title]) => {
    hold(making, address, 2_400_000_000, 34_000_000_000);
    const openers = random.sample(staff, random.whole(2, 4)).map((opener, index) => {
      const right = index > 0 && random.chance(0.3) ? 'read' : 'full, send-as';
      return `access ${opener.address} ${right}`;
    });
    return declare(`shared ${address} ${quoted(title)}`, openers);
  });
}

function label(office: string, title: string): string {
  const names: Readonly<Record<string, string>> = { secretariat: 'Secrétariat', solidarite: 'Solidarité' };
  return `${names[office] ?? office.charAt(0).toUpperCase() + office.slice(1)} — ${title}`;
}

function aliases(making: Making): string[] {
  const { random, plan, staff } = making;
  if (plan.kind === 'region') return [];
  return random.sample(ALIASES, random.whole(0, 3)).map((local) => {
    const address = `${local}@${plan.domain}`;
    hold(making, address, 30_000_000, 400_000_000);
    return `alias ${address} -> ${random.pick(staff).address}`;
  });
}

function drops(making: Making): string[] {
  const { random, plan } = making;
  const reason = plan.kind === 'region' ? 'non conservée par la région' : 'non conservée par la fédération';
  return random.sample(LEFT_BEHIND, random.whole(0, 3)).map((local) => {
    const address = `${local}@${plan.domain}`;
    hold(making, address, 8_000_000, 90_000_000);
    return `drop ${address} ${quoted(reason)}`;
  });
}
