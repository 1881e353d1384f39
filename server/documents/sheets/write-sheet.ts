/**
 * A unit's sheet as a workbook that its people fill in: a page to read, mailboxes, shared addresses, what is only told. What may
 * not be changed is locked, choices drop down, every cell is text. Dates are ISO text: a spreadsheet shifts its own.
 */
import type { Cell, DataValidation, Fill, Workbook, Worksheet, WorksheetProtection } from 'exceljs';
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import { FIELDS, type Field } from '../../planning/sheets/sheet-row.ts';
import type { OtherAddress, SheetRow, UnitSheet } from '../../planning/sheets/unit-sheets.ts';
import { type Text, text } from '../../planning/text.ts';
import { cellText, escaped, isOverlong, OVERLONG } from './cell-text.ts';
import { columnName } from './column-name.ts';
import { type GuideLine, guidePage } from './guide-page.ts';
import { sentPage } from './sent-page.ts';
import {
  type Column,
  FREE_ROWS,
  HEADING_ROW,
  HIDDEN_PAGE,
  KEY_ROW,
  MAILBOX_COLUMNS,
  PAGES,
  SHARED_COLUMNS,
} from './sheet-columns.ts';

/** The bytes of an .xlsx. */
export async function writeSheet(sheet: UnitSheet): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'migplan';
  workbook.title = `${sheet.plan} — ${sheet.unit?.title || sheet.unit?.name || sheet.lot.name}`;
  addGuide(workbook, sheet);
  const isShared = ({ values }: SheetRow): boolean => values.fate === 'shared';
  const choices = choicesOf(sheet, await sentPage(sheet));
  const rows = { personal: sheet.rows.filter((row) => !isShared(row)), shared: sheet.rows.filter(isShared) };
  addRows(workbook, sheet, { page: PAGES.mailboxes, columns: MAILBOX_COLUMNS, rows: rows.personal, choices });
  addRows(workbook, sheet, { page: PAGES.shared, columns: SHARED_COLUMNS, rows: rows.shared, choices });
  addOthers(workbook, sheet);
  addHidden(workbook, choices.page);
  await Promise.all(workbook.worksheets.map((page) => page.protect('', PROTECTION)));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** Without a password: it keeps from slips, and who knows what they do can take it off. */
const PROTECTION: Partial<WorksheetProtection> = {
  selectLockedCells: true,
  selectUnlockedCells: true,
  formatCells: true,
  formatColumns: true,
  formatRows: true,
  sort: true,
  autoFilter: true,
};

const INK = 'FF1F2937';
const ACCENT = 'FF0F4C5C';
const PALE = 'FFF3F4F6';
const LINE = 'FFD1D5DB';
const OPEN = 'FFFFF3C4';

const filled = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const BORDER = { style: 'thin', color: { argb: LINE } } as const;
const ROUND = { top: BORDER, left: BORDER, bottom: BORDER, right: BORDER };

interface ListedChoices {
  readonly page: readonly (readonly string[])[];
  readonly fate: DataValidation | undefined;
  readonly licence: DataValidation | undefined;
  readonly site: DataValidation | undefined;
}

/** Lists that cells choose from, where the hidden page has them. */
function choicesOf({ locale }: UnitSheet, page: readonly (readonly string[])[]): ListedChoices {
  const from = (what: string): DataValidation | undefined => {
    const index = page.findIndex(([name]) => name === what);
    const count = (page[index]?.length ?? 0) - 1;
    const range = `'${HIDDEN_PAGE}'!$B$${index + 1}:$${columnName(count + 1)}$${index + 1}`;
    return count < 1 ? undefined : chosenFrom(range, locale);
  };
  return { page, fate: from('fates'), licence: from('licences'), site: from('site-texts') };
}

function chosenFrom(range: string, locale: UnitSheet['locale']): DataValidation {
  return {
    type: 'list',
    allowBlank: true,
    formulae: [range],
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: CHOOSE.title[locale],
    error: CHOOSE.error[locale],
  };
}

const CHOOSE = {
  title: text('Choose from the list', 'Choisissez dans la liste'),
  error: text('Take one of the values that drop down.', 'Prenez l’une des valeurs de la liste déroulante.'),
} as const;

