/**
 * The message by which an address is tried: how it is made, and how it is told from others wherever it comes to light. Knows no
 * protocol and sends nothing.
 */
import type { Trial } from '../../planning/old-addresses/trials.ts';

export interface TrialMessage {
  /** The reverse-path (RFC 5321, 4.5.5): none where nobody looks for bounces. */
  readonly sender: string | undefined;
  readonly from: string;
  readonly to: string;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In its Message-ID, its subject and a header of its own, so that it is known though a system replaces one of them. */
  readonly mark: string;
}

export const MARK_HEADER = 'X-Migplan-Test';

/** Plain letters only, in both languages: it stands as it is in a header, and is compared with what servers list. */
const SUBJECT = "Mail test, you may delete it / Message d'essai, vous pouvez le supprimer";

/** `mark`: 128 random bits, as letters and digits. */
export function trialMessage(
  { address, arrival }: Trial,
  mark: string,
  { from, date }: { readonly from: string | undefined; readonly date: Date },
): TrialMessage {
  const { mailbox } = arrival;
  const author = from ?? mailbox;
  return {
    ...{ sender: from, from: author, to: address, date, mark },
    messageId: `<${mark}@${author.slice(author.lastIndexOf('@') + 1)}>`,
    subject: `${SUBJECT} [${mark}]`,
    text: bodyOf(address, mailbox),
    // Nobody's absence is to answer it (RFC 3834, 5).
    headers: { [MARK_HEADER]: mark, 'Auto-Submitted': 'auto-generated' },
  };
}

const bodyOf = (address: string, mailbox: string): string =>
  [
    `This message tries whether mail to ${address} arrives in ${mailbox}.`,
    'It was sent while the mailboxes are moved. There is nothing to do; it may be deleted.',
    '',
    `Ce message vérifie que le courrier envoyé à ${address} arrive dans ${mailbox}.`,
    'Il a été envoyé pendant le déménagement des boîtes. Il n’y a rien à faire\u00A0; il peut être supprimé.',
    '',
  ].join('\r\n');

/**
 * The mark that a listed message is known by. Exchange Online gives messages an ID of its own, and filters put a word such as
 * `[EXTERNAL]` before a subject; a bounce says `Undeliverable:` there.
 */
export function markOf({
  messageId,
  subject,
}: {
  readonly messageId: string;
  readonly subject: string;
}): string | undefined {
  const byId = /^<([0-9a-f]{32})@/.exec(messageId)?.[1];
  if (byId !== undefined) return byId;
  const at = subject.indexOf(SUBJECT);
  if (at < 0 || !/^(?:\[[^\]]*\]|\*+[^*]*\*+)?\s*$/.test(subject.slice(0, at))) return undefined;
  return /^ \[([0-9a-f]{32})\]/.exec(subject.slice(at + SUBJECT.length))?.[1];
}
