/** Where an endpoint's mail server is and how its mailboxes are opened, out of its declaration; or why they cannot be. */
import type { Secret } from '../../grammar/shapes.ts';
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Login, Reached, SecretReference } from './migration-plan.ts';
import { type Text, text } from './text.ts';

/** RFC 8314, 3.2 (implicit TLS) and RFC 3501, 2.1. */
const PORTS = { tls: 993, starttls: 143, plain: 143 } as const;

type Declared = DeclarationOf<'endpoint'>;

/** "POP, IMAP, and SMTP settings for Outlook.com" and for work accounts (support.microsoft.com, 2026-11-24). */
const EXCHANGE_ONLINE: Reached = { host: 'outlook.office365.com', port: PORTS.tls, security: 'tls' };

/** `lacks`: what the declaration must say yet, after the endpoint's name. */
export type ServerLogin = (Reached & { readonly login: Login }) | { readonly lacks: Text };

export function serverLogin(declared: Declared): ServerLogin {
  const address = reachedAt(declared.has.host?.value, PORTS);
  if (declared.kind.value === 'microsoft365') return microsoftLogin(declared, address ?? EXCHANGE_ONLINE);
  const { login } = declared.has;
  if (!address || !login) return { lacks: hostAndLogin };
  const { method, user, separator, secret } = login.value;
  const needsUser = method.value === 'master' || method.value === 'admin';
  const reference = secret && secretReference(secret.value);
  if (!reference || (needsUser && !user)) return { lacks: needsUser ? userAndSecret : namedSecret };
  return {
    ...address,
    login: {
      method: method.value,
      ...(needsUser && user ? { user: user.value } : {}),
      ...(separator ? { separator: separator.value } : {}),
      secret: reference,
    },
  };
}

/** Where a service is, with the port that is usual for how it is secured; `tls` where nothing is said. */
export function reachedAt(
  written: NonNullable<Declared['has']['host']>['value'] | undefined,
  ports: Readonly<Record<Reached['security'], number>>,
): Reached | undefined {
  if (!written) return undefined;
  const { name, port, security: declared } = written;
  const security = declared?.value ?? 'tls';
  return { host: name.value, port: port?.value ?? ports[security], security };
}

/** Its client's secret opens the mailboxes, unless the login names one of its own. */
function microsoftLogin({ has: { tenant, client, login } }: Declared, address: Reached): ServerLogin {
  if (login && login.value.method.value !== 'oauth2') return { lacks: onlyOauth };
  const secret = login?.value.secret ?? client?.value.secret;
  const reference = secret && secretReference(secret.value);
  if (!tenant || !client || !reference) return { lacks: tenantAndClient };
  const { id } = client.value;
  return {
    ...address,
    login: { method: 'oauth2', tenant: tenant.value, client: id.value, secret: reference },
  };
}

const hostAndLogin = text(
  'its host and login are needed to reach it',
  'il faut son hôte et son identifiant pour le joindre',
);
const userAndSecret = text(
  'its login needs a user and a named secret',
  'il faut à son identifiant un nom et un secret désigné',
);
const namedSecret = text('its login needs a named secret', 'il faut à son identifiant un secret désigné');
const onlyOauth = text(
  'Microsoft 365 opens mailboxes over IMAP with login oauth2 only',
  'Microsoft 365 n’ouvre les boîtes en IMAP que par login oauth2',
);
const tenantAndClient = text(
  'its tenant and its client with a named secret are needed to sign in',
  'il faut son organisation et son client avec un secret désigné pour s’y connecter',
);

/** Nothing of a secret that stands in the plan itself. */
export function secretReference(secret: Secret): SecretReference | undefined {
  switch (secret.kind) {
    case 'env':
      return { kind: 'env', name: secret.name };
    case 'file':
      return { kind: 'file', path: secret.name };
    case 'keychain':
      return { kind: 'keychain', name: secret.name };
    case 'prompt':
      return { kind: 'prompt' };
    case 'literal':
      return undefined;
  }
}
