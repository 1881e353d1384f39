/** MP708: steps that are past and not recorded. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('the first, and how many more; one a lot', () => {
  checkDiagnostics(`
plan "P" { timezone Europe/Paris }
timeline standard {
  D-14 send-sheets
  D-7 sheets-due
  D-4 16:00 stage
  D-1 18:00 cutover
  D open
  D+3 verify
}
lot one { date 2025-01-20 }
#   ^^^ information MP708: lot one: send-sheets was due on 2025-01-06 and is not recorded, nor are the 2 steps after it; run what is due, or go on if it was done by hand
lot two { date 2025-01-29 }
#   ^^^ information MP708: lot two: send-sheets was due on 2025-01-15 and is not recorded; run what is due, or go on if it was done by hand
lot three { date 2025-02-17 }
lot four { date 2025-01-20 }
# done: four stage
# clock: 2025-01-16T15:00Z
`);
});

test('nothing of a lot on hold, one that is done, or one that is past as a whole', () => {
  checkDiagnostics(`
timeline standard {
  D-14 send-sheets
  D open
  D+3 verify
}
lot held { date 2025-01-20; hold "not yet" until 2025-02-01 }
#                                ^^^^^^^^^^^^^^^^^^^^^^^^^^ information MP710: lot held is on hold until 2025-02-01 (not yet); a run of it is refused
lot over { date 2025-01-13 }
#               ^^^^^^^^^^ warning MP703: lot over was to move on 2025-01-13 and no run of it is recorded; run it or give it a new date
lot done { date 2025-01-13 }
# done: done verify
# clock: 2025-01-15T15:00Z
`);
});

test('in French', () => {
  checkDiagnostics(
    `
timeline standard {
  D-14 send-sheets
  D-7 sheets-due
  D-4 stage
  D open
}
lot one { date 2025-01-20 }
#   ^^^ information MP708: lot one\u00A0: send-sheets était prévu le 2025-01-06 et n’est pas enregistré, ni les 2 étapes suivantes\u00A0; lancez ce qui est dû, ou continuez si c’est fait à la main
lot two { date 2025-01-24 }
#   ^^^ information MP708: lot two\u00A0: send-sheets était prévu le 2025-01-10 et n’est pas enregistré\u00A0; lancez ce qui est dû, ou continuez si c’est fait à la main
lot three { date 2025-01-28 }
#   ^^^^^ information MP708: lot three\u00A0: send-sheets était prévu le 2025-01-14 et n’est pas enregistré\u00A0; lancez ce qui est dû, ou continuez si c’est fait à la main
# clock: 2025-01-17T15:00Z
`,
    { locale: 'fr' },
  );
});
