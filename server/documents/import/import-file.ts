/**
 * Makes a plan of a file as people have it: a CSV export, a workbook, a pasted list, YAML. Told by its bytes, not by its
 * name. Never throws for what a file holds: it answers with a plan and what could not be read, or why there is none.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Locale } from '../../language/rules/rule.ts';
import { readAddressColumn, readAddressList } from './address-list.ts';
import { findHeader, type Header } from './columns.ts';
import { declaredSeparator, readCsv, SEPARATORS } from './csv.ts';
import { type Decoded, decodeText } from './decode-text.ts';
import { type Entry, entriesOf } from './entries.ts';
import { planFromEntries } from './plan-from-entries.ts';
import { quoted, type Remark, type Words } from './remark.ts';
import { type RowsRead, readRows } from './rows.ts';
import { isEmpty, type Table } from './table.ts';
import { isCompoundFile, isZip, readWorkbook } from './workbook.ts';
import { readYaml } from './yaml-rows.ts';

export interface ImportOptions {
  /** Addresses of this domain and those below it; names without one are in it. */
  readonly domain?: string;
  readonly locale: Locale;
  readonly timezone?: string;
  /** The lot's day, to be replaced. */
  readonly day: string;
  /** One text instead of a file a domain. */
  readonly together: boolean;
}

export interface ImportCounts {
  readonly mailboxes: number;
  readonly shared: number;
  readonly resources: number;
  readonly lists: number;
  readonly aliases: number;
  readonly forwards: number;
  readonly drops: number;
  readonly domains: number;
  /** Told from their names alone. */
  readonly guessed: { readonly personal: number; readonly shared: number };
  readonly withoutLicence: number;
}

export type Imported =
  | { readonly kind: 'unreadable'; readonly says: Words; readonly remarks: readonly Remark[] }
  | {
      readonly kind: 'plan';
      readonly files: ReadonlyMap<string, string>;
      readonly counts: ImportCounts;
      readonly remarks: readonly Remark[];
    };

const MOST_BYTES = 100e6;

/** Reads the file and makes its plan. Rejects only where the system does not give the file. */
export async function importFile(path: string, options: ImportOptions): Promise<Imported> {
  const { size } = await stat(path);
  if (size > MOST_BYTES) return unreadable(TOO_LARGE);
  return importBytes(await readFile(path), basename(path), options);
}

/** Makes the plan of a file's bytes; `name` is the file's, for its title and its ending. */
export async function importBytes(
  bytes: Uint8Array,
  name: string,
  options: ImportOptions,
): Promise<Imported> {
  const read = await rowsOf(bytes, name, options.domain);
  if ('en' in read) return unreadable(read);
  const { entries, remarks } = entriesOf(read.rows, read.headings);
  const all = inOrder([...read.remarks, ...remarks]);
  if (entries.length === 0) return unreadable(NO_ADDRESS, all);
  const files = planFromEntries(entries, { ...options, title: titleOf(name), from: quoted(name) });
  return { kind: 'plan', files, counts: countsOf(entries), remarks: all };
}

const unreadable = (says: Words, remarks: readonly Remark[] = []): Imported => ({
  kind: 'unreadable',
  says,
  remarks,
});

async function rowsOf(
  bytes: Uint8Array,
  name: string,
  domain: string | undefined,
): Promise<RowsRead | Words> {
  if (isCompoundFile(bytes)) return OLD_WORKBOOK;
  if (isZip(bytes)) {
    const sheets = await readWorkbook(bytes);
    return 'en' in sheets ? sheets : rowsOfSheets(sheets, domain);
  }
  const decoded = decodeText(bytes);
  if (!decoded) return NO_TEXT;
  const read = /\.(?:ya?ml|json)$/i.test(name)
    ? rowsOfYaml(decoded.text, domain)
    : rowsOfText(decoded.text, domain);
  return 'en' in read ? read : { ...read, remarks: [...encodingNote(decoded), ...read.remarks] };
}

/** The separator under which the header says most; without a header, addresses wherever they stand. */
function rowsOfText(text: string, domain: string | undefined): RowsRead {
  const declared = declaredSeparator(text);
  const body = declared === undefined ? text : text.replace(/^.*\r?\n/, '\n');
  let best: Header | undefined;
  for (const separator of declared === undefined ? SEPARATORS : [declared]) {
    const header = findHeader(readCsv(body, separator), domain !== undefined);
    if (header && header.columns.size > (best?.columns.size ?? 0)) best = header;
  }
  return best ? rowsUnder(best, domain) : readAddressList(body, domain);
}

function rowsOfYaml(text: string, domain: string | undefined): RowsRead | Words {
  const read = readYaml(text);
  if ('en' in read) return read;
  const header = findHeader(read.rows, true);
  if (!header) return NO_ADDRESS;
  const rows = rowsUnder(header, domain);
  return { ...rows, remarks: [...read.remarks, ...rows.remarks] };
}

