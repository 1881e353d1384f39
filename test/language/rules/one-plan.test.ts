/** MP103: a file in no plan, two plans in one. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('a file in no plan is told once, at its head', () => {
  checkDiagnostics(
    `
# Notes on the north
#^^^^^^^^^^^^^^^^^^^ hint MP103: no plan includes this file, so it is checked by itself and not run; include it in a plan

domain a.example
domain b.example
`,
    { root: null },
  );
});

test('a plan declared in an included file too', () => {
  checkDiagnostics(`
//- /plan.migplan
plan "P" { include "units.migplan" }
//- /units.migplan
domain nord.example
plan "Q" { locale fr }
#^^^ error MP103: a plan is declared once; remove this one or keep it apart from the files of the other
`);
});

test('a plan by itself is in a plan', () => {
  checkDiagnostics(
    `
plan "P" { locale fr }
`,
    { root: null },
  );
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
#^^^^^ hint MP103: aucun plan n’inclut ce fichier\u00A0: il est vérifié seul et n’est pas exécuté\u00A0; incluez-le dans un plan
`,
    { root: null, locale: 'fr' },
  );
});
