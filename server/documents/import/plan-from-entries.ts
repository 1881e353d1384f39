/**
 * The text of a plan from what a file says: a root plan whose placeholders are marked as such, and a file a domain, in
 * canonical form. The same entries always give the same text. Pure: reads no clock and no file.
 */
import { formatText } from '../../../grammar/print.ts';
import { writtenText as text } from '../../language/model/editing/written-text.ts';
import { comparedDomain, domainOf } from '../../language/model/names.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { domainText } from './domain-text.ts';
import type { Entry } from './entries.ts';
import { type Named, named, siteOf, unitOf, WHOLE_UNIT } from './plan-words.ts';

export interface PlanOptions {
  /** The plan's title, from the file's name. */
  readonly title: string;
  /** The file's name, for the comments. */
  readonly from: string;
  readonly locale: Locale;
  /** Left out where it names no place. */
  readonly timezone?: string;
  /** A day for the lot, to be replaced. */
  readonly day: string;
  /** One text instead of a file a domain. */
  readonly together: boolean;
}

/** The plan's files by their paths, the root plan first. */
export function planFromEntries(entries: readonly Entry[], options: PlanOptions): Map<string, string> {
  const domains = domainsOf(entries);
  const texts = [...domains].map(([domain, { subdomains, entries }]) => {
    const path = `domains/${domain}.migplan`;
    return [path, domainText(domain, subdomains, entries, options)] as const;
  });
  if (options.together) {
    const all = [rootText(entries, [], options), ...texts.map(([, part]) => part)];
    return new Map([[ROOT, formatText(all.join('\n'))]]);
  }
  const root = rootText(entries, ['domains/*.migplan'], options);
  return new Map([[ROOT, root], ...texts].map(([path = '', part = '']) => [path, formatText(part)]));
}

const ROOT = 'plan.migplan';

interface DomainEntries {
  readonly subdomains: string[];
  readonly entries: Entry[];
}

