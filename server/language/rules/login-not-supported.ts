import { SYSTEMS } from '../facts/kinds.ts';
import { defineRule, plan } from './rule.ts';

/** A way of signing in that the kind of endpoint does not offer. */
export const loginNotSupported = defineRule({
  code: 'MP805',
  name: 'login-not-supported',
  severity: 'error',
  on: 'endpoint',
  why: {
    en: 'Every mailbox would be refused at the first connection, on the day of the copy.',
    fr: 'Chaque boîte serait refusée dès la première connexion, le jour de la copie.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
      login ⟦master⟧ "migration" secret env OFFICE_PASSWORD
    }
    domain a.example`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
      login oauth2 secret env OFFICE_SECRET
    }
    domain a.example`,
  check({ name, kind, has: { login } }, { model }) {
    const logins = model.factsOf(kind.value).logins;
    const method = login?.value.method;
    if (!logins || !method || logins.includes(method.value)) return undefined;
    return { at: method, data: { endpoint: name.value, kind: kind.value, method: method.value, logins } };
  },
  message: {
    en: ({ endpoint, kind, method, logins }) =>
      `endpoint ${endpoint}: ${SYSTEMS[kind].en} has no login ${method}; ${logins.length > 0 ? `use ${listed(logins, 'or')}` : 'nobody signs in there, so remove it'}`,
    fr: ({ endpoint, kind, method, logins }) =>
      `point d’accès ${endpoint}\u00A0: pas de login ${method} pour ${SYSTEMS[kind].fr}\u00A0; ${logins.length > 0 ? `utilisez ${listed(logins, 'ou')}` : 'personne ne s’y connecte, retirez-le'}`,
  },
});

const listed = (words: readonly string[], or: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${or} ${words.at(-1)}`;
