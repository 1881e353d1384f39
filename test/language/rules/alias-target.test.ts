/** MP502: where an alias leads. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('to an alias, an old address, a drop, a forward, to nothing, outside, to itself', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna" { alias an@a.example; was anna@old.example }
drop gone@a.example "gone"
forward away@a.example -> anna@elsewhere.example
alias a@a.example -> an@a.example
#                    ^^^^^^^^^^^^ error MP502: an@a.example is an alias; an alias leads to a mailbox, a list or a resource: write anna@a.example
alias b@a.example -> anna@old.example
#                    ^^^^^^^^^^^^^^^^ error MP502: anna@old.example is an old address; an alias leads to a mailbox, a list or a resource: write anna@a.example
alias c@a.example -> gone@a.example
#                    ^^^^^^^^^^^^^^ error MP502: gone@a.example is an address that is dropped; an alias leads to a mailbox, a list or a resource, choose one
alias d@a.example -> away@a.example
#                    ^^^^^^^^^^^^^^ error MP502: away@a.example is a forward; an alias leads to a mailbox, a list or a resource, choose one
alias e@a.example -> nobody@a.example
#                    ^^^^^^^^^^^^^^^^ error MP502: nothing in this plan is called nobody@a.example; an alias leads to a mailbox, a list or a resource: correct it, or make it a forward
alias f@a.example -> someone@elsewhere.example
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^ error MP502: nothing in this plan is called someone@elsewhere.example; an alias leads to a mailbox, a list or a resource: correct it, or make it a forward
alias g@a.example -> g@a.example
#     ^^^^^^^^^^^ error MP105: g@a.example leads to itself; an alias leads to a mailbox
alias h@a.example -> ANNA@A.EXAMPLE
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox anna@a.example "Anna"
drop gone@a.example "gone"
alias c@a.example -> gone@a.example
#                    ^^^^^^^^^^^^^^ error MP502: gone@a.example est une adresse abandonnée\u00A0; un alias mène à une boîte, une liste ou une ressource, choisissez-en une
alias e@a.example -> nobody@a.example
#                    ^^^^^^^^^^^^^^^^ error MP502: rien dans ce plan ne s’appelle nobody@a.example\u00A0; un alias mène à une boîte, une liste ou une ressource\u00A0: corrigez-le, ou faites-en une redirection
`,
    { locale: 'fr' },
  );
});
