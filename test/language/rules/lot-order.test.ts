/** MP704: lots that are dated before those they come after. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('each of several, and the same day', () => {
  checkDiagnostics(`
lot pilot { date 2025-01-20 }
lot late { date 2025-03-03 }
lot one { date 2025-01-20; after pilot, late }
#                                ^^^^^ error MP704: lot one comes after pilot, but moves on 2025-01-20 and pilot does too; change a date or the order
#                                       ^^^^ error MP704: lot one comes after late, but moves on 2025-01-20 and late on 2025-03-03; change a date or the order
lot two { date 2025-03-04; after pilot, late }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
lot pilot { date 2025-01-20 }
lot late { date 2025-03-03 }
lot one { date 2025-01-20; after pilot, late }
#                                ^^^^^ error MP704: le lot one vient après pilot, mais part le 2025-01-20 et pilot aussi\u00A0; changez une date ou l’ordre
#                                       ^^^^ error MP704: le lot one vient après late, mais part le 2025-01-20 et late le 2025-03-03\u00A0; changez une date ou l’ordre
`,
    { locale: 'fr' },
  );
});
