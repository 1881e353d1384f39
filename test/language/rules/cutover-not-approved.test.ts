/** MP709: cutovers that nobody has approved in time. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('from the last day on, until the lot is done', () => {
  checkDiagnostics(`
policy { cutover needs approval }
timeline standard {
  D-3 cutover
  D open
}
timeline short { D open }
lot one { date 2025-01-17; timeline standard }
#   ^^^ information MP708: lot one: cutover was due on 2025-01-14 and is not recorded; run what is due, or go on if it was done by hand
#   ^^^ warning MP709: lot one moves on 2025-01-17 and nobody has approved its cutover, which was due by 2025-01-14; write who agreed (approved "…" on …) or hold the lot
lot two { date 2025-01-17; timeline short }
lot three { date 2025-01-15; timeline short }
#   ^^^^^ warning MP709: lot three moves on 2025-01-15 and nobody has approved its cutover, which was due by 2025-01-14; write who agreed (approved "…" on …) or hold the lot
lot four { date 2025-01-17; timeline standard; approved "the board" }
#   ^^^^ information MP708: lot four: cutover was due on 2025-01-14 and is not recorded; run what is due, or go on if it was done by hand
lot five { date 2025-01-13; timeline short }
# done: three stage
# done: five verify
# clock: 2025-01-15T08:00Z
`);
});

test('an approval dated after the last day, with or without a clock', () => {
  checkDiagnostics(`
policy { cutover needs approval }
lot one { date 2025-01-20; approved "the board" on 2025-01-19 }
lot two { date 2025-02-03; approved "the board" on 2025-02-03 }
#                                               ^^^^^^^^^^^^^ warning MP709: the cutover of lot two is approved on 2025-02-03, after its last day (2025-02-02); correct the day
`);
});

test('where the policy of a unit in it asks for one', () => {
  checkDiagnostics(`
policy for unit north { cutover needs approval }
unit north "North"
unit town "Town" { parent north }
unit south "South"
domain a.example { unit town }
domain b.example { unit south }
lot one { date 2025-01-20; domain a.example }
#   ^^^ warning MP709: lot one moves on 2025-01-20 and nobody has approved its cutover, which was due by 2025-01-19; write who agreed (approved "…" on …) or hold the lot
lot two { date 2025-01-20; domain b.example }
mailbox anna@a.example "Anna"
mailbox jean@b.example "Jean"
# clock: 2025-01-19T08:00Z
`);
});

test('in French', () => {
  checkDiagnostics(
    `
policy { cutover needs approval }
lot one { date 2025-01-20 }
#   ^^^ warning MP709: le lot one part le 2025-01-20 et nul n’a approuvé sa bascule, attendue pour le 2025-01-19\u00A0; écrivez qui a donné son accord (approved "…" on …) ou suspendez le lot
lot two { date 2025-02-03; approved "le bureau" on 2025-02-03 }
#                                               ^^^^^^^^^^^^^ warning MP709: la bascule du lot two est approuvée le 2025-02-03, après le dernier jour possible (2025-02-02)\u00A0; corrigez ce jour
# clock: 2025-01-19T08:00Z
`,
    { locale: 'fr' },
  );
});
