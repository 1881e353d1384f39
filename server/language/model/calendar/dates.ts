/** Days as the plan writes them, ISO text; a day has no hour and no zone. */

const DAY = 86_400_000;

const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later; earlier where `days` is negative. */
export const dayAfter = (day: string, days: number): string =>
  new Date(instantOf(day) + days * DAY).toISOString().slice(0, 10);

/** How many days `to` is after `from`. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((instantOf(to) - instantOf(from)) / DAY);

/** Monday is 1, Sunday 7 (ISO 8601). */
export const weekdayOf = (day: string): number => new Date(instantOf(day)).getUTCDay() || 7;

/** Whether people are off on that day of the week in a country (Unicode CLDR, week data); Saturday and Sunday without one. */
export const isWeekend = (day: string, country?: string): boolean =>
  weekendOf(country).includes(weekdayOf(day));

const SATURDAY_AND_SUNDAY: readonly number[] = [6, 7];
const weekends = new Map<string, readonly number[]>();

function weekendOf(country: string | undefined): readonly number[] {
  if (country === undefined || !/^[A-Z]{2}$/i.test(country)) return SATURDAY_AND_SUNDAY;
  const known = weekends.get(country);
  if (known) return known;
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    getWeekInfo?: () => { readonly weekend: readonly number[] };
  };
  const days = locale.getWeekInfo?.().weekend ?? SATURDAY_AND_SUNDAY;
  weekends.set(country, days);
  return days;
}

/** A day and minutes since its midnight, where the plan's people are. */
export interface LocalTime {
  readonly day: string;
  readonly minutes: number;
}

/** A moment as one number, for comparing and subtracting: minutes since 1970 on the clocks of one place. */
export const minutesOf = ({ day, minutes }: LocalTime): number => instantOf(day) / 60_000 + minutes;

/** What the clocks show in a time zone; in UTC where the zone is not known. */
export function localTime(instant: number, timezone: string): LocalTime {
  const parts = Object.fromEntries(
    formatterOf(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    minutes: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: isTimezone(timezone) ? timezone : 'UTC',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(timezone, made);
  return made;
}

function isTimezone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}

/** `Saturday`, `samedi`. */
export const weekdayName = (day: string, locale: 'en' | 'fr'): string =>
  WEEKDAYS[locale][weekdayOf(day) - 1] ?? '';

const WEEKDAYS = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  fr: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
} as const;

/** `20 January 2025`, `20 janvier 2025`, `1er janvier 2025`. */
export function humanDay(day: string, locale: 'en' | 'fr'): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = locale === 'fr' && date === 1 ? '1er' : String(date);
  return `${first} ${MONTHS[locale][month - 1]} ${year}`;
}

const MONTHS = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
} as const;
