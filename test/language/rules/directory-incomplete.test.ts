/** MP807: a directory that no entry could be made in. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

const server = (directory: string): string =>
  `endpoint new cyrus { host imap.a.example; login admin "m" secret env S; directory ${directory} }`;

test('tells all that is lacking, each with an example', () => {
  checkDiagnostics(`
${server('"ldaps://ldap.a.example"')}
#                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ error MP807: the directory has no base, bind, secret; add: base "ou=people,dc=example,dc=org" bind "cn=admin,dc=example,dc=org" secret env LDAP_PASSWORD
`);
});

test('a URL of another protocol is not repeated', () => {
  checkDiagnostics(`
${server('"https://ldap.a.example" base "dc=a" bind "cn=m" secret env L')}
#                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ error MP807: a directory is reached over LDAP; write its URL as "ldaps://ldap.example.org"
`);
});

test('StartTLS begins on ldap://', () => {
  checkDiagnostics(`
${server('"ldap://ldap.a.example" base "dc=a" bind "cn=m" secret env L')}
`);
});

test('a secret that is written down is told as that', () => {
  checkDiagnostics(`
${server('"ldaps://ldap.a.example" base "dc=a" bind "cn=m" secret "hunter2"')}
#                                                                                                                             ^^^^^^^^^^^^^^^^ error MP801: a secret is written here; write secret env NEW_SECRET instead, and change it where it is used: whoever reads the plan has seen it
`);
});

test('in French', () => {
  checkDiagnostics(
    `
${server('"ldaps://ldap.a.example" base "dc=a" bind "cn=m"')}
#                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ error MP807: l’annuaire n’a pas de secret ; ajoutez : secret env LDAP_PASSWORD
`,
    { locale: 'fr' },
  );
});
