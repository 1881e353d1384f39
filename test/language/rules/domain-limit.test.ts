/** MP307: more mailboxes than the domain may have. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('with those of its sub-domains; lists and aliases do not count', () => {
  checkDiagnostics(`
domain a.example { limit 2; subdomain s.a.example }
#                        ^ error MP307: a.example has 3 mailboxes, its limit is 2; take 1 out or raise the limit
domain b.example { limit 3 mailboxes }
mailbox anna@a.example "Anna"
mailbox jean@s.a.example "Jean"
shared contact@a.example "Contact" { access anna@a.example full }
mailbox lea@b.example "Léa" { alias l@b.example, le@b.example, lea.l@b.example }
list all@b.example "All" { member lea@b.example }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example { limit 1 mailboxes }
#                        ^^^^^^^^^^^ error MP307: a.example a 2 boîtes, sa limite est de 1\u00A0; retirez-en 1 ou relevez la limite
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
`,
    { locale: 'fr' },
  );
});
