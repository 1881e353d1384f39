/** How severe a finding is: by the nearest unit's policy, the plan's, or the rule. */
import { test } from 'vitest';
import { checkDiagnostics } from '../support/check.ts';

test('the nearest policy that names the rule, rule by rule', () => {
  checkDiagnostics(`
policy { severity undeclared-domain warning; severity licence-missing off }
policy for unit east { severity MP203 hint }
policy for unit meuse { severity licence-missing information }
unit east
unit meuse { parent east }
licence E1
mailbox anna@nowhere.example E1 "Anna"
#       ^^^^^^^^^^^^^^^^^^^^ warning MP203: the plan has no domain or sub-domain nowhere.example; declare it: domain nowhere.example
mailbox ben@nowhere.example E1 "Ben" { unit east }
#       ^^^^^^^^^^^^^^^^^^^ hint MP203: the plan has no domain or sub-domain nowhere.example; declare it: domain nowhere.example
mailbox cleo@nowhere.example "Cléo" { unit meuse }
#       ^^^^^^^^^^^^^^^^^^^^ hint MP203: the plan has no domain or sub-domain nowhere.example; declare it: domain nowhere.example
#       ^^^^^^^^^^^^^^^^^^^^ information MP401: cleo@nowhere.example has no licence; write one after its address, or make the mailbox shared
mailbox dora@nowhere.example "Dora" { unit east }
#       ^^^^^^^^^^^^^^^^^^^^ hint MP203: the plan has no domain or sub-domain nowhere.example; declare it: domain nowhere.example
`);
});

test('off for one unit, and for those below it', () => {
  checkDiagnostics(`
policy for unit meuse { severity undeclared-domain off }
unit meuse
unit verdun { parent meuse }
mailbox anna@nowhere.example "Anna" { unit verdun }
`);
});
