/** MP105: units, lots, aliases and forwards that lead back to where they began. */
import { test } from 'vitest';
import { cycle } from '../../../server/language/rules/cycle.ts';
import { checkDiagnostics } from '../../support/check.ts';

test('of units and of lots: once, with the whole circle', () => {
  checkDiagnostics(
    `
unit b { parent c }
unit c { parent a }
unit a { parent b }
#    ^ error MP105: these units are above each other: a → b → c → a; take a parent out
unit below { parent a }
unit self { parent self }
#    ^^^^ error MP105: self leads to itself; take a parent out
lot one { date 2025-01-20; after two; domain a.example }
#   ^^^ error MP105: these lots wait for each other: one → two → one; take an "after" out
lot two { date 2025-01-27; after one; domain b.example }
domain a.example
domain b.example
`,
    { rules: [cycle] },
  );
});

test('of aliases, of forwards, and of both with the forwards of mailboxes', () => {
  checkDiagnostics(`
domain a.example
alias one@a.example -> two@a.example
#     ^^^^^^^^^^^^^ error MP105: these aliases lead to each other: one@a.example → two@a.example → one@a.example; an alias leads to a mailbox
alias two@a.example -> one@a.example
mailbox anna@a.example "Anna" { alias an@a.example; forward ben@a.example keep-copy }
#       ^^^^^^^^^^^^^^ error MP105: mail goes round here: anna@a.example → ben@a.example → away@a.example → anna@a.example; take a forward out
mailbox ben@a.example "Ben" { forward away@a.example }
forward away@a.example -> an@a.example
mailbox cleo@a.example "Cléo" { forward anna@a.example }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
unit b { parent a }
unit a { parent b }
#    ^ error MP105: ces unités sont au-dessus les unes des autres\u00A0: a → b → a\u00A0; retirez un parent
`,
    { locale: 'fr' },
  );
});

test('a chain as long as a plan is no circle, and is not walked for ever', () => {
  const units = Array.from({ length: 20_000 }, (_, index) => `unit u${index} { parent u${index + 1} }`);
  const forwards = Array.from(
    { length: 5_000 },
    (_, index) => `forward f${index}@a.example -> f${index + 1}@a.example`,
  );
  const text = ['domain a.example', ...units, 'unit u20000', ...forwards].join('\n');
  checkDiagnostics(`${text}\n`, { rules: [cycle] });
});

test('what leads to itself does so in its own gender, in French', () => {
  checkDiagnostics(
    `
unit self { parent self }
#    ^^^^ error MP105: l’unité self est rattachée à elle-même\u00A0; retirez un parent
lot one { date 2025-01-20; after one; domain a.example }
#   ^^^ error MP105: le lot one vient après lui-même\u00A0; retirez un «\u00A0after\u00A0»
domain a.example
alias an@a.example -> an@a.example
#     ^^^^^^^^^^^^ error MP105: l’alias an@a.example mène à lui-même\u00A0; un alias mène à une boîte
forward away@a.example -> away@a.example
#       ^^^^^^^^^^^^^^ error MP105: l’adresse away@a.example est redirigée vers elle-même\u00A0; retirez une redirection
`,
    { rules: [cycle], locale: 'fr' },
  );
});