/** The first sheet with a column of addresses; the names of others that have one are told. */
function rowsOfSheets(sheets: readonly Table[], domain: string | undefined): RowsRead {
  const found = sheets.flatMap(({ rows, sheet = '' }) => {
    const header = findHeader(rows, domain !== undefined);
    return header ? [{ header, sheet }] : [];
  });
  const [first, ...others] = found;
  if (first) {
    const read = rowsUnder(withinHeadings(first.header), domain);
    return { ...read, remarks: [...sheetNote(first.sheet, others), ...read.remarks] };
  }
  const listed = sheets.map(({ rows }) =>
    readAddressColumn(
      rows.filter((row) => !isEmpty(row)),
      domain,
    ),
  );
  return listed.find(({ rows }) => rows.length > 0) ?? { rows: [], remarks: [] };
}

/** Without the notes that stand right of the table. */
function withinHeadings(header: Header): Header {
  const width = header.headings.length;
  return { ...header, rows: header.rows.map((row) => ({ ...row, cells: row.cells.slice(0, width) })) };
}

function rowsUnder(header: Header, domain: string | undefined): RowsRead {
  const read = readRows(header, domain);
  const { rows, headings } = read;
  return {
    rows,
    ...(headings === undefined ? {} : { headings }),
    remarks: [...columnNotes(header), ...read.remarks],
  };
}

function columnNotes({ hasPasswords, unread }: Header): Remark[] {
  const notes: Remark[] = [];
  if (hasPasswords) notes.push({ kind: 'note', says: PASSWORDS });
  const list = unread.map(quoted).join(', ');
  if (unread.length > 0)
    notes.push({
      kind: 'note',
      says: { en: `columns not used: ${list}`, fr: `colonnes non utilisées\u00A0: ${list}` },
    });
  return notes;
}

function encodingNote({ encoding, damaged }: Decoded): Remark[] {
  if (damaged > 0) {
    const en = `${damaged} characters were damaged before this file was saved; look for � in the plan`;
    const fr = `${damaged} caractères étaient abîmés dans ce fichier\u00A0; cherchez � dans le plan`;
    return [{ kind: 'note', says: { en, fr } }];
  }
  if (encoding !== 'windows-1252') return [];
  const en = 'not UTF-8: read as Windows-1252 (Latin-1); look at the accents in the plan';
  const fr = 'pas en UTF-8\u00A0: lu comme Windows-1252 (Latin-1)\u00A0; vérifiez les accents dans le plan';
  return [{ kind: 'note', says: { en, fr } }];
}

function sheetNote(sheet: string, others: readonly { readonly sheet: string }[]): Remark[] {
  if (others.length === 0) return [];
  const list = others.map((other) => quoted(other.sheet)).join(', ');
  const en = `only the sheet ${quoted(sheet)} was read; these have addresses too: ${list}`;
  const fr = `seule la feuille ${quoted(sheet)} a été lue\u00A0; celles-ci ont aussi des adresses\u00A0: ${list}`;
  return [{ kind: 'note', says: { en, fr } }];
}

/** Those about the whole file, then row by row. */
const inOrder = (remarks: readonly Remark[]): Remark[] =>
  remarks.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));

function titleOf(name: string): string {
  const title = basename(name, extname(name))
    .replace(/[_\s-]+/g, ' ')
    .trim();
  return title === '' ? 'Import' : title.charAt(0).toUpperCase() + title.slice(1);
}

function countsOf(entries: readonly Entry[]): ImportCounts {
  const count = (fits: (entry: Entry) => boolean): number => entries.filter(fits).length;
  const of = (...kinds: Entry['kind'][]): number => count(({ kind }) => kinds.includes(kind));
  const hasLicences = entries.some(({ licence }) => licence !== undefined);
  return {
    mailboxes: of('personal'),
    shared: of('shared'),
    resources: of('room', 'equipment'),
    lists: of('list'),
    aliases: of('alias') + entries.reduce((sum, { aliases }) => sum + aliases.length, 0),
    forwards: of('forward'),
    drops: of('drop'),
    domains: new Set(entries.map(({ address }) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()))
      .size,
    guessed: {
      personal: count(({ kind, isGuessed }) => kind === 'personal' && isGuessed),
      shared: count(({ kind, isGuessed }) => kind === 'shared' && isGuessed),
    },
    withoutLicence: hasLicences
      ? count(({ kind, licence }) => kind === 'personal' && licence === undefined)
      : 0,
  };
}

const PASSWORDS: Words = {
  en: 'the password column was not read: a plan holds no passwords. Keep the file where only you can read it',
  fr: 'la colonne des mots de passe n’a pas été lue\u00A0: un plan n’en contient aucun. Gardez ce fichier hors de vue',
};
const NO_ADDRESS: Words = {
  en: 'no address could be read in it',
  fr: 'aucune adresse n’a pu y être lue',
};
const NO_TEXT: Words = {
  en: 'it is neither text nor an Excel workbook; save it as CSV, .xlsx or YAML',
  fr: 'ce n’est ni du texte ni un classeur Excel\u00A0; enregistrez-le en CSV, .xlsx ou YAML',
};
const OLD_WORKBOOK: Words = {
  en: 'it is a workbook in the old .xls form, or behind a password; save it as .xlsx or CSV, without a password',
  fr: 'c’est un classeur au vieux format .xls, ou protégé par mot de passe\u00A0; enregistrez-le en .xlsx ou CSV, sans mot de passe',
};
const TOO_LARGE: Words = {
  en: 'it is over 100 MB; keep the columns that describe addresses, and save it as CSV',
  fr: 'il dépasse 100 Mo\u00A0; gardez les colonnes qui décrivent les adresses, et enregistrez-le en CSV',
};
