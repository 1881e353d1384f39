/**
 * Names and how they are compared. Every name of a plan becomes a key, a namespace letter and the name in its compared
 * form; what the analysis knows, it knows by key.
 */

/** What a name names. `assigned-*` are the entries of lots' lists: who is moved by which lot is a look-up like any other. */
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
  | 'domain-target';

/** A name with its namespace, comparable by `===`. */
export type Key = `${Namespace}:${string}`;

const comparesWithoutCase: ReadonlySet<Namespace> = new Set([
  'address',
  'domain',
  'assigned-address',
  'assigned-domain',
]);

export const keyOf = (namespace: Namespace, name: string): Key =>
  `${namespace}:${comparesWithoutCase.has(namespace) ? compared(name) : name}`;

export const namespaceOf = (key: Key): Namespace => key.slice(0, key.indexOf(':')) as Namespace;
export const nameOf = (key: Key): string => key.slice(key.indexOf(':') + 1);

/** The domain of an address in its compared form; '' where there is no `@`. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : comparedDomain(address.slice(at + 1));
}

/** What stands before the last `@`. */
export const localPartOf = (address: string): string =>
  address.slice(0, Math.max(0, address.lastIndexOf('@')));

/** An address or a domain as it is compared: without case, composed (NFC), the domain in its ASCII form. */
export function compared(written: string): string {
  if (isPlainAscii(written)) return written.toLowerCase();
  const at = written.lastIndexOf('@');
  const local = written
    .slice(0, at + 1)
    .normalize('NFC')
    .toLowerCase();
  return local + comparedDomain(written.slice(at + 1));
}

const isPlainAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/** The ASCII form of a domain (IDNA, as WHATWG URL has it); one that has none is only lower-cased. */
export function comparedDomain(domain: string): string {
  if (isPlainAscii(domain)) return domain.toLowerCase();
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain.normalize('NFC').toLowerCase();
  }
}

/** Words and addresses that only a template gives a meaning: `contact@`, `{unit.admin}`. */
export const isTemplated = (written: string): boolean => written.startsWith('{') || written.endsWith('@');
