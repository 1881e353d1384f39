/** MP707: steps of a timeline out of their order. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('the fewest steps are told, with their times', () => {
  checkDiagnostics(`
timeline one {
  D-7 send-sheets
  D-14 sheets-due
# ^^^^^^^^^^^^^^^ error MP707: sheets-due (D-14) comes before send-sheets (D-7), and has to come after it; change one of the days
  D-1 18:00 lock
  D-1 16:00 cutover
# ^^^^^^^^^^^^^^^^^ error MP707: cutover (D-1 16:00) comes before lock (D-1 18:00), and has to come after it; change one of the days
  D open
}
timeline two {
  D+5 18:00 freeze
# ^^^^^^^^^^^^^^^^ error MP707: freeze (D+5 18:00) comes after stage (D-4), and has to come before it; change one of the days
  D-4 stage
  D-1 lock
  D open
  D+1 delta
  D+4 delta
  D+3 verify
# ^^^^^^^^^^ error MP707: verify (D+3) comes before delta (D+4), and has to come after it; change one of the days
}
lot a { date 2025-01-20; timeline one }
lot b { date 2025-02-03; timeline two }
`);
});

test('a step without a time is in order with any of its day', () => {
  checkDiagnostics(`
timeline one {
  D 18:00 lock
  D cutover
  D 08:00 open
# ^^^^^^^^^^^^ error MP707: open (D 08:00) comes before lock (D 18:00), and has to come after it; change one of the days
  D open
}
timeline two {
  D cutover
  D 18:00 lock
}
lot a { date 2025-01-20; timeline one }
lot b { date 2025-02-03; timeline two }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
timeline one {
  D-7 send-sheets
  D-14 sheets-due
# ^^^^^^^^^^^^^^^ error MP707: sheets-due (D-14) vient avant send-sheets (D-7), et doit venir après\u00A0; changez l’un des jours
  D open
# ^^^^^^ error MP707: open (D) vient avant lock (D+1), et doit venir après\u00A0; changez l’un des jours
  D+1 lock
  D+3 verify
}
lot a { date 2025-01-20; timeline one }
`,
    { locale: 'fr' },
  );
});
