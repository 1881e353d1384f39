/** Turns an endpoint's declaration into the value a migration plan holds; says what this version cannot run. */
import type { Secret } from '../../grammar/shapes.ts';
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Analysis } from '../language/analysis.ts';
import type { Endpoint, SecretReference } from './migration-plan.ts';

/** Kinds whose mail is read and written over IMAP with one login for all mailboxes. */
const RUNNABLE = new Set(['imap', 'dovecot', 'cyrus']);

/** RFC 8314, 3.2 (implicit TLS) and RFC 3501, 2.1. */
const PORTS = { tls: 993, starttls: 143, plain: 143 } as const;

const DEFAULT_CONNECTIONS = 4;

/** The endpoint, or one line that says why nothing can be run on it. `timezone` is the plan's, which quiet hours are in. */
function endpointOf(
  declaration: DeclarationOf<'endpoint'>,
  timezone: string,
): Endpoint | { readonly refused: string } {
  const { name, kind, has } = declaration;
  const refused = (why: string) => ({ refused: `endpoint ${name.value}: ${why}` });
  if (!RUNNABLE.has(kind.value))
    return refused(`this version copies over IMAP only, not through ${kind.value}`);
  if (!has.host || !has.login) return refused('its host and login are needed to reach it');
  const { method, user, separator, secret } = has.login.value;
  if (method.value !== 'master' && method.value !== 'admin') {
    return refused(`login ${method.value} is not supported by this version; use master or admin`);
  }
  const reference = secret && referenceTo(secret.value);
  if (!reference || !user) return refused('its login needs a user and a named secret');
  const security = has.host.value.security?.value ?? 'tls';
  return {
    name: name.value,
    kind: kind.value,
    host: has.host.value.name.value,
    port: has.host.value.port?.value ?? PORTS[security],
    security,
    login: {
      method: method.value,
      user: user.value,
      ...(separator ? { separator: separator.value } : {}),
      secret: reference,
    },
    connections: has.connections?.value ?? DEFAULT_CONNECTIONS,
    ...(has.rate ? { rate: has.rate.value } : {}),
    ...(has.quiet ? { quiet: { ...has.quiet.value, timezone } } : {}),
  };
}

/** An endpoint of a plan by name. */
export function endpointIn({ model }: Analysis, name: string): ReturnType<typeof endpointOf> {
  const declared = model.declared('endpoint', name);
  if (!declared) return { refused: `endpoint ${name} is not declared` };
  return endpointOf(declared, model.declared('plan', '')?.has.timezone?.value ?? 'UTC');
}

function referenceTo(secret: Secret): SecretReference | undefined {
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
