/** The addresses of one object at BlueMind: its own, and the others that lead to it. Pure. */
import { compared, domainOf, localPartOf } from '../../language/model/names.ts';
import type { Domain } from './bluemind-directory.ts';
import type { Email } from './bluemind-values.ts';

type Emails = readonly Email[];

/** As a new object has it; no other name of the domain leads to it unless the plan says so. */
export const ownEmail = (address: string): Email => ({
  ...{ address: compared(address), allAliases: false, isDefault: true },
});

const otherEmail = (alias: string): Email => ({
  ...{ address: compared(alias), allAliases: false, isDefault: false },
});

/** An entry leads from its address and, where it says so, from the same name in all names of the domain. */
const coveredBy = ({ address, allAliases }: Email, { names }: Domain): readonly string[] =>
  allAliases === true
    ? [compared(address), ...[...names].map((name) => `${localPartOf(compared(address))}@${name}`)]
    : [compared(address)];

export const isOwn = (emails: Emails, address: string, domain: Domain): boolean =>
  emails.some((email) => email.isDefault === true && coveredBy(email, domain).includes(compared(address)));

/** Every other address that leads to it. A domain of BlueMind's own inside is nobody's: `….internal` (ICANN, private use). */
export function aliasesOf(emails: Emails, own: string, domain: Domain): readonly string[] {
  const all = new Set(emails.flatMap((email) => coveredBy(email, domain)));
  all.delete(compared(own));
  return [...all].filter((address) => !domainOf(address).endsWith('.internal'));
}

/** Undefined where it is there already. */
export function withAlias(emails: Emails, alias: string, domain: Domain): Emails | undefined {
  const isThere = emails.some((email) => coveredBy(email, domain).includes(compared(alias)));
  return isThere ? undefined : [...emails, otherEmail(alias)];
}

/**
 * `kept`: it is the object's own, or one entry leads from it and from others that nobody named: taking that away would take more.
 * Undefined where it is not there.
 */
export function withoutAlias(emails: Emails, alias: string, domain: Domain): Emails | 'kept' | undefined {
  const leading = emails.filter((email) => coveredBy(email, domain).includes(compared(alias)));
  if (leading.length === 0) return undefined;
  if (leading.some(({ isDefault, allAliases }) => isDefault === true || allAliases === true)) return 'kept';
  return emails.filter((email) => !leading.includes(email));
}

/**
 * An address that was sent and is not there as it was sent, or was left out and is there yet. What BlueMind adds of its own is neither:
 * it gives each user the address of his login in its own name of the domain (net.bluemind.user.service, UserEmailSanitizer).
 */
export function lostAddress(sent: Emails, kept: Emails, before: Emails): string | undefined {
  const isSame = (one: Email, other: Email): boolean =>
    compared(one.address) === compared(other.address) &&
    (one.isDefault === true) === (other.isDefault === true) &&
    (one.allAliases === true) === (other.allAliases === true);
  const isIn = (all: Emails, one: Email) => all.some((other) => isSame(one, other));
  const missing = sent.find((one) => !isIn(kept, one));
  const left = before.find((one) => !isIn(sent, one) && isIn(kept, one));
  return (missing ?? left)?.address;
}