function addGuide(workbook: Workbook, sheet: UnitSheet): void {
  const page = workbook.addWorksheet(PAGES.guide[sheet.locale], {
    views: [{ showGridLines: false }],
    pageSetup: { paperSize: 9, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  page.columns = [{ width: 3 }, { width: 38 }, { width: 84 }];
  for (const line of guidePage(sheet)) addGuideLine(page, line);
}

function addGuideLine(page: Worksheet, { kind, cells }: GuideLine): void {
  const [first = '', second] = cells;
  if (kind === 'heading') page.addRow([]).height = 10;
  const row = page.addRow(['', escaped(first), ...(second === undefined ? [] : [escaped(second)])]);
  const said = second === undefined ? [row.getCell(2)] : [row.getCell(2), row.getCell(3)];
  if (second === undefined) page.mergeCells(row.number, 2, row.number, 3);
  for (const cell of said) {
    cell.font = GUIDE_FONTS[kind];
    cell.alignment = { vertical: 'top', wrapText: true };
  }
  if (second !== undefined) row.getCell(2).font = { ...GUIDE_FONTS[kind], bold: true };
  if (kind === 'fact') for (const cell of said) cell.border = { bottom: BORDER };
  row.height = linesOf(second ?? first, second === undefined ? 106 : 74) * (kind === 'title' ? 28 : 17);
}

const GUIDE_FONTS = {
  title: { name: 'Calibri', size: 20, bold: true, color: { argb: ACCENT } },
  lead: { name: 'Calibri', size: 12, color: { argb: 'FF6B7280' } },
  heading: { name: 'Calibri', size: 14, bold: true, color: { argb: ACCENT } },
  fact: { name: 'Calibri', size: 11, color: { argb: INK } },
  step: { name: 'Calibri', size: 11, color: { argb: INK } },
  line: { name: 'Calibri', size: 11, color: { argb: INK } },
} as const satisfies Record<GuideLine['kind'], object>;

interface Listing {
  readonly page: Text;
  readonly columns: readonly Column[];
  readonly rows: readonly SheetRow[];
  readonly choices: ListedChoices;
}

function addRows(
  workbook: Workbook,
  sheet: UnitSheet,
  { page: name, columns, rows, choices }: Listing,
): void {
  const { locale } = sheet;
  const page = workbook.addWorksheet(name[locale], {
    views: [{ state: 'frozen', xSplit: 2, ySplit: HEADING_ROW }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  page.pageSetup.printTitlesRow = `${HEADING_ROW}:${HEADING_ROW}`;
  page.columns = columns.map((column) => ({
    width: widthOf(column, rows),
    hidden: column.isHidden ?? false,
  }));
  page.addRow(columns.map(({ key }) => key)).hidden = true;
  styleHeading(page, page.addRow(columns.map(({ heading }) => heading[locale])).number);
  for (const row of rows) addRow(page, sheet, row, { columns, choices });
  for (let free = 0; free < FREE_ROWS; free++) addRow(page, sheet, undefined, { columns, choices });
  page.autoFilter = {
    from: { row: HEADING_ROW, column: 2 },
    to: { row: HEADING_ROW, column: columns.length },
  };
  markOpen(page, columns, KEY_ROW + 1 + rows.length);
}

function styleHeading(page: Worksheet, number: number): void {
  const row = page.getRow(number);
  row.height = 34;
  row.eachCell((cell) => {
    cell.font = { name: 'Calibri', size: 11, bold: true, color: { argb: 'FFFFFFFF' } };
    cell.fill = filled(ACCENT);
    cell.alignment = { vertical: 'middle', wrapText: true };
    cell.border = ROUND;
  });
}

type Form = Pick<Listing, 'columns' | 'choices'>;

/** A row of the plan, or one that is left free. */
function addRow(
  page: Worksheet,
  sheet: UnitSheet,
  row: SheetRow | undefined,
  { columns, choices }: Form,
): void {
  const cells = columns.map(({ key }) => (row ? shown(key, row, sheet) : ''));
  const added = page.addRow(cells.map((cell) => (cell === '' ? null : escaped(cell))));
  for (const [index, { key, isLocked = false }] of columns.entries()) {
    const isTooLong = isField(key) && row !== undefined && isOverlong(key, row.values[key], sheet);
    const isFixed =
      isLocked || row?.template !== undefined || isTooLong || (key === 'address' && row !== undefined);
    styleCell(added.getCell(index + 1), isFixed);
    const choice = isFixed ? undefined : choiceFor(key, choices);
    if (choice) added.getCell(index + 1).dataValidation = choice;
  }
  const lines = columns.map(({ isHidden }, index) =>
    isHidden ? 1 : linesOf(cells[index] ?? '', page.getColumn(index + 1).width ?? 10),
  );
  added.height = Math.min(400, Math.max(1, ...lines) * 15 + 4);
}

/** Addresses are read whole, as far as a screen goes. */
function widthOf({ key, width }: Column, rows: readonly SheetRow[]): number {
  if (key !== 'address' && key !== 'to') return width;
  return rows.reduce((widest, { address }) => Math.min(48, Math.max(widest, address.length + 6)), width);
}

/** How many lines a text takes in a column: a spreadsheet makes no room for them by itself. */
const linesOf = (cell: string, width: number): number =>
  cell.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (width * 0.85))), 0);

function choiceFor(key: Column['key'], { fate, licence, site }: ListedChoices): DataValidation | undefined {
  return key === 'fate' ? fate : key === 'licence' ? licence : key === 'site' ? site : undefined;
}

function styleCell(cell: Cell, isFixed: boolean): void {
  cell.numFmt = '@';
  cell.font = { name: 'Calibri', size: 11, color: { argb: isFixed ? 'FF4B5563' : INK } };
  cell.alignment = { vertical: 'top', wrapText: true };
  cell.border = ROUND;
  cell.protection = { locked: isFixed };
  if (isFixed) cell.fill = filled(PALE);
}

const isField = (key: Column['key']): key is Field => (FIELDS as readonly string[]).includes(key);

function shown(key: Column['key'], row: SheetRow, sheet: UnitSheet): string {
  const { locale } = sheet;
  switch (key) {
    case 'id':
    case 'address':
      return row.address;
    case 'held':
      return row.held ? heldText(row.held, locale) : '';
    case 'newest':
      return row.held?.newest ?? '';
    default:
      return isOverlong(key, row.values[key], sheet)
        ? OVERLONG[locale]
        : cellText(key, row.values[key], sheet);
  }
}

function heldText({ messages, bytes }: NonNullable<SheetRow['held']>, locale: UnitSheet['locale']): string {
  const one = locale === 'fr' ? messages < 2 : messages === 1;
  return `${humanSize(bytes, locale)}, ${humanNumber(messages, locale)} message${one ? '' : 's'}`;
}

/** What nobody has decided yet stands out until it is. */
function markOpen(page: Worksheet, columns: readonly Column[], last: number): void {
  const fate = columnName(columns.findIndex(({ key }) => key === 'fate') + 1);
  const address = columnName(columns.findIndex(({ key }) => key === 'address') + 1);
  const first = HEADING_ROW + 1;
  const until = Math.max(last, HEADING_ROW) + FREE_ROWS;
  page.addConditionalFormatting({
    ref: `${fate}${first}:${fate}${until}`,
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [`AND($${address}${first}<>"",$${fate}${first}="")`],
        style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: OPEN } } },
      },
    ],
  });
}

