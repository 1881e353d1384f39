/** Reads what a mail system sends back when a message could not be delivered (RFC 3464, and those who keep to none). Never throws. */
import { MARK_HEADER } from './trial-message.ts';

export interface Bounce {
  /** Of the message that came back. */
  readonly mark: string;
  /** The system's own words. */
  readonly words: string;
}

/** Undefined for any other message: an answer of somebody who is away repeats our message's ID too. */
export function readBounce(content: Buffer): Bounce | undefined {
  const unfolded = content.toString('utf8').replace(/\r?\n[ \t]+/g, ' ');
  const [header = ''] = unfolded.split(/\r?\n\r?\n/, 1);
  if (!isBounce(header) || isOnlyLate(unfolded)) return undefined;
  const mark = returnedMark(unfolded.slice(header.length));
  if (mark === undefined) return undefined;
  return { mark, words: wordsOf(header, unfolded) };
}

/** A report by its type (RFC 6522); otherwise by who writes. */
const isBounce = (header: string): boolean =>
  /^content-type:.*\breport-type="?delivery-status/im.test(header) ||
  /^from:.*\b(?:mailer-daemon|postmaster)\b/im.test(header);

/** It is tried again: `Action: delayed` (RFC 3464, 2.3.3), and no `failed` beside it. */
const isOnlyLate = (text: string): boolean =>
  /^action:\s*(?:delayed|delivered|relayed|expanded)/im.test(text) && !/^action:\s*failed/im.test(text);

function returnedMark(body: string): string | undefined {
  const byHeader = new RegExp(`^${MARK_HEADER}:\\s*([0-9a-f]{32})\\s*$`, 'im').exec(body)?.[1];
  return byHeader ?? /^message-id:\s*<([0-9a-f]{32})@/im.exec(body)?.[1];
}

function wordsOf(header: string, text: string): string {
  const field = (name: string, from: string): string | undefined =>
    new RegExp(`^${name}:\\s*(.+?)\\s*$`, 'im').exec(from)?.[1];
  const diagnostic = field('diagnostic-code', text)?.replace(/^smtp;\s*/i, '');
  return diagnostic ?? field('status', text) ?? field('subject', header) ?? '';
}

/**
 * A system gave up because the message came round again: RFC 3463, 3.5 (X.4.6), Postfix's and Exim's words, Exchange Online's
 * 5.4.14 (learn.microsoft.com, "NDR error code 5.4.6 or 5.4.14").
 */
export const tellsOfLoop = (words: string): boolean =>
  /\b[45]\.4\.(?:6|14)\b|too many hops|hop count|(?:mail|forwarding|routing) loop|loops back to|too many .?received/i.test(
    words,
  );
