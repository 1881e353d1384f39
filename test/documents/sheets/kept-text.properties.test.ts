/**
 * Over random plans, without a workbook between: what was answered is changed and nothing else of the text. Every comment stays,
 * lines end as the file's do, and a declaration that nobody answered about is what it was, to the letter.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compared } from '../../../server/language/model/names.ts';
import { importSheet } from '../../../server/planning/sheets/import-sheet.ts';
import { plannedRow } from '../../../server/planning/sheets/planned-row.ts';
import type { ReturnedSheet } from '../../../server/planning/sheets/returned-sheet.ts';
import { FIELDS, saysSame } from '../../../server/planning/sheets/sheet-row.ts';
import type { UnitSheet } from '../../../server/planning/sheets/unit-sheets.ts';
import { analyse } from '../../support/check.ts';
import { sheetFor, textOf, told } from './filled-in.ts';
import { type Asked, declarationOf, meant, planOf, scenes } from './random-answers.ts';

/** A sheet as it comes back from whoever answered about some of its rows. */
function answered({ plan, lot, unit, rows }: UnitSheet, asked: readonly Asked[]): ReturnedSheet {
  const answers = new Map(asked.map((row) => [row.address, meant(row)]));
  return {
    ...{ plan, lot: lot.name, unit: unit?.name, remarks: [] },
    sent: new Map(rows.map(({ address, values }) => [compared(address), { address, values }])),
    rows: rows.map(({ address, values }, index) => ({
      ...{ address, page: 'Mailboxes', row: index + 3, columns: {} },
      isShared: values.fate === 'shared',
      values: answers.get(address) ?? values,
    })),
  };
}

const commentsIn = (text: string): string[] =>
  [...text.matchAll(/# (?:kept by|migplan is|noted of|the end).*/g)]
    .map(([comment]) => comment.trimEnd())
    .sort();

const partlyAnswered = scenes.chain((scene) =>
  fc.record({ scene: fc.constant(scene), asked: fc.subarray([...scene.rows]) }),
);

test('what was answered changes, every comment stays, lines end as they did, and the rest is what it was', () => {
  fc.assert(
    fc.property(partlyAnswered, ({ scene, asked }) => {
      const plan = planOf(scene);
      const analysis = analyse(plan);
      expect(told(importSheet(analysis, answered(sheetFor(analysis), asked)))).toEqual([]);
      const text = textOf(analysis);
      expect(commentsIn(text)).toEqual(commentsIn(plan));
      expect(text.replaceAll(scene.lineEnd, '')).not.toMatch(/[\r\n]/);
      const anew = analyse(text);
      for (const row of scene.rows) {
        if (!asked.includes(row)) expect(text).toContain(declarationOf(row).replaceAll('\n', scene.lineEnd));
        const values = plannedRow(anew, row.address)?.values;
        const expected = asked.includes(row) ? meant(row) : row.before;
        const wrong = FIELDS.filter((field) => !values || !saysSame(field, values[field], expected[field]));
        expect({ address: row.address, wrong, text }).toEqual({ address: row.address, wrong: [], text });
      }
    }),
    { numRuns: 200 },
  );
});
