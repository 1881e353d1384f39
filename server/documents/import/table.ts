/** Rows of text, whatever the file they came from: the common form of CSV, worksheets and YAML. */

export interface Row {
  /** Where people find it: the sheet's row or the file's line, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly rows: readonly Row[];
  /** A worksheet's name. */
  readonly sheet?: string;
}

export const isEmpty = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === '');
