/** MP104: an include that finds nothing, or comes back. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('patterns are relative to the plan’s folder', () => {
  checkDiagnostics(`
//- /north/plan.migplan
plan "P" {
  include "units.migplan", "federations/*.migplan"
  include "federations/**/*.migplan", "deep/**/b.migplan"
  include "federation/*.migplan"
#         ^^^^^^^^^^^^^^^^^^^^^^ warning MP104: no file matches federation/*.migplan; correct the pattern or add the file
  include "../south.migplan"
#         ^^^^^^^^^^^^^^^^^^ warning MP104: no file matches ../south.migplan; correct the pattern or add the file
}
//- /north/units.migplan
domain nord.example
//- /north/federations/meuse.migplan
domain meuse.example
//- /north/deep/a/a/b.migplan
domain deep.example
`);
});

test('a pattern that fits its own file means the others; its own name is a circle', () => {
  checkDiagnostics(`
//- /plan.migplan
plan "P" { include "*.migplan", "./plan.migplan" }
#                               ^^^^^^^^^^^^^^^^ error MP104: ./plan.migplan leads back to the file it stands in; remove this include
//- /a.migplan
domain nord.example
`);
});

test('two files that include each other', () => {
  checkDiagnostics(`
//- /plan.migplan
plan "P" { include "a.migplan" }
#                  ^^^^^^^^^^^ error MP104: a.migplan leads back to the file it stands in; remove this include
//- /a.migplan
plan "Q" { include "plan.migplan" }
#^^^ error MP103: a plan is declared once; remove this one or keep it apart from the files of the other
#                  ^^^^^^^^^^^^^^ error MP104: plan.migplan leads back to the file it stands in; remove this include
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "P" { include "none.migplan", "plan.migplan" }
#                  ^^^^^^^^^^^^^^ warning MP104: aucun fichier ne correspond à none.migplan\u00A0; corrigez le motif ou ajoutez le fichier
#                                  ^^^^^^^^^^^^^^ error MP104: plan.migplan ramène au fichier où il est écrit\u00A0; retirez cette inclusion
`,
    { locale: 'fr' },
  );
});
