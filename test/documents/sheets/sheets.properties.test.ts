/**
 * Over random plans: a sheet that nobody touched changes nothing, whatever the plan's form; any answers that are allowed are what the
 * plan means afterwards, no other word of it has changed, and the same sheet again changes nothing.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellValue, escaped, unescaped } from '../../../server/documents/sheets/cell-text.ts';
import { writeSheet } from '../../../server/documents/sheets/write-sheet.ts';
import { importSheet } from '../../../server/planning/sheets/import-sheet.ts';
import { plannedRow } from '../../../server/planning/sheets/planned-row.ts';
import { type Fate, FIELDS, FIELDS_OF, saysSame } from '../../../server/planning/sheets/sheet-row.ts';
import { analyse } from '../../support/check.ts';
import { filledIn, returned, sheetFor, textOf, told } from './filled-in.ts';
import { answersOf, meant, planOf, type Scene, scenes } from './random-answers.ts';

const RUNS = 30;

test('a sheet that came back as it was sent changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      const plan = planOf(scene);
      const analysis = analyse(plan);
      const imported = importSheet(
        analysis,
        await returned(await filledIn(await writeSheet(sheetFor(analysis)), [])),
      );
      expect({ changes: imported.changes, told: told(imported) }).toEqual({ changes: [], told: [] });
      expect(textOf(analysis)).toBe(plan);
    }),
    { numRuns: RUNS },
  );
}, 120_000);

test('what was answered is what the plan means, and answering twice is answering once', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      const analysis = analyse(planOf(scene));
      const bytes = await filledIn(await writeSheet(sheetFor(analysis)), answersOf(scene));
      const sheet = await returned(bytes);
      expect(told(importSheet(analysis, sheet))).toEqual([]);
      const text = textOf(analysis);
      const anew = analyse(text);
      for (const asked of scene.rows) {
        const expected = meant(asked);
        const values = plannedRow(anew, asked.address)?.values;
        for (const field of FIELDS)
          expect(
            values !== undefined && saysSame(field, values[field], expected[field]),
            `${asked.address} ${field}: ${values?.[field]}, not ${expected[field]}\n${text}`,
          ).toBe(true);
      }
      expect(unspokenOf(text)).toEqual(unspokenOf(planOf(scene)));
      expect(importSheet(anew, sheet).changes).toEqual([]);
      expect(textOf(anew)).toBe(text);
    }),
    { numRuns: RUNS },
  );
}, 120_000);

/** What no sheet speaks of: comments, and everything but addresses. */
const unspokenOf = (text: string): string[] => [
  ...[...text.matchAll(/# (?:kept by|migplan is|noted of|the end).*$/gm)].map(([comment]) => comment).sort(),
  ...text.split('\n').filter((line) => /^(?:plan|licence|unit|domain|lot)\b/.test(line)),
];

test('a text that is escaped comes back, and is no formula', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('=', "'", '+', '-', '@', ' ', 'a', '3') }),
  );
  fc.assert(
    fc.property(texts, (said) => {
      expect(unescaped(escaped(said))).toBe(said);
      expect(/^[=@]/.test(escaped(said))).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('whatever a cell holds, it is read or said to be unreadable', () => {
  const choices = { licences: [{ name: 'E1', title: 'Web' }], sites: [{ id: '12', title: 'Desk' }] };
  const cells = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', '@', '.', ':', ',', ';', '\n', ' ', '<', '>', 'read', '(', ')') }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...FIELDS), cells, (field, cell) => {
      const read = cellValue(field, cell, choices);
      if (typeof read !== 'string') expect(read.fr).not.toBe('');
      else if (field === 'fate') expect(FIELDS_OF[read as Fate]).toBeDefined();
    }),
    { numRuns: 2000 },
  );
});

test('the scenes are not all the same', () => {
  const fates = fc
    .sample(scenes, 50)
    .flatMap(({ rows }: Scene) => rows.map(({ before, after }) => `${before.fate} ${after.fate}`));
  expect(new Set(fates).size).toBe(16);
});
