/** The text of one domain's file: its people, what they share, its other names, and what is left behind, each in order. */

import { writtenText as text } from '../../language/model/editing/written-text.ts';
import { compared } from '../../language/model/names.ts';
import type { Locale } from '../../language/rules/rule.ts';
import type { Entry } from './entries.ts';
import { named, siteOf, unitOf, WHOLE_UNIT } from './plan-words.ts';

export interface DomainTextOptions {
  readonly from: string;
  readonly locale: Locale;
}

/** Not yet in canonical form. */
export function domainText(
  domain: string,
  subdomains: readonly string[],
  entries: readonly Entry[],
  options: DomainTextOptions,
): string {
  const below = subdomains.map((subdomain) => `; subdomain ${subdomain}`).join('');
  const parts = [`domain ${domain} { unit ${WHOLE_UNIT}${below} }`];
  for (const { belongs, heading } of SECTIONS) {
    const found = entries.filter(belongs).toSorted(byAddress);
    if (found.length === 0) continue;
    if (heading) parts.push(heading[options.locale]);
    parts.push(found.map((entry) => declaration(entry, options)).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

const byAddress = (a: Entry, b: Entry): number => (compared(a.address) < compared(b.address) ? -1 : 1);

interface Section {
  readonly belongs: (entry: Entry) => boolean;
  readonly heading?: Readonly<Record<Locale, string>>;
}

const SECTIONS: readonly Section[] = [
  { belongs: ({ kind }) => kind === 'personal' },
  { belongs: ({ kind, isGuessed }) => kind === 'shared' && !isGuessed },
  {
    belongs: ({ kind, isGuessed }) => kind === 'shared' && isGuessed,
    heading: {
      en: '# shared: guessed from their names',
      fr: '# partagées\u00A0: devinées d’après leur nom',
    },
  },
  { belongs: ({ kind }) => kind === 'room' || kind === 'equipment' },
  { belongs: ({ kind }) => kind === 'list' },
  { belongs: ({ kind }) => kind === 'alias' },
  { belongs: ({ kind }) => kind === 'forward' },
  { belongs: ({ kind }) => kind === 'drop' },
];

function declaration(entry: Entry, options: DomainTextOptions): string {
  const { kind, address, to = '' } = entry;
  switch (kind) {
    case 'personal':
      return withBody(`mailbox ${address}${licence(entry)}${label(entry)}`, [
        ...unit(entry),
        ...person(entry),
        ...aliases(entry),
      ]);
    case 'shared':
      return withBody(`shared ${address}${licence(entry)}${label(entry)}`, [
        ...unit(entry),
        ...access(entry),
        ...aliases(entry),
      ]);
    case 'room':
    case 'equipment':
      return withBody(`resource ${address} ${kind}${label(entry)}`, [...unit(entry), ...aliases(entry)]);
    case 'list':
      return withBody(`list ${address}${label(entry)}`, [
        ...unit(entry),
        ...members(entry),
        ...aliases(entry),
      ]);
    case 'alias':
    case 'forward':
      return `${kind} ${address} -> ${to}`;
    case 'drop':
      return `drop ${address} ${text(reason(entry, options))}`;
  }
}

/** Indented: a keyword in column 0 would begin a declaration. */
const withBody = (head: string, body: readonly string[]): string =>
  body.length === 0 ? head : `${head} {\n${body.map((line) => `  ${line}`).join('\n')}\n}`;

function licence({ licence }: Entry): string {
  const name = licence === undefined ? '' : named(licence).name;
  return name === '' ? '' : ` ${name}`;
}

/** What people see: the name of the file, or the person's. */
function label({ name, given, family }: Entry): string {
  const shown = name ?? [given, family].filter((part) => part !== undefined).join(' ');
  return shown === '' ? '' : ` ${text(shown)}`;
}

function unit(entry: Entry): string[] {
  const found = unitOf(entry.unit);
  return found ? [`unit ${found.name}`] : [];
}

function person({ given, family, title, phone, site }: Entry): string[] {
  const strings = Object.entries({ given, family, title, phone });
  const lines = strings.flatMap(([key, value]) => (value === undefined ? [] : [`${key} ${text(value)}`]));
  const place = site === undefined ? '' : siteOf(site).name;
  return place === '' ? lines : [...lines, `site ${place}`];
}

const access = (entry: Entry): string[] => entry.access.map(({ who, right }) => `access ${who} ${right}`);
const aliases = (entry: Entry): string[] => entry.aliases.map((alias) => `alias ${alias}`);
const members = (entry: Entry): string[] =>
  entry.members.length === 0 ? [] : [`member ${entry.members.join(', ')}`];

const reason = ({ reason }: Entry, { from, locale }: DomainTextOptions): string =>
  reason ?? (locale === 'fr' ? `non conservée d’après ${from}` : `not kept, says ${from}`);
