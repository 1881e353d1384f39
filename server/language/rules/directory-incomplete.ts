import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** A directory that no entry could be made in: it lacks something, or is not reached over LDAP. */
export const directoryIncomplete = defineRule({
  code: 'MP807',
  name: 'directory-incomplete',
  severity: 'error',
  on: 'endpoint',
  why: {
    en: 'A run would take the server for one without a directory, and hand its accounts over as work for people.',
    fr: 'Une exécution prendrait le serveur pour un serveur sans annuaire, et laisserait ses comptes à faire à la main.',
  },
  bad: plan`
    endpoint new dovecot {
      host imap.a.example
      login admin "migration" secret env NEW_PASSWORD
      directory ⟦"ldaps://ldap.a.example"⟧ base "ou=people,dc=a,dc=example"
    }`,
  good: plan`
    endpoint new dovecot {
      host imap.a.example
      login admin "migration" secret env NEW_PASSWORD
      directory "ldaps://ldap.a.example" base "ou=people,dc=a,dc=example" bind "cn=migplan,dc=a,dc=example" secret env LDAP_PASSWORD
    }`,
  check({ has: { directory } }) {
    if (!directory) return undefined;
    const { url } = directory.value;
    const lacks = lackingOf(directory.value);
    const isLdap = /^ldaps?:\/\/[^/]/i.test(url.value);
    return isLdap && lacks.length === 0 ? undefined : { at: url, data: { isLdap, lacks } };
  },
  message: {
    en: ({ isLdap, lacks }) => (isLdap ? sayLacks(lacks, 'en') : NOT_LDAP.en),
    fr: ({ isLdap, lacks }) => (isLdap ? sayLacks(lacks, 'fr') : NOT_LDAP.fr),
  },
});

type Part = 'base' | 'bind' | 'secret';
type Declared = NonNullable<DeclarationOf<'endpoint'>['has']['directory']>['value'];

/** In the order in which they are written. */
const lackingOf = (directory: Declared): Part[] =>
  (['base', 'bind', 'secret'] as const).filter((part) => directory[part] === undefined);

/** What each part looks like. */
const EXAMPLES: Readonly<Record<Part, string>> = {
  base: 'base "ou=people,dc=example,dc=org"',
  bind: 'bind "cn=admin,dc=example,dc=org"',
  secret: 'secret env LDAP_PASSWORD',
};

function sayLacks(lacks: readonly Part[], locale: Locale): string {
  const names = lacks.join(', ');
  const examples = lacks.map((part) => EXAMPLES[part]).join(' ');
  return locale === 'en'
    ? `the directory has no ${names}; add: ${examples}`
    : `l’annuaire n’a pas de ${names}\u00A0; ajoutez\u00A0: ${examples}`;
}

/** Nothing of what is written there is repeated: it may hold a password. */
const NOT_LDAP: Readonly<Record<Locale, string>> = {
  en: 'a directory is reached over LDAP; write its URL as "ldaps://ldap.example.org"',
  fr: 'un annuaire se joint par LDAP\u00A0; écrivez son URL comme "ldaps://ldap.example.org"',
};
