/** A sheet as it is sent: what is locked, what is chosen from, what is shown only, and in which language. */
import { expect, test } from 'vitest';
import { writeSheet } from '../../../server/documents/sheets/write-sheet.ts';
import { expectFrench } from '../../support/both-languages.ts';
import { analyse } from '../../support/check.ts';
import { load, roundTrip, rowFor, sheetFor, textOf, told } from './filled-in.ts';
import { PLAN } from './two-floors.ts';

test('what a template makes is shown, locked, and changed nowhere else', async () => {
  const plan = PLAN.replace(
    'domain a.example { unit meuse }',
    'domain a.example { unit meuse; use desk }',
  ).concat('template desk { shared desk@ "Desk" { access {unit.admin} full } }\n');
  const { analysis, imported } = await roundTrip(plan, [
    { address: 'desk@a.example', set: { name: 'Front' } },
  ]);
  expect(told(imported)).toEqual([
    'row Shared addresses:3 it comes from the template desk, as in other domains; change that, or the domain’s use of it',
  ]);
  expect(textOf(analysis)).toBe(plan);
});

test('locked but for what is asked; choices drop down; nothing that a spreadsheet would run, no password', async () => {
  const plan = PLAN.replace(
    '"Jean Roy"',
    '"=HYPERLINK(\\"http://x\\")" { title "@SUM(1)"; phone "+33 1"; password sealed }',
  );
  const workbook = await load(await writeSheet(sheetFor(analyse(plan))));
  const { row, at } = rowFor(workbook, 'jean@a.example');
  expect(row.getCell(at('name')).value).toBe('\'=HYPERLINK("http://x")');
  expect(row.getCell(at('title')).value).toBe("'@SUM(1)");
  expect(row.getCell(at('phone')).value).toBe('+33 1');
  expect(row.getCell(at('address')).protection?.locked).not.toBe(false);
  expect(row.getCell(at('licence')).protection.locked).toBe(false);
  expect(row.getCell(at('licence')).dataValidation).toMatchObject({
    type: 'list',
    formulae: ["'_migplan'!$B$6:$C$6"],
  });
  expect(workbook.getWorksheet('_migplan')?.getRow(6).values).toEqual([undefined, 'licences', 'E1', 'E3']);
  for (const sheet of workbook.worksheets) {
    expect(sheet, sheet.name).toMatchObject({ sheetProtection: { sheet: true } });
    sheet.eachRow((each) => each.eachCell((cell) => expect(cell.formula ?? '', cell.address).toBe('')));
  }
  expect(JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()))).not.toContain('sealed');
  const { imported, analysis } = await roundTrip(plan, []);
  expect({ told: told(imported), text: textOf(analysis) }).toEqual({ told: [], text: plan });
});

test('a French sheet is French throughout', async () => {
  const plan = PLAN.replace('locale en', 'locale fr; timezone Europe/Paris').replace(
    'lot first "First" { ',
    'timeline t {\n  D-7 sheets-due\n  D-1 16:00 lock\n  D open\n}\nlist all@a.example { member anna@a.example }\nlot first { ',
  );
  const workbook = await load(await writeSheet(sheetFor(analyse(plan))));
  const shown = workbook.worksheets.filter(({ state }) => state === 'visible');
  expect(shown.map(({ name }) => name)).toEqual([
    'À lire d’abord',
    'Boîtes',
    'Adresses partagées',
    'Pour information',
  ]);
  const texts: string[] = [];
  for (const sheet of shown)
    sheet.eachRow((row, number) => {
      const isKeys = row.getCell(1).text === 'id';
      if (!isKeys || number > 1) row.eachCell((cell) => texts.push(cell.text));
    });
  const said = texts.join('\n');
  expect(said).toContain('lundi 1er mars 2027');
  expect(said).toContain('dimanche 7 mars 2027 à 16 h 00');
  expectFrench(said.replaceAll(/\S+@\S+|Two floors|Ground floor|Web|Installed|first|since/g, ''));
});
