/**
 * Turns what imapflow and the system throw into the failures of the ports: what to do next, how far it reaches, the server's own words.
 * Knows nothing of what was being copied.
 */
import type { MailServer, SecretReference } from '../../planning/migration-plan.ts';
import { inEach, type Text, text } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';
import type { Tagged } from './response.ts';

/** What imapflow puts on its errors, as far as it is used here. All of it may be missing. */
export interface ImapError {
  readonly message?: string;
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
  readonly responseStatus?: string;
  readonly responseText?: string;
  readonly serverResponseCode?: string;
  readonly reason?: string;
  readonly response?: unknown;
}

export interface ImapAccess {
  readonly endpoint: MailServer;
  readonly mailbox: string;
}

function endpointName({ endpoint: { name, host, port } }: ImapAccess): Text {
  return text(`endpoint ${name}: ${host}:${port}`, `point d’accès ${name}\u00A0: ${host}:${port}`);
}

function serverWords(error: ImapError): string {
  const code = responseCode(error);
  const text = error.responseText ?? (typeof error.response === 'string' ? error.response : undefined);
  if (text === undefined && error.responseStatus === undefined) {
    return [error.message, error.reason].filter(Boolean).join(': ') || String(error);
  }
  const status = error.responseStatus ?? 'NO';
  return [status, code && `[${code}]`, text].filter(Boolean).join(' ');
}

/** The response code of RFC 5530 and its like: `OVERQUOTA`, `TRYCREATE`, … */
function responseCode(error: ImapError): string | undefined {
  if (error.serverResponseCode) return error.serverResponseCode.toUpperCase();
  const parsed = error.response as { attributes?: { section?: { value?: unknown }[] }[] } | undefined;
  const value = parsed?.attributes?.[0]?.section?.[0]?.value;
  return typeof value === 'string' ? value.toUpperCase() : undefined;
}

/** Why a connection could not be had. */
export function connectionFailure(access: ImapAccess, thrown: unknown, state: ConnectionHistory): Failure {
  const error = thrown as ImapError;
  if (error.authenticationFailed) return loginFailure(access, error, state);
  const where = endpointName(access);
  const words = state.lastWords ?? serverWords(error);
  if (isTlsError(error, state)) return { ...certificate, where, words, advice: tlsAdvice(access.endpoint) };
  if (state.spokeImap) return turnedAway(access, where, words);
  if (state.connectedBefore) {
    return { kind: 'transient', reach: 'plan', where, what: unreachableNow, words };
  }
  const advice = hostAdvice(access.endpoint);
  return { kind: 'unreachable', reach: 'plan', where, what: unreachable, words, advice };
}

const unreachable = text('cannot be reached', 'est injoignable');
const unreachableNow = text('cannot be reached any more', 'n’est plus joignable');

const hostAdvice = ({ host }: MailServer): Text =>
  text(
    `Check host, port and security in the plan, and that ${host} answers from here, then run again.`,
    `Vérifiez l’hôte, le port et la sécurité dans le plan, et que ${host} répond d’ici, puis relancez.`,
  );

export interface ConnectionHistory {
  /** This session had a connection already: the server went away, rather than never having been there. */
  readonly connectedBefore: boolean;
  /** The same login opened another mailbox of this endpoint: the fault is this mailbox's own. */
  readonly loginProven: boolean;
  /** The last NO, BAD or BYE the server said while the session was set up. */
  readonly lastWords?: string;
  /** It said something in IMAP before the end. */
  readonly spokeImap: boolean;
}

/** It speaks IMAP and closed the door: too many connections, or a fault of its own with this mailbox (Dovecot: no such user). */
function turnedAway(access: ImapAccess, where: Text, words: string): Failure {
  const login = loginName(access);
  const what = text(
    `closed the connection at the ${login.en}`,
    `a fermé la connexion en réponse à ${login.fr}`,
  );
  const advice = text(
    `Check that ${access.mailbox} exists there, and how many connections the server allows.`,
    `Vérifiez que ${access.mailbox} y existe, et combien de connexions le serveur accepte.`,
  );
  return { kind: 'transient', reach: 'mailbox', where, what, words, advice };
}

