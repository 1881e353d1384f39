/**
 * What each mailbox's login needs to be opened with, asked for anew at each connection: a secret that all share, everybody's own
 * password, or an access token. Knows no file and no server; secrets are looked up by whoever is handed in.
 */
import type { MailServer, SecretReference } from '../planning/migration-plan.ts';
import { type SecretPurpose, secretPurpose } from '../planning/secret-purpose.ts';
import { type Text, text } from '../planning/text.ts';
import { type Failure, MailFailure } from '../running/failures.ts';
import { signInGrant } from './oauth/sign-in.ts';
import { type TokenSource, tokenSource } from './oauth/token-source.ts';

/** Finds what a plan names. Each is looked up once, however often it is asked for. `purpose`: what for, as an error says it. */
export interface NamedSecrets {
  secret(reference: SecretReference, purpose: SecretPurpose): Promise<string>;
  passwords(reference: SecretReference, purpose: SecretPurpose): Promise<OwnPasswords>;
}

export interface OwnPasswords {
  readonly place: string;
  passwordOf(address: string): string | undefined;
}

/** The secret of one mailbox's login. */
export interface LoginSecret {
  /** What counts now. Throws MailFailure, or the error of whoever looks secrets up. */
  (signal: AbortSignal): Promise<string>;
  /** The server would not have it. True where another one is worth a try at once. */
  refused(secret: string): boolean;
}

export interface LoginOptions {
  readonly now: () => Date;
  /** Of Microsoft's identity platform, in place of its public one. */
  readonly authority?: string;
}

/** For all mailboxes of a run. */
export type Logins = (server: MailServer, mailbox: string) => LoginSecret;

export function logins(secrets: NamedSecrets, options: LoginOptions): Logins {
  const sources = new Map<string, Promise<TokenSource>>();
  const tokens = (server: MailServer): Promise<TokenSource> => {
    const found = sources.get(server.name) ?? openTokens(server, secrets, options);
    sources.set(server.name, found);
    return found;
  };
  return (server, mailbox) => {
    if (server.login.method === 'oauth2') return byToken(() => tokens(server), mailbox);
    return Object.assign(() => passwordFor(server, mailbox, secrets), { refused: () => false });
  };
}

function byToken(tokens: () => Promise<TokenSource>, mailbox: string): LoginSecret {
  let source: TokenSource | undefined;
  const read = async (signal: AbortSignal): Promise<string> => {
    source = await tokens();
    return source.token(mailbox, signal);
  };
  return Object.assign(read, { refused: (token: string) => source?.refused(mailbox, token) ?? false });
}

async function openTokens(
  server: MailServer,
  secrets: NamedSecrets,
  options: LoginOptions,
): Promise<TokenSource> {
  const { secret: reference } = server.login;
  const secretName = nameOf(reference);
  const secret = await secrets.secret(reference, purposeOf(server));
  const grant = signInGrant(server, secret, { ...options, secretName });
  return tokenSource(grant, { endpoint: server.name, secretName, now: options.now });
}

async function passwordFor(server: MailServer, mailbox: string, secrets: NamedSecrets): Promise<string> {
  const { method, secret: reference } = server.login;
  if (method !== 'each') return secrets.secret(reference, purposeOf(server));
  if (reference.kind === 'prompt') return secrets.secret(reference, ownPurpose(server, mailbox));
  const list = await secrets.passwords(reference, purposeOf(server));
  const password = list.passwordOf(mailbox);
  if (password === undefined) throw new MailFailure(noPassword(server, mailbox, list.place));
  return password;
}

/** What an endpoint's secret is for. */
function purposeOf({ name, login: { user } }: MailServer): SecretPurpose {
  if (user === undefined) return secretPurpose(name, `endpoint ${name}`, `point d’accès ${name}`);
  return secretPurpose(
    name,
    `endpoint ${name} (login "${user}")`,
    `point d’accès ${name} (identifiant «\u00A0${user}\u00A0»)`,
  );
}

const ownPurpose = ({ name }: MailServer, mailbox: string): SecretPurpose =>
  secretPurpose(
    `${name} ${mailbox}`,
    `endpoint ${name}, password of ${mailbox}`,
    `point d’accès ${name}, mot de passe de ${mailbox}`,
  );

function nameOf(reference: SecretReference): Text {
  switch (reference.kind) {
    case 'env':
    case 'keychain':
      return text(reference.name, reference.name);
    case 'file':
      return text(reference.path, reference.path);
    case 'prompt':
      return text('the secret typed', 'le secret saisi');
  }
}

function noPassword({ name, host, port }: MailServer, mailbox: string, place: string): Failure {
  return {
    kind: 'credentials',
    reach: 'mailbox',
    isOwn: true,
    isUnasked: true,
    where: text(`endpoint ${name}: ${host}:${port}`, `point d’accès ${name}\u00A0: ${host}:${port}`),
    what: text(`was not asked for ${mailbox}`, `n’a pas été interrogé pour ${mailbox}`),
    words: text(`${place} has no password for it`, `${place} n’a pas de mot de passe pour elle`),
    advice: text(
      `Add a line with ${mailbox} and its password to ${place}, then run again.`,
      `Ajoutez à ${place} une ligne avec ${mailbox} et son mot de passe, puis relancez.`,
    ),
  };
}
