import type { Secret } from '../../../grammar/shapes.ts';
import type { Located } from '../../../grammar/tree.ts';
import { defineRule, plan } from './rule.ts';

/**
 * A secret that is not where the plan says, on this machine: an environment variable that is not set, a file that is not
 * there or is empty. Keychains and questions are asked when they are needed, not before.
 */
export const secretNotFound = defineRule({
  code: 'MP803',
  name: 'secret-not-found',
  severity: 'warning',
  on: 'endpoint',
  why: {
    en: 'A run from here would stop at the first login. Whoever only reviews the plan can set this rule’s severity to off.',
    fr: 'Une exécution d’ici s’arrêterait à la première connexion. Qui ne fait que relire le plan peut mettre la gravité de cette règle à off.',
  },
  bad: plan`
    endpoint old imap {
      host imap.a.example
      login master "migration" ⟦secret env OLD_PASSWORD⟧
    }
    # missing-secret: env OLD_PASSWORD`,
  good: plan`
    endpoint old imap {
      host imap.a.example
      login master "migration" secret env OLD_PASSWORD
    }
    # missing-secret: env NEW_PASSWORD`,
  check({ has: { login, client, secret, directory } }, { model }) {
    const named = [login?.value.secret, client?.value.secret, secret, directory?.value.secret];
    return named.flatMap((found: Located<Secret | undefined> | undefined) => {
      const where = found?.value;
      if (!found || !where || where.kind === 'literal' || where.kind === 'prompt') return [];
      if (!model.surroundings.isMissing(where)) return [];
      return [{ at: found, data: { kind: where.kind, name: shownName(where) } }];
    });
  },
  message: {
    en: ({ kind, name }) =>
      kind === 'file'
        ? `the secret file ${name} is not there, or is empty; write it before a run from this machine`
        : `the environment variable ${name || 'named here'} is not set; set it before a run from this machine`,
    fr: ({ kind, name }) =>
      kind === 'file'
        ? `le fichier secret ${name} n’existe pas, ou est vide\u00A0; écrivez-le avant toute exécution depuis cette machine`
        : `la variable d’environnement ${name || 'nommée ici'} n’est pas définie\u00A0; définissez-la avant toute exécution depuis cette machine`,
  },
});

/** The name to tell; none where a password may stand in a variable's place. */
const shownName = ({ kind, name }: { readonly kind: string; readonly name: string }): string =>
  kind !== 'env' || /^[A-Z_][A-Z0-9_]*$/.test(name) ? name : '';
