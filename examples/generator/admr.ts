/**
 * A national association of home care moves 4,600 addresses to its host's new platform: one domain divided in 94, lots of
 * 300 to 350 mailboxes over five weeks, inactive mailboxes left behind, old addresses forwarded.
 */

import { type Federation, type FederationPlan, federation } from './admr-federation.ts';
import { DEPARTMENTS, type Department, REGIONS } from './french-departments.ts';
import { inventoryText } from './inventory-text.ts';
import { apportion, packLots } from './lot-packing.ts';
import { declare, declareLong, planText, quoted } from './plan-text.ts';
import { SeededRandom } from './seeded-random.ts';
import type { Story } from './story.ts';

const INVENTORY = 4600;
const KEPT = 4176;
const DROPPED = 410;
const TAKEN = '2025-01-05';
/** 93 federations; with the national office that makes 94 domains. */
const WITHOUT_FEDERATION = new Set(['2b', '75', '92']);
/** Mondays, Wednesdays and Fridays of five weeks. */
const DATES = [
  ...['2025-02-03', '2025-02-05', '2025-02-07', '2025-02-10', '2025-02-12', '2025-02-14', '2025-02-17'],
  ...['2025-02-19', '2025-02-24', '2025-02-26', '2025-03-03', '2025-03-05', '2025-03-07'],
];
const LOT_TARGETS = [312, 328, 317, 336, 324, 312, 319, 332, 314, 337, 313, 319, 313];

export function admr(): Story {
  const random = new SeededRandom(4600);
  const federations = plannedFederations(random).map((plan) => federation(random, plan));
  const lots = officeFirst(packLots(federations, LOT_TARGETS).map(byDomain));
  const files = new Map([
    ['plan.migplan', planFile(lots)],
    ['units.migplan', unitsFile(federations)],
  ]);
  for (const { name, domain, text, holdings } of federations) {
    files.set(`federations/${name}.migplan`, text);
    files.set(`inventory/${domain}.yaml`, inventoryText({ domain, taken: TAKEN, addresses: holdings }));
  }
  return { files, summary: summary(federations, lots) };
}

function plannedFederations(random: SeededRandom): FederationPlan[] {
  const departments = DEPARTMENTS.filter(({ code }) => !WITHOUT_FEDERATION.has(code));
  const weights = departments.map(() => Math.min(2.6, Math.max(0.4, random.skewed(1, 0.6))));
  const [office = 0, ...kept] = apportion(KEPT, [1.4, ...weights]);
  const [officeDropped = 0, ...dropped] = apportion(DROPPED, [1.4, ...weights]);
  const forwarded = INVENTORY - KEPT - DROPPED;
  const forwarding = new Set(random.sample(departments, forwarded));
  const common = { taken: TAKEN, used: new Set<string>() };
  return [
    {
      ...common,
      name: 'siege',
      unit: 'union',
      title: 'Siège',
      kept: office,
      dropped: officeDropped,
      forwarded: 0,
    },
    ...departments.map((department, index) => ({
      ...common,
      name: `fede${department.code}`,
      unit: `fede${department.code}`,
      title: federationTitle(department),
      kept: kept[index] ?? 0,
      dropped: dropped[index] ?? 0,
      forwarded: forwarding.has(department) ? 1 : 0,
    })),
  ];
}

function federationTitle({ of }: Department): string {
  return `Fédération ${of}`;
}

function byDomain(lot: readonly Federation[]): Federation[] {
  return [...lot].sort((one, other) => (one.domain < other.domain ? -1 : 1));
}

function officeFirst(lots: readonly Federation[][]): Federation[][] {
  const hasOffice = (lot: readonly Federation[]): boolean => lot.some(({ name }) => name === 'siege');
  return [...lots.filter(hasOffice), ...lots.filter((lot) => !hasOffice(lot))];
}

