/** What the language server is to reach, by row and size: the figures that the design gives, and nothing measured. */
import type { Size } from './generated-plan.ts';

export interface Goal {
  readonly median: number;
  /** Only where one is given. */
  readonly p95?: number;
}

export type RowName = keyof typeof GOALS;

const each = (small: number, large: number, huge: number): Readonly<Record<Size, Goal>> => ({
  4600: { median: small },
  50000: { median: large },
  250000: { median: huge },
});

/** In milliseconds, the last one in megabytes. */
const GOALS = {
  'edit → diagnostics': {
    4600: { median: 3, p95: 10 },
    50000: { median: 5, p95: 20 },
    250000: { median: 8, p95: 30 },
  },
  'CPU an edit': each(2, 2, 3),
  'licence renamed → first answer': each(20, 50, 100),
  'licence renamed → all settled': undefined,
  'start → the open file': each(300, 1500, 500),
  'start → all checked': each(300, 1500, 6000),
  'completion, warm': each(5, 5, 10),
  references: each(5, 5, 10),
  rename: each(5, 5, 10),
  'semantic tokens of the viewport': each(5, 5, 5),
  'inlay hints of the viewport': each(5, 5, 5),
  'code lenses of the file': each(5, 5, 5),
  hover: each(5, 5, 5),
  'folds of the file': each(5, 5, 5),
  'selection that grows': each(5, 5, 5),
  'links of the file': each(5, 5, 5),
  'addresses typed in at once': each(5, 5, 5),
  'whose mailbox it is': each(5, 5, 5),
  'outline of the file': each(20, 200, 10),
  'symbols of all plans': each(5, 20, 80),
  'format the viewport': each(5, 5, 5),
  "format one domain's file": each(10, 10, 10),
  'resident after open': each(120, 300, 800),
};

export const goalOf = (name: RowName, size: Size): Goal | undefined => GOALS[name]?.[size];
