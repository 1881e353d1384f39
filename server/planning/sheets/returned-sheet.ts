/** A sheet as it came back, read and not yet judged: what each row says, what was sent out, what could not be read. */
import type { Text } from '../text.ts';
import type { Field, RowValues } from './sheet-row.ts';

export interface ReturnedSheet {
  /** What it was made for. */
  readonly plan: string;
  readonly lot: string;
  /** Nothing for addresses that no unit has. */
  readonly unit: string | undefined;
  /** The rows as they were sent out, by their compared addresses. */
  readonly sent: ReadonlyMap<string, SentRow>;
  readonly rows: readonly ReturnedRow[];
  readonly remarks: readonly SheetRemark[];
}

export interface SentRow {
  readonly address: string;
  readonly values: RowValues;
}

export interface ReturnedRow extends RowPlace {
  readonly address: string;
  /** Whether it stands among the shared ones. */
  readonly isShared: boolean;
  /** What its cells say; a field without a column, or whose cell cannot be read, is absent. */
  readonly values: Partial<RowValues>;
}

/** Where a row is in its file. */
export interface RowPlace {
  readonly page: string;
  /** From 1, as spreadsheets count. */
  readonly row: number;
  /** Its columns as spreadsheets call them: `C`. */
  readonly columns: Readonly<Partial<Record<Field, string>>>;
}

/**
 * What is told of a sheet. `row`: nothing of the row was taken. `cell`: the rest of the row was. `conflict`: the plan has changed
 * meanwhile, and stays as it is. `note`: nothing is lost.
 */
export interface SheetRemark {
  readonly kind: 'row' | 'cell' | 'conflict' | 'note';
  readonly page?: string;
  readonly row?: number;
  readonly column?: string;
  readonly address?: string;
  readonly says: Text;
}

/** What is told of a row, or of one of its cells. */
export const remarkOn = (
  kind: SheetRemark['kind'],
  { page, row, columns, address }: RowPlace & { readonly address?: string },
  says: Text,
  field?: Field,
): SheetRemark => {
  const column = field && columns[field];
  return {
    kind,
    page,
    row,
    says,
    ...(column === undefined ? {} : { column }),
    ...(address === undefined ? {} : { address }),
  };
};
