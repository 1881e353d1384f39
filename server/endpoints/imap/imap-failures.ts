/**
 * Turns what imapflow and the system throw into the failures of the ports: what to do next, how far it reaches, the server's own words.
 * Knows nothing of what was being copied.
 */
import type { Endpoint, SecretReference } from '../../planning/migration-plan.ts';
import { type Failure, MailFailure } from '../../running/failures.ts';

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
  readonly throttleReset?: number;
  readonly response?: unknown;
}

export interface ImapAccess {
  readonly endpoint: Endpoint;
  readonly mailbox: string;
}

function endpointName({ endpoint }: ImapAccess): string {
  return `endpoint ${endpoint.name}: ${endpoint.host}:${endpoint.port}`;
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
  if (isTlsError(error)) return { ...certificate, where, words, advice: tlsAdvice(access.endpoint) };
  if (state.spokeImap) return turnedAway(access, where, words);
  if (state.connectedBefore) {
    return { kind: 'transient', reach: 'plan', where, what: 'cannot be reached any more', words };
  }
  const advice = `Check host, port and security in the plan, and that ${access.endpoint.host} answers from here, then run again.`;
  return { kind: 'unreachable', reach: 'plan', where, what: 'cannot be reached', words, advice };
}

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
function turnedAway(access: ImapAccess, where: string, words: string): Failure {
  const what = `closed the connection at the ${loginName(access)}`;
  const advice = `Check that ${access.mailbox} exists there, and how many connections the server allows.`;
  return { kind: 'transient', reach: 'mailbox', where, what, words, advice };
}

const certificate = {
  kind: 'certificate',
  reach: 'plan',
  what: 'offers no connection that can be trusted',
} as const;

function isTlsError(error: ImapError): boolean {
  return error.tlsFailed === true || /CERT|TLS|SSL|UNABLE_TO_/.test(error.code ?? '');
}

function tlsAdvice(endpoint: Endpoint): string {
  return endpoint.security === 'starttls'
    ? 'No password was sent. Check that the server offers STARTTLS and that its certificate is made out to this name.'
    : 'No password was sent. Check that the certificate is made out to this name and signed by a known authority, and that this port speaks TLS.';
}

function loginFailure(access: ImapAccess, error: ImapError, state: ConnectionHistory): Failure {
  const { login } = access.endpoint;
  const where = endpointName(access);
  const words = serverWords(error);
  const what = `refused the ${loginName(access)}`;
  if (isPassing(responseCode(error))) return turnedAway(access, where, words);
  const shared = login.method === 'master' || login.method === 'admin';
  const reach = shared && !state.loginProven ? 'plan' : 'mailbox';
  return { kind: 'credentials', reach, where, what, words, advice: loginAdvice(access, state) };
}

function loginName({ endpoint: { login }, mailbox }: ImapAccess): string {
  if (login.method === 'each' || login.method === 'oauth2') return `login "${mailbox}"`;
  return `${login.method} login "${login.user ?? ''}" for ${mailbox}`;
}

function loginAdvice({ endpoint: { login }, mailbox }: ImapAccess, state: ConnectionHistory): string {
  if (state.loginProven) return `The same login opens other mailboxes: check that ${mailbox} exists there.`;
  const separator = login.method === 'master' ? ` and the separator "${login.separator ?? '*'}"` : '';
  return `Check ${secretName(login.secret)}${separator}, then run again.`;
}

/** Where the secret comes from, never the secret. */
function secretName(secret: SecretReference): string {
  switch (secret.kind) {
    case 'env':
    case 'keychain':
      return secret.name;
    case 'file':
      return secret.path;
    case 'prompt':
      return 'the password typed';
  }
}

/** Why a command on an open connection failed. */
export function commandFailure(access: ImapAccess, what: string, thrown: unknown): MailFailure {
  if (thrown instanceof MailFailure) return thrown;
  return new MailFailure(sortCommandFailure(access, what, thrown as ImapError), thrown);
}

function sortCommandFailure(access: ImapAccess, what: string, error: ImapError): Failure {
  const told = {
    where: endpointName(access),
    what: `(${access.mailbox}) ${what}`,
    words: serverWords(error),
  };
  const code = responseCode(error);
  if (error.code === 'ETHROTTLE' || code === 'THROTTLED') return throttled(told, error);
  if (error.responseStatus === undefined) return { kind: 'transient', reach: 'mailbox', ...told };
  if (isFull(code, error.responseText)) {
    return {
      kind: 'full',
      reach: 'mailbox',
      ...told,
      advice: 'Give the target mailbox more room, then run again.',
    };
  }
  if (isPassing(code) || code === 'TRYCREATE') return { kind: 'transient', reach: 'mailbox', ...told };
  return { kind: 'refused', reach: 'message', ...told };
}

function throttled(told: { where: string; what: string; words: string }, error: ImapError): Failure {
  const until =
    error.throttleReset === undefined ? {} : { until: new Date(Date.now() + error.throttleReset) };
  return { kind: 'throttled', reach: 'lot', ...told, ...until };
}

function isPassing(code: string | undefined): boolean {
  return code === 'UNAVAILABLE' || code === 'INUSE' || code === 'SERVERBUG';
}

/** RFC 9208 names OVERQUOTA; Cyrus says it in plain words. */
function isFull(code: string | undefined, text = ''): boolean {
  return code === 'OVERQUOTA' || /over ?quota|quota exceeded|mailbox (is )?full/i.test(text);
}
