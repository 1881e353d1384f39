/** MP706: lots on week-ends and public holidays. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('the week-end is that of the country', () => {
  checkDiagnostics(`
plan "P" { country EG }
lot one { date 2025-01-17 }
#              ^^^^^^^^^^ warning MP706: lot one moves on 2025-01-17, a Friday; choose a working day
lot two { date 2025-01-18 }
#              ^^^^^^^^^^ warning MP706: lot two moves on 2025-01-18, a Saturday; choose a working day
lot three { date 2025-01-19 }
`);
});

test('without a country, Saturday and Sunday', () => {
  checkDiagnostics(`
lot one { date 2025-01-17 }
lot two { date 2025-01-18 }
#              ^^^^^^^^^^ warning MP706: lot two moves on 2025-01-18, a Saturday; choose a working day
lot three { date 2025-01-19 }
#                ^^^^^^^^^^ warning MP706: lot three moves on 2025-01-19, a Sunday; choose a working day
`);
});

test('what is past is past', () => {
  checkDiagnostics(`
plan "P" { country FR }
lot one { date 2025-01-11 }
lot two { date 2025-05-01 }
#              ^^^^^^^^^^ warning MP706: lot two moves on 2025-05-01, a public holiday (Labour Day); choose a working day
lot three { date 2025-05-10 }
#                ^^^^^^^^^^ warning MP706: lot three moves on 2025-05-10, a Saturday; choose a working day
# holiday: 2025-05-01 Labour Day | Fête du travail
# done: one verify
# clock: 2025-01-14T08:00Z
`);
});

test('in French', () => {
  checkDiagnostics(
    `
lot one { date 2025-05-01 }
#              ^^^^^^^^^^ warning MP706: le lot one part le 2025-05-01, un jour férié (Fête du travail)\u00A0; choisissez un jour ouvré
lot two { date 2025-01-18 }
#              ^^^^^^^^^^ warning MP706: le lot two part le 2025-01-18, un samedi\u00A0; choisissez un jour ouvré
# holiday: 2025-05-01 Labour Day | Fête du travail
`,
    { locale: 'fr' },
  );
});
