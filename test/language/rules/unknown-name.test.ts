/** MP101: a reference to nothing. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('in every namespace, over several files', () => {
  checkDiagnostics(`
//- /plan.migplan
plan "P" { source old; target new; include "a.migplan" }
#                             ^^^ error MP101: no endpoint is called new; declare it or correct the name
policy for unit sud { severity alias-targt off; licence-share E3 <= 1/3 }
#               ^^^ error MP101: no unit is called sud; declare it or correct the name
#                              ^^^^^^^^^^^ error MP101: no rule is called alias-targt: did you mean alias-target?
#                                                             ^^ error MP101: no licence is called E3: did you mean E1?
lot first { date 2025-01-20; after zero; timeline standard; domain b.example; unit sud; mailbox jean@a.example }
#                                  ^^^^ error MP101: no lot is called zero; declare it or correct the name
#                                                 ^^^^^^^^ error MP101: no timeline is called standard; declare it or correct the name
#                                                                  ^^^^^^^^^ error MP101: no domain is called b.example: did you mean a.example?
#                                                                                  ^^^ error MP101: no unit is called sud; declare it or correct the name
#                                                                                               ^^^^^^^^^^^^^^ error MP101: no address of this plan is called jean@a.example; declare it or correct the name
//- /a.migplan
endpoint old archive { path "old" }
licence E1 { quota 50 GB }
#       ^^ hint MP106: nothing in the plan uses licence E1; use it or take it out
unit nord "Nord" { parent france }
#                         ^^^^^^ error MP101: no unit is called france; declare it or correct the name
domain a.example { unit nord; use common; lot last }
#                                 ^^^^^^ error MP101: no template is called common; declare it or correct the name
#                                             ^^^^ error MP101: no lot is called last; declare it or correct the name
mailbox anna@a.example E11 "Anna" { unit nordd; lot first }
#                      ^^^ error MP101: no licence is called E11: did you mean E1?
#                                        ^^^^^ error MP101: no unit is called nordd: did you mean nord?
shared contact@a.example "Contact" { access ana@a.example full }
#                                           ^^^^^^^^^^^^^ error MP101: no address of this plan is called ana@a.example: did you mean anna@a.example?
`);
});

test('addresses and domains are compared without case, in their composed and ASCII forms', () => {
  checkDiagnostics(`
domain Bücher.example
lot first { date 2025-01-20; domain xn--bcher-kva.EXAMPLE }
mailbox Zoé@bücher.example "Zoé"
shared contact@bücher.example "Contact" { access ZOÉ@BÜCHER.example full }
`);
});

test('a name outside the plan is no fault where it may lie outside', () => {
  checkDiagnostics(`
domain a.example
list all@a.example "All" { member someone@elsewhere.example }
forward old@old.example -> someone@elsewhere.example
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { quota 50 GB }
domain a.example { unit nord }
#                       ^^^^ error MP101: aucune unité ne s’appelle nord\u00A0; déclarez ce nom ou corrigez-le
mailbox anna@a.example E2 "Anna"
#                      ^^ error MP101: aucune licence ne s’appelle E2\u00A0: vouliez-vous dire E1\u00A0?
`,
    { locale: 'fr' },
  );
});
