/** MP206: shared mailboxes outside the names that the policy lists. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('names, beginnings, accents and case; a unit’s own list; a template’s mailbox at its domain', () => {
  checkDiagnostics(`
policy { shared-address contact, secretariat, "accueil.*"; severity shared-without-access off }
policy for unit north { shared-address bureau }
unit north "North"
template office { shared permanence@ "Permanence" }
domain a.example { use office }
#                      ^^^^^^ warning MP206: shared mailboxes are called contact, secretariat, accueil.* here, not permanence; rename it, or add the name to shared-address
domain n.example { unit north }
shared Contact@a.example "Contact"
shared secrétariat@a.example "Secrétariat"
shared accueil.nord@a.example "Accueil"
shared accueil@a.example "Accueil"
#      ^^^^^^^^^^^^^^^^^ warning MP206: shared mailboxes are called contact, secretariat, accueil.* here, not accueil; rename it, or add the name to shared-address
shared bureau@n.example "Bureau"
shared contact@n.example "Contact"
#      ^^^^^^^^^^^^^^^^^ warning MP206: shared mailboxes are called bureau here, not contact; rename it, or add the name to shared-address
`);
});

test('without a list every name is one', () => {
  checkDiagnostics(`
policy { severity shared-without-access off }
domain a.example
shared anything@a.example "Anything"
`);
});

test('in French, and of a long list the first six', () => {
  checkDiagnostics(
    `
policy { shared-address a, b, c, d, e, f, g, h; severity shared-without-access off }
domain a.example
shared desk@a.example "Desk"
#      ^^^^^^^^^^^^^^ warning MP206: ici les boîtes partagées s’appellent a, b, c, d, e, f (et 2 autres noms), pas desk\u00A0; renommez-la, ou ajoutez ce nom à shared-address
`,
    { locale: 'fr' },
  );
});

test('one name more is one', () => {
  checkDiagnostics(
    `
policy { shared-address a, b, c, d, e, f, g; severity shared-without-access off }
domain a.example
shared desk@a.example "Desk"
#      ^^^^^^^^^^^^^^ warning MP206: ici les boîtes partagées s’appellent a, b, c, d, e, f (et 1 autre nom), pas desk\u00A0; renommez-la, ou ajoutez ce nom à shared-address
`,
    { locale: 'fr' },
  );
});
