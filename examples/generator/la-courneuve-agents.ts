/** One direction of the town's story: its agents, shared mailboxes, rooms and lists, and what their source holds. */
import type { Holding } from './inventory-text.ts';
import type { Direction, Room, Service } from './la-courneuve-services.ts';
import { type LocalParts, localPart, slug } from './local-parts.ts';
import { mailboxHolding } from './mailbox-holdings.ts';
import { type Person, people } from './people.ts';
import { FAMILY_NAMES } from './person-names.ts';
import { declare, planText, quoted } from './plan-text.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What all directions of the town draw from and write to. */
export interface Town {
  readonly random: SeededRandom;
  readonly domain: string;
  readonly taken: string;
  readonly locals: LocalParts;
  readonly holdings: Map<string, Holding>;
}

export interface DirectionStory {
  readonly unit: string;
  /** Who receives the direction's sheets. */
  readonly admin: string;
  readonly text: string;
}

const LEAVERS_A_SERVICE = [0, 3] as const;
const TITLES = [
  'Responsable de service',
  'Chef de projet',
  'Gestionnaire',
  'Assistance administrative',
  'Accueil',
  'Agent technique',
];

export function directionStory(town: Town, direction: Direction): DirectionStory {
  const services = direction.services.map((service) => {
    const agents = people(town.random, town.domain, town.locals, service.agents);
    return { service, agents };
  });
  const admin = services[0]?.agents[0]?.address ?? '';
  const groups = services.flatMap(({ service, agents }) => serviceGroups(town, service, agents));
  return {
    unit: direction.unit,
    admin,
    text: planText(...groups, directionList(town, direction, admin, services)),
  };
}

function serviceGroups(town: Town, service: Service, agents: readonly Person[]): (string | string[])[] {
  return [
    `# ${service.title}`,
    agents.map((agent, index) => agentText(town, service, agent, index === 0)),
    service.shared.map((local) => sharedText(town, service, local, agents)),
    (service.rooms ?? []).map((room) => resourceText(town, service, room, agents)),
    leavers(town),
  ];
}

function agentText(
  { random, domain, taken, locals, holdings }: Town,
  service: Service,
  agent: Person,
  head: boolean,
): string {
  const large = head || random.chance(0.07);
  // Where the old system took 35 MB, the new one takes 20: a few messages will be refused, and the plan says so beforehand.
  const largest = random.chance(0.006) ? 33_000_000 : 12_000_000;
  const [median, limit] = large ? [9_000_000_000, 44_000_000_000] : [900_000_000, 8_600_000_000];
  holdings.set(agent.address, mailboxHolding(random, { median, limit, taken, age: [0, 45], largest }));
  const before = random.chance(0.02) && localPart(agent.given, random.pick(FAMILY_NAMES));
  return declare(`mailbox ${agent.address} ${large ? 'etendue' : 'agent'} ${quoted(agent.name)}`, [
    `unit ${service.unit}`,
    head ? 'title "Direction du service"' : random.chance(0.25) && `title ${quoted(random.pick(TITLES))}`,
    before && locals.claim(before) && `alias ${before}@${domain}`,
  ]);
}

function sharedText(town: Town, service: Service, local: string, agents: readonly Person[]): string {
  const { random, domain, taken, holdings } = town;
  const address = `${local}@${domain}`;
  holdings.set(
    address,
    mailboxHolding(random, { median: 2_000_000_000, limit: 16_000_000_000, taken, age: [0, 5] }),
  );
  const openers = random.sample(agents, random.whole(2, 5)).map(({ address: opener }, index) => {
    return `access ${opener} ${index > 0 && random.chance(0.25) ? 'read' : 'full, send-as'}`;
  });
  const title =
    local === slug(service.title)
      ? service.title
      : local.charAt(0).toUpperCase() + local.slice(1).replaceAll('-', ' ');
  return declare(`shared ${address} ${quoted(title)}`, [`unit ${service.unit}`, ...openers]);
}

function resourceText(
  { random, domain, holdings }: Town,
  service: Service,
  { title, seats }: Room,
  agents: readonly Person[],
): string {
  const address = `${slug(title)}@${domain}`;
  const messages = random.whole(40, 900);
  holdings.set(address, {
    messages,
    bytes: messages * 9000,
    largest: 240_000,
    folders: 3,
    newest: '2023-05-10',
  });
  return declare(`resource ${address} ${seats ? 'room' : 'equipment'} ${quoted(title)}`, [
    `unit ${service.unit}`,
    seats !== undefined && `capacity ${seats}`,
    `booking ${random.chance(0.7) ? 'automatic' : 'manual'}`,
    `manager ${random.pick(agents).address}`,
  ]);
}

function leavers({ random, domain, taken, locals, holdings }: Town): string[] {
  return people(random, domain, locals, random.whole(...LEAVERS_A_SERVICE)).map(({ address }) => {
    const holding = mailboxHolding(random, {
      median: 300_000_000,
      limit: 4_000_000_000,
      taken,
      age: [95, 800],
    });
    holdings.set(address, holding);
    return `drop ${address} ${quoted(`agent parti, dernier message le ${holding.newest}`)}`;
  });
}

interface Staffed {
  readonly service: Service;
  readonly agents: readonly Person[];
}

/** The heads of a direction's services, who are the first of each. */
function directionList(
  town: Town,
  direction: Direction,
  admin: string,
  services: readonly Staffed[],
): string {
  const heads = services
    .flatMap(({ agents }) => agents.slice(0, 1))
    .map(({ address }) => `member ${address}`);
  const title = `Encadrement, ${direction.title}`;
  const head = `list encadrement.${direction.unit}@${town.domain} ${quoted(title)}`;
  return declare(head, [`unit ${direction.unit}`, ...heads, `owner ${admin}`]);
}
