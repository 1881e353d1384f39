/** MP303: more room than the licence gives. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('equal is allowed; a licence without a quota gives any', () => {
  checkDiagnostics(`
licence E1 { quota 50 GB }
licence free
domain a.example
mailbox anna@a.example E1 "Anna" { quota 50 GB }
mailbox jean@a.example E1 "Jean" { quota 51 GB }
#                                        ^^^^^ error MP303: jean@a.example is to hold 51 GB, licence E1 gives 50 GB; lower the quota or take a larger licence
mailbox lea@a.example free "Léa" { quota 900 GB }
shared contact@a.example E1 "Contact" { quota 1 TB; access anna@a.example full }
#                                             ^^^^ error MP303: contact@a.example is to hold 1 TB, licence E1 gives 50 GB; lower the quota or take a larger licence
shared desk@a.example "Desk" { quota 1 TB; access anna@a.example full }
mailbox omar@a.example E9 "Omar" { quota 51 GB }
#                      ^^ error MP101: no licence is called E9: did you mean E1?
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { quota 50 GB }
domain a.example
mailbox jean@a.example E1 "Jean" { quota 51 GB }
#                                        ^^^^^ error MP303: jean@a.example devrait contenir 51 Go, la licence E1 en donne 50 Go\u00A0; baissez le quota ou prenez une licence plus grande
`,
    { locale: 'fr' },
  );
});