/** Domains in order; one below another is its sub-domain. Written as the file has them, compared without case. */
function domainsOf(entries: readonly Entry[]): Map<string, DomainEntries> {
  const written = new Map<string, string>();
  for (const { address } of entries) {
    const domain = address
      .slice(address.lastIndexOf('@') + 1)
      .toLowerCase()
      .normalize('NFC');
    if (!written.has(comparedDomain(domain))) written.set(comparedDomain(domain), domain);
  }
  const domains = new Map<string, DomainEntries>();
  for (const domain of [...written.keys()].sort(byLengthThenName)) {
    const above = parents(domain).find((parent) => domains.has(written.get(parent) ?? ''));
    const name = written.get(domain) ?? domain;
    const found = above === undefined ? undefined : domains.get(written.get(above) ?? '');
    if (found) found.subdomains.push(name);
    else domains.set(name, { subdomains: [], entries: [] });
  }
  for (const entry of entries) home(entry, domains, written)?.entries.push(entry);
  return new Map([...domains].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const byLengthThenName = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

/** `a.b.c.example`: `b.c.example`, `c.example`. */
const parents = (domain: string): string[] => {
  const labels = domain.split('.');
  return labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'));
};

function home(
  { address }: Entry,
  domains: ReadonlyMap<string, DomainEntries>,
  written: ReadonlyMap<string, string>,
): DomainEntries | undefined {
  const domain = domainOf(address);
  const name = [domain, ...parents(domain)]
    .map((each) => written.get(each) ?? '')
    .find((each) => domains.has(each));
  return name === undefined ? undefined : domains.get(name);
}

/** Everything but the addresses. */
function rootText(entries: readonly Entry[], include: readonly string[], options: PlanOptions): string {
  const { title, from, locale, timezone, day } = options;
  const t = (en: string, fr: string): string => (locale === 'fr' ? fr : en);
  const licences = licencesOf(entries);
  const target = targetOf(licences);
  return `# ${t(`Made from ${from}. What is a placeholder says so: replace it before a dry run.`, `Fait à partir de ${from}. Ce qui est provisoire est signalé\u00A0: remplacez-le avant un essai à blanc.`)}

plan ${text(title)} {
  locale ${locale}
  ${timezone !== undefined && IN_A_PLACE.test(timezone) ? `timezone ${timezone}` : ''}
  source ${SOURCE}
  target ${TARGET}
  ${include.map((pattern) => `include ${text(pattern)}`).join('\n')}
}

${t('# Placeholder: where the mail is now. `.invalid` is nobody’s.', '# Provisoire\u00A0: là où est le courrier aujourd’hui. `.invalid` n’est à personne.')}
endpoint ${SOURCE} imap {
  host imap.source.invalid port 993 tls
  login master "migration" separator "*" secret env SOURCE_PASSWORD
}

${t('# Placeholder: where the mail goes.', '# Provisoire\u00A0: là où va le courrier.')}
${ENDPOINTS[target]}

${licences.length === 0 ? '' : t('# From the file; add what each costs and holds: { price 2.76 EUR/month; quota 50 GB }', '# D’après le fichier\u00A0; ajoutez le prix et la taille de chacune\u00A0: { price 2.76 EUR/month; quota 50 GB }')}
${licences.map((licence) => `licence ${titled(licence)}`).join('\n')}

unit ${WHOLE_UNIT} ${text(title)} {
${sitesOf(entries)}
}
${unitsOf(entries)}

lot ${t('wave1 "Wave 1"', 'vague1 "Vague 1"')} {
  date ${day}  ${t('# placeholder: choose the day', '# provisoire\u00A0: choisissez le jour')}
  unit ${WHOLE_UNIT}
}
`;
}

/** `Europe/Paris`; a machine set to UTC says nothing about where its people are. */
const IN_A_PLACE = /^(?!Etc\/)[A-Za-z_-]+(?:\/[A-Za-z_-]+)+$/;

const SOURCE = 'source';
const TARGET = 'target';

function licencesOf(entries: readonly Entry[]): Named[] {
  const licences = entries.map(({ kind, licence }) =>
    (kind === 'personal' || kind === 'shared') && licence !== undefined ? named(licence) : undefined,
  );
  return byName(licences);
}

/** Microsoft's licences are known by their names. */
const targetOf = (licences: readonly Named[]): keyof typeof ENDPOINTS =>
  licences.some(({ label }) => /^[EFAG]\d$|microsoft|office|exchange|business/i.test(label))
    ? 'microsoft365'
    : 'imap';

const ENDPOINTS = {
  imap: `endpoint ${TARGET} imap {
  host imap.target.invalid port 993 tls
  login master "migration" separator "*" secret env TARGET_PASSWORD
}`,
  microsoft365: `endpoint ${TARGET} microsoft365 {
  tenant tenant.invalid
  client 00000000-0000-4000-8000-000000000000 secret env TARGET_SECRET
}`,
} as const;

function sitesOf(entries: readonly Entry[]): string {
  const sites = entries.map(({ kind, site }) =>
    kind === 'personal' && site !== undefined ? siteOf(site) : undefined,
  );
  return byName(sites)
    .map((site) => `  site ${titled(site)}`)
    .join('\n');
}

/** An alias, a forward and what is dropped have no unit. */
const IN_A_UNIT: ReadonlySet<Entry['kind']> = new Set(['personal', 'shared', 'room', 'equipment', 'list']);

function unitsOf(entries: readonly Entry[]): string {
  const units = entries.map(({ kind, unit }) => (IN_A_UNIT.has(kind) ? unitOf(unit) : undefined));
  return byName(units)
    .map((unit) => `unit ${titled(unit)} { parent ${WHOLE_UNIT} }`)
    .join('\n');
}

/** Each name once, in order, as it was written first. */
function byName(all: readonly (Named | undefined)[]): Named[] {
  const found = new Map<string, Named>();
  for (const one of all) if (one && one.name !== '' && !found.has(one.name)) found.set(one.name, one);
  return [...found.values()].sort(({ name: a }, { name: b }) => (a < b ? -1 : 1));
}

const titled = ({ name, label }: Named): string => (label === name ? name : `${name} ${text(label)}`);
