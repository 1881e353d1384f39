/**
 * A solidarity movement moves its federations and regions to Microsoft 365 on four dates, 20 to 40 of them each time; a third of
 * a unit's people may have Office installed, and what is over is charged to it.
 */
import { DEPARTMENTS, type Department, REGIONS } from './french-departments.ts';
import { type Holding, inventoryText } from './inventory-text.ts';
import { packLots } from './lot-packing.ts';
import { declare, declareLong, planText, quoted } from './plan-text.ts';
import { secoursPopulaireUnit, type UnitPlan, type UnitStory } from './secours-populaire-unit.ts';
import { SeededRandom } from './seeded-random.ts';
import type { Story } from './story.ts';

const TAKEN = '2025-01-02';
const DATES = ['2025-01-20', '2025-03-03', '2025-04-07', '2025-05-19'];
/** Departments whose people belong to a neighbour's federation: 85 federations and 13 regions make 98 units. */
const WITHOUT_FEDERATION = new Set(['2a', '05', '09', '15', '23', '32', '46', '48', '70', '82', '90']);
const WITH_TOWN = new Set(['06', '13', '31', '33', '35', '44', '55', '59', '67', '69', '76', '93']);
/** Federations that asked for more Office than their third. */
const OVER_SHARE = new Set(['13', '21', '34', '45', '51', '59', '64', '75', '77', '85', '94']);
/** Not ready for its region's date: it moves with the next lot. */
const LATER = 'sp21';

interface Wave {
  readonly regions: readonly UnitStory[];
  readonly units: readonly UnitStory[];
}

export function secoursPopulaire(): Story {
  const random = new SeededRandom(1945);
  const units = plannedUnits(random).map((plan) => secoursPopulaireUnit(random, plan));
  const waves = inWaves(units);
  const files = new Map([
    ['plan.migplan', planFile(units, waves)],
    ['units.migplan', unitsFile(units)],
  ]);
  for (const { plan, text, holdings } of units) {
    files.set(`federations/${plan.name}.migplan`, text);
    for (const [domain, addresses] of byDomain(holdings))
      files.set(`inventory/${domain}.yaml`, inventoryText({ domain, taken: TAKEN, addresses }));
  }
  return { files, summary: summary(units, waves) };
}

/** A town's addresses are in a domain of their own. */
function byDomain(holdings: ReadonlyMap<string, Holding>): Map<string, Map<string, Holding>> {
  const domains = new Map<string, Map<string, Holding>>();
  for (const [address, holding] of holdings) {
    const domain = address.slice(address.indexOf('@') + 1);
    const addresses = domains.get(domain) ?? new Map<string, Holding>();
    domains.set(domain, addresses.set(address, holding));
  }
  return domains;
}

function plannedUnits(random: SeededRandom): UnitPlan[] {
  let firstSite = 2101;
  const unit = (described: Omit<UnitPlan, 'firstSite' | 'taken'>): UnitPlan => {
    firstSite += random.whole(6, 30);
    return { ...described, firstSite, taken: TAKEN };
  };
  const regions = [...REGIONS].map(([name, title]) => unit(regionPlan(random, name, title)));
  const departments = DEPARTMENTS.filter(({ code }) => !WITHOUT_FEDERATION.has(code));
  return [...regions, ...departments.map((department) => unit(federationPlan(random, department)))];
}

type Described = Omit<UnitPlan, 'firstSite' | 'taken'>;

function regionPlan(random: SeededRandom, name: string, title: string): Described {
  const people = random.whole(3, 7);
  const withOffice = Math.floor(people / 3);
  const names = {
    name,
    title: `Région ${title}`,
    kind: 'region',
    parent: 'national',
    domain: `${name}.entraide.example`,
  } as const;
  return { ...names, people, withOffice, town: false };
}

function federationPlan(random: SeededRandom, { code, of, region }: Department): Described {
  const people = random.whole(6, 26);
  const third = Math.floor(people / 3);
  const withOffice = OVER_SHARE.has(code)
    ? third + random.whole(1, 4)
    : Math.max(0, third - random.whole(0, 2));
  const names = {
    name: `sp${code}`,
    title: `Fédération ${of}`,
    kind: 'federation',
    parent: region,
    domain: `sp${code}.example`,
  } as const;
  return { ...names, people, withOffice, town: WITH_TOWN.has(code) };
}

/** Whole regions go together, but for the federation that was not ready. */
function inWaves(units: readonly UnitStory[]): Wave[] {
  const regions = units
    .filter(({ plan }) => plan.kind === 'region')
    .map((region) => {
      const federations = units.filter(({ plan }) => plan.parent === region.plan.name);
      return { region, federations, size: 1 + federations.length };
    });
  const share = units.length / DATES.length;
  const lots = packLots(
    regions,
    DATES.map(() => share),
  ).map((lot) => ({
    regions: lot.map(({ region }) => region),
    units: lot.flatMap(({ region, federations }) => [region, ...federations]),
  }));
  return postpone(lots);
}