const certificate = {
  kind: 'certificate',
  reach: 'plan',
  what: text(
    'offers no connection that can be trusted',
    'n’offre pas de connexion à laquelle on puisse se fier',
  ),
} as const;

/** `ClosedAfterConnectTLS` is a connection that was secure and was closed: Dovecot does so to a master login for nobody. */
function isTlsError({ tlsFailed, code = '' }: ImapError, { spokeImap }: ConnectionHistory): boolean {
  if (spokeImap && code === 'ClosedAfterConnectTLS') return false;
  return tlsFailed === true || /CERT|TLS|SSL|UNABLE_TO_/.test(code);
}

function tlsAdvice(endpoint: MailServer): Text {
  return endpoint.security === 'starttls'
    ? text(
        'No password was sent. Check that the server offers STARTTLS and that its certificate is made out to this name.',
        'Aucun mot de passe n’a été envoyé. Vérifiez que le serveur propose STARTTLS et que son certificat est établi à ce nom.',
      )
    : text(
        'No password was sent. Check that the certificate is made out to this name and signed by a known authority, and that this port speaks TLS.',
        'Aucun mot de passe n’a été envoyé. Vérifiez que le certificat est établi à ce nom et signé par une autorité connue, et que ce port parle TLS.',
      );
}

function loginFailure(access: ImapAccess, error: ImapError, state: ConnectionHistory): Failure {
  const { login } = access.endpoint;
  const where = endpointName(access);
  const words = serverWords(error);
  const name = loginName(access);
  const what = text(`refused the ${name.en}`, `a refusé ${name.fr}`);
  if (isPassing(responseCode(error)) || isCrowded(words)) return turnedAway(access, where, words);
  const shared = login.method === 'master' || login.method === 'admin';
  const reach = shared && !state.loginProven ? 'plan' : 'mailbox';
  const own = login.method === 'each' && { isOwn: true };
  return { kind: 'credentials', reach, ...own, where, what, words, advice: loginAdvice(access, state) };
}

function loginName({ endpoint: { login }, mailbox }: ImapAccess): Text {
  const { method, user = '' } = login;
  return method === 'each' || method === 'oauth2'
    ? text(`login "${mailbox}"`, `l’identifiant «\u00A0${mailbox}\u00A0»`)
    : text(
        `${method} login "${user}" for ${mailbox}`,
        `l’identifiant ${method} «\u00A0${user}\u00A0» pour ${mailbox}`,
      );
}

function loginAdvice(access: ImapAccess, state: ConnectionHistory): Text {
  const { endpoint, mailbox } = access;
  const { login } = endpoint;
  if (login.method === 'oauth2') return tokenAdvice(access);
  if (login.method === 'each') return ownAdvice(mailbox, secretName(login.secret));
  if (state.loginProven)
    return text(
      `The same login opens other mailboxes: check that ${mailbox} exists there.`,
      `Le même identifiant ouvre d’autres boîtes\u00A0: vérifiez que ${mailbox} y existe.`,
    );
  const secret = secretName(login.secret);
  if (login.method !== 'master')
    return text(`Check ${secret.en}, then run again.`, `Vérifiez ${secret.fr}, puis relancez.`);
  const { separator = '*' } = login;
  return text(
    `Check ${secret.en} and the separator "${separator}", then run again.`,
    `Vérifiez ${secret.fr} et le séparateur «\u00A0${separator}\u00A0», puis relancez.`,
  );
}

/**
 * The token is good, or none would have been given: the application may not open this mailbox, or there is none. Exchange Online says
 * "User is authenticated but not connected" then (github.com/simonrob/email-oauth2-proxy/issues/74, 2026-11-24).
 */
const tokenAdvice = ({ mailbox }: ImapAccess): Text =>
  text(
    `Check that ${mailbox} exists there and that the application may open it (at Microsoft 365: a service principal, and FullAccess by Add-MailboxPermission).`,
    `Vérifiez que ${mailbox} y existe et que l’application peut l’ouvrir (chez Microsoft 365\u00A0: un principal de service, et FullAccess par Add-MailboxPermission).`,
  );

