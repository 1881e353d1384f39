/**
 * The organisation as a plan with its inventories: 4,600 and 50,000 mailboxes in one file, 250,000 in a file a domain.
 * It is free of problems but for the few that are put there, in canonical form, and the same on every machine.
 */
import { REGIONS } from '../../examples/generator/french-departments.ts';
import { inventoryText } from '../../examples/generator/inventory-text.ts';
import { declare, declareLong, planText, quoted } from '../../examples/generator/plan-text.ts';
import {
  type GeneratedDomain,
  type GeneratedLot,
  type Mailbox,
  type Organisation,
  organisation,
  type Shared,
  STAMPED,
  TAKEN,
} from './generated-organisation.ts';

export type Size = 4600 | 50000 | 250000;
export const SIZES: readonly Size[] = [4600, 50000, 250000];
const DOMAINS_PER_LOT: Readonly<Record<Size, number>> = { 4600: 7, 50000: 3, 250000: 1 };

export interface GeneratedPlan {
  readonly size: Size;
  readonly organisation: Organisation;
  /** By their paths in the plan's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Where licences and units are declared. */
  readonly root: string;
  /** The file that people work in. */
  readonly edited: string;
  /** A file with one domain and nothing else. */
  readonly domainFile: string;
}

export function generatedPlan(size: Size): GeneratedPlan {
  const made = organisation({ mailboxes: size, domainsPerLot: DOMAINS_PER_LOT[size] });
  const domains = [...made.domains.entries()].map(
    ([index, domain]) => [`domains/${domain.name}.migplan`, domainText(domain, index)] as const,
  );
  const apart = size === 250000 ? domains : domains.slice(-1);
  const within = size === 250000 ? [] : domains.slice(0, -1);
  const root = 'plan.migplan';
  const files = new Map<string, string>([
    [
      root,
      rootText(
        made,
        within.map(([, text]) => text.trimEnd()),
      ),
    ],
    ...apart,
    ...made.domains.map((domain): [string, string] => [`inventory/${domain.name}.yaml`, inventoryOf(domain)]),
  ]);
  const [domainFile] = apart.at(-1) ?? [root];
  const [middle] = apart[Math.floor(apart.length / 2)] ?? [root];
  return { size, organisation: made, files, root, edited: size === 250000 ? middle : root, domainFile };
}

function rootText({ lots, domains }: Organisation, within: readonly string[]): string {
  return planText(
    declareLong('plan "Entraide vers Microsoft 365"', [
      ...['locale fr', 'timezone Europe/Paris', 'country FR', 'source mutualise', 'target office'],
      'include "domains/*.migplan"',
    ]),
    endpoints(),
    licences(domains),
    ...policies(),
    declareLong('timeline standard', [
      ...['D-14 send-sheets', 'D-7 sheets-due', 'D-1 09:00 freeze', 'D-1 10:00 stage', 'D-1 16:00 lock'],
      ...['D-1 18:00 cutover', 'D open', 'D 20:00 delta', 'D+1 08:00 verify', 'D+60 retire'],
    ]),
    declareLong('template antenne', [
      `shared ${STAMPED}@ "Permanence {unit.title}" { access {unit.admin} full, send-as }`,
      `alias bonjour@ -> ${STAMPED}@`,
      'resource salle@ room "Salle" { capacity 12; booking automatic }',
    ]),
    units(domains),
    ...lots.map((lot, index) => lotText(lot, lots[index - 1])),
    ...within,
  );
}

function endpoints(): string {
  const source = declareLong('endpoint mutualise imap', [
    'host imap.mutualise.example port 993 tls',
    'login master "migration" separator "*" secret env ENTRAIDE_MASTER_PASSWORD',
    ...['connections 16', 'rate 40 MB/s'],
  ]);
  const target = declareLong('endpoint office microsoft365', [
    'tenant entraide.onmicrosoft.example',
    'client 8f2c1d7e-0000-4000-8000-000000000001 secret env ENTRAIDE_GRAPH_SECRET',
    'usage-location FR',
  ]);
  return `${source}\n\n${target}`;
}

function policies(): string[] {
  return [
    declareLong('policy', [
      'personal-address "{given}.{family}"',
      `shared-address contact, secretariat, comptabilite, ${STAMPED}, "accueil.*"`,
      'licence-share E3 <= 1/3 per unit surcharge',
      'lot-size 300..350 mailboxes',
      'inactive-after 60 days',
      'alias-scope domain',
      'cutover needs approval',
      'deletions keep',
      'severity lot-capacity warning',
    ]),
    declareLong('policy for unit national', ['licence-share E3 <= 1/2 per unit']),
  ];
}

