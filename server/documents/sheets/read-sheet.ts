/**
 * A sheet that came back, as values. Columns are found by their keys in the hidden row, wherever they were moved to; what cannot be
 * read is told with its page, row and column. Never throws for what a file holds.
 */
import { compared } from '../../language/model/names.ts';
import {
  type ReturnedRow,
  type ReturnedSheet,
  type RowPlace,
  remarkOn,
  type SheetRemark,
} from '../../planning/sheets/returned-sheet.ts';
import { FIELDS, type Field, oneLine, type RowValues } from '../../planning/sheets/sheet-row.ts';
import { type Text, text } from '../../planning/text.ts';
import { isFault, readAddress } from '../import/addresses.ts';
import { quoted } from '../import/remark.ts';
import type { Row, Table } from '../import/table.ts';
import { isCompoundFile, isZip, readSheets } from '../import/workbook.ts';
import { cellValue, saysOverlong, unescaped } from './cell-text.ts';
import { columnName } from './column-name.ts';
import { readSentPage, type SentPage } from './sent-page.ts';
import { type ColumnKey, HIDDEN_PAGE, PAGES } from './sheet-columns.ts';

/** What a file holds, or why nothing of it is taken. */
export async function readSheet(bytes: Uint8Array): Promise<ReturnedSheet | Text> {
  if (isCompoundFile(bytes)) return LOCKED;
  if (!isZip(bytes)) return NO_SHEET;
  const tables = await readSheets(bytes);
  if ('en' in tables) return tables;
  const hidden = tables.find(({ sheet }) => sheet === HIDDEN_PAGE);
  if (!hidden) return NO_SHEET;
  const sent = await readSentPage(hidden.rows);
  if (!sent) return CHANGED;
  const pages = tables.flatMap((table) => pageOf(table) ?? []);
  if (pages.length === 0) return NO_PAGE;
  const read = pages.map((page) => readPage(page, sent));
  return {
    plan: sent.plan,
    lot: sent.lot,
    unit: sent.unit,
    sent: sent.sent,
    rows: read.flatMap(({ rows }) => rows),
    remarks: read.flatMap(({ remarks }) => remarks),
  };
}

const LOCKED = text(
  'it is an old .xls, or asks for a password; save it as .xlsx without one',
  'c’est un ancien .xls, ou il demande un mot de passe\u00A0; enregistrez-le en .xlsx sans mot de passe',
);
const NO_SHEET = text(
  'it is no sheet that migplan sheets export made; to make a plan of another list there is migplan import',
  'ce n’est pas une feuille faite par migplan sheets export\u00A0; pour faire un plan d’une autre liste, il y a migplan import',
);
const CHANGED = text(
  'what it was sent with can no longer be told: its hidden page was changed. Export it anew and copy the answers over',
  'on ne peut plus dire avec quoi elle a été envoyée\u00A0: sa page cachée a été modifiée. Exportez-la de nouveau et reportez-y les réponses',
);
const NO_PAGE = text(
  'no page has its hidden row of column names any more. Export it anew and copy the answers over',
  'aucune page n’a plus sa ligne cachée de noms de colonnes. Exportez-la de nouveau et reportez-y les réponses',
);

interface Page {
  readonly name: string;
  readonly isShared: boolean;
  /** Where each column is, from 0. */
  readonly at: ReadonlyMap<ColumnKey, number>;
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
}

const KEYS: ReadonlySet<string> = new Set<ColumnKey>(['id', 'address', ...FIELDS, 'held', 'newest']);

/** The keys stand in one of the first rows, whatever was put above them. */
const MOST_ROWS_ABOVE = 20;

function pageOf({ sheet = '', rows }: Table): Page | undefined {
  if (sheet === HIDDEN_PAGE) return undefined;
  const index = rows.slice(0, MOST_ROWS_ABOVE).findIndex(({ cells }) => isKeyRow(cells));
  const keys = rows[index];
  if (!keys) return undefined;
  const at = new Map<ColumnKey, number>();
  for (const [column, cell] of keys.cells.entries()) {
    const key = cell.trim();
    if (KEYS.has(key) && !at.has(key as ColumnKey)) at.set(key as ColumnKey, column);
  }
  const [headings, ...content] = rows.slice(index + 1);
  const isShared = Object.values(PAGES.shared).includes(sheet);
  return { name: sheet, isShared, at, headings: headings?.cells ?? [], rows: content };
}

