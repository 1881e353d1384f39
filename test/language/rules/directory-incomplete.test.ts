/** MP807: a directory that no entry could be made in; and what else is told of one. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

const server = (directory: string): string =>
  `endpoint n cyrus { host imap.a.example; login admin "m" secret env S; directory ${directory} }`;

test('all that is lacking is told, each with an example', () => {
  checkDiagnostics(`
${server('"ldaps://ldap.a.example"')}
#                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^ error MP807: the directory has no base, bind, secret; add: base "ou=people,dc=example,dc=org" bind "cn=admin,dc=example,dc=org" secret env LDAP_PASSWORD
`);
});

test('a URL of another protocol is not repeated', () => {
  checkDiagnostics(`
${server('"https://ldap.a.example" base "dc=a" bind "cn=m" secret env L')}
#                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^ error MP807: a directory is reached over LDAP; write its URL as "ldaps://ldap.example.org"
`);
});

test('StartTLS begins on ldap://, so it is no plain connection', () => {
  checkDiagnostics(`
${server('"ldap://ldap.a.example" base "dc=a" bind "cn=m" secret env L')}
`);
});

test('a secret that is written down is told as that', () => {
  checkDiagnostics(`
${server('"ldaps://ldap.a.example" base "dc=a" bind "cn=m" secret "hunter2"')}
#                                                                                                                                ^^^^^^^^^^^^^^^^ error MP801: a secret is written here; write secret env N_SECRET instead, and change it where it is used: whoever reads the plan has seen it
`);
});

test('a secret that is named is looked for', () => {
  checkDiagnostics(`
${server('"ldaps://ldap.a.example" base "dc=a" bind "cn=m" secret env LDAP_SECRET')}
#                                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^ warning MP803: the environment variable LDAP_SECRET is not set; set it before a run from this machine
# missing-secret: env LDAP_SECRET
`);
});

test('in French', () => {
  checkDiagnostics(
    `
${server('"ldaps://ldap.a.example" base "dc=a" bind "cn=m"')}
#                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^ error MP807: l’annuaire n’a pas de secret\u00A0; ajoutez\u00A0: secret env LDAP_PASSWORD
`,
    { locale: 'fr' },
  );
});