function addOthers(workbook: Workbook, { locale, others }: UnitSheet): void {
  if (others.length === 0) return;
  const page = workbook.addWorksheet(PAGES.others[locale], { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = [{ width: 36 }, { width: 18 }, { width: 30 }, { width: 60 }];
  styleHeading(page, page.addRow(OTHER_HEADINGS.map((heading) => heading[locale])).number);
  for (const { address, kind, title, leadsTo } of others) {
    const cells = [address, OTHER_KINDS[kind][locale], title, leadsTo.slice(0, MOST_TOLD).join('\n')];
    page.addRow(cells.map(escaped)).eachCell((cell) => styleCell(cell, true));
  }
}

/** Of a long list, these are told: it is the plan's, and not asked about. */
const MOST_TOLD = 100;

const OTHER_HEADINGS = [
  text('Address', 'Adresse'),
  text('What it is', 'Ce que c’est'),
  text('Name', 'Nom'),
  text('Members, managers, or where it leads', 'Membres, gestionnaires, ou vers où elle mène'),
] as const;

const OTHER_KINDS: Readonly<Record<OtherAddress['kind'], Text>> = {
  room: text('room', 'salle'),
  equipment: text('equipment', 'matériel'),
  list: text('list', 'liste'),
  forward: text('forward', 'redirection'),
};

function addHidden(workbook: Workbook, rows: readonly (readonly string[])[]): void {
  const page = workbook.addWorksheet(HIDDEN_PAGE, { state: 'veryHidden' });
  for (const cells of rows) page.addRow(cells.map((cell) => (cell === '' ? null : cell)));
}