function planFile(lots: readonly Federation[][]): string {
  return planText(
    '# 94 domains and 4,600 addresses go to the new platform in five weeks.',
    declareLong('plan "Messagerie de l’aide à domicile"', [
      ...['locale fr', 'timezone Europe/Paris', 'country FR', 'source ancienne', 'target nouvelle'],
      ...['include "units.migplan"', 'include "federations/*.migplan"'],
    ]),
    declareLong('endpoint ancienne imap', [
      'host imap.hebergeur.example port 993 tls',
      'login master "migration" separator "*" secret env ADMR_SOURCE_PASSWORD',
      ...['connections 16', 'rate 40 MB/s'],
    ]),
    declareLong('endpoint nouvelle imap', [
      'host messagerie.hebergeur.example port 993 tls',
      'login master "migration" separator "*" secret env ADMR_TARGET_PASSWORD',
      'connections 16',
    ]),
    [
      declare('licence boite "Boîte"', ['price 0.80 EUR/month', 'quota 5 GB']),
      declare('licence grande "Grande boîte"', ['price 1.90 EUR/month', 'quota 25 GB']),
    ],
    policy(),
    timeline(),
    ...lots.map(lotText),
  );
}

function policy(): string {
  return declareLong('policy', [
    'personal-address "{given}.{family}"',
    'shared-address contact, secretariat, comptabilite, recrutement, planning, "accueil.*"',
    'lot-size 300..350 mailboxes',
    'inactive-after 60 days',
    'alias-scope domain',
    'cutover needs approval',
  ]);
}

/** Lots follow each other every other day, so each step of one ends before the next one's freeze. */
function timeline(): string {
  return declareLong('timeline standard', [
    ...['D-14 send-sheets', 'D-7 sheets-due', 'D-1 09:00 freeze', 'D-1 10:00 stage', 'D-1 16:00 lock'],
    ...['D-1 18:00 cutover', 'D open', 'D 20:00 delta', 'D+1 08:00 verify', 'D+60 retire'],
  ]);
}

function lotText(lot: readonly Federation[], index: number): string {
  const name = lotName(index);
  return declareLong(`lot ${name} ${quoted(index === 0 ? 'Lot 1, avec le siège' : `Lot ${index + 1}`)}`, [
    `date ${DATES[index]}`,
    index === 0 && 'pilot',
    index > 0 && `after ${lotName(index - 1)}`,
    ...lot.map(({ domain }) => `domain ${domain}`),
    index < 4 && 'approved "Bureau national" on 2025-01-22',
  ]);
}

function lotName(index: number): string {
  return `lot${String(index + 1).padStart(2, '0')}`;
}

function unitsFile(federations: readonly Federation[]): string {
  const [office, ...others] = federations;
  return planText(
    '# Each federation’s administrator sees that federation and nothing else.',
    declare('unit union "Union nationale"', ['kind national', `admin ${office?.admin}`]),
    [...REGIONS].map(([name, title]) =>
      declare(`unit ${name} ${quoted(`Comité régional ${title}`)}`, ['kind region', 'parent union']),
    ),
    others.map(({ name, admin }) => {
      const department = DEPARTMENTS.find(({ code }) => `fede${code}` === name) as Department;
      const head = `unit ${name} ${quoted(federationTitle(department))}`;
      return declareLong(head, ['kind federation', `parent ${department.region}`, `admin ${admin}`]);
    }),
  );
}

function summary(federations: readonly Federation[], lots: readonly Federation[][]): string {
  const addresses = federations.reduce((all, { holdings }) => all + holdings.size, 0);
  const sizes = lots.map((lot) => lot.reduce((all, { size }) => all + size, 0));
  const wrong = sizes.filter((size) => size < 300 || size > 350);
  if (wrong.length > 0 || addresses !== INVENTORY)
    throw new Error(`not the story told: ${sizes.join(' ')}, ${addresses}`);
  return `${federations.length} domains, ${addresses} addresses, lots of ${sizes.join(' ')} mailboxes`;
}
