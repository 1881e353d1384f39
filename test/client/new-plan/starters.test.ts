/** The plans that a newcomer begins with: there, in the package, free of errors, and with days that are still to come. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { movedDays, startingNow } from '../../../client/features/new-plan/moved-days.ts';
import { STARTERS } from '../../../client/features/new-plan/starters.ts';
import { migplan } from '../../support/migplan.ts';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const KEPT = read('.vscodeignore')
  .split('\n')
  .map((line) => new RegExp(`^${line.slice(1).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`));

describe.each(STARTERS)('$folder', ({ folder, files }) => {
  test('is in the package', () => {
    for (const file of files)
      expect(
        KEPT.some((kept) => kept.test(`examples/${folder}/${file}`)),
        file,
      ).toBe(true);
  });

  test.each(['2026-11-29T12:00:00Z', '2029-06-13T12:00:00Z'])(
    'begun on %s it has no error, and time ahead',
    async (now) => {
      const to = mkdtempSync(join(tmpdir(), 'migplan-starter-'));
      const written = files.map((file) => read(`examples/${folder}/${file}`));
      const texts = startingNow(files, written, new Date(now));
      for (const [file, text] of texts) {
        mkdirSync(dirname(join(to, file)), { recursive: true });
        writeFileSync(join(to, file), text);
      }
      const checked = await migplan(['check', to], { now });
      rmSync(to, { recursive: true });
      expect({ code: checked.code, said: checked.out.match(/error MP.*|MP7\d\d.*/g) }).toEqual({
        code: 0,
        said: null,
      });
      const [first = ''] = [...[...texts.values()].join('\n').matchAll(/\bdate (\S+)/g)]
        .map(([, day = '']) => day)
        .toSorted();
      const weeks = (Date.parse(first) - Date.parse(now)) / (7 * 86_400_000);
      expect(weeks).toBeGreaterThanOrEqual(6);
      expect(weeks).toBeLessThan(7);
    },
  );
});

test('what is weeks apart stays so, and nothing else is touched', () => {
  const texts = [
    'lot a { date 2020-01-06 }\nlot b { date 2020-01-20 }  # 12-34',
    'taken: 2019-12-30\nphone "2020-1"',
  ];
  expect(movedDays(texts, new Date('2026-11-29T12:00:00Z'))).toEqual([
    'lot a { date 2027-01-11 }\nlot b { date 2027-01-25 }  # 12-34',
    'taken: 2027-01-04\nphone "2020-1"',
  ]);
  expect(movedDays(['no lot, 2020-01-06'], new Date())).toEqual(['no lot, 2020-01-06']);
});

test('an inventory has just been taken, and is none of the future', () => {
  const texts = ['lot a { date 2027-03-08 }', 'taken: 2027-02-22\nnewest: 2024-05-06'];
  const now = startingNow(['plan.migplan', 'inventory/a.yaml'], texts, new Date('2026-11-29T12:00:00Z'));
  expect(now.get('inventory/a.yaml')).toBe('taken: 2026-11-23\nnewest: 2024-02-05');
});
