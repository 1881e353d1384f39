/** MP401: a personal mailbox without a licence. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('only where the plan has licences, and for personal mailboxes only', () => {
  checkDiagnostics(`
licence E1 { quota 50 GB }
domain a.example
mailbox anna@a.example "Anna"
#       ^^^^^^^^^^^^^^ error MP401: anna@a.example has no licence; write one after its address, or make the mailbox shared
mailbox jean@a.example E1 "Jean"
shared contact@a.example "Contact" { access jean@a.example full }
`);
});

test('a plan without licences moves between servers that need none', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna"
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { quota 50 GB }
domain a.example
mailbox anna@a.example "Anna"
#       ^^^^^^^^^^^^^^ error MP401: anna@a.example n’a pas de licence\u00A0; écrivez-la après l’adresse, ou partagez la boîte
`,
    { locale: 'fr' },
  );
});
