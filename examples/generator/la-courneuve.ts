/**
 * A town leaves Microsoft 365 for BlueMind before its contract ends: 1,200 agents, two pilot services first, both systems
 * serving the one domain meanwhile, rooms and shared mailboxes carried over.
 */
import { inventoryText } from './inventory-text.ts';
import { type DirectionStory, directionStory, type Town } from './la-courneuve-agents.ts';
import { DIRECTIONS, type Direction } from './la-courneuve-services.ts';
import { LocalParts, slug } from './local-parts.ts';
import { declare, declareLong, planText, quoted } from './plan-text.ts';
import { SeededRandom } from './seeded-random.ts';
import type { Story } from './story.ts';

const DOMAIN = 'valcourt.example';
const TAKEN = '2023-05-11';
const CONTRACT_END = '2023-09-30';

interface Lot {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly units: readonly string[];
}

/** Services before their direction: what names a service is nearer to its mailboxes than what names the direction. */
const LOTS: readonly Lot[] = [
  {
    name: 'pilotes',
    title: 'Services pilotes',
    date: '2023-06-05',
    units: ['informatique', 'communication'],
  },
  {
    name: 'siege',
    title: 'Hôtel de ville',
    date: '2023-06-26',
    units: ['direction-generale', 'ressources', 'population'],
  },
  {
    name: 'terrain',
    title: 'Technique, culture et sports',
    date: '2023-07-10',
    units: ['technique', 'culture'],
  },
  {
    name: 'solidarites',
    title: 'Solidarités et petite enfance',
    date: '2023-08-21',
    units: ['solidarites', 'petite-enfance'],
  },
  { name: 'rentree', title: 'Écoles et restauration', date: '2023-09-11', units: ['education'] },
];

export function laCourneuve(): Story {
  const random = new SeededRandom(1200);
  const town: Town = { random, domain: DOMAIN, taken: TAKEN, locals: reservedLocals(), holdings: new Map() };
  const directions = DIRECTIONS.map((direction) => directionStory(town, direction));
  const files = new Map([
    ['plan.migplan', planFile()],
    ['services.migplan', servicesFile(directions)],
    ...directions.map(({ unit, text }): [string, string] => [`agents/${unit}.migplan`, text]),
    [`inventory/${DOMAIN}.yaml`, inventoryText({ domain: DOMAIN, taken: TAKEN, addresses: town.holdings })],
  ]);
  return { files, summary: summary(town) };
}

/** The names of services and rooms come first, so that no person is given an address like one. */
function reservedLocals(): LocalParts {
  const locals = new LocalParts();
  const services = DIRECTIONS.flatMap((direction) => direction.services);
  const titles = services.flatMap(({ rooms = [] }) => rooms.map(({ title }) => slug(title)));
  for (const local of [...services.flatMap(({ shared }) => shared), ...titles]) {
    if (!locals.claim(local)) throw new Error(`${local} could be taken for another address`);
  }
  return locals;
}

function planFile(): string {
  return planText(
    '# Off Microsoft 365 before the contract ends; the first services try the new system while the others stay.',
    declareLong('plan "Messagerie de Valcourt"', [
      ...['locale fr', 'timezone Europe/Paris', 'country FR', 'source office', 'target bluemind'],
      ...['include "services.migplan"', 'include "agents/*.migplan"'],
    ]),
    declareLong('endpoint office microsoft365', [
      'tenant valcourt.onmicrosoft.example',
      'client 3b9d4f60-0000-4000-8000-000000000002 secret env VALCOURT_GRAPH_SECRET',
      ...['usage-location FR', 'connections 10', `until ${CONTRACT_END}  # end of the three-year contract`],
      ...['price 3.60 EUR/month', 'seats 1200'],
    ]),
    declareLong('endpoint bluemind bluemind', [
      'url "https://messagerie.valcourt.example"',
      'secret env VALCOURT_BLUEMIND_KEY',
      'host messagerie.valcourt.example port 993 tls',
      'connections 12',
    ]),
    [
      declare('licence agent "Messagerie"', ['price 1.10 EUR/month', 'quota 10 GB']),
      declare('licence etendue "Messagerie étendue"', ['price 2.40 EUR/month', 'quota 50 GB']),
    ],
    policy(),
    timeline(),
    declareLong(`domain ${DOMAIN}`, [
      ...['unit ville', 'limit 1500 mailboxes', 'routing split via relais.valcourt.example', 'dns managed'],
    ]),
    ...LOTS.map(lotText),
  );
}

function policy(): string {
  return declareLong('policy', [
    ...[
      'personal-address "{given}.{family}"',
      'inactive-after 90 days',
      'alias-scope domain',
      'cutover needs approval',
    ],
  ]);
}

function timeline(): string {
  return declareLong('timeline standard', [
    ...[
      'D-20 send-sheets',
      'D-10 sheets-due',
      'D-6 freeze',
      'D-5 stage',
      'D-1 17:00 lock',
      'D-1 19:00 cutover',
    ],
    ...['D open', 'D+1 delta', 'D+4 verify', 'D+15 retire'],
  ]);
}

function lotText({ name, title, date, units }: Lot, index: number): string {
  return declareLong(`lot ${name} ${quoted(title)}`, [
    `date ${date}`,
    index === 0 && 'pilot',
    index > 0 && `after ${LOTS[index - 1]?.name}`,
    `unit ${units.join(', ')}`,
    index < 3 && 'approved "Comité de direction" on 2023-05-25',
  ]);
}

function servicesFile(stories: readonly DirectionStory[]): string {
  return planText(
    'unit ville "Ville de Valcourt" { kind town }',
    ...DIRECTIONS.map((direction) =>
      directionUnits(direction, stories.find(({ unit }) => unit === direction.unit)?.admin),
    ),
  );
}

function directionUnits({ unit, title, services }: Direction, admin: string | undefined): string[] {
  return [
    declareLong(`unit ${unit} ${quoted(title)}`, ['kind direction', 'parent ville', `admin ${admin}`]),
    ...services.map((service) =>
      declare(`unit ${service.unit} ${quoted(service.title)}`, ['kind service', `parent ${unit}`]),
    ),
  ];
}

function summary({ holdings }: Town): string {
  const services = DIRECTIONS.flatMap((direction) => direction.services);
  const agents = services.reduce((all, service) => all + service.agents, 0);
  const shared = services.reduce((all, service) => all + service.shared.length, 0);
  if (agents !== 1200) throw new Error(`not the story told: ${agents} agents`);
  return `${services.length} services, ${agents} agents, ${shared} shared, ${holdings.size} addresses, ${LOTS.length} lots`;
}
