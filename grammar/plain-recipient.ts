/**
 * A mailbox or shared mailbox as far as where it belongs. Most say no more of that than their address does; whatever else they
 * say is then left unread. Says nothing of one that may say more (test/grammar/plain-recipient.test.ts).
 */
import { ADDRESS, bodiless } from './plain-mailbox.ts';
import type { DeclarationOf } from './vocabulary.ts';

type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

const HEAD = new RegExp(`^(mailbox|shared) (${ADDRESS})(?=[ \\r\\n]|$)`);
/** As a property or as anything else, in a text or in a comment. */
const SAYS_MORE = /\b(?:lot|unit|new)\b/;
/** Longer ones are few, and may be too long to be declarations. */
const LONGEST = 100_000;

/** The declaration in a block's text without its body and what stands before that; its `end` is its address's. */
export function plainRecipient(text: string): Recipient | undefined {
  if (text.length > LONGEST) return undefined;
  const [head, declares, address = ''] = HEAD.exec(text) ?? [];
  if (head === undefined || SAYS_MORE.test(text.slice(head.length))) return undefined;
  const { length: end } = head;
  const placed = { start: 0, end, address: { value: address, start: end - address.length, end } };
  return declares === 'mailbox'
    ? { declares: 'mailbox', keyword: { start: 0, end: 7 }, ...placed, has: MAILBOX }
    : { declares: 'shared', keyword: { start: 0, end: 6 }, ...placed, has: SHARED };
}

const MAILBOX = bodiless('mailbox').has;
const SHARED = bodiless('shared').has;
