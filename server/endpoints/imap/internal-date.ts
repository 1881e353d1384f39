/** INTERNALDATE as IMAP writes it (`date-time`, RFC 3501, 9). */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH_AT: ReadonlyMap<string, number> = new Map(MONTHS.map((name, at) => [name.toLowerCase(), at]));

/** The same instant, told in UTC. */
export function internalDate(instant: Date): string {
  const day = String(instant.getUTCDate()).padStart(2, ' ');
  const year = String(instant.getUTCFullYear()).padStart(4, '0');
  return `${day}-${MONTHS[instant.getUTCMonth()]}-${year} ${instant.toISOString().slice(-13, -5)} +0000`;
}

const DATE_TIME = /^ ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

/** The instant; what is no date of this form is read as any other date is, and the epoch where it is none at all. */
export function readInternalDate(written: string): Date {
  const [, day, month = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] =
    DATE_TIME.exec(written) ?? [];
  const monthAt = MONTH_AT.get(month.toLowerCase());
  if (monthAt === undefined) return otherwise(written);
  const local = Date.UTC(Number(year), monthAt, Number(day), Number(hour), Number(minute), Number(second));
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  return new Date(sign === '-' ? local + offset : local - offset);
}

function otherwise(written: string): Date {
  const read = new Date(written);
  return Number.isNaN(read.getTime()) ? new Date(0) : read;
}
