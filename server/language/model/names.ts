/**
 * Names and how they are compared. Every name of a plan becomes a key, a namespace letter and the name in its compared
 * form; what the analysis knows, it knows by key.
 */

/**
 * What a name names. `assigned-*` are the entries of lots' lists, `domain-target` the endpoints that domains name as their
 * target, `alias-target` the addresses that aliases lead to: who is moved by which lot is a look-up like any other.
 */
export type Namespace =
  | 'address'
  | 'endpoint'
  | 'licence'
  | 'unit'
  | 'unit-alone'
  | 'timeline'
  | 'lot'
  | 'domain'
  | 'template'
  | 'rule'
  | 'plan'
  | 'policy'
  | 'assigned-address'
  | 'assigned-domain'
  | 'assigned-unit'
  | 'domain-target'
  | 'alias-target';

/** A name with its namespace, comparable by `===`. */
export type Key = `${Namespace}:${string}`;

const comparesWithoutCase: ReadonlySet<Namespace> = new Set([
  'address',
  'domain',
  'assigned-address',
  'assigned-domain',
  'alias-target',
]);

export function keyOf(namespace: Namespace, name: string): Key {
  const last = lastKeys[namespace];
  if (last !== undefined && last.name === name) return last.key;
  const key: Key = `${namespace}:${comparesWithoutCase.has(namespace) ? compared(name) : name}`;
  lastKeys[namespace] = { name, key };
  return key;
}

/** A mailbox's rules ask for the same few names one after the other: what was made last is kept, its hash with it. */
const lastKeys: Partial<Record<Namespace, { readonly name: string; readonly key: Key }>> = {};

export const namespaceOf = (key: Key): Namespace => key.slice(0, key.indexOf(':')) as Namespace;
export const nameOf = (key: Key): string => key.slice(key.indexOf(':') + 1);

/** The domain of an address in its compared form; '' where there is no `@`. */
export function domainOf(address: string): string {
  const before = address.length - lastDomain.length - 1;
  if (address.charCodeAt(before) === AT && address.endsWith(lastDomain)) return lastDomain;
  const at = address.lastIndexOf('@');
  const domain = at < 0 ? '' : comparedDomain(address.slice(at + 1));
  if (isComparedAlready(domain)) lastDomain = domain;
  return domain;
}

/** The domain asked for last: addresses of one domain come one after the other, and one text for all is compared at once. */
let lastDomain = '';
const AT = 64;

/** What stands before the last `@`. */
export const localPartOf = (address: string): string =>
  address.slice(0, Math.max(0, address.lastIndexOf('@')));

/** An address or a domain as it is compared: without case, composed (NFC), the domain in its ASCII form. */
export function compared(written: string): string {
  if (isComparedAlready(written)) return written;
  if (isPlainAscii(written)) return written.toLowerCase();
  const at = written.lastIndexOf('@');
  const local = written
    .slice(0, at + 1)
    .normalize('NFC')
    .toLowerCase();
  return local + comparedDomain(written.slice(at + 1));
}

/** As nearly everything is: ASCII without capitals. */
function isComparedAlready(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f || (code >= CAPITAL_A && code <= CAPITAL_Z)) return false;
  }
  return true;
}

const CAPITAL_A = 65;
const CAPITAL_Z = 90;

function isPlainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** The ASCII form of a domain (IDNA, as WHATWG URL has it); one that has none is only lower-cased. */
export function comparedDomain(domain: string): string {
  if (isComparedAlready(domain)) return domain;
  if (isPlainAscii(domain)) return domain.toLowerCase();
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain.normalize('NFC').toLowerCase();
  }
}

/** Words and addresses that only a template gives a meaning: `contact@`, `{unit.admin}`. */
export const isTemplated = (written: string): boolean => written.startsWith('{') || written.endsWith('@');
