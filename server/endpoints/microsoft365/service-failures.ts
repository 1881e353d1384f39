/**
 * What Microsoft's services answer, as failures: what to do next, how far it reaches, the service's own words.
 * Says no token, password or secret again, not even where a service does.
 */
import { type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';

/** One answer of a service that was not what was asked for. */
export interface Refusal {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
}

/** On one line, and no longer than a person reads. */
export function wordsOf({ status, code, message }: Refusal): string {
  const said = [code, message].filter(Boolean).join(': ');
  return `HTTP ${status}${said === '' ? '' : ` ${said}`}`.replace(/\s+/g, ' ').slice(0, 400);
}

/** What a status says by itself, whatever was asked. */
export function refusalFailure(where: Text, what: Text, refusal: Refusal): Failure {
  const told = { where, what, words: wordsOf(refusal) };
  const { status } = refusal;
  if (status === 401) return { kind: 'credentials', reach: 'plan', ...told, advice: checkClient };
  if (status === 403) return { kind: 'credentials', reach: 'plan', ...told, advice: checkPermissions };
  if (status === 429 || status === 503) return { kind: 'throttled', reach: 'lot', ...told };
  if (status >= 500) return { kind: 'transient', reach: 'mailbox', ...told };
  return { kind: 'refused', reach: 'mailbox', ...told };
}

const checkClient = text(
  'Nothing was changed. Check tenant and client in the plan, then run again.',
  'Rien n’a été modifié. Vérifiez l’organisation et le client dans le plan, puis relancez.',
);

/** After the calls' own pages on learn.microsoft.com; the first is enough for licences too. */
const PERMISSIONS = [
  'User.ReadWrite.All',
  'Domain.ReadWrite.All',
  'Organization.Read.All',
  'MailboxSettings.Read',
  'Group.Read.All',
  'OrgContact.Read.All',
].join(', ');

const checkPermissions = text(
  `Nothing was changed. The client needs the application permissions ${PERMISSIONS}, with an administrator’s consent; then run again.`,
  `Rien n’a été modifié. Le client a besoin des autorisations d’application ${PERMISSIONS}, avec le consentement d’un administrateur\u00A0; puis relancez.`,
);

export const refused = (where: Text, what: Text, words: Failure['words'], advice?: Text): MailFailure =>
  new MailFailure({ kind: 'refused', reach: 'mailbox', where, what, words, ...(advice && { advice }) });

export const throttled = (where: Text, what: Text, refusal: Refusal, until: Date): MailFailure =>
  new MailFailure({ kind: 'throttled', reach: 'lot', where, what, words: wordsOf(refusal), until });

export const notUnderstood = (where: Text, what: Text, words: string): MailFailure =>
  new MailFailure({ kind: 'protocol', reach: 'plan', where, what, words });

/** The request may have been taken or not: whoever asked looks before another try. */
export const unknownOutcome = (where: Text, what: Text, words: string): MailFailure =>
  new MailFailure({ kind: 'unknown-outcome', reach: 'mailbox', where, what, words });
