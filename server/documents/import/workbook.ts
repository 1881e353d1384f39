/**
 * The rows of a workbook's sheets (Office Open XML), as text: the results of formulas, the addresses behind links, dates
 * as ISO days. A merged cell's text stands in each of its cells. Loads its library when it is first needed.
 */
import type { CellValue, Worksheet } from 'exceljs';
import type { Words } from './remark.ts';
import type { Row, Table } from './table.ts';

/** More than this unpacked is no list of addresses. */
const MOST_UNPACKED = 400e6;

/** ZIP, as .xlsx is; `PK` and the signature of a first entry. */
export const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
/** The container of .xls, and of workbooks that ask for a password. */
export const isCompoundFile = (bytes: Uint8Array): boolean => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** The sheets that can be seen, in the workbook's order, or why there are none. */
export async function readWorkbook(bytes: Uint8Array): Promise<Table[] | Words> {
  const sheets = await readSheets(bytes);
  return 'en' in sheets ? sheets : sheets.filter(({ isHidden }) => !isHidden);
}

/** The same with those that are hidden. */
export async function readSheets(
  bytes: Uint8Array,
): Promise<(Table & { readonly isHidden: boolean })[] | Words> {
  if (unpackedSize(bytes) > MOST_UNPACKED) return TOO_LARGE;
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    return workbook.worksheets.map((sheet) => ({ ...tableOf(sheet), isHidden: sheet.state !== 'visible' }));
  } catch {
    return NO_WORKBOOK;
  }
}

const TOO_LARGE: Words = {
  en: 'the workbook is over 400 MB when unpacked; save the one sheet with the addresses as CSV',
  fr: 'le classeur fait plus de 400 Mo une fois décompressé\u00A0; enregistrez en CSV la seule feuille des adresses',
};
const NO_WORKBOOK: Words = {
  en: 'it is no Excel workbook that can be read; open it and save it again as .xlsx or as CSV',
  fr: 'ce n’est pas un classeur Excel lisible\u00A0; ouvrez-le et enregistrez-le de nouveau en .xlsx ou en CSV',
};

function tableOf(sheet: Worksheet): Table {
  const rows: Row[] = [];
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      cells[column - 1] = textOf(cell.value);
    });
    rows.push({ number, cells: Array.from(cells, (cell) => cell ?? '') });
  });
  return { rows, sheet: sheet.name };
}

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return linkText(textOf(value.text as CellValue), value.hyperlink);
  if ('formula' in value || 'sharedFormula' in value) return textOf(value.result as CellValue);
  return ''; // an error such as #N/A
}

/** A link's own text, unless only its target is an address. */
function linkText(text: string, target: unknown): string {
  const [, address] = /^mailto:([^?]+)/i.exec(typeof target === 'string' ? target : '') ?? [];
  if (address === undefined || text.includes('@')) return text;
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** What the archive's directory says its files take unpacked (APPNOTE 4.3.12): asked before anything is unpacked. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size = 0;
  for (let at = bytes.indexOf(0x50); at >= 0 && at + 46 <= bytes.length; at = bytes.indexOf(0x50, at + 1)) {
    if (view.getUint32(at, true) === DIRECTORY_ENTRY) size += view.getUint32(at + 24, true);
  }
  return size;
}

const DIRECTORY_ENTRY = 0x02014b50;
