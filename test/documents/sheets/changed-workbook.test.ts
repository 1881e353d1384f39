/** What people do to the workbook itself: rows and columns moved, added and deleted, its hidden page changed, another book. */
import { describe, expect, test } from 'vitest';
import { readSheet } from '../../../server/documents/sheets/read-sheet.ts';
import { writeSheet } from '../../../server/documents/sheets/write-sheet.ts';
import { importSheet } from '../../../server/planning/sheets/import-sheet.ts';
import { refusalOf } from '../../../server/planning/sheets/merge-sheet.ts';
import { analyse } from '../../support/check.ts';
import { changedBook, returned, rowFor, sheetFor, textOf, told } from './filled-in.ts';
import { PLAN, planWith } from './two-floors.ts';

describe('what was done to the workbook', () => {
  const original = writeSheet(sheetFor(analyse(PLAN)));
  const read = async (change: Parameters<typeof changedBook>[1]) => {
    const analysis = analyse(PLAN);
    const imported = importSheet(analysis, await returned(await changedBook(await original, change)));
    return { told: told(imported), text: textOf(analysis) };
  };

  test('an address changed, a row emptied, a row deleted: each is told, and the plan stays', async () => {
    const { told, text } = await read((workbook) => {
      const anna = rowFor(workbook, 'anna@a.example');
      anna.row.getCell(anna.at('address')).value = 'ann@a.example';
      const jean = rowFor(workbook, 'jean@a.example');
      for (let column = 2; column <= 14; column++) jean.row.getCell(column).value = null;
      const old = rowFor(workbook, 'old@a.example');
      old.row.worksheet.spliceRows(old.row.number, 1);
    });
    expect(text).toBe(PLAN);
    expect(told.map((line) => line.replace(/[:,].*? (?=emptied|gone|now)/, ' … '))).toHaveLength(5);
    expect(told.join('\n')).toContain('was the row of anna@a.example, and now says ann@a.example');
    expect(told.join('\n')).toContain('the row of jean@a.example was emptied');
    expect(told.join('\n')).toContain('old@a.example its row is gone from the sheet');
  });

  test('columns in another order, and one more: found by their keys, and told', async () => {
    const { told, text } = await read((workbook) => {
      const { row, at } = rowFor(workbook, 'jean@a.example');
      const sheet = row.worksheet;
      row.getCell(at('licence')).value = 'E3';
      const licences = sheet.getColumn(at('licence')).values;
      sheet.spliceColumns(at('licence'), 1);
      sheet.getColumn(20).values = licences;
      sheet.getRow(2).getCell(22).value = 'Our own';
      sheet.getRow(4).getCell(22).value = 'x';
    });
    expect(told).toEqual(['note Mailboxes:V this column was added (“Our own”), and is not read']);
    expect(text).toBe(planWith('jean@a.example E1', 'jean@a.example E3'));
  });

  test('its hidden page changed, its hidden row deleted, another workbook: nothing is taken', async () => {
    const bytes = await original;
    const forged = await changedBook(bytes, (workbook) => {
      const page = workbook.getWorksheet('_migplan');
      page?.eachRow((row) => {
        if (row.getCell(2).text === 'jean@a.example') row.getCell(4).value = 'E3';
      });
    });
    expect(await readSheet(forged)).toMatchObject({ en: expect.stringContaining('hidden page was changed') });
    const bare = await changedBook(bytes, (workbook) => {
      for (const sheet of workbook.worksheets) if (sheet.name !== '_migplan') sheet.spliceRows(1, 1);
    });
    expect(await readSheet(bare)).toMatchObject({ en: expect.stringContaining('hidden row') });
    const other = await changedBook(bytes, (workbook) => workbook.removeWorksheet('_migplan'));
    expect(await readSheet(other)).toMatchObject({ en: expect.stringContaining('no sheet') });
    expect(await readSheet(new TextEncoder().encode('mail;licence\n'))).toMatchObject({
      en: expect.stringContaining('no sheet'),
    });
  });

  test('made for another plan, another lot, a unit that is gone', async () => {
    const sheet = await returned(await original);
    const refusal = (plan: string, lot?: string) => refusalOf(analyse(plan), sheet, lot)?.en;
    expect(refusal(PLAN)).toBeUndefined();
    expect(refusal(PLAN, 'second')).toBe('it is of the lot first, not of second');
    expect(refusal(PLAN.replace('Two floors', 'Three'))).toContain('made for the plan “Two floors”');
    expect(refusal(PLAN.replaceAll('lot first', 'lot third'))).toContain('no lot first any more');
    expect(refusal(PLAN.replaceAll('meuse', 'somme'))).toContain('no unit meuse any more');
  });
});