/** A few seats to spare, so that a licence more is no problem and one renamed is. */
function licences(domains: readonly GeneratedDomain[]): string[] {
  const all = domains.flatMap(({ mailboxes }) => mailboxes);
  const seats = (name: string): number => all.filter(({ licence }) => licence === name).length + 5;
  return [
    declareLong('licence E1 "Office sur le web"', [
      ...['price 2.76 EUR/month', 'quota 50 GB', 'sku STANDARDPACK', `seats ${seats('E1')}`],
    ]),
    declareLong('licence E3 "Office installé"', [
      ...['price 8.24 EUR/month', 'quota 100 GB', 'sku ENTERPRISEPACK', `seats ${seats('E3')}`],
    ]),
  ];
}

function units(domains: readonly GeneratedDomain[]): string[] {
  const regions = [...REGIONS];
  return [
    declare('unit national "Entraide nationale"', ['kind national']),
    ...regions.map(([name, title]) =>
      declare(`unit ${name} ${quoted(`Région ${title}`)}`, ['kind region', 'parent national']),
    ),
    ...domains.map(({ unit, title, mailboxes }, index) =>
      declare(`unit ${unit} ${quoted(title)}`, [
        'kind antenne',
        `parent ${regions[index % regions.length]?.[0]}`,
        `admin ${mailboxes[0]?.address}`,
      ]),
    ),
  ];
}

function lotText({ name, date, domains }: GeneratedLot, before: GeneratedLot | undefined): string {
  return declareLong(`lot ${name} ${quoted(`Vague du ${date}`)}`, [
    `date ${date}`,
    'timeline standard',
    `approved "comité de direction" on ${TAKEN}`,
    before && `after ${before.name}`,
    `domain ${domains.join(', ')}`,
  ]);
}

function domainText({ name, unit, mailboxes, shared }: GeneratedDomain, index: number): string {
  const limit = Math.ceil((mailboxes.length + shared.length + 10) / 10) * 10;
  return planText(
    declare(`domain ${name}`, [
      `unit ${unit}`,
      index % 5 === 0 && `subdomain annexe.${name}`,
      `limit ${limit} mailboxes`,
      'use antenne',
      index % 3 === 0 && `was ${oldOf(name)}`,
    ]),
    mailboxes.map(mailboxText),
    shared.map(sharedText),
    furtherText(name, mailboxes),
    index % 7 === 0 ? suppressedText(name) : '',
    problemsIn(name, index),
  );
}

const oldOf = (domain: string): string => `${domain.split('.')[0]}.ancien.example`;

function mailboxText({ address, licence, name, title, alias, quota, old, wish, ...person }: Mailbox): string {
  return declare(`mailbox ${address} ${licence} ${quoted(name)}`, [
    ...(wish === 'directory' ? [`given ${quoted(person.given)}`, `family ${quoted(person.family)}`] : []),
    title && `title ${quoted(title)}`,
    old && `was ${old}`,
    alias && `alias ${alias}`,
    quota && `quota ${quota}`,
    wish === 'forward' && `forward contact@${domainOf(address)} keep-copy until 2039-12-31`,
    ...(wish && wish !== 'forward' ? WISHES[wish] : []),
  ]);
}

const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

const WISHES: Readonly<Record<Exclude<Mailbox['wish'], 'forward' | undefined>, readonly string[]>> = {
  directory: ['phone "+33 3 29 00 00 00"'],
  recent: ['keep since 2020-01-01', 'calendar none', 'contacts copy'],
  folders: ['exclude folder "Spam", "Listes/2015"', 'folder "Objets envoyés" -> Sent'],
};

function sharedText({ address, name, openers }: Shared): string {
  return declareLong(
    `shared ${address} ${quoted(name)}`,
    openers.map((opener, index) => `access ${opener} ${index === 0 ? 'full' : 'read'}`),
  );
}

function furtherText(domain: string, mailboxes: readonly Mailbox[]): string[] {
  const [first = '', second = '', third = ''] = mailboxes.map(({ address }) => address);
  return [
    `alias accueil@${domain} -> contact@${domain}`,
    `forward tresorier@${oldOf(domain)} -> ${first} until 2039-12-31`,
    `drop ancien@${oldOf(domain)} "personne depuis 2021"`,
    declareLong(`list bureau@${domain} "Bureau"`, [`member ${first}, ${second}, ${third}`, `owner ${first}`]),
  ];
}

/** What somebody has looked at and lets stand. */
const suppressedText = (domain: string): string =>
  [
    '# migplan-ignore alias-outside-domain: la mairie garde ses adresses',
    `alias mairie@${domain} -> accueil@mairie.example`,
  ].join('\n');

/**
 * A few domains have what real plans have too: an alias that leads elsewhere, one to a slip of the pen, and, in every file
 * that is measured, a day that no month has.
 */
function problemsIn(domain: string, index: number): string[] {
  if (index % 384 === 0) return [`forward conseil@${domain} -> contact@${domain} until 2039-02-31`];
  if (index === 1) return [`alias ailleurs@${domain} -> quelqu-un@ailleurs.example`];
  if (index === 3) return [`alias bienvenue@${domain} -> acceuil@${domain}`];
  return [];
}

function inventoryOf({ name, holdings }: GeneratedDomain): string {
  return inventoryText({ domain: name, taken: TAKEN, addresses: holdings });
}
