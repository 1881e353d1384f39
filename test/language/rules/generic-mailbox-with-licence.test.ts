/** MP207: licences for mailboxes that are nobody's own. */
import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check.ts';

test('the usual offices, but not who holds an office; without a licence there is nothing to save', () => {
  checkDiagnostics(`
licence E1 { quota 50 GB }
domain a.example
mailbox Secrétariat@a.example E1 "Secrétariat"
#       ^^^^^^^^^^^^^^^^^^^^^ warning MP207: Secrétariat@a.example is nobody’s own and has a licence E1; make it shared, with access for those who read it
mailbox president@a.example E1 "Anna Dupont"
mailbox contact.dupont@a.example E1 "C. Dupont"
mailbox info@a.example "Info"
#       ^^^^^^^^^^^^^^ error MP401: info@a.example has no licence; write one after its address, or make the mailbox shared
`);
});

test('where the policy lists the shared ones, these and no others', () => {
  checkDiagnostics(`
policy { shared-address "antenne-*" }
licence E1 { quota 50 GB }
domain a.example
mailbox contact@a.example E1 "Contact"
mailbox antenne-verdun@a.example E1 "Verdun"
#       ^^^^^^^^^^^^^^^^^^^^^^^^ warning MP207: antenne-verdun@a.example is nobody’s own and has a licence E1; make it shared, with access for those who read it
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { quota 50 GB }
domain a.example
mailbox contact@a.example E1 "Contact"
#       ^^^^^^^^^^^^^^^^^ warning MP207: contact@a.example n’est à personne en propre et a une licence E1\u00A0; partagez-la, avec un accès pour qui la lit
`,
    { locale: 'fr' },
  );
});

const SHARE = 'Make it shared: who may open it is to be added';

test('the fix takes away what only people have', () => {
  checkFix(
    `
licence E1 { quota 50 GB }
domain a.example
mailbox contact@a.example E1 "Contact" { title "Desk"; phone "+33 3"; password sealed }
`,
    SHARE,
    `
licence E1 { quota 50 GB }
domain a.example
shared contact@a.example "Contact"
`,
  );
  checkFix(
    `
licence E1 { quota 50 GB }
domain a.example
mailbox contact@a.example E1 "Contact" {
  given "Contact"
  alias info@a.example  # the old one
  phone "+33 3"
}
`,
    SHARE,
    `
licence E1 { quota 50 GB }
domain a.example
shared contact@a.example "Contact" {
  alias info@a.example  # the old one
}
`,
  );
});

test('a licence stays where the target shares no mailbox of that size for nothing', () => {
  const plan = (head: string): string => `
plan "P" { target office }
endpoint office microsoft365 { tenant a.example; client c secret env SECRET }
licence E3 { quota 100 GB; sku ENTERPRISEPACK }
domain a.example
${head} contact@a.example E3 "Contact"
# inventory: contact@a.example 63 GB
`;
  checkFix(plan('mailbox'), SHARE, plan('shared'));
});
