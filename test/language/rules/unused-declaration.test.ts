/** MP106: what nothing uses. */
import { test } from 'vitest';
import { unusedDeclaration } from '../../../server/language/rules/unused-declaration.ts';
import { checkDiagnostics } from '../../support/check.ts';

const only = { rules: [unusedDeclaration] };

test('endpoints, licences, templates, timelines and units, over all files', () => {
  checkDiagnostics(
    `
//- /plan.migplan
plan "P" { source old; target new; include "units.migplan" }
endpoint old archive { path "old" }
endpoint new archive { path "new" }
endpoint other archive { path "other" }
#        ^^^^^ hint MP106: nothing in the plan uses endpoint other; use it or take it out
licence E1 { quota 50 GB }
licence E3 { quota 50 GB }
#       ^^ hint MP106: nothing in the plan uses licence E3; use it or take it out
template common { shared contact@ "Contact" }
template rare { shared contact@ "Contact" }
#        ^^^^ hint MP106: nothing in the plan uses template rare; use it or take it out
timeline quick { D-1 lock }
timeline slow { D-2 lock }
#        ^^^^ hint MP106: nothing in the plan uses timeline slow; use it or take it out
lot one { date 2025-01-20; timeline quick; domain a.example }
domain a.example { unit meuse; use common }
mailbox anna@a.example E1 "Anna"
//- /units.migplan
unit france
unit meuse { parent france }
unit rhone { parent france }
#    ^^^^^ hint MP106: nothing in the plan uses unit rhone; use it or take it out
`,
    only,
  );
});

test('the only timeline counts for the lots that name none', () => {
  checkDiagnostics(
    `
plan "P"
timeline standard { D-1 lock }
lot one { date 2025-01-20; domain a.example }
domain a.example
`,
    only,
  );
});

test('files without a plan may be used by others', () => {
  checkDiagnostics('licence E1 { quota 50 GB }\n', only);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "P"
unit rhone
#    ^^^^^ hint MP106: rien dans le plan n’utilise l’unité rhone\u00A0; utilisez ce nom ou retirez-le
`,
    { ...only, locale: 'fr' },
  );
});
