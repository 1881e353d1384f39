/**
 * Opens a mailbox on an IMAP endpoint of a plan, as a source or as a target. The only door to this folder.
 * The secret is handed in by the caller and is kept nowhere but in the session.
 */
import type { MailServer } from '../../planning/migration-plan.ts';
import type { MailSource, MailTarget } from '../../running/ports.ts';
import { gmailSurvey, hasGmailLabels } from './gmail-ids.ts';
import { foldedLabels } from './gmail-labels.ts';
import { imapReading } from './imap-reading.ts';
import { type ImapOptions, ImapSession, type SecretSource } from './imap-session.ts';
import { imapTarget } from './imap-target.ts';

/**
 * Connects and logs in before it returns, so that a wrong password or host is known before anything is done.
 * Throws a MailFailure: `credentials`, `unreachable`, `certificate` (reach `plan` unless the fault is one mailbox's own), `interrupted`.
 */
export async function connectImapSource(
  endpoint: MailServer,
  mailbox: string,
  secret: SecretSource,
  signal: AbortSignal,
  options: ImapOptions = {},
): Promise<MailSource> {
  const session = await openSession(endpoint, mailbox, secret, signal, options);
  const source: MailSource = { ...imapReading(session), role: 'source' };
  const { capabilities } = await session.connection(signal);
  return hasGmailLabels(capabilities) ? foldedLabels(source, gmailSurvey(session), options.folding) : source;
}

export async function connectImapTarget(
  endpoint: MailServer,
  mailbox: string,
  secret: SecretSource,
  signal: AbortSignal,
  options: ImapOptions = {},
): Promise<MailTarget> {
  const session = await openSession(endpoint, mailbox, secret, signal, options);
  return imapTarget(session, await session.connection(signal));
}

async function openSession(
  endpoint: MailServer,
  mailbox: string,
  secret: SecretSource,
  signal: AbortSignal,
  options: ImapOptions,
): Promise<ImapSession> {
  const session = new ImapSession({ endpoint, mailbox }, secret, options);
  await session.connection(signal);
  return session;
}
