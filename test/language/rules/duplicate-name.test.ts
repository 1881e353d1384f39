/** MP102: a name declared twice. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('over files, in the order of their names', () => {
  checkDiagnostics(
    `
//- /b.migplan
unit nord "Nord"
#    ^^^^ error MP102: unit nord is declared twice in this plan; rename or remove one
licence E1
#       ^^ error MP102: licence E1 is declared twice in this plan; rename or remove one
//- /a.migplan
unit nord "Nord"
domain a.example { subdomain town.a.example }
domain Town.A.example
#      ^^^^^^^^^^^^^^ error MP102: domain Town.A.example is declared twice in this plan; rename or remove one
//- /plan.migplan
licence E1
licence e1
`,
    { root: '/plan.migplan' },
  );
});

test('a plan has one policy, and a unit one of its own', () => {
  checkDiagnostics(`
unit nord "Nord"
policy { alias-scope domain }
policy { alias-scope any }
#^^^^^ error MP102: the plan has two policies; join them into one
policy for unit nord { alias-scope any }
policy for unit nord { inactive-after 60 days }
#               ^^^^ error MP102: unit nord has two policies; join them into one
`);
});

test('in French', () => {
  checkDiagnostics(
    `
unit nord "Nord"
unit nord "Nord"
#    ^^^^ error MP102: ce plan déclare deux fois l’unité nord\u00A0; renommez ou retirez l’une des déclarations
policy { alias-scope domain }
policy { alias-scope any }
#^^^^^ error MP102: le plan a deux politiques\u00A0; réunissez-les en une
`,
    { locale: 'fr' },
  );
});
