/** MP702: a lot under or over its size. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('in mailboxes, shared ones counted too, or in units', () => {
  checkDiagnostics(`
lot one { date 2025-01-20; domain a.example; capacity 0..2 mailboxes }
#                                                     ^^^^^^^^^^^^^^ error MP702: lot one has 3 mailboxes, its capacity is 0..2: take 1 out
lot two { date 2025-02-03; domain b.example, c.example; capacity 3..4 units }
#                                                                ^^^^^^^^^^ error MP702: lot two has 2 units, its capacity is 3..4: add 1
unit north "North"
unit south "South"
domain a.example
domain b.example { unit north }
domain c.example { unit south }
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
shared contact@a.example "Contact" { access anna@a.example full }
mailbox lea@b.example "Léa"
mailbox omar@c.example "Omar"
`);
});

test('the policy’s lot-size, from which a pilot is free and which an own capacity replaces', () => {
  checkDiagnostics(`
policy { lot-size 2..3 }
lot pilot { date 2024-12-09; pilot; domain a.example }
lot one { date 2025-01-20; domain b.example }
#   ^^^ error MP702: lot one has 1 mailbox, the policy’s lot-size is 2..3: add 1
lot two { date 2025-02-03; domain c.example; capacity 1..1 }
domain a.example
domain b.example
domain c.example
mailbox anna@a.example "Anna"
mailbox jean@b.example "Jean"
mailbox lea@c.example "Léa"
`);
});

test('in French', () => {
  checkDiagnostics(
    `
policy { lot-size 2..3 units }
lot one { date 2025-01-20; domain a.example }
#   ^^^ error MP702: le lot one a 0 unité, le lot-size de la politique est de 2..3\u00A0: ajoutez-en 2
lot two { date 2025-02-03; domain b.example; capacity 0..0 }
#                                                     ^^^^ error MP702: le lot two a 1 boîte, sa capacité est de 0..0\u00A0: retirez-en 1
domain a.example
domain b.example
mailbox anna@b.example "Anna"
`,
    { locale: 'fr' },
  );
});
