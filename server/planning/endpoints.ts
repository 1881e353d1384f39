/** Turns an endpoint's declaration into the value a migration plan holds; says what this version cannot run. */
import type { Secret } from '../../grammar/shapes.ts';
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Analysis } from '../language/analysis.ts';
import type { Endpoint, SecretReference } from './migration-plan.ts';
import { type Text, text } from './text.ts';

/** Kinds whose mail is read and written over IMAP with one login for all mailboxes. */
const RUNNABLE = new Set(['imap', 'dovecot', 'cyrus']);

/** RFC 8314, 3.2 (implicit TLS) and RFC 3501, 2.1. */
const PORTS = { tls: 993, starttls: 143, plain: 143 } as const;

const DEFAULT_CONNECTIONS = 4;

/** The endpoint, or one line that says why nothing can be run on it. `timezone` is the plan's, which quiet hours are in. */
function endpointOf(
  declaration: DeclarationOf<'endpoint'>,
  timezone: string,
): Endpoint | { readonly refused: Text } {
  const { name, kind, has } = declaration;
  const refused = (en: string, fr: string) => ({
    refused: text(`endpoint ${name.value}: ${en}`, `point d’accès ${name.value} : ${fr}`),
  });
  if (!RUNNABLE.has(kind.value))
    return refused(
      `this version copies over IMAP only, not through ${kind.value}`,
      `cette version ne copie que par IMAP, pas par ${kind.value}`,
    );
  if (!has.host || !has.login)
    return refused(
      'its host and login are needed to reach it',
      'il faut son hôte et son identifiant pour le joindre',
    );
  const { method, user, separator, secret } = has.login.value;
  if (method.value !== 'master' && method.value !== 'admin') {
    return refused(
      `login ${method.value} is not supported by this version; use master or admin`,
      `login ${method.value} n’est pas pris en charge par cette version ; utilisez master ou admin`,
    );
  }
  const reference = secret && referenceTo(secret.value);
  if (!reference || !user)
    return refused(
      'its login needs a user and a named secret',
      'il faut à son identifiant un nom et un secret désigné',
    );
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
  if (!declared)
    return {
      refused: text(`endpoint ${name} is not declared`, `le point d’accès ${name} n’est pas déclaré`),
    };
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
