/** Days of the calendar, as ISO text, and moments as people write them. Days have no zone; moments are told in this machine's. */
import type { Language } from './language.ts';
import { TAGS } from './quantities.ts';

/** An ISO day: `2025-01-20`. */
export type Day = string;

/** The day it is on this machine. */
export const dayOf = (moment: Date): Day =>
  [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

export const daysBetween = (from: Day, to: Day): number =>
  Math.round((midnight(to) - midnight(from)) / A_DAY);

export const addDays = (day: Day, days: number): Day =>
  new Date(midnight(day) + days * A_DAY).toISOString().slice(0, 10);

/** The Monday of a day's week. */
export const mondayOf = (day: Day): Day => addDays(day, -((weekday(day) + 6) % 7));

/** `20 Jan`, `20 janv.` */
export const shortDay = (day: Day, language: Language): string =>
  format(day, language, { day: 'numeric', month: 'short' });

/** `Mon 20 Jan`, `lun. 20 janv.` */
export const shortWeekday = (day: Day, language: Language): string =>
  format(day, language, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');

/** `Monday 20 January 2025` */
export const longDay = (day: Day, language: Language): string =>
  format(day, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '');

/** `January`, `Jan` */
export const monthOf = (day: Day, month: 'long' | 'short', language: Language): string =>
  format(day, language, { month });

/** `18:42` */
export const clock = (at: Date, language: Language): string =>
  at.toLocaleTimeString(TAGS[language], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `18:42`; with its day before it where that is not today: `20 Jan 18:42`. */
export function shortMoment(moment: string, now: Date, language: Language): string {
  const at = new Date(moment);
  const time = clock(at, language);
  const day = dayOf(at);
  return day === dayOf(now) ? time : `${shortDay(day, language)} ${time}`;
}

const A_DAY = 86_400_000;

const midnight = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const weekday = (day: Day): number => new Date(midnight(day)).getUTCDay();

const format = (day: Day, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Date(midnight(day)).toLocaleDateString(TAGS[language], { ...options, timeZone: 'UTC' });
