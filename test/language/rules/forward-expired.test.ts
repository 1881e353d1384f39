/** MP505: forwards that are over, or over before their lot moves. */
import { expect, test } from 'vitest';
import { analyse, applyFix, checkDiagnostics, published } from '../../support/check.ts';

test('the last day itself still counts', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna" { forward anna@else.example keep-copy until 2025-01-13, a@else.example until 2025-01-14 }
#                                                                   ^^^^^^^^^^^^^^^^ warning MP505: the forward of anna@a.example ended on 2025-01-13; remove it or give it a later day
shared contact@a.example "Contact" {
  access anna@a.example full
  forward anna@else.example until 2024-12-31
#                           ^^^^^^^^^^^^^^^^ warning MP505: the forward of contact@a.example ended on 2024-12-31; remove it or give it a later day
}
forward old@old.example -> anna@a.example until 2025-01-13
#                                         ^^^^^^^^^^^^^^^^ warning MP505: the forward of old@old.example ended on 2025-01-13; remove it or give it a later day
forward older@old.example -> anna@a.example
# clock: 2025-01-14T08:00Z
`);
});

test('before the lot of the mailbox moves, with a clock or without', () => {
  checkDiagnostics(`
domain a.example
lot one { date 2025-01-20; domain a.example }
lot two { date 2025-02-03; mailbox jean@a.example }
mailbox anna@a.example "Anna" { forward anna@else.example until 2025-01-20 }
mailbox jean@a.example "Jean" { forward jean@else.example until 2025-01-20 }
#                                                         ^^^^^^^^^^^^^^^^ warning MP505: the forward of jean@a.example ends on 2025-01-20, before lot two moves on 2025-02-03; give it a later day
forward old@old.example -> jean@a.example until 2025-02-02
#                                         ^^^^^^^^^^^^^^^^ warning MP505: the forward of old@old.example ends on 2025-02-02, before lot two moves on 2025-02-03; give it a later day
forward far@old.example -> elsewhere@else.example until 2025-01-01
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
lot one { date 2025-01-20; domain a.example }
mailbox anna@a.example "Anna" { forward anna@else.example until 2025-01-10 }
#                                                         ^^^^^^^^^^^^^^^^ warning MP505: anna@a.example n’est plus redirigée depuis le 2025-01-10\u00A0; retirez cette redirection ou repoussez sa fin
forward old@old.example -> anna@a.example until 2025-01-19
#                                         ^^^^^^^^^^^^^^^^ warning MP505: old@old.example n’est redirigée que jusqu’au 2025-01-19, et le lot one ne part que le 2025-01-20\u00A0; repoussez la fin de la redirection
# clock: 2025-01-14T08:00Z
`,
    { locale: 'fr' },
  );
});

test('the fix takes out the declaration, the property or the one value', () => {
  const analysis = analyse(`
domain a.example
mailbox anna@a.example "Anna" {
  title "Director"
  forward anna@else.example until 2025-01-13
}
mailbox jean@a.example "Jean" { forward jean@else.example until 2025-01-13, j@else.example }
forward old@old.example -> anna@a.example until 2025-01-13
# clock: 2025-01-14T08:00Z`);
  const fixed = published(analysis).map((found) => applyFix(analysis, found, 0)?.get('/plan.migplan'));
  const whole = analysis.document('/plan.migplan')?.text ?? '';
  expect(fixed).toEqual([
    whole.replace('  forward anna@else.example until 2025-01-13\n', ''),
    whole.replace('jean@else.example until 2025-01-13, ', ''),
    whole.replace('forward old@old.example -> anna@a.example until 2025-01-13\n', ''),
  ]);
});

test('what a template stamped is told at its domain and has no text to remove', () => {
  const analysis = analyse(`
template office { forward old@ -> anna@a.example until 2025-01-13 }
domain a.example { use office }
mailbox anna@a.example "Anna"
# clock: 2025-01-14T08:00Z`);
  const [found] = published(analysis);
  expect(found?.code).toBe('MP505');
  expect(found && applyFix(analysis, found, 0)).toBeUndefined();
});
