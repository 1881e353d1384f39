/** A report as a workbook: a page for how it stands, and one for each kind of table, with numbers that can be computed with. */
import type { CellValue, Workbook, Worksheet } from 'exceljs';
import { type Text, text } from '../../planning/text.ts';
import { escaped } from '../sheets/cell-text.ts';
import type { Cell, ReportContent, Section, Table, Tone } from './report-content.ts';

/** The bytes of an .xlsx. */
export async function workbookReport(content: ReportContent): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'migplan';
  workbook.title = content.title;
  addFirst(workbook, content);
  for (const { heading, above, table } of tablesOf(content.sections))
    addTable(workbook, heading, above, table);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const INK = 'FF1F2937';
const ACCENT = 'FF0F4C5C';
const COLOURS: Readonly<Record<Tone, string>> = { good: 'FF1F6B40', bad: 'FFA01C15', open: 'FF855300' };

function addFirst(workbook: Workbook, { title, lead, verdict, figures, locale, end }: ReportContent): void {
  const page = newPage(workbook, SUMMARY[locale]);
  page.columns = [{ width: 30 }, { width: 60 }];
  say(page, [title]).font = { name: 'Calibri', size: 20, bold: true, color: { argb: ACCENT } };
  say(page, [lead]).font = { name: 'Calibri', size: 11, color: { argb: 'FF6B7280' } };
  page.addRow([]);
  say(page, [verdict.says]).font = {
    name: 'Calibri',
    size: 13,
    bold: true,
    color: { argb: COLOURS[verdict.tone] },
  };
  page.addRow([]);
  for (const { value, label } of figures) say(page, [label, value]);
  page.addRow([]);
  say(page, [end]).font = { name: 'Calibri', size: 10, italic: true, color: { argb: 'FF6B7280' } };
}

const SUMMARY: Text = text('Summary', 'Synthèse');

function say(page: Worksheet, cells: readonly string[]) {
  const row = page.addRow(cells.map(escaped));
  row.font = { name: 'Calibri', size: 11, color: { argb: INK } };
  return row;
}

interface Sheet {
  readonly heading: string;
  /** What the first column says of each row: the lot that the table is of, where there are several. */
  readonly above: string | undefined;
  readonly table: Table;
}

/** Each table with the lot that it stands under; level 2 begins one. */
function tablesOf(sections: readonly Section[]): Sheet[] {
  let lot: string | undefined;
  return sections.flatMap(({ level, heading, table, progress }) => {
    if (progress) lot = heading;
    if (!table || table.rows.length === 0) return [];
    return [{ heading, above: level === 3 ? lot : undefined, table }];
  });
}

/** Tables of one heading are one page, whatever lot they are of. */
function addTable(
  workbook: Workbook,
  heading: string,
  above: string | undefined,
  { columns, rows }: Table,
): void {
  const name = pageName(heading);
  const known = workbook.getWorksheet(name);
  const page = known ?? newPage(workbook, name);
  const first = above === undefined ? [] : [''];
  if (!known) addHead(page, [...first, ...columns.map(({ label }) => label)]);
  for (const cells of rows) {
    const row = page.addRow([...(above === undefined ? [] : [escaped(above)]), ...cells.map(numberOrText)]);
    row.font = { name: 'Calibri', size: 11, color: { argb: INK } };
    for (const [index, cell] of cells.entries()) styleCell(row.getCell(index + 1 + first.length), cell);
  }
  for (const [index, column] of columns.entries()) widen(page, index + 1 + first.length, column, rows, index);
  if (above !== undefined) page.getColumn(1).width = 24;
}

function newPage(workbook: Workbook, name: string): Worksheet {
  return workbook.addWorksheet(pageName(name), {
    views: [{ state: 'frozen', ySplit: name === SUMMARY.en || name === SUMMARY.fr ? 0 : 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
}

/** A page's name has 31 characters at most, and not all of them. */
const pageName = (name: string): string => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);

function addHead(page: Worksheet, cells: readonly string[]): void {
  const head = page.addRow(cells.map(escaped));
  head.font = { name: 'Calibri', size: 11, bold: true, color: { argb: 'FFFFFFFF' } };
  head.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: ACCENT } };
    cell.alignment = { wrapText: true, vertical: 'middle' };
  });
}

const numberOrText = (cell: Cell): CellValue =>
  typeof cell === 'string' ? escaped(cell) : 'value' in cell ? cell.value : escaped(cell.shown);

/** Bytes as people say them, and still bytes to compute with. */
const SIZE_FORMAT = '[<1000000]#,##0.0," kB";[<1000000000]#,##0.0,," MB";#,##0.0,,," GB"';

function styleCell(at: ReturnType<Worksheet['getCell']>, cell: Cell): void {
  at.alignment = { vertical: 'top', wrapText: true };
  if (typeof cell === 'string') return;
  if ('value' in cell) at.numFmt = cell.isBytes ? SIZE_FORMAT : '#,##0';
  if (cell.tone) at.font = { name: 'Calibri', size: 11, color: { argb: COLOURS[cell.tone] } };
}

function widen(
  page: Worksheet,
  at: number,
  { label }: Table['columns'][number],
  rows: Table['rows'],
  index: number,
): void {
  const longest = rows.reduce(
    (most, cells) => Math.max(most, String(numberOrText(cells[index] ?? '') ?? '').length),
    label.length,
  );
  const column = page.getColumn(at);
  column.width = Math.max(column.width ?? 0, Math.min(60, longest + 3));
}
