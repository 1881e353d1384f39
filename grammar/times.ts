/** The values of the language that say when: days, times, days from a lot's date, durations, hours and time zones. */
import { described, type Shape, single } from './combinators.ts';
import { Cursor } from './cursor.ts';
import { atomOf, choiceOf, namedValue, sequenceOf, wordsOf } from './description.ts';

/** A day that exists, as `YYYY-MM-DD`: ISO dates compare as text. */
export const date: Shape<string> = single(
  'date',
  atomOf('date'),
  ({ kind, text }) => (kind === 'date' && isDay(text) ? text : undefined),
  'a day that exists',
);

function isDay(written: string): boolean {
  const day = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written);
}

/** Time of day as `HH:MM`. */
export const time: Shape<string> = single(
  'time',
  atomOf('time'),
  ({ kind, text }) =>
    kind === 'time' && /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(text) ? text.padStart(5, '0') : undefined,
  'before 24:00',
);

/** Days from a lot's date: `D-14` is -14, `D` 0; `J` (jour) is read for `D`. */
export const offset: Shape<number> = single(
  'offset',
  choiceOf(atomOf('offset'), wordsOf('D', 'J')),
  ({ text }) => (/^[DJ](?:[+-]\d{1,4})?$/.test(text) ? Number(text.slice(1) || 0) : undefined),
  'at most four digits',
);

export interface Duration {
  readonly count: number;
  readonly unit: 'minutes' | 'hours' | 'days';
}

const DURATIONS: ReadonlyMap<string, Duration['unit']> = new Map([
  ['minute', 'minutes'],
  ['minutes', 'minutes'],
  ['hour', 'hours'],
  ['hours', 'hours'],
  ['day', 'days'],
  ['days', 'days'],
]);

/** `60 days`, `8 hours`. */
export const duration: Shape<Duration> = described(
  namedValue(
    'duration',
    sequenceOf({ count: atomOf('number'), unit: wordsOf(...DURATIONS.keys()) }),
    'a whole number',
  ),
  (cursor) => {
    const unit = DURATIONS.get(cursor.peek()?.text ?? '');
    const count = cursor.here?.kind === 'number' ? Number(cursor.here.text) : Number.NaN;
    return unit && Number.isInteger(count) ? cursor.take({ count, unit }, 2) : cursor.fail('duration');
  },
);

/** `08:00..18:00`; an end before the start runs over midnight. */
export const quietHours: Shape<{ from: string; to: string }> = described(
  namedValue(
    'quiet-hours',
    sequenceOf({ from: time.description, dots: wordsOf('..'), to: time.description }),
  ),
  (cursor) => {
    const [first, dots, second] = [cursor.here, cursor.peek(), cursor.peek(2)];
    const from = first && time(new Cursor([first]))?.value;
    const to = second && time(new Cursor([second]))?.value;
    return from && to && dots?.text === '..' ? cursor.take({ from, to }, 3) : cursor.fail('quiet-hours');
  },
);

/** `Europe/Paris`: a name of the IANA time zone database, known to this machine's. */
export const timezone: Shape<string> = described(
  namedValue(
    'timezone',
    sequenceOf({
      area: atomOf('word'),
      more: { kind: 'repeated', of: sequenceOf({ slash: wordsOf('/'), place: atomOf('word') }) },
    }),
    'a name of the IANA time zone database',
  ),
  (cursor) => {
    let count = 1;
    let written = cursor.here?.kind === 'word' ? cursor.here.text : '';
    while (count < 5 && cursor.peek(count)?.text === '/' && cursor.peek(count + 1)) {
      written += `/${cursor.peek(count + 1)?.text}`;
      count += 2;
    }
    return written !== '' && isTimezone(written) ? cursor.take(written, count) : cursor.fail('timezone');
  },
);

function isTimezone(written: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: written }));
  } catch {
    return false;
  }
}
