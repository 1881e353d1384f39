/**
 * The strictest of several kinds of mail systems, fact by fact: what passes it passes all of them. It lets a mailbox that no
 * target could refuse be told from one look at the plan, without asking where it goes.
 */
import type { FactName, Facts } from './facts.ts';

/** What is not known of a kind narrows nothing. */
export function narrowest(kinds: readonly Facts[]): Facts {
  const narrowed: Partial<Record<FactName, unknown>> = {};
  for (const facts of kinds) {
    for (const [name, narrower] of Object.entries(NARROWER) as [FactName, Narrower][]) {
      const [known, other] = [narrowed[name], facts[name]];
      if (other !== undefined) narrowed[name] = known === undefined ? other : narrower(known, other);
    }
  }
  return narrowed as Facts;
}

type Narrower = (one: unknown, other: unknown) => unknown;

const narrower = <T>(of: (one: T, other: T) => T): Narrower => of as Narrower;
const fewer = narrower<number>(Math.min);
const common = narrower<readonly string[]>((one, other) => one.filter((word) => other.includes(word)));
const commonSigns = narrower<string>((one, other) =>
  Array.from(one)
    .filter((sign) => other.includes(sign))
    .join(''),
);
const word = (strict: string): Narrower =>
  narrower<string>((one, other) => (one === strict || other === strict ? strict : one));

/** The facts that mailboxes, shared mailboxes and lists are held against. */
const NARROWER: Readonly<Partial<Record<FactName, Narrower>>> = {
  'local-part-length': fewer,
  'address-length': fewer,
  'address-letters': word('ascii'),
  'address-signs': commonSigns,
  'account-length': fewer,
  'account-signs': commonSigns,
  'account-begins-with-sign': narrower<boolean>((one, other) => one && other),
  'display-name-length': fewer,
  addresses: fewer,
  'message-bytes': fewer,
  folders: fewer,
  'folder-depth': fewer,
  'folder-messages': fewer,
  'shared-bytes': fewer,
  'shared-members': fewer,
  'list-members': fewer,
  rights: common,
  'external-forwarding': word('refused'),
};
