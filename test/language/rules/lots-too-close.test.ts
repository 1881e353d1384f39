/** MP705: lots that begin before the one before them is verified. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('to the minute where steps have a time, else by whole days', () => {
  checkDiagnostics(`
timeline timed {
  D-1 09:00 freeze
  D-1 10:00 stage
  D+1 08:00 verify
}
timeline days {
  D-1 stage
  D+1 verify
}
lot one { date 2025-02-03; timeline timed }
lot two { date 2025-02-05; timeline timed }
lot three { date 2025-02-06; timeline timed }
#                ^^^^^^^^^^ warning MP705: lot three begins on 2025-02-05 (freeze) and lot two is verified on 2025-02-06 only; move one of them
lot four { date 2025-03-03; timeline days }
lot five { date 2025-03-05; timeline days }
#               ^^^^^^^^^^ warning MP705: lot five begins on 2025-03-04 (stage) and lot four is verified on 2025-03-04 only; move one of them
lot six { date 2025-03-10; timeline days }
`);
});

test('after those it names, whatever lies between', () => {
  checkDiagnostics(`
timeline standard {
  D-5 freeze
  D open
  D+3 verify
}
lot one { date 2025-02-03 }
lot two { date 2025-02-04; after zero }
lot zero { date 2024-12-02 }
lot three { date 2025-02-17; after one }
lot four { date 2025-02-10; after one, five }
#               ^^^^^^^^^^ warning MP705: lot four begins on 2025-02-05 (freeze) and lot one is verified on 2025-02-06 only; move one of them
#                                      ^^^^ error MP704: lot four comes after five, but moves on 2025-02-10 and five on 2025-03-10; change a date or the order
lot five { date 2025-03-10; after two }
`);
});

test('of lots to come', () => {
  checkDiagnostics(`
timeline standard {
  D-5 freeze
  D open
  D+3 verify
}
lot one { date 2025-02-03 }
lot two { date 2025-02-10 }
lot three { date 2025-02-17 }
#                ^^^^^^^^^^ warning MP705: lot three begins on 2025-02-12 (freeze) and lot two is verified on 2025-02-13 only; move one of them
# done: one verify
# done: two verify
# done: three freeze
# clock: 2025-02-13T08:00Z
`);
});

test('in French', () => {
  checkDiagnostics(
    `
timeline standard {
  D-5 freeze
  D open
  D+3 verify
}
lot one { date 2025-02-03 }
lot two { date 2025-02-10 }
#              ^^^^^^^^^^ warning MP705: le lot two commence le 2025-02-05 (freeze) alors que le lot one n’est vérifié que le 2025-02-06\u00A0; déplacez l’un des deux
`,
    { locale: 'fr' },
  );
});
