/** MP003: a property given twice. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('the second is told; what may be given many times is not', () => {
  checkDiagnostics(`
domain a.example { limit 3 mailboxes; subdomain b.a.example; subdomain c.a.example; limit 4 mailboxes }
#                                                                                   ^^^^^ error MP003: limit is given twice; keep one of the two
lot first { pilot; pilot; date 2025-01-20; domain a.example; domain b.a.example }
#                  ^^^^^ error MP003: pilot is given twice; keep one of the two
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { quota 50 GB; quota 60 GB }
#                         ^^^^^ error MP003: quota est donné deux fois\u00A0; gardez l’un des deux
`,
    { locale: 'fr' },
  );
});
