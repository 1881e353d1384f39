/**
 * Which addresses a kind of mail system takes, by its facts. Speaks of addresses that SMTP allows; what no system takes is
 * not its affair.
 */
import type { Facts } from './facts.ts';

/** Why an address is refused. `what` are the letters or signs, `count` octets, `most` how many there may be. */
export type Refusal =
  | { readonly why: 'letters' | 'signs' | 'begins-with-sign'; readonly what: string }
  | { readonly why: 'local-part-length' | 'address-length'; readonly count: number; readonly most: number };

/** What an address is for: mailboxes, shared mailboxes and resources have accounts. */
export type Use = 'account' | 'address';

/** Whether an address is taken without a closer look: the quick answer to most of them. */
export function isTaken(facts: Facts, address: string, use: Use): boolean {
  const { plain, plainLength } = limitsOf(facts)[use];
  return address.length <= plainLength && plain.test(address);
}

/** Why an address is refused; nothing where it is taken. `domain` is in its ASCII form. */
export function refusalOf(facts: Facts, local: string, domain: string, use: Use): Refusal | undefined {
  const { signs, localPartLength, addressLength, mayBeginWithSign } = limitsOf(facts)[use];
  const letters = facts['address-letters'] === 'ascii' ? distinct(local, /[^\0-\x7f]/u) : '';
  if (letters !== '') return { why: 'letters', what: letters };
  const refused = distinct(local, signs);
  if (refused !== '') return { why: 'signs', what: refused };
  if (!mayBeginWithSign && SIGN.test(local.charAt(0)))
    return { why: 'begins-with-sign', what: local.charAt(0) };
  const count = octets(local);
  if (count > localPartLength) return { why: 'local-part-length', count, most: localPartLength };
  const whole = count + 1 + domain.length;
  return whole > addressLength ? { why: 'address-length', count: whole, most: addressLength } : undefined;
}

interface Limits {
  /** An address without anything that could be refused but for its length, and the length that never is. */
  readonly plain: RegExp;
  readonly plainLength: number;
  /** A sign that is refused before the @. */
  readonly signs: RegExp;
  readonly localPartLength: number;
  readonly addressLength: number;
  readonly mayBeginWithSign: boolean;
}

/** Facts are values that stand for as long as nothing changes, so that their limits are worked out once. */
const known = new WeakMap<Facts, Readonly<Record<Use, Limits>>>();

function limitsOf(facts: Facts): Readonly<Record<Use, Limits>> {
  const found = known.get(facts);
  if (found) return found;
  const made = { account: limitsFor(facts, 'account'), address: limitsFor(facts, 'address') };
  known.set(facts, made);
  return made;
}

/** An account's address is an address too: it keeps to the limits of both. */
function limitsFor(facts: Facts, use: Use): Limits {
  const isAccount = use === 'account';
  const signs = Array.from(facts['address-signs'] ?? ATEXT).filter(
    (sign) => !isAccount || (facts['account-signs'] ?? ATEXT).includes(sign),
  );
  const allowed = signs.map((sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
  const localPartLength = facts['local-part-length'] ?? Number.POSITIVE_INFINITY;
  const ownLength = (isAccount && facts['account-length']) || Number.POSITIVE_INFINITY;
  const addressLength = Math.min(facts['address-length'] ?? Number.POSITIVE_INFINITY, ownLength);
  const mayBeginWithSign = !isAccount || facts['account-begins-with-sign'] !== false;
  return {
    plain: new RegExp(`^${mayBeginWithSign ? '' : '(?=[A-Za-z0-9])'}[A-Za-z0-9${allowed}]+@[\\0-\\x7f]*$`),
    plainLength: Math.min(localPartLength, addressLength),
    signs: new RegExp(`[^A-Za-z0-9${allowed}\\x80-\\u{10ffff}]`, 'u'),
    localPartLength,
    addressLength,
    mayBeginWithSign,
  };
}

/** What RFC 5321 lets stand before the @ besides letters and digits. */
const ATEXT = "!#$%&'*+-/=?^_`{|}~.";
const SIGN = /[^A-Za-z0-9\x80-\u{10ffff}]/u;

/** Each character of a text that is of a kind, once. */
const distinct = (text: string, kind: RegExp): string =>
  [...new Set(text)].filter((character) => kind.test(character)).join(' ');

const encoder = new TextEncoder();
const octets = (text: string): number => encoder.encode(text).length;
