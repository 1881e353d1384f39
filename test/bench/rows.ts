/** A benchmark's rows, and how they are shown: each figure beside its goal, in a table of at most 100 columns. */

import type { Size } from './generated-plan.ts';
import { type Goal, goalOf, type RowName } from './goals.ts';
import { mean, median, p95, type Sample } from './samples.ts';

export interface Row {
  readonly name: RowName;
  readonly size: Size;
  readonly unit: 'ms' | 'MB';
  readonly goal?: Goal;
  /** Absent where nothing could be measured; `note` says why. */
  readonly median?: number;
  readonly p95?: number;
  /** Milliseconds of CPU each time, on average: what the collector does afterwards counts too. */
  readonly cpu?: number;
  readonly samples: number;
  readonly met?: boolean;
  readonly note?: string;
}

/** How long something took. */
export function timeRow(name: RowName, size: Size, samples: readonly Sample[]): Row {
  const walls = samples.map(({ wall }) => wall);
  return row({ name, size, unit: 'ms' }, walls, mean(samples.map(({ cpu }) => cpu)));
}

/** How much CPU something took; it is the average that has to meet the goal. */
export function cpuRow(name: RowName, size: Size, samples: readonly Sample[]): Row {
  const times = samples.map(({ cpu }) => cpu);
  const made = row({ name, size, unit: 'ms' }, times, mean(times));
  return made.goal ? { ...made, met: mean(times) <= made.goal.median } : made;
}

export function memoryRow(name: RowName, size: Size, megabytes: readonly number[]): Row {
  return row({ name, size, unit: 'MB' }, megabytes, undefined);
}

export const NOT_OFFERED = 'NOT OFFERED';

export function missingRow(name: RowName, size: Size, note: string): Row {
  const goal = goalOf(name, size);
  return { name, size, unit: 'ms', ...(goal ? { goal } : {}), samples: 0, note };
}

function row(
  of: Pick<Row, 'name' | 'size' | 'unit'>,
  values: readonly number[],
  cpu: number | undefined,
): Row {
  const goal = goalOf(of.name, of.size);
  const found = { median: median(values), p95: p95(values) };
  const isMet = goal && found.median <= goal.median && found.p95 <= (goal.p95 ?? Number.POSITIVE_INFINITY);
  return {
    ...of,
    ...found,
    samples: values.length,
    ...(cpu === undefined ? {} : { cpu }),
    ...(goal ? { goal } : {}),
    ...(isMet === undefined ? {} : { met: isMet }),
  };
}

const WIDTHS = [32, 9, 12, 10, 10, 10];
const HEAD = ['', 'mailboxes', 'goal', 'median', 'p95', 'CPU', ''];

export function table(rows: readonly Row[]): string {
  return [HEAD, ...rows.map(cells)].map(aligned).join('\n');
}

function cells({ name, size, unit, goal, median, p95, cpu, met, note }: Row): string[] {
  const shown = (value: number | undefined) => (value === undefined ? '' : figure(value));
  return [
    name,
    size.toLocaleString('en'),
    goal ? `${[goal.median, ...(goal.p95 === undefined ? [] : [goal.p95])].join(' / ')} ${unit}` : '',
    shown(median),
    shown(p95),
    shown(cpu),
    note ?? (met === undefined ? '' : met ? 'met' : 'MISSED'),
  ];
}

export function aligned(texts: readonly string[]): string {
  const padded = texts.map((text, index) => {
    const width = WIDTHS[index] ?? 0;
    return index === 0 ? text.padEnd(width) : text.padStart(width);
  });
  return padded
    .slice(0, -1)
    .join(' ')
    .concat('  ', texts.at(-1) ?? '')
    .trimEnd();
}

/** Three figures are enough of any. */
export const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(value >= 10 ? 3 : 2);
