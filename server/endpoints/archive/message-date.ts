/** When a message arrived, as far as its file tells: the line before it in an mbox file, its header fields. Pure. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Tue Jan  2 03:04:05 2024`, as in the From_ line (RFC 4155, in UTC); some programs add a zone. */
const CTIME =
  /\b([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s+([A-Z]{1,5}|[+-]\d{4}))?\s+(\d{4})(?:\s+([+-]\d{4}))?/;

/** `2 Jan 2024 03:04:05 +0200` (RFC 5322, 3.3), also with a year of two digits. */
const INTERNET_DATE =
  /(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Z]{1,5})?/;

/** The zones that RFC 5322 (4.3) names; others are read as UTC, as it says. */
const ZONES: Readonly<Record<string, number>> = {
  EDT: -240,
  EST: -300,
  CDT: -300,
  CST: -360,
  MDT: -360,
  MST: -420,
  PDT: -420,
  PST: -480,
};

/** The date of a From_ line; undefined where it has none. */
export function dateOfFromLine(line: string): Date | undefined {
  const found = CTIME.exec(line);
  if (!found) return undefined;
  const [, month = '', day, hour, minute, second, zone, year, after] = found;
  return instant(Number(year), month, [day, hour, minute, second], after ?? zone);
}

/** What the topmost Received field says after its semicolon, else the Date field. */
export function dateOfHeader(header: string): Date | undefined {
  const unfolded = header.replace(/\r?\n[ \t]+/g, ' ');
  const received = /^received:(.*)$/im.exec(unfolded)?.[1];
  const stamped = received?.slice(received.lastIndexOf(';') + 1);
  return internetDate(stamped ?? '') ?? sentAt(unfolded);
}

/** The Date field. */
export function sentAt(header: string): Date | undefined {
  const unfolded = header.replace(/\r?\n[ \t]+/g, ' ');
  return internetDate(/^date:(.*)$/im.exec(unfolded)?.[1] ?? '');
}

function internetDate(written: string): Date | undefined {
  const found = INTERNET_DATE.exec(written);
  if (!found) return undefined;
  const [, day, month = '', year, hour, minute, second, zone] = found;
  return instant(fullYear(Number(year)), month, [day, hour, minute, second], zone);
}

/** RFC 5322, 4.3: below 50 in this century, three digits counted from 1900. */
function fullYear(year: number): number {
  if (year >= 1000) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function instant(
  year: number,
  month: string,
  parts: readonly (string | undefined)[],
  zone: string | undefined,
): Date | undefined {
  const at = MONTHS.indexOf(month.toLowerCase());
  const [day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  if (at < 0 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined;
  return new Date(Date.UTC(year, at, day, hour, minute, second) - minutesEast(zone) * 60_000);
}

function minutesEast(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return ZONES[zone ?? ''] ?? 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
