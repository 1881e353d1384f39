/**
 * What BlueMind's REST interface answers when it does not do what it was asked, as failures: what to do next, how far it reaches, the
 * server's own words. Knows no request, and repeats no key or password, not even where the server does.
 */
import * as z from 'zod';
import { type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';

/** One answer of refusal, with what must not be said taken out of it already. */
export interface Fault {
  readonly status: number;
  /** Absent where it is not BlueMind that answered, but something before it. */
  readonly code?: string;
  readonly message?: string;
}

/**
 * As BlueMind's core writes a fault: 403 for PERMISSION_DENIED, 404 for NOT_FOUND, 500 for each other code (BlueMind's published source,
 * net.bluemind.core.rest.base.codec.JsonObjectCodec; the codes are net.bluemind.core.api.fault.ErrorCode).
 */
export const faultSchema = z.looseObject({ errorCode: z.string(), message: z.string().nullish() });

export type Doing = 'reading' | 'writing';

/** The server said that there is none: only where it is BlueMind that says so, since a wrong address is 404 as well. */
export const isMissing = ({ status, code }: Fault): boolean => status === 404 && code === 'NOT_FOUND';

/** It may be other in a moment: a server that restarts, a lock, a full queue. */
export const isPassing = ({ status, code }: Fault): boolean =>
  status === 429 ||
  (status > 500 && status !== 501 && status !== 505) ||
  (status === 500 && (code === undefined || PASSING.has(code)));

const PASSING: ReadonlySet<string> = new Set([
  'UNKNOWN',
  'FAILURE',
  'SQL_ERROR',
  'TIMEOUT',
  'OPERATION_ALREADY_RUNNING',
  'VERSION_HAS_CHANGED',
]);

/** On one line, and no longer than a person reads. */
export function wordsOf({ status, code, message }: Fault): string {
  const said = [code, message].filter(Boolean).join(': ');
  return `HTTP ${status}${said === '' ? '' : ` ${said}`}`.replace(/\s+/g, ' ').slice(0, 400);
}

export function faultFailure(where: Text, what: Text, fault: Fault, doing: Doing): Failure {
  const told = { where, what, words: wordsOf(fault) };
  const { status, code } = fault;
  if (status === 401 || code === 'AUTHENTICATION_FAIL')
    return { kind: 'credentials', reach: 'plan', ...told, advice: checkKey };
  if (status === 403 || code === 'NOT_GLOBAL_ADMIN')
    return { kind: 'credentials', reach: 'plan', ...told, advice: checkRights };
  if (status === 429 || status === 503) return { kind: 'throttled', reach: 'lot', ...told };
  if (isPassing(fault)) return passing(told, doing);
  if (code === undefined) return { kind: 'protocol', reach: 'plan', ...told, advice: checkUrl };
  const advice = ADVICE[code];
  return { kind: 'refused', reach: 'mailbox', ...told, ...(advice && { advice }) };
}

/** What was being written may be there or not: whoever asked looks before another try. */
const passing = (told: Pick<Failure, 'where' | 'what' | 'words'>, doing: Doing): Failure =>
  doing === 'reading'
    ? { kind: 'transient', reach: 'mailbox', ...told }
    : { kind: 'unknown-outcome', reach: 'mailbox', ...told };

export const refused = (where: Text, what: Text, advice?: Text, words: Failure['words'] = ''): MailFailure =>
  new MailFailure({ kind: 'refused', reach: 'mailbox', where, what, words, ...(advice && { advice }) });

/** It was understood as BlueMind's, and is not of the form that its maker publishes. */
export const notUnderstood = (where: Text, what: Text, words: string): MailFailure =>
  new MailFailure({ kind: 'protocol', reach: 'plan', where, what, words });

export const keyRefused = (where: Text, what: Text): MailFailure =>
  new MailFailure({ kind: 'credentials', reach: 'plan', where, what, words: '', advice: checkKey });

const checkKey = text(
  'Nothing was changed. Check the endpoint’s secret: it must be an administrator’s API key that has not been deleted; then run again.',
  'Rien n’a été modifié. Vérifiez le secret du point d’accès\u00A0: ce doit être la clé d’API d’un administrateur, non supprimée\u00A0; puis relancez.',
);
const checkRights = text(
  'Nothing was changed. The key’s owner must administer the domain: users, shared mailboxes, resources, groups and their sharing; then run again.',
  'Rien n’a été modifié. Le propriétaire de la clé doit administrer le domaine\u00A0: utilisateurs, boîtes partagées, ressources, groupes et leurs partages\u00A0; puis relancez.',
);
const checkUrl = text(
  'Nothing was changed. Check the endpoint’s url in the plan: BlueMind’s interface is found under it at /api; then run again.',
  'Rien n’a été modifié. Vérifiez l’url du point d’accès dans le plan\u00A0: l’interface de BlueMind s’y trouve sous /api\u00A0; puis relancez.',
);

/** Of faults that people can do something about. */
const ADVICE: Readonly<Record<string, Text>> = {
  MAIL_QUOTA_OVER_DOMAIN_LIMIT: text(
    'Nothing was changed. Raise the domain’s largest quota in BlueMind, or lower the plan’s, then run again.',
    'Rien n’a été modifié. Relevez le quota maximal du domaine dans BlueMind, ou baissez celui du plan, puis relancez.',
  ),
  USER_SPLIT_REQUIRES_SPLIT_DOMAIN: text(
    'Nothing was changed. Name the relay of the split domain in BlueMind’s domain settings, then run again.',
    'Rien n’a été modifié. Indiquez le relais du domaine partagé dans les paramètres du domaine de BlueMind, puis relancez.',
  ),
  INVALID_LICENSE: text(
    'Nothing was changed. BlueMind’s subscription does not allow it: see its administration, then run again.',
    'Rien n’a été modifié. La souscription BlueMind ne le permet pas\u00A0: voyez son administration, puis relancez.',
  ),
};