const ownAdvice = (mailbox: string, secret: Text): Text =>
  text(
    `Check the password of ${mailbox} in ${secret.en} (it may have been changed since), then run again.`,
    `Vérifiez le mot de passe de ${mailbox} dans ${secret.fr} (il a pu être changé depuis), puis relancez.`,
  );

/** Where the secret comes from, never the secret. */
function secretName(secret: SecretReference): Text {
  switch (secret.kind) {
    case 'env':
    case 'keychain':
      return text(secret.name, secret.name);
    case 'file':
      return text(secret.path, secret.path);
    case 'prompt':
      return text('what was typed', 'ce qui a été saisi');
  }
}

/** A NO or BAD as an error, in imapflow's own terms. */
export function answerError({ status, code, text }: Tagged): ImapError {
  return { responseStatus: status, responseText: text, ...(code && { serverResponseCode: code.name }) };
}

/** Why a command on an open connection failed. */
export function commandFailure(access: ImapAccess, what: Text, thrown: unknown): MailFailure {
  if (thrown instanceof MailFailure) return thrown;
  return new MailFailure(sortCommandFailure(access, what, thrown as ImapError), thrown);
}

function sortCommandFailure(access: ImapAccess, what: Text, error: ImapError): Failure {
  const told = {
    where: endpointName(access),
    what: inEach((locale) => `(${access.mailbox}) ${what[locale]}`),
    words: serverWords(error),
  };
  const code = responseCode(error);
  if (isThrottled(code, error)) return throttled(told, error);
  if (error.responseStatus === undefined) return { kind: 'transient', reach: 'mailbox', ...told };
  if (isFull(code, error.responseText)) return { kind: 'full', reach: 'mailbox', ...told, advice: moreRoom };
  if (isPassing(code) || code === 'TRYCREATE') return { kind: 'transient', reach: 'mailbox', ...told };
  return { kind: 'refused', reach: 'message', ...told };
}

const moreRoom = text(
  'Give the target mailbox more room, then run again.',
  'Agrandissez la boîte cible, puis relancez.',
);

/**
 * THROTTLED is Yahoo's and Zimbra's word; Exchange Online answers "Request is throttled. Suggested Backoff Time: 92415 milliseconds"
 * (Microsoft, "IMAP throttling", 2023), Gmail "[OVERQUOTA] Account exceeded command or bandwidth limits" (support.google.com/a/answer/1071518).
 */
function isThrottled(code: string | undefined, { responseText = '' }: ImapError): boolean {
  return code === 'THROTTLED' || /throttled|backoff time|command or bandwidth limits/i.test(responseText);
}

/** No timer of the system's goes on for a month. */
const A_DAY = 86_400_000;

function throttled(
  told: { where: Text; what: Text; words: string },
  { responseText = '' }: ImapError,
): Failure {
  const pause = /backoff time:? *(\d+) *milliseconds/i.exec(responseText)?.[1];
  const until = pause === undefined ? {} : { until: new Date(Date.now() + Math.min(Number(pause), A_DAY)) };
  return { kind: 'throttled', reach: 'lot', ...told, ...until };
}

/** Gmail's `NO [ALERT] Too many simultaneous connections. (Failure)` is said to a good password; LIMIT is of RFC 5530. */
function isCrowded(words: string): boolean {
  return /\[LIMIT\]|too many (simultaneous |concurrent )?(connections|logins|sessions)/i.test(words);
}

function isPassing(code: string | undefined): boolean {
  return code === 'UNAVAILABLE' || code === 'INUSE' || code === 'SERVERBUG';
}

/** RFC 9208 names OVERQUOTA; Cyrus says it in plain words. */
function isFull(code: string | undefined, text = ''): boolean {
  return code === 'OVERQUOTA' || /over ?quota|quota exceeded|mailbox (is )?full/i.test(text);
}
