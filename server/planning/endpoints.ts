/** Turns an endpoint's declaration into the value a migration plan holds; says what this version cannot run. */
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Analysis } from '../language/analysis.ts';
import { nameLimitsOf } from '../language/facts/name-limits.ts';
import { besideServer, graphOf, restOf, smtpOf } from './management.ts';
import type { Endpoint } from './migration-plan.ts';
import { serverLogin } from './server-login.ts';
import { type Text, text } from './text.ts';

const DEFAULT_CONNECTIONS = 4;

/** The endpoint, or one line that says why nothing can be run on it. `timezone` is the plan's, which quiet hours are in. */
function endpointOf(
  declaration: DeclarationOf<'endpoint'>,
  timezone: string,
): Endpoint | { readonly refused: Text } {
  const { name, kind, has } = declaration;
  const refused = (en: string, fr: string) => ({
    refused: text(`endpoint ${name.value}: ${en}`, `point d’accès ${name.value}\u00A0: ${fr}`),
  });
  const pacing = {
    name: name.value,
    connections: has.connections?.value ?? DEFAULT_CONNECTIONS,
    ...(has.rate ? { rate: has.rate.value } : {}),
    ...(has.quiet ? { quiet: { ...has.quiet.value, timezone } } : {}),
  };
  if (kind.value === 'archive') {
    if (!has.path) return refused('its path is needed to find it', 'il faut son chemin pour le trouver');
    return { ...pacing, kind: 'archive', path: has.path.value, format: has.format?.value ?? 'maildir' };
  }
  const server = serverLogin(declaration);
  if ('lacks' in server) return refused(server.lacks.en, server.lacks.fr);
  const reached = { ...pacing, ...server, ...smtpOf(declaration) };
  switch (kind.value) {
    case 'imap':
      return { ...reached, kind: 'imap' };
    case 'cyrus':
    case 'dovecot':
      return { ...reached, kind: kind.value, ...besideServer(declaration) };
    case 'microsoft365':
      return { ...reached, kind: 'microsoft365', ...graphOf(declaration) };
    case 'bluemind':
      return { ...reached, kind: 'bluemind', ...restOf(declaration) };
  }
}

/** An endpoint of a plan by name. */
export function endpointIn({ model }: Analysis, name: string): ReturnType<typeof endpointOf> {
  const declared = model.declared('endpoint', name);
  if (!declared)
    return {
      refused: text(`endpoint ${name} is not declared`, `le point d’accès ${name} n’est pas déclaré`),
    };
  const endpoint = endpointOf(declared, model.declared('plan', '')?.has.timezone?.value ?? 'UTC');
  const names = nameLimitsOf(model.factsOf(declared.kind.value));
  return 'refused' in endpoint || Object.keys(names).length === 0 ? endpoint : { ...endpoint, names };
}
