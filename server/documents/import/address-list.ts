/**
 * Addresses in a text that has no header: one a line, or pasted from a message with the names beside them. Where lines
 * have cells, the column with the addresses alone is read, so that a password beside one is never taken for anything.
 */
import { domainOf } from '../../language/model/names.ts';
import { isFault, isNameLike, personName, readAddress, visible } from './addresses.ts';
import { readCsv, SEPARATORS } from './csv.ts';
import type { Remark, Words } from './remark.ts';
import type { ImportRow, RowsRead } from './rows.ts';
import { isEmpty, type Row } from './table.ts';

/** The addresses of a text; no rows where there are none. */
export function readAddressList(text: string, domain?: string): RowsRead {
  const column = addressColumn(text);
  const lines =
    column ?? text.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, cells: [line] }));
  const rows: ImportRow[] = [];
  const remarks: Remark[] = [];
  for (const line of lines) {
    if (isEmpty(line) || line.cells[0]?.trimStart().startsWith('#')) continue;
    const found = mentions(line.cells[0] ?? '', domain);
    if (found.length === 0) remarks.push({ kind: 'row', row: line.number, says: NOTHING });
    for (const mention of found) {
      const read = readAddress(mention.address, domain);
      if (isFault(read)) remarks.push({ kind: 'row', row: line.number, says: faulty(read) });
      else rows.push({ row: line.number, ...mention, address: read.address });
    }
  }
  return { rows, remarks };
}

/** The rows of a sheet without a header: the column that holds addresses, as a list. */
export function readAddressColumn(rows: readonly Row[], domain?: string): RowsRead {
  const column = fullestColumn(rows);
  const cells = rows.map(({ cells }) => (cells[column] ?? '').replace(/[\r\n]+/g, ' '));
  const read = readAddressList(cells.join('\n'), domain);
  const inSheet = <T extends { readonly row?: number }>(found: T): T =>
    found.row === undefined ? found : { ...found, row: rows[found.row - 1]?.number ?? found.row };
  return { rows: read.rows.map(inSheet), remarks: read.remarks.map(inSheet) };
}

const NOTHING: Words = {
  en: 'no address on this line; write one, or delete the line',
  fr: 'pas d’adresse sur cette ligne\u00A0; écrivez-en une, ou supprimez la ligne',
};
/** Without what was found: it could be anything. */
const faulty = ({ en, fr }: Words): Words => ({ en: `the address ${en}`, fr: `l’adresse ${fr}` });

/** The rows of that separator which puts each line's address into one column and something else beside it. */
function addressColumn(text: string): Row[] | undefined {
  for (const separator of SEPARATORS) {
    const rows = readCsv(text, separator).filter((row) => !isEmpty(row));
    if (!isTable(rows)) continue;
    const column = fullestColumn(rows);
    return rows.map(({ number, cells }) => ({ number, cells: [cells[column] ?? ''] }));
  }
  return undefined;
}

/** Whether rows with an address have one number of cells, more than one, and not all of them addresses. */
function isTable(rows: readonly Row[]): boolean {
  const withAddress = rows.filter(({ cells }) => cells.some((cell) => cell.includes('@')));
  const [first] = withAddress;
  if (!first || first.cells.length < 2) return false;
  if (withAddress.some(({ cells }) => cells.length !== first.cells.length)) return false;
  const isList = withAddress.some(({ cells }) => cells.filter((cell) => cell.includes('<')).length > 1);
  return !isList && withAddress.some(({ cells }) => cells.some(isNoAddress));
}

const isNoAddress = (cell: string): boolean => cell.trim() !== '' && isFault(readAddress(cell));

/** The column with the most addresses, the first of equals. */
function fullestColumn(rows: readonly Row[]): number {
  const counts: number[] = [];
  for (const { cells } of rows.slice(0, 200)) {
    for (const [column, cell] of cells.entries())
      if (!isFault(readAddress(cell))) counts[column] = (counts[column] ?? 0) + 1;
  }
  let fullest = 0;
  for (const [column, count] of counts.entries()) if ((count ?? 0) > (counts[fullest] ?? 0)) fullest = column;
  return fullest;
}

interface Mention {
  readonly address: string;
  readonly name?: string;
}

/** `Camille Dupont <camille@…>, jean@…`: each address of a line, each once. */
function mentions(line: string, domain: string | undefined): Mention[] {
  const text = visible(line);
  const found = text.includes('<') ? bracketed(text) : plain(text, domain);
  return [...new Map(found.map((mention) => [mention.address.toLowerCase(), mention])).values()];
}

function bracketed(text: string): Mention[] {
  return text.split('>').flatMap((part) => {
    const [before = '', address] = part.split('<');
    if (address === undefined) return plain(before, undefined);
    const loose = /[,;]/.test(before) ? plain(before, undefined) : [];
    const name = personName(before.replace(/\S*@\S*/g, ''));
    return [...loose, name === undefined ? { address } : { address, name }];
  });
}

/**
 * Words with an `@`. Behind the first of a line, past a blank alone, one in another domain could be its password; so
 * could any other word there. A name may stand before a line's only address.
 */
function plain(text: string, domain: string | undefined): Mention[] {
  const words = text.split(/[\s,;|]+/).filter((word) => word !== '');
  const [first, ...more] = words.filter((word) => word.includes('@'));
  if (first === undefined)
    return domain !== undefined && words.length === 1 ? [{ address: text.trim() }] : [];
  const before = words.slice(0, words.indexOf(first)).join(' ');
  const isName = more.length === 0 && isNameLike(before);
  if (isName) return [{ address: first, name: before }];
  const isParted = /[,;|]/.test(text);
  const meant = more.filter((word) => isParted || domainOf(word) === domainOf(first));
  return [first, ...meant].map((address) => ({ address }));
}
