/**
 * The public holidays of a country, from the date-holidays package: loaded when the first plan that names a country asks,
 * since its data are large. Feasts by the moon are as calculated there; what a town adds is not in them.
 */
import type { HolidayNames } from '../language/model/surroundings.ts';

const DAY = 86_400_000;

/** By day, for some years; none for a country (ISO 3166-1) that is not known. */
export async function holidaysOf(
  country: string,
  years: readonly number[],
): Promise<ReadonlyMap<string, HolidayNames>> {
  const { default: Holidays } = await import('date-holidays');
  const calendar = new Holidays(country.toUpperCase(), { types: ['public'] });
  const days = new Map<string, HolidayNames>();
  for (const year of years) {
    const french = new Map(calendar.getHolidays(year, 'fr').map(({ date, name }) => [date, name]));
    for (const { date, name, start, end } of calendar.getHolidays(year, 'en')) {
      const names = { en: name, fr: french.get(date) ?? name };
      for (const day of daysFrom(date, end.getTime() - start.getTime())) {
        if (!days.has(day)) days.set(day, names);
      }
    }
  }
  return days;
}

/** The days of a holiday: most take one. */
function daysFrom(date: string, length: number): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: Math.max(1, Math.round(length / DAY)) }, (_, number) =>
    new Date(first + number * DAY).toISOString().slice(0, 10),
  );
}
