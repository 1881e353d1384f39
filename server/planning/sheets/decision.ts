/** What is to become of an address by a sheet's row. */
import type { ReturnedRow } from './returned-sheet.ts';
import type { RowValues } from './sheet-row.ts';

export interface Decision {
  readonly row: ReturnedRow;
  readonly address: string;
  /** Nothing where the plan does not name the address yet. */
  readonly from: RowValues | undefined;
  readonly to: RowValues;
}
