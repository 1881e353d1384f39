/**
 * The hidden page of a sheet: what it was made for, the choices that cells offer, and every row as it was sent. What comes back is
 * compared with it, so a page that somebody has changed is refused.
 */
import * as z from 'zod';
import { compared } from '../../language/model/names.ts';
import { fingerprintOf } from '../../planning/fingerprint.ts';
import type { SentRow } from '../../planning/sheets/returned-sheet.ts';
import { FIELDS, fateOf, type RowValues, rowValues } from '../../planning/sheets/sheet-row.ts';
import type { UnitSheet } from '../../planning/sheets/unit-sheets.ts';
import type { Row } from '../import/table.ts';
import { type Choices, escaped, FATE_WORDS, isOverlong, siteText, unescaped } from './cell-text.ts';
import { SHEET_SCHEMA } from './sheet-columns.ts';

export interface SentPage extends Choices {
  readonly plan: string;
  readonly lot: string;
  readonly unit: string | undefined;
  readonly sent: ReadonlyMap<string, SentRow>;
}

/** Rows of the page; the first cell of each says what it is. */
export async function sentPage(sheet: UnitSheet): Promise<string[][]> {
  const { licences, sites, rows } = sheet;
  const content = [
    ['plan', sheet.plan],
    ['lot', sheet.lot.name],
    ['unit', sheet.unit?.name ?? ''],
    ['licences', ...licences.map(({ name }) => name)],
    ['licence-titles', ...licences.map(({ title }) => title)],
    ['sites', ...sites.map(({ id }) => id)],
    ['site-titles', ...sites.map(({ title }) => title)],
    ['site-texts', ...sites.map(siteText)],
    ['fates', ...Object.values(FATE_WORDS).map((word) => word[sheet.locale])],
    ...rows.map(({ address, values }) => [
      'row',
      address,
      ...FIELDS.map((field) => (isOverlong(field, values[field], sheet) ? '' : values[field])),
    ]),
  ].map(trimmed);
  const head = [
    ['schema', SHEET_SCHEMA],
    ['fingerprint', await fingerprintOf(content)],
  ];
  return [...head, ...content].map((cells) => cells.map(escaped));
}

/** Empty cells at the end are nothing to a spreadsheet. */
const trimmed = (cells: readonly string[]): string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);

const head = z.object({
  schema: z.literal(SHEET_SCHEMA),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  plan: z.string(),
  lot: z.string().min(1),
  unit: z.string(),
});

/** The page as it was sent; nothing where it is not that any more. */
export async function readSentPage(rows: readonly Row[]): Promise<SentPage | undefined> {
  const lines = rows.map(({ cells }) => trimmed(cells.map(unescaped))).filter(([what]) => what);
  const content = lines.filter(([what]) => what !== 'schema' && what !== 'fingerprint');
  const of = (what: string): string[] => lines.find(([name]) => name === what)?.slice(1) ?? [];
  const one = (what: string): string => of(what)[0] ?? '';
  const read = head.safeParse(Object.fromEntries(Object.keys(head.shape).map((what) => [what, one(what)])));
  if (!read.success || (await fingerprintOf(content)) !== read.data.fingerprint) return undefined;
  const titles = { licences: of('licence-titles'), sites: of('site-titles') };
  const sent = content.filter(([what]) => what === 'row').map(([, ...cells]) => sentRow(cells));
  const { plan, lot, unit } = read.data;
  return {
    plan,
    lot,
    unit: unit === '' ? undefined : unit,
    licences: of('licences').map((name, index) => ({ name, title: titles.licences[index] ?? '' })),
    sites: of('sites').map((id, index) => ({ id, title: titles.sites[index] ?? '' })),
    sent: new Map(sent.map((row) => [compared(row.address), row])),
  };
}

function sentRow([address = '', ...cells]: readonly string[]): SentRow {
  const said = Object.fromEntries(FIELDS.map((field, index) => [field, cells[index] ?? '']));
  const values = said as unknown as RowValues;
  return { address, values: rowValues(fateOf(values), values) };
}
