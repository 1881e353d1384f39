/** MP710: lots on hold, and holds that are over. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('until its day, without a day, without a clock', () => {
  checkDiagnostics(`
lot one { date 2025-03-03; hold "tenant" until 2025-02-03, "board" until 2025-02-04 }
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^ warning MP710: the hold of lot one ended on 2025-02-03 (tenant); remove the line or give it a later day
#                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ information MP710: lot one is on hold until 2025-02-04 (board); a run of it is refused
lot two { date 2025-04-07; hold "waiting" }
#                               ^^^^^^^^^ information MP710: lot two is on hold (waiting); a run of it is refused
# migplan-ignore lot-on-hold: everybody knows
lot three { date 2025-05-05; hold "waiting" }
# clock: 2025-02-03T08:00Z
`);
});

test('without a clock', () => {
  checkDiagnostics(`
lot one { date 2025-03-03; hold "tenant" until 1999-02-03 }
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^ information MP710: lot one is on hold until 1999-02-03 (tenant); a run of it is refused
`);
});

test('a severity of its own', () => {
  checkDiagnostics(`
policy { severity lot-on-hold off, hold-expired error }
lot one { date 2025-03-03; hold "tenant" until 2025-02-01, "board" }
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^ error MP710: the hold of lot one ended on 2025-02-01 (tenant); remove the line or give it a later day
# clock: 2025-02-03T08:00Z
`);
});

test('in French', () => {
  checkDiagnostics(
    `
lot one { date 2025-03-03; hold "bail" until 2025-02-01, "bureau" until 2025-02-04, "devis" }
#                               ^^^^^^^^^^^^^^^^^^^^^^^ warning MP710: la suspension du lot one a pris fin le 2025-02-01 (bail)\u00A0; retirez la ligne ou repoussez sa fin
#                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^ information MP710: le lot one est suspendu jusqu’au 2025-02-04 (bureau)\u00A0; son exécution est refusée
#                                                                                   ^^^^^^^ information MP710: le lot one est suspendu (devis)\u00A0; son exécution est refusée
# clock: 2025-02-03T08:00Z
`,
    { locale: 'fr' },
  );
});
