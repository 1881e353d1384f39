/**
 * Dates for lots, all on Tuesdays and Thursdays that are no public holiday in France, so that no rule has anything to say
 * of a lot's day. Far enough ahead that none of them is past.
 */
const FIRST = Date.UTC(2030, 0, 8);
const DAY = 86_400_000;
const [TUESDAY, THURSDAY] = [2, 4];
/** Those of every year on the same day. */
const HOLIDAYS = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

export function lotDates(count: number): string[] {
  const dates: string[] = [];
  for (let day = FIRST; dates.length < count; day += DAY) if (isWorkable(new Date(day))) dates.push(iso(day));
  return dates;
}

function isWorkable(date: Date): boolean {
  const monthAndDay = date.toISOString().slice(5, 10);
  if (HOLIDAYS.includes(monthAndDay)) return false;
  if (date.getUTCDay() === TUESDAY) return true;
  return date.getUTCDay() === THURSDAY && !mayBeAscension(monthAndDay);
}

/** Easter is from 22 March to 25 April, Ascension 39 days later. */
const mayBeAscension = (monthAndDay: string): boolean => monthAndDay >= '04-30' && monthAndDay <= '06-03';

const iso = (day: number): string => new Date(day).toISOString().slice(0, 10);
