/** MP204: one address with two meanings. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('over all files and kinds, without case', () => {
  checkDiagnostics(
    `
//- /a.migplan
mailbox Anna@a.example "Anna" { alias a@a.example; was anna@old.example }
shared desk@a.example "Desk" { alias anna@a.example; access anna@a.example full }
#                                    ^^^^^^^^^^^^^^ error MP204: anna@a.example is a personal mailbox already and cannot also be an alias; keep one of the two
//- /b.migplan
alias A@A.example -> anna@a.example
#     ^^^^^^^^^^^ error MP204: A@A.example is an alias already and cannot be declared twice; keep one of the two
drop anna@old.example "gone"
#    ^^^^^^^^^^^^^^^^ error MP204: anna@old.example is an old address already and cannot also be an address that is dropped; keep one of the two
resource room@a.example room "Room" { was room@a.example }
#                                         ^^^^^^^^^^^^^^ error MP204: room@a.example is a resource already and cannot also be an old address; keep one of the two
list desk@a.example "Desk" { member jean@elsewhere.example }
#    ^^^^^^^^^^^^^^ error MP204: desk@a.example is a shared mailbox already and cannot also be a list; keep one of the two
mailbox ANNA@a.example "Anna again"
#       ^^^^^^^^^^^^^^ error MP204: ANNA@a.example is a personal mailbox already and cannot be declared twice; keep one of the two
//- /plan.migplan
domain a.example
`,
    { root: '/plan.migplan' },
  );
});

test('in an international domain, in either form', () => {
  checkDiagnostics(`
domain bücher.example
mailbox anna@bücher.example "Anna"
mailbox jean@bücher.example "Jean"
shared anna@xn--bcher-kva.example "Anna" { access jean@bücher.example full }
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP204: anna@xn--bcher-kva.example is a personal mailbox already and cannot also be a shared mailbox; keep one of the two
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox anna@a.example "Anna"
alias anna@a.example -> anna@a.example
#     ^^^^^^^^^^^^^^ error MP204: anna@a.example est déjà une boîte personnelle et ne peut être aussi un alias\u00A0; gardez l’un des deux
mailbox anna@a.example "Anna"
#       ^^^^^^^^^^^^^^ error MP204: anna@a.example est déjà une boîte personnelle et ne peut être déclarée deux fois\u00A0; gardez l’un des deux
`,
    { locale: 'fr' },
  );
});
