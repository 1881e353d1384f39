/**
 * What an import tells about a file, in both languages. A remark never quotes a cell of a column that may hold passwords,
 * nor any text of a file whose columns are not known.
 */
import type { Locale } from '../../language/rules/rule.ts';

export type Words = Readonly<Record<Locale, string>>;

/** `row`: the row was left out. `cell`: the row was taken without it. `note`: told, and nothing is missing. */
export type RemarkKind = 'row' | 'cell' | 'note';

export interface Remark {
  readonly kind: RemarkKind;
  /** The row in the sheet or the line in the file, from 1. */
  readonly row?: number;
  /** The column's heading, as the file has it. */
  readonly column?: string;
  readonly says: Words;
}

/** Part of a cell, short enough for one line. */
export const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
