/** MP606: more members than the target takes. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('people are counted once, whatever their rights', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
mailbox lea@a.example "Léa"
shared contact@a.example "Contact" { access anna@a.example full, send-as; access jean@a.example full, send-as }
shared desk@a.example "Desk" { access anna@a.example; access jean@a.example; access lea@a.example }
#      ^^^^^^^^^^^^^^ warning MP606: desk@a.example has 3 people who open it, Microsoft 365 takes 2; make it a list, or split it
list all@a.example "All" { member anna@a.example, ANNA@a.example, x@out.example }
list some@a.example "Some" { member anna@a.example, jean@a.example, lea@a.example }
#    ^^^^^^^^^^^^^^ warning MP606: some@a.example has 3 members, Microsoft 365 takes 2; split it into several lists
# facts: microsoft365: { shared-members: 2, list-members: 2 }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
shared desk@a.example "Desk" { access anna@a.example; access jean@a.example }
#      ^^^^^^^^^^^^^^ warning MP606: desk@a.example a 2 personnes qui l’ouvrent, Microsoft 365 en accepte 1\u00A0; faites-en une liste, ou plusieurs boîtes
list some@a.example "Some" { member anna@a.example, jean@a.example }
#    ^^^^^^^^^^^^^^ warning MP606: some@a.example a 2 membres, Microsoft 365 en accepte 1\u00A0; répartissez-les sur plusieurs listes
# facts: microsoft365: { shared-members: 1, list-members: 1 }
`,
    { locale: 'fr' },
  );
});