function postpone(lots: readonly Wave[]): Wave[] {
  const late = lots.flatMap(({ units }) => units).filter(({ plan }) => plan.name === LATER);
  const from = lots.findIndex(({ units }) => units.some((unit) => late.includes(unit)));
  if (from === lots.length - 1) throw new Error(`${LATER} is in the last lot already`);
  return lots.map(({ regions, units }, index) => {
    if (index === from) return { regions, units: units.filter((unit) => !late.includes(unit)) };
    return { regions, units: index === from + 1 ? [...units, ...late] : units };
  });
}

function planFile(units: readonly UnitStory[], waves: readonly Wave[]): string {
  const seats = Math.ceil(total(units, ({ plan }) => plan.withOffice) / 10) * 10;
  return planText(
    '# From the shared host to Microsoft 365, in four lots of whole regions.',
    declareLong('plan "Entraide vers Microsoft 365"', [
      ...['locale fr', 'timezone Europe/Paris', 'country FR', 'source mutualise', 'target m365'],
      ...['include "units.migplan"', 'include "federations/*.migplan"'],
    ]),
    ...endpoints(),
    [
      declare('licence E1 "Office sur le web"', ['price 2.76 EUR/month', 'quota 50 GB', 'sku STANDARDPACK']),
      declare('licence E3 "Office installé"', [
        'price 8.24 EUR/month',
        'quota 100 GB',
        'sku ENTERPRISEPACK',
        `seats ${seats}`,
      ]),
    ],
    policy(),
    timeline(),
    ...waves.map(lotText),
  );
}

function endpoints(): string[] {
  return [
    declareLong('endpoint mutualise imap', [
      'host imap.mutualise.example port 993 tls',
      'login master "migration" separator "*" secret env ENTRAIDE_MASTER_PASSWORD',
      ...['connections 8', 'rate 20 MB/s', 'quiet 08:00..18:00'],
    ]),
    declareLong('endpoint m365 microsoft365', [
      'tenant entraide.onmicrosoft.example',
      'client 8f2c1d7e-0000-4000-8000-000000000001 secret env ENTRAIDE_GRAPH_SECRET',
      'usage-location FR',
    ]),
  ];
}

function policy(): string {
  return declareLong('policy', [
    'personal-address "{given}.{family}"',
    'shared-address contact, secretariat, vacances, collecte, solidarite',
    'licence-share E3 <= 1/3 per unit surcharge',
    'alias-scope domain',
    'cutover needs approval',
  ]);
}

function timeline(): string {
  return declareLong('timeline standard', [
    ...[
      'D-14 send-sheets',
      'D-7 sheets-due',
      'D-5 freeze',
      'D-4 stage  # the source stays live',
      'D-1 16:00 lock',
    ],
    ...['D-1 18:00 cutover', 'D open', 'D+1 delta', 'D+3 verify', 'D+60 retire'],
  ]);
}

function lotText({ regions, units }: Wave, index: number): string {
  const groups = regions.map((region) => [
    region.plan.name,
    ...units.filter(({ plan }) => plan.parent === region.plan.name).map(({ plan }) => plan.name),
  ]);
  const strays = units.filter((unit) => !groups.flat().includes(unit.plan.name)).map(({ plan }) => plan.name);
  return declareLong(`lot vague${index + 1} ${quoted(`Vague ${index + 1}`)}`, [
    `date ${DATES[index]}`,
    index > 0 && `after vague${index}`,
    'capacity 20..40 units',
    ...groups.map((names) => `unit ${names.join(', ')}`),
    strays.length > 0 && `unit ${strays.join(', ')}  # was not ready for the lot before`,
    index === 0 && 'approved "Comité de pilotage" on 2025-01-15',
    index === 3 && 'hold "un domaine est encore rattaché à un ancien client Microsoft" until 2025-04-30',
  ]);
}

function unitsFile(units: readonly UnitStory[]): string {
  const of = (kind: UnitPlan['kind']): string[] =>
    units.filter(({ plan }) => plan.kind === kind).map(({ unit }) => unit);
  return planText(
    '# A site’s number is its number in the register of branches; signatures are made from it.',
    'unit national "Association nationale" { kind national }',
    of('region'),
    of('federation'),
  );
}

function summary(units: readonly UnitStory[], waves: readonly Wave[]): string {
  const people = total(units, ({ plan }) => plan.people);
  const withOffice = total(units, ({ plan }) => plan.withOffice);
  const over = units.filter(({ plan }) => plan.withOffice * 3 > plan.people).map(({ plan }) => plan.name);
  const addresses = total(units, ({ holdings }) => holdings.size);
  const shared = total(units, (unit) => unit.shared);
  return [
    `${units.length} units, ${addresses} addresses, ${people} people, ${shared} shared`,
    `${withOffice} E3, over a third in ${over.join(' ')}`,
    `lots of ${waves.map((wave) => wave.units.length).join(' ')} units`,
  ].join('; ');
}

function total(units: readonly UnitStory[], count: (unit: UnitStory) => number): number {
  return units.reduce((all, unit) => all + count(unit), 0);
}
