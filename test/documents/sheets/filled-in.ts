/**
 * A plan's sheets as people fill them in: exported, changed cell by cell in the workbook itself, read and imported again.
 * Answers are by address and column key; an address that has no row goes into the next free line of its page.
 */
import ExcelJS from 'exceljs';
import { readSheet } from '../../../server/documents/sheets/read-sheet.ts';
import { writeSheet } from '../../../server/documents/sheets/write-sheet.ts';
import type { Analysis } from '../../../server/language/analysis.ts';
import { importSheet, type SheetImport } from '../../../server/planning/sheets/import-sheet.ts';
import type { ReturnedSheet } from '../../../server/planning/sheets/returned-sheet.ts';
import { type UnitSheet, unitSheets } from '../../../server/planning/sheets/unit-sheets.ts';
import { analyse } from '../../support/check.ts';

export interface Answer {
  readonly address: string;
  /** Cells by the keys of their columns. */
  readonly set: Readonly<Record<string, string>>;
  /** Where an address without a row is added: `Mailboxes` where nothing is said. */
  readonly page?: string;
}

/** The only sheet of a plan's lot, or that of a unit. */
export function sheetFor(analysis: Analysis, lot = 'first', unit?: string): UnitSheet {
  const [sheet] = unitSheets(analysis, { lot, locale: 'en', ...(unit === undefined ? {} : { unit }) });
  if (!sheet) throw new Error(`no sheet for ${lot}`);
  return sheet;
}

/** A sheet's bytes with some answers written into it. */
export async function filledIn(bytes: Uint8Array, answers: readonly Answer[]): Promise<Uint8Array> {
  const workbook = await load(bytes);
  for (const answer of answers) fill(workbook, answer);
  return save(workbook);
}

/** A sheet's bytes after something was done to the workbook. */
export async function changedBook(
  bytes: Uint8Array,
  change: (workbook: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const workbook = await load(bytes);
  change(workbook);
  return save(workbook);
}

export async function load(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook;
}

const save = async (workbook: ExcelJS.Workbook): Promise<Uint8Array> =>
  new Uint8Array(await workbook.xlsx.writeBuffer());

function fill(workbook: ExcelJS.Workbook, { address, set, page }: Answer): void {
  const { row, at } = rowFor(workbook, address, page);
  if (row.getCell(at('id')).text === '') row.getCell(at('address')).value = address;
  for (const [key, text] of Object.entries(set)) row.getCell(at(key)).value = text === '' ? null : text;
}

interface Line {
  readonly row: ExcelJS.Row;
  readonly at: (key: string) => number;
}

/** The row of an address wherever it is, else a free one. */
export function rowFor(workbook: ExcelJS.Workbook, address: string, page = 'Mailboxes'): Line {
  const lines = workbook.worksheets.flatMap((sheet) => linesOf(sheet));
  const own = lines.find(({ row, at }) => row.getCell(at('id')).text === address);
  const free = lines.find(
    ({ row, at }) => row.worksheet.name === page && row.number > 2 && row.getCell(at('address')).text === '',
  );
  const line = own ?? free;
  if (!line) throw new Error(`no row for ${address}`);
  return line;
}

function linesOf(sheet: ExcelJS.Worksheet): Line[] {
  const keys = new Map<string, number>();
  sheet.getRow(1).eachCell((cell, column) => keys.set(cell.text, column));
  if (!keys.has('fate')) return [];
  const at = (key: string): number => {
    const column = keys.get(key);
    if (column === undefined) throw new Error(`no column ${key} on ${sheet.name}`);
    return column;
  };
  return (sheet.getRows(1, sheet.rowCount) ?? []).map((row) => ({ row, at }));
}

/** Reads a sheet that has to be one. */
export async function returned(bytes: Uint8Array): Promise<ReturnedSheet> {
  const read = await readSheet(bytes);
  if ('en' in read) throw new Error(read.en);
  return read;
}

export interface RoundTrip {
  readonly analysis: Analysis;
  readonly imported: SheetImport;
  readonly bytes: Uint8Array;
}

/** Exports the first lot's only sheet, fills it in, imports it into `meanwhile`: the plan as it was where nothing else is said. */
export async function roundTrip(
  plan: string,
  answers: readonly Answer[],
  meanwhile = plan,
): Promise<RoundTrip> {
  const bytes = await filledIn(await writeSheet(sheetFor(analyse(plan))), answers);
  const analysis = analyse(meanwhile);
  return { analysis, bytes, imported: importSheet(analysis, await returned(bytes)) };
}

/** Every file of a plan, one behind the other. */
export const textOf = (analysis: Analysis): string =>
  analysis.paths
    .toSorted()
    .map((path) => analysis.document(path)?.text ?? '')
    .join('');

/** What was told, a line each: `cell Mailboxes:D3 the plan has no licence E9 …`. */
export const told = ({ remarks }: Pick<SheetImport, 'remarks'>): string[] =>
  remarks.map(({ kind, page, row, column, address, says }) =>
    [kind, page === undefined ? (address ?? '') : `${page}:${column ?? ''}${row ?? ''}`, says.en]
      .filter((part) => part !== '')
      .join(' '),
  );
