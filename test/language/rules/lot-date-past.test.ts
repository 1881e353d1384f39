/** MP703: lots whose day is past and that no run has finished. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('in the time zone of the plan', () => {
  checkDiagnostics(`
plan "P" { timezone Pacific/Auckland }
lot one { date 2025-01-13 }
#              ^^^^^^^^^^ warning MP703: lot one was to move on 2025-01-13 and no run of it is recorded; run it or give it a new date
lot two { date 2025-01-14 }
# clock: 2025-01-13T12:00Z
`);
});

test('a lot that was begun has until its verification', () => {
  checkDiagnostics(`
timeline standard {
  D open
  D+3 verify
}
lot one { date 2025-01-06 }
#              ^^^^^^^^^^ warning MP703: lot one was to be over by 2025-01-09, and no run has finished and verified it; run it again and verify it, or give it a new date
lot two { date 2025-01-13 }
lot three { date 2025-01-14 }
#                ^^^^^^^^^^ warning MP703: lot three was to move on 2025-01-14 and no run of it is recorded; run it or give it a new date
lot four { date 2025-01-06 }
# done: one stage
# done: two stage, delta
# done: four stage, delta, verify
# clock: 2025-01-15T12:00Z
`);
});

test('nothing without a clock', () => {
  checkDiagnostics(`
lot one { date 1999-01-13 }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
timeline standard {
  D open
  D+3 verify
}
lot one { date 2025-01-06 }
#              ^^^^^^^^^^ warning MP703: le lot one devait être terminé le 2025-01-09, et aucune exécution ne l’a achevé et vérifié\u00A0; relancez-le et vérifiez-le, ou donnez-lui une nouvelle date
lot two { date 2025-01-07 }
#              ^^^^^^^^^^ warning MP703: le lot two devait partir le 2025-01-07 et aucune exécution n’en est enregistrée\u00A0; lancez-le ou donnez-lui une nouvelle date
# done: one stage
# clock: 2025-01-15T12:00Z
`,
    { locale: 'fr' },
  );
});
