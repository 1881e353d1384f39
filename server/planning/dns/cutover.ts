/** When mail is to arrive at a lot's target, and how far off that is. Reads no clock: the time is the analysis's. */
import type { Analysis } from '../../language/analysis.ts';
import { dayAfter, type LocalTime, minutesOf } from '../../language/model/calendar/dates.ts';
import { beginOf, calendarOf, stepFor } from '../../language/model/calendar/lot-calendar.ts';

export interface Cutover {
  readonly at: LocalTime;
  /** Minutes until then, fewer than 0 once it is past; absent where nobody has told the time. */
  readonly left?: number;
}

/** By its timeline's `cutover`; the beginning of its date where it has none. */
export function cutoverOf({ model }: Analysis, lot: string): Cutover | undefined {
  const declared = model.declared('lot', lot);
  const date = declared?.has.date?.value;
  if (!declared || date === undefined) return undefined;
  const step = stepFor(calendarOf(declared, model), 'cutover');
  const at = step ? beginOf(step) : { day: date, minutes: 0 };
  const now = model.now();
  return { at, ...(now && { left: minutesOf(at) - minutesOf(now) }) };
}

/** Mail should arrive at the target already. Where nobody knows, it should not. */
export const isPast = (cutover: Cutover | undefined): boolean =>
  cutover?.left !== undefined && cutover.left <= 0;

/** The last moment for what takes so many minutes before the cutover. */
export function latestFor({ at }: Cutover, minutes: number): LocalTime {
  const moment = minutesOf(at) - minutes;
  const days = Math.floor(moment / DAY);
  return { day: dayAfter('1970-01-01', days), minutes: moment - days * DAY };
}

/** In minutes. */
const DAY = 24 * 60;
