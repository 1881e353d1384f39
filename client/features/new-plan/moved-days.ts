/** Days of a plan's texts moved by whole weeks: what is weeks apart stays so, and Mondays stay Mondays. */

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** Time enough for the sheets of its first lot. */
const AHEAD = 6 * WEEK;

/** The files of a starter as if it were written today: plans are to come, inventories have just been taken. */
export function startingNow(
  files: readonly string[],
  texts: readonly string[],
  today: Date,
): Map<string, string> {
  const plans = movedDays(texts, today);
  return new Map(
    files.map((file, index) => [
      file,
      file.endsWith('.migplan') ? (plans[index] ?? '') : pastDays(texts[index] ?? '', today),
    ]),
  );
}

/** All of them together, so that the first lot is some weeks away. */
export function movedDays(texts: readonly string[], today: Date): string[] {
  const lots = texts.flatMap((text) =>
    [...text.matchAll(/\bdate (\d{4}-\d\d-\d\d)/g)].map(([, day = '']) => Date.parse(day)),
  );
  if (lots.length === 0) return [...texts];
  const weeks = Math.ceil((today.getTime() + AHEAD - Math.min(...lots)) / WEEK);
  return texts.map((text) => text.replace(DAYS, (day) => moved(day, weeks)));
}

/** Of an inventory, so that its last day has just been: what the source held is no forecast. */
function pastDays(text: string, today: Date): string {
  const days = [...text.matchAll(DAYS)].map(([day]) => Date.parse(day));
  if (days.length === 0) return text;
  const weeks = Math.floor((today.getTime() - Math.max(...days)) / WEEK);
  return text.replace(DAYS, (day) => moved(day, weeks));
}

const DAYS = /\b\d{4}-\d\d-\d\d\b/g;

const moved = (day: string, weeks: number): string =>
  new Date(Date.parse(day) + weeks * WEEK).toISOString().slice(0, 10);
