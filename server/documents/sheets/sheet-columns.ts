/** The pages and columns of a unit's sheet, as data: their keys, which stay, and what people read, in both languages. */
import type { Field } from '../../planning/sheets/sheet-row.ts';
import { type Text, text } from '../../planning/text.ts';

/** What a column is called in the hidden row: by this it is found again, wherever it was moved to. */
export type ColumnKey = 'id' | 'address' | Field | 'held' | 'newest';

export interface Column {
  readonly key: ColumnKey;
  readonly heading: Text;
  /** In characters. */
  readonly width: number;
  readonly isLocked?: true;
  readonly isHidden?: true;
}

const id: Column = { key: 'id', heading: text('id', 'id'), width: 4, isLocked: true, isHidden: true };
const address: Column = { key: 'address', heading: text('Address', 'Adresse'), width: 34 };
const fate: Column = { key: 'fate', heading: text('What becomes of it', 'Ce qu’elle devient'), width: 17 };
const licence: Column = { key: 'licence', heading: text('Licence', 'Licence'), width: 11 };
const name: Column = { key: 'name', heading: text('Name shown', 'Nom affiché'), width: 26 };
const aliases: Column = {
  key: 'aliases',
  heading: text('Other addresses (aliases)', 'Autres adresses (alias)'),
  width: 30,
};
const access: Column = { key: 'access', heading: text('Who opens it', 'Qui l’ouvre'), width: 44 };
const to: Column = { key: 'to', heading: text('Alias of', 'Alias de'), width: 28 };
const note: Column = {
  key: 'note',
  heading: text('Note, or why it is not kept', 'Remarque, ou motif de l’abandon'),
  width: 34,
};
const held: Column = {
  key: 'held',
  heading: text('Holds today', 'Contient aujourd’hui'),
  width: 28,
  isLocked: true,
};
const newest: Column = {
  key: 'newest',
  heading: text('Last message', 'Dernier message'),
  width: 15,
  isLocked: true,
};

/** Personal mailboxes, and addresses that are led elsewhere, left behind, or not decided about. */
export const MAILBOX_COLUMNS: readonly Column[] = [
  id,
  address,
  fate,
  licence,
  { key: 'given', heading: text('Given name', 'Prénom'), width: 16 },
  { key: 'family', heading: text('Family name', 'Nom'), width: 18 },
  name,
  { key: 'title', heading: text('Function', 'Fonction'), width: 22 },
  { key: 'phone', heading: text('Telephone', 'Téléphone'), width: 22 },
  { key: 'site', heading: text('Site', 'Implantation'), width: 32 },
  aliases,
  access,
  to,
  note,
  held,
  newest,
];

export const SHARED_COLUMNS: readonly Column[] = [
  id,
  address,
  fate,
  name,
  access,
  aliases,
  licence,
  to,
  note,
  held,
  newest,
];

/** Pages by what they are for. A page's name has 31 characters at most, none of `[]:*?/\`. */
export const PAGES = {
  guide: text('Read me first', 'À lire d’abord'),
  mailboxes: text('Mailboxes', 'Boîtes'),
  shared: text('Shared addresses', 'Adresses partagées'),
  others: text('For information', 'Pour information'),
} as const satisfies Record<string, Text>;

/** What no person needs to see: what was sent out, and the lists of choices. */
export const HIDDEN_PAGE = '_migplan';

export const SHEET_SCHEMA = 'migplan/sheet/v1';

/** Lines for addresses that are not there yet. */
export const FREE_ROWS = 25;

/** The keys' row and the headings' row. */
export const KEY_ROW = 1;
export const HEADING_ROW = 2;
