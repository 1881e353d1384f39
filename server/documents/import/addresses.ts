/**
 * Finds addresses in what people type and paste: `Camille Dupont <camille@…>`, `mailto:`, `SMTP:`, invisible characters.
 * An address that a plan cannot hold is refused here, with what is wrong, so that what is written always parses.
 */
import { parseBlock } from '../../../grammar/parser.ts';
import { SMTP } from '../../language/facts/smtp.ts';
import { compared, comparedDomain, localPartOf } from '../../language/model/names.ts';
import type { Words } from './remark.ts';

/** Zero-width and direction marks, soft hyphens, odd blanks: pasted along and never meant. */
export const visible = (text: string): string =>
  text
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g, '')
    .replace(/[\p{Zs}\t]/gu, ' ')
    .trim();

export interface NamedAddress {
  readonly address: string;
  readonly name?: string;
}

/** The one address of a cell, with the name beside it. `domain` completes a name without one. */
export function readAddress(cell: string, domain?: string): NamedAddress | Words {
  const text = visible(cell);
  const { address: found, name } = named(text);
  const address = found.includes('@') || domain === undefined || found === '' ? found : `${found}@${domain}`;
  const fault = faultOf(address);
  if (fault) return fault;
  return name === undefined ? { address } : { address, name };
}

export const isFault = (read: NamedAddress | Words): read is Words => 'en' in read;

function named(text: string): NamedAddress {
  const [, before = '', inside] = /^([^<>]*)<([^<>]*)>\s*$/.exec(text) ?? [];
  if (inside === undefined) return { address: bare(text) };
  const name = personName(before);
  return name === undefined ? { address: bare(inside) } : { address: bare(inside), name };
}

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^(?:mailto|smtp):/i, '')
    .replace(/[;,.]+$/, '')
    .replace(/^(['"])(.*)\1$/, '$2');

/** `Dupont, Camille` as `Camille Dupont`; nothing where there is no name. */
export function personName(text: string): string | undefined {
  const plain = visible(text)
    .replace(/^[\s,;"']+|[\s,;"']+$/g, '')
    .replace(/\s+/g, ' ');
  const [family = '', given = '', ...more] = plain.split(/\s*,\s*/);
  const name = given !== '' && more.length === 0 ? `${given} ${family}` : plain;
  return name === '' || name.includes('@') ? undefined : name;
}

/** Whether words are like a person's or a function's name: letters alone. Beside a bare address others could be its password. */
export const isNameLike = (words: string): boolean => /^\p{L}[\p{L}\p{M} .'’-]*$/u.test(words);

/** What keeps an address out of a plan: RFC 5321's lengths and forms, and the characters that its language has no place for. */
function faultOf(address: string): Words | undefined {
  const local = localPartOf(address);
  const written = address.slice(local.length + 1);
  const domain = comparedDomain(written);
  if (!address.includes('@')) return FAULTS.noAt;
  if (local === '' || domain === '') return FAULTS.half;
  if (/\s/.test(address) || address.indexOf('@') !== address.lastIndexOf('@')) return FAULTS.several;
  if (/^\.|\.$|\.\./.test(local)) return FAULTS.dots;
  if (!isDomain(domain) || !isReadAs('domain', written)) return FAULTS.domain;
  if (!isReadAs('address', address) || /\p{C}/u.test(address)) return FAULTS.characters;
  const octets = Buffer.byteLength(local);
  const isLong = octets > SMTP.localPartOctets || octets + 1 + domain.length > SMTP.addressOctets;
  return isLong ? FAULTS.length : undefined;
}

/** Whether the plan's own language reads a text as one value of a kind: asked of it, so that both never differ. */
function isReadAs(kind: 'domain' | 'address', text: string): boolean {
  if (USUAL[kind].test(text)) return true;
  const { problems, declaration } = parseBlock(`${kind === 'domain' ? 'domain' : 'mailbox'} ${text}`);
  const [[atom, ...more] = [], ...others] = declaration?.items ?? [];
  const isOne = more.length === 0 && others.length === 0 && problems.length === 0;
  return isOne && atom?.kind === kind && atom.text === text;
}

/** What nearly all are, so that nearly none has to be asked about. */
const USUAL = {
  domain: /^[a-z](?:\.|[a-z0-9])[a-z0-9.-]*[a-z]$/i,
  address: /^[a-z][a-z0-9._-]*@[a-z0-9.-]*[a-z]$/i,
} as const;

/** Two labels at least, none over its length, letters, digits and inner hyphens alone. */
const isDomain = (domain: string): boolean =>
  domain.length <= SMTP.domainOctets &&
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,126}[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain);

const FAULTS = {
  noAt: {
    en: 'has no @; write the whole address, or give the domain with --domain',
    fr: 'n’a pas de @\u00A0; écrivez l’adresse entière, ou donnez le domaine avec --domain',
  },
  half: {
    en: 'lacks what stands before or behind its @; write the whole address',
    fr: 'est incomplète avant ou après son @\u00A0; écrivez l’adresse entière',
  },
  several: {
    en: 'is not one address; write one a row, without blanks',
    fr: 'n’est pas une seule adresse\u00A0; écrivez-en une par ligne, sans espace',
  },
  dots: {
    en: 'has a dot at an end or two in a row before its @; correct it',
    fr: 'a un point au bord, ou deux de suite, avant son @\u00A0; corrigez-la',
  },
  domain: {
    en: 'has no domain that a plan can name; correct what stands behind its @',
    fr: 'n’a pas de domaine qu’un plan puisse nommer\u00A0; corrigez ce qui suit son @',
  },
  characters: {
    en: 'holds a character that an address in a plan cannot hold; correct it',
    fr: 'contient un caractère impossible dans une adresse\u00A0; corrigez-la',
  },
  length: {
    en: `is too long: at most ${SMTP.localPartOctets} octets before its @, ${SMTP.addressOctets} in all`,
    fr: `est trop longue\u00A0: ${SMTP.localPartOctets} octets au plus avant son @, ${SMTP.addressOctets} en tout`,
  },
} as const satisfies Record<string, Words>;

/** Every address in a cell that lists some: parted by commas, semicolons, blanks or plus signs, with `smtp:` or not. */
export function addressesIn(cell: string): string[] {
  const found = visible(cell)
    .split(/[\s;,|<>()]+|\+(?=smtp:)/i)
    .flatMap((word) => (word.includes('@') ? [readAddress(word)] : []))
    .flatMap((read) => (isFault(read) ? [] : [read.address]));
  return [...new Map(found.map((address) => [compared(address), address])).values()];
}
