/** MP603: shared mailboxes that nobody can open. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('without any access; a template’s shared mailbox is told at its domain', () => {
  checkDiagnostics(`
template office { shared desk@ "Desk" }
domain a.example { use office }
#                      ^^^^^^ warning MP603: nobody can open desk@a.example; give somebody access, make it a list that sends it on, or drop it with a reason
mailbox anna@a.example "Anna"
shared contact@a.example "Contact"
#      ^^^^^^^^^^^^^^^^^ warning MP603: nobody can open contact@a.example; give somebody access, make it a list that sends it on, or drop it with a reason
shared info@a.example "Info" { access anna@a.example read }
shared post@a.example "Post" { access full }
#      ^^^^^^^^^^^^^^ warning MP603: nobody can open post@a.example; give somebody access, make it a list that sends it on, or drop it with a reason
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
shared contact@a.example "Contact"
#      ^^^^^^^^^^^^^^^^^ warning MP603: personne ne peut ouvrir contact@a.example\u00A0; donnez un accès à quelqu’un, faites-en une liste qui transmet, ou abandonnez-la avec une raison
`,
    { locale: 'fr' },
  );
});
