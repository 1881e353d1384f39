/** MP302: hardly any room left. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('over nine tenths and not over the whole; what lies before `keep` is not known', () => {
  checkDiagnostics(`
licence E1 { quota 50 GB }
domain a.example
mailbox anna@a.example E1 "Anna"
mailbox jean@a.example E1 "Jean"
#                      ^^ warning MP302: 45.1 GB in the source are 90 % of the 50 GB that licence E1 holds; make room, or take a larger one
mailbox lea@a.example E1 "Léa" { quota 10 GB }
#                                      ^^^^^ warning MP302: 10 GB in the source are 99 % of the 10 GB that the quota gives; make room, or take a larger one
mailbox omar@a.example E1 "Omar" { keep since 2020-01-01 }
mailbox tom@a.example E1 "Tom"
#                     ^^ warning MP302: 50 GB in the source are 100 % of the 50 GB that licence E1 holds; make room, or take a larger one
shared contact@a.example E1 "Contact" { access anna@a.example full }
#                        ^^ warning MP302: 48 GB in the source are 96 % of the 50 GB that licence E1 holds; make room, or take a larger one
mailbox zoe@a.example E1 "Zoé"
# inventory: anna@a.example 45 GB
# inventory: jean@a.example 45.1 GB
# inventory: lea@a.example 9.96 GB
# inventory: omar@a.example 49 GB
# inventory: tom@a.example 50 GB
# inventory: contact@a.example 48 GB
# inventory: zoe@a.example 1 GB
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { quota 50 GB }
domain a.example
mailbox jean@a.example E1 "Jean"
#                      ^^ warning MP302: 45,1 Go à la source, soit 90 % des 50 Go de la licence E1\u00A0; faites de la place, ou voyez plus grand
mailbox lea@a.example E1 "Léa" { quota 10 GB }
#                                      ^^^^^ warning MP302: 10 Go à la source, soit 99 % des 10 Go du quota\u00A0; faites de la place, ou voyez plus grand
# inventory: jean@a.example 45.1 GB
# inventory: lea@a.example 9.96 GB
`,
    { locale: 'fr' },
  );
});
