/** What makes a text no address (RFC 5321): too long, dots where none may be, characters that it cannot hold. */
import { SMTP } from '../../facts/smtp.ts';
import { comparedDomain, localPartOf } from '../names.ts';

export type AddressFault =
  | 'local-part-missing'
  | 'local-part-length'
  | 'local-part-dots'
  | 'characters'
  | 'domain-missing'
  | 'domain-length'
  | 'domain-dots'
  | 'label'
  | 'label-length'
  | 'length'
  | 'mixed-letters';

export interface FaultFound {
  readonly fault: AddressFault;
  readonly count: number;
}

/** As nearly every address is, and without fault at any length up to this. */
const PLAIN = /^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$/;
const PLAIN_LENGTH = 63;

export function addressFault(address: string): FaultFound | undefined {
  if (address.length <= PLAIN_LENGTH && PLAIN.test(address)) return undefined;
  const local = localPartOf(address);
  const written = address.slice(local.length + 1);
  const domain = comparedDomain(written);
  if (mixesLetters(local) || mixesLetters(written)) return { fault: 'mixed-letters', count: 0 };
  return faultOfLocalPart(local) ?? knownFaultOf(domain) ?? over('length', octets(local) + 1 + domain.length);
}

/** The domains judged last: thousands of addresses share a few. */
const judged = new Map<string, FaultFound | undefined>();
const MOST_JUDGED = 1000;

function knownFaultOf(domain: string): FaultFound | undefined {
  if (judged.has(domain)) return judged.get(domain);
  if (judged.size >= MOST_JUDGED) judged.clear();
  const fault = domainFault(domain);
  judged.set(domain, fault);
  return fault;
}

function faultOfLocalPart(local: string): FaultFound | undefined {
  if (local === '') return { fault: 'local-part-missing', count: 0 };
  if (/^\.|\.$|\.\./.test(local)) return { fault: 'local-part-dots', count: 0 };
  if (UNFIT.test(local)) return { fault: 'characters', count: 0 };
  return over('local-part-length', octets(local));
}

export function domainFault(domain: string): FaultFound | undefined {
  if (domain === '') return { fault: 'domain-missing', count: 0 };
  if (/^\.|\.$|\.\./.test(domain)) return { fault: 'domain-dots', count: 0 };
  const labels = domain.split('.');
  if (!labels.every((label) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label)))
    return { fault: 'label', count: 0 };
  const longest = Math.max(...labels.map((label) => label.length));
  return over('label-length', longest) ?? over('domain-length', domain.length);
}

const LIMITS = {
  'local-part-length': SMTP.localPartOctets,
  'label-length': SMTP.labelOctets,
  'domain-length': SMTP.domainOctets,
  length: SMTP.addressOctets,
} as const;

const over = (fault: keyof typeof LIMITS, count: number): FaultFound | undefined =>
  count > LIMITS[fault] ? { fault, count } : undefined;

/** Outside RFC 5321's atext; letters beyond ASCII are legal since RFC 6531, invisible characters and blanks are not. */
const UNFIT = /[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-\u{80}-\u{10FFFF}]|\p{C}|\p{Z}/u;

/** Latin letters among those of an alphabet that has the same shapes (UTS #39, 3.3: email security profiles). */
const mixesLetters = (text: string): boolean =>
  /[^\0-\x7f]/.test(text) && /\p{Script=Latin}/u.test(text) && LOOK_LATIN.test(text);

const LOOK_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

const encoder = new TextEncoder();

const octets = (text: string): number =>
  /[^\0-\x7f]/.test(text) ? encoder.encode(text).length : text.length;

/** Each fault in words, to stand behind "it is no address". */
export const FAULTS: Readonly<
  Record<AddressFault, Readonly<Record<'en' | 'fr', (count: number) => string>>>
> = {
  'local-part-missing': {
    en: () => 'nothing stands before its @',
    fr: () => 'il n’y a rien avant son @',
  },
  'local-part-length': {
    en: (count) => `${count} octets stand before its @, at most ${SMTP.localPartOctets} may; shorten it`,
    fr: (count) =>
      `${count} octets avant son @, pour ${SMTP.localPartOctets} au plus\u00A0; raccourcissez-la`,
  },
  'local-part-dots': {
    en: () => 'before its @ a dot stands at an end or beside another; remove it',
    fr: () => 'avant son @ un point est au bord ou à côté d’un autre\u00A0; retirez-le',
  },
  characters: {
    en: () => 'it holds a character that addresses cannot hold, perhaps an invisible one; type it again',
    fr: () => 'elle contient un caractère impossible dans une adresse, peut-être invisible\u00A0; retapez-la',
  },
  'mixed-letters': {
    en: () => 'it has letters of two alphabets that look alike; type it again',
    fr: () => 'elle mêle des lettres de deux alphabets qui se ressemblent\u00A0; retapez-la',
  },
  'domain-missing': {
    en: () => 'it has no domain, which only a template may leave out; write it after the @',
    fr: () => 'elle n’a pas de domaine, ce que seul un modèle peut omettre\u00A0; écrivez-le après le @',
  },
  'domain-length': {
    en: (count) => `its domain is ${count} octets long, at most ${SMTP.domainOctets} may be`,
    fr: (count) => `son domaine fait ${count} octets, pour ${SMTP.domainOctets} au plus`,
  },
  'domain-dots': {
    en: () => 'in its domain a dot stands at an end or beside another; remove it',
    fr: () => 'dans son domaine un point est au bord ou à côté d’un autre\u00A0; retirez-le',
  },
  label: {
    en: () => 'its domain may hold letters, digits and inner hyphens only',
    fr: () => 'son domaine ne peut contenir que des lettres, des chiffres et des traits d’union intérieurs',
  },
  'label-length': {
    en: (count) => `a part of its domain is ${count} octets long, at most ${SMTP.labelOctets} may be`,
    fr: (count) => `une partie de son domaine fait ${count} octets, pour ${SMTP.labelOctets} au plus`,
  },
  length: {
    en: (count) => `it is ${count} octets long, at most ${SMTP.addressOctets} may be`,
    fr: (count) => `elle fait ${count} octets, pour ${SMTP.addressOctets} au plus`,
  },
};