const isKeyRow = (cells: readonly string[]): boolean => {
  const keys = new Set(cells.map((cell) => cell.trim()));
  return keys.has('address') && keys.has('fate') && keys.has('id');
};

interface PageRead {
  readonly rows: readonly ReturnedRow[];
  readonly remarks: readonly SheetRemark[];
}

function readPage(page: Page, sent: SentPage): PageRead {
  const remarks: SheetRemark[] = strayColumns(page);
  const rows = page.rows.flatMap((row) => new SheetLine(page, sent, row, remarks).read());
  return { rows, remarks };
}

/** Columns that somebody added: what is in them goes nowhere. */
function strayColumns({ name, at, headings, rows }: Page): SheetRemark[] {
  const known = new Set(at.values());
  const filled = new Set(
    rows.flatMap(({ cells }) => cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]))),
  );
  return [...filled]
    .filter((column) => !known.has(column))
    .sort((a, b) => a - b)
    .map((column) => {
      const heading = quoted(headings[column] ?? '');
      return {
        kind: 'note',
        page: name,
        column: columnName(column + 1),
        says: text(
          `this column was added${heading === '' ? '' : ` (“${heading}”)`}, and is not read`,
          `cette colonne a été ajoutée${heading === '' ? '' : ` («\u00A0${heading}\u00A0»)`}, et n’est pas lue`,
        ),
      };
    });
}

/** One line of a page. */
class SheetLine {
  private readonly page: Page;
  private readonly sent: SentPage;
  private readonly row: Row;
  private readonly remarks: SheetRemark[];
  private readonly place: RowPlace;

  constructor(page: Page, sent: SentPage, row: Row, remarks: SheetRemark[]) {
    this.page = page;
    this.sent = sent;
    this.row = row;
    this.remarks = remarks;
    const columns = Object.fromEntries(
      FIELDS.flatMap((field) => {
        const at = page.at.get(field);
        return at === undefined ? [] : [[field, columnName(at + 1)]];
      }),
    );
    this.place = { page: page.name, row: row.number, columns };
  }

  read(): ReturnedRow[] {
    const marker = this.cell('id').trim();
    const said = this.cell('address');
    const isBlank = oneLine(said) === '' && FIELDS.every((field) => oneLine(this.cell(field)) === '');
    if (isBlank && marker === '') return [];
    const address = readAddress(said);
    if (isFault(address)) return this.refused(isBlank ? cleared(marker) : unreadable(said, address));
    if (marker !== '' && compared(marker) !== compared(address.address))
      return this.refused(renamed(marker, address.address));
    const known = this.sent.sent.get(compared(address.address));
    return [
      {
        ...this.place,
        address: known?.address ?? address.address,
        isShared: this.page.isShared,
        values: this.values(),
      },
    ];
  }

  private cell(key: ColumnKey): string {
    const at = this.page.at.get(key);
    return at === undefined ? '' : unescaped(this.row.cells[at] ?? '');
  }

  private values(): Partial<RowValues> {
    const values: Partial<Record<Field, string>> = {};
    for (const field of FIELDS) {
      const cell = this.cell(field);
      if (!this.page.at.has(field) || saysOverlong(cell)) continue;
      const value = cellValue(field, cell, this.sent);
      if (typeof value === 'string') values[field] = value;
      else this.remarks.push(remarkOn('cell', this.place, value, field));
    }
    return values;
  }

  private refused(says: Text): [] {
    this.remarks.push(remarkOn('row', this.place, says));
    return [];
  }
}

const cleared = (address: string): Text =>
  text(
    `the row of ${address} was emptied, which decides nothing: the plan stays as it is. To leave it behind, say so in its row`,
    `la ligne de ${address} a été vidée, ce qui ne décide rien\u00A0: le plan reste tel quel. Pour l’abandonner, dites-le dans sa ligne`,
  );

const renamed = (marker: string, address: string): Text =>
  text(
    `this was the row of ${marker}, and now says ${address}: no sheet changes an address. Write the new one into a free line`,
    `c’était la ligne de ${marker}, qui dit maintenant ${address}\u00A0: une feuille ne change pas d’adresse. Écrivez la nouvelle dans une ligne libre`,
  );

const unreadable = (said: string, { en, fr }: Text): Text =>
  oneLine(said) === ''
    ? text('the row has no address; write one', 'la ligne n’a pas d’adresse\u00A0; écrivez-en une')
    : text(`“${quoted(said)}” ${en}`, `«\u00A0${quoted(said)}\u00A0» ${fr}`);
