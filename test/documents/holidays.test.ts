/** Public holidays: the right days, in two languages, and none where nothing is known. */
import { expect, test } from 'vitest';
import { holidaysOf } from '../../server/documents/holidays.ts';

test('those of France, movable ones too, over several years', async () => {
  const days = await holidaysOf('FR', [2025, 2026]);
  expect(days.get('2025-05-01')).toEqual({ en: 'Labour Day', fr: 'Fête du travail' });
  expect(days.get('2025-04-21')?.fr).toBe('Lundi de Pâques');
  expect(days.get('2026-04-06')?.en).toBe('Easter Monday');
  expect(days.has('2025-05-02')).toBe(false);
});

test('what is observed without a day off is none', async () => {
  const days = await holidaysOf('FR', [2025]);
  expect(days.size).toBe(11);
});

test('a holiday of several days has all of them', async () => {
  const days = await holidaysOf('SA', [2025]);
  const feast = [...days].filter(([, { en }]) => en === days.get('2025-03-30')?.en).map(([day]) => day);
  expect(feast).toEqual(['2025-03-30', '2025-03-31', '2025-04-01', '2025-04-02']);
});

test('a country is known by its code, in either case; another word has no holidays', async () => {
  expect((await holidaysOf('fr', [2025])).size).toBe(11);
  expect((await holidaysOf('France', [2025])).size).toBe(0);
  expect((await holidaysOf('XX', [2025])).size).toBe(0);
});
