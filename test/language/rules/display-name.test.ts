/** MP209: display names that say nothing or are too long. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('empty, with spaces at its ends, the address itself; a name left out is not looked at', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example ""
#                      ^^ warning MP209: the display name of anna@a.example is empty; write the name, or leave the quotes out
mailbox jean@a.example " "
#                      ^^^ warning MP209: the display name of jean@a.example is empty; write the name, or leave the quotes out
mailbox lea@a.example " Léa"
#                     ^^^^^^ warning MP209: the display name of lea@a.example begins or ends with a space; remove it
shared contact@a.example "Contact\\u{a0}" { access anna@a.example full }
#                        ^^^^^^^^^^^^^^^ warning MP209: the display name of contact@a.example begins or ends with a space; remove it
mailbox omar@a.example "Omar@A.example"
#                      ^^^^^^^^^^^^^^^^ warning MP209: the display name of omar@a.example is the address itself; write the name of who or what it is
mailbox ida@a.example
list all@a.example "all@a.example" { member anna@a.example }
#                  ^^^^^^^^^^^^^^^ warning MP209: the display name of all@a.example is the address itself; write the name of who or what it is
resource salle@a.example room "Salle "
#                             ^^^^^^^^ warning MP209: the display name of salle@a.example begins or ends with a space; remove it
mailbox tom@a.example "tom@b.example"
`);
});

test('longer than the target takes', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
domain b.example { target other }
endpoint other dovecot { host imap.a.example; login admin "m" secret env S }
mailbox anna@a.example "Anna Meier"
mailbox jean@a.example "Jean Dupont"
#                      ^^^^^^^^^^^^^ warning MP209: the display name of jean@a.example has 11 characters, Microsoft 365 takes 10; shorten it
mailbox lea@b.example "Léa Dupont-Martin"
# facts: microsoft365: { display-name-length: 10 }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example ""
#                      ^^ warning MP209: anna@a.example\u00A0: le nom affiché est vide\u00A0; écrivez le nom, ou retirez les guillemets
mailbox lea@a.example "Léa "
#                     ^^^^^^ warning MP209: lea@a.example\u00A0: le nom affiché commence ou finit par un espace\u00A0; retirez-le
mailbox omar@a.example "omar@a.example"
#                      ^^^^^^^^^^^^^^^^ warning MP209: omar@a.example\u00A0: le nom affiché est l’adresse elle-même\u00A0; écrivez qui ou quoi elle désigne
mailbox jean@a.example "Jean Dupont"
#                      ^^^^^^^^^^^^^ warning MP209: jean@a.example\u00A0: le nom affiché compte 11 caractères, Microsoft 365 en accepte 10\u00A0; raccourcissez-le
# facts: microsoft365: { display-name-length: 10 }
`,
    { locale: 'fr' },
  );
});
