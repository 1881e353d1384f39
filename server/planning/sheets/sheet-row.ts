/**
 * What a unit's sheet says of one address, as values that are compared word by word: what becomes of it, and what belongs to
 * that. A sheet is compared three ways, so the plan, the sheet and what was sent out have to say the same in the same words.
 * Knows no workbook.
 */
import { RIGHTS, type Right } from '../../../grammar/vocabulary.ts';
import { compared } from '../../language/model/names.ts';

/** What becomes of an address. `undecided`: the source has it, and the plan does not say yet. */
export const FATES = ['personal', 'shared', 'alias', 'drop', 'undecided'] as const;
export type Fate = (typeof FATES)[number];

/** What a row says, each a column. A list is written in one text, by `listed` and `granted`. */
export const FIELDS = [
  'fate',
  'licence',
  'given',
  'family',
  'name',
  'title',
  'phone',
  'site',
  'aliases',
  'access',
  'to',
  'note',
] as const;
export type Field = (typeof FIELDS)[number];

/** Every field of a row; empty where it says nothing. `fate` is a `Fate`. */
export type RowValues = Readonly<Record<Field, string>>;

/** The fields that mean something for what an address becomes. */
export const FIELDS_OF: Readonly<Record<Fate, readonly Field[]>> = {
  personal: ['licence', 'given', 'family', 'name', 'title', 'phone', 'site', 'aliases'],
  shared: ['licence', 'name', 'aliases', 'access'],
  alias: ['to'],
  drop: ['note'],
  undecided: [],
};

export const fateOf = ({ fate }: Pick<RowValues, 'fate'>): Fate =>
  FATES.find((known) => known === fate) ?? 'undecided';

/** A row that says this and nothing else. */
export function rowValues(fate: Fate, said: Partial<RowValues> = {}): RowValues {
  const values = Object.fromEntries(FIELDS.map((field) => [field, oneLine(said[field] ?? '')]));
  return { ...(values as RowValues), fate };
}

/** A text as it is compared and kept: on one line, composed, with nothing in it that no spreadsheet could keep. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/g, '')
    .replace(/[\p{Zs}]+/gu, ' ')
    .trim();

/** Addresses as one text. */
export const listed = (addresses: readonly string[]): string => addresses.join(' ');

/** The addresses of such a text. */
export const addressesOf = (value: string): string[] => value.split(' ').filter((part) => part !== '');

export interface Grant {
  readonly who: string;
  readonly rights: readonly Right[];
}

/** Who opens an address and how, as one text: `anna@a.example=full+send-as jean@a.example=read`. */
export function granted(grants: readonly Grant[]): string {
  const people = new Map<string, { who: string; rights: Set<Right> }>();
  for (const { who, rights } of grants) {
    const person = people.get(compared(who)) ?? { who, rights: new Set<Right>() };
    people.set(compared(who), person);
    for (const right of rights) person.rights.add(right);
  }
  const inOrder = (rights: ReadonlySet<Right>): Right[] => RIGHTS.filter((right) => rights.has(right));
  return [...people.values()].map(({ who, rights }) => `${who}=${inOrder(rights).join('+')}`).join(' ');
}

/** The people of such a text. */
export const grantsIn = (value: string): Grant[] =>
  addressesOf(value).map((part) => {
    const at = part.lastIndexOf('=');
    const rights = part.slice(at + 1).split('+');
    return { who: part.slice(0, at), rights: RIGHTS.filter((right) => rights.includes(right)) };
  });

/** Whether two values of a field say the same: lists whatever their order, addresses whatever their case. */
export function saysSame(field: Field, one: string, other: string): boolean {
  return one === other || comparable(field, one) === comparable(field, other);
}

function comparable(field: Field, value: string): string {
  if (field === 'to') return compared(value);
  if (field !== 'aliases' && field !== 'access') return value;
  return addressesOf(value)
    .map((part) => (field === 'aliases' ? compared(part) : comparedGrant(part)))
    .sort()
    .join(' ');
}

function comparedGrant(part: string): string {
  const at = part.lastIndexOf('=');
  return compared(part.slice(0, at)) + part.slice(at);
}
