/**
 * Opens a mailbox on an IMAP endpoint of a plan, as a source or as a target. The only door to this folder.
 * The secret is handed in by the caller and is kept nowhere but in the session.
 */
import type { Endpoint } from '../../planning/migration-plan.ts';
import type { MailSource, MailTarget } from '../../running/ports.ts';
import { imapReading } from './imap-reading.ts';
import { type ImapOptions, ImapSession } from './imap-session.ts';
import { imapTarget } from './imap-target.ts';

/**
 * Connects and logs in before it returns, so that a wrong password or host is known before anything is done.
 * Throws a MailFailure: `credentials`, `unreachable`, `certificate` (reach `plan` unless the fault is one mailbox's own), `interrupted`.
 */
export async function connectImapSource(
  endpoint: Endpoint,
  mailbox: string,
  secret: string,
  signal: AbortSignal,
  options: ImapOptions = {},
): Promise<MailSource> {
  return { ...imapReading(await openSession(endpoint, mailbox, secret, signal, options)), role: 'source' };
}

export async function connectImapTarget(
  endpoint: Endpoint,
  mailbox: string,
  secret: string,
  signal: AbortSignal,
  options: ImapOptions = {},
): Promise<MailTarget> {
  return imapTarget(await openSession(endpoint, mailbox, secret, signal, options));
}

async function openSession(
  endpoint: Endpoint,
  mailbox: string,
  secret: string,
  signal: AbortSignal,
  options: ImapOptions,
): Promise<ImapSession> {
  const session = new ImapSession({ endpoint, mailbox }, secret, options);
  await session.client(signal);
  return session;
}
