/** A lot's calendar, how long its copy takes, and what runs say of it. */
import { describe, expect, test } from 'vitest';
import { isWeekend, localTime } from '../../server/language/model/calendar/dates.ts';
import { calendarOf, pastSteps, timelineOf } from '../../server/language/model/calendar/lot-calendar.ts';
import { durationOf } from '../../server/language/model/calendar/lot-duration.ts';
import { doneSteps, type RecordedMailbox } from '../../server/language/model/calendar/recorded-runs.ts';
import { analyse } from '../support/check.ts';

const TIMELINE = `
timeline standard {
  D-14 send-sheets
  D-4 stage
  D-1 16:00 lock
  D-1 18:00 cutover
  D open
  D+1 delta
}`;

const lotOf = (fixture: string, name = 'one') => {
  const { model } = analyse(fixture);
  const lot = model.declared('lot', name);
  if (!lot) throw new Error(`no lot ${name}`);
  return { model, lot };
};

describe('the calendar', () => {
  test('has the days of the timeline, counted from the lot’s date over the turn of the year', () => {
    const { model, lot } = lotOf(`${TIMELINE}\nlot one { date 2025-01-02 }`);
    expect(calendarOf(lot, model)).toEqual([
      { phase: 'send-sheets', day: '2024-12-19' },
      { phase: 'stage', day: '2024-12-29' },
      { phase: 'lock', day: '2025-01-01', minutes: 16 * 60 },
      { phase: 'cutover', day: '2025-01-01', minutes: 18 * 60 },
      { phase: 'open', day: '2025-01-02' },
      { phase: 'delta', day: '2025-01-03' },
    ]);
  });

  test('is that of the timeline the lot names, else of the only one', () => {
    const two = `${TIMELINE}\ntimeline short { D open }`;
    const named = lotOf(`${two}\nlot one { date 2025-01-02; timeline short }`);
    expect(timelineOf(named.lot, named.model)?.name.value).toBe('short');
    const unnamed = lotOf(`${two}\nlot one { date 2025-01-02 }`);
    expect(calendarOf(unnamed.lot, unnamed.model)).toEqual([]);
  });

  test('is past step by step, where the plan’s people are', () => {
    const plan = `plan "P" { timezone Asia/Tokyo }${TIMELINE}\nlot one { date 2025-01-20 }`;
    const past = (clock: string) => {
      const { model, lot } = lotOf(`${plan}\n# clock: ${clock}`);
      return pastSteps(lot, model).map(({ phase }) => phase);
    };
    expect(past('2025-01-16T14:59Z')).toEqual(['send-sheets']); // 23:59 in Tokyo: the day of the stage is not over
    expect(past('2025-01-16T15:00Z')).toEqual(['send-sheets', 'stage']);
    expect(past('2025-01-19T06:59Z')).toEqual(['send-sheets', 'stage']);
    expect(past('2025-01-19T07:00Z')).toEqual(['send-sheets', 'stage', 'lock']);
  });
});

describe('dates', () => {
  test('are those of the time zone, in summer and in winter', () => {
    expect(localTime(Date.parse('2025-01-19T23:30Z'), 'Europe/Paris')).toEqual({
      day: '2025-01-20',
      minutes: 30,
    });
    expect(localTime(Date.parse('2025-07-19T22:30Z'), 'Europe/Paris')).toEqual({
      day: '2025-07-20',
      minutes: 30,
    });
    expect(localTime(Date.parse('2025-07-19T22:30Z'), 'Nowhere/Nothing').minutes).toBe(22 * 60 + 30);
  });

  test('are in a week-end by the country', () => {
    const friday = '2025-01-17';
    expect([isWeekend(friday), isWeekend(friday, 'FR'), isWeekend(friday, 'EG')]).toEqual([
      false,
      false,
      true,
    ]);
    expect(isWeekend('2025-01-19', 'not a country')).toBe(true);
  });
});

describe('the duration', () => {
  const plan = (old: string, inventory: string, timeline = TIMELINE) => `
plan "P" { source old; target new }
endpoint old imap { host imap.a.example; login master "m" secret env A${old} }
endpoint new imap { host imap.b.example; login master "m" secret env B }${timeline}
domain a.example
lot one { date 2025-01-20; domain a.example }
mailbox anna@a.example "Anna"
# inventory: anna@a.example ${inventory}`;
  const duration = (...values: Parameters<typeof plan>) => {
    const { model, lot } = lotOf(plan(...values));
    return durationOf(model, lot);
  };

  test('is bytes over rate, from the stage on', () => {
    expect(duration('; rate 1 MB/s', '36 GB')).toEqual({
      bytes: 36e9,
      rate: 1e6,
      endpoint: 'old',
      seconds: 36_000,
      span: 36_000,
      end: { day: '2025-01-16', minutes: 10 * 60 },
    });
  });

  test('waits for quiet hours to pass, over midnight too', () => {
    // 10 hours: from 00:00 six are quiet, then sixteen are not.
    expect(duration('; rate 1 MB/s; quiet 22:00..06:00', '36 GB')?.span).toBe(16 * 3600);
    // 30 hours: eight a day, from 00:00 to 08:00.
    expect(duration('; rate 1 MB/s; quiet 08:00..00:00', '108 GB')?.end).toEqual({
      day: '2025-01-19',
      minutes: 6 * 60,
    });
  });

  test('is an estimate without a day where no timeline has a stage', () => {
    const found = duration('; rate 1 MB/s', '36 GB', '');
    expect(found?.seconds).toBe(36_000);
    expect(found?.end).toBeUndefined();
  });

  test('is unknown without a rate, or without bytes', () => {
    expect(duration('', '36 GB')).toBeUndefined();
    expect(duration('; rate 1 MB/s', '0 GB')).toBeUndefined();
  });
});

describe('what runs have recorded', () => {
  const plan = `${TIMELINE}
domain a.example
lot one { date 2025-01-20; domain a.example }
lot two { date 2025-02-03 }
mailbox anna@a.example "Anna"
shared contact@a.example "Contact" { access anna@a.example full }`;
  const done = (...recorded: Omit<RecordedMailbox, 'stands'>[]) =>
    [
      ...doneSteps(
        analyse(plan).model,
        recorded.map((one) => ({ ...one, stands: 'done' as const })),
        [],
      ),
    ].map(([lot, phases]) => [lot, ...phases]);
  const at = (instant: string) => Date.parse(instant);
  const early = at('2025-01-17T08:00Z');
  const late = at('2025-01-19T19:00Z');

  test('counts when it is so of every mailbox of the lot', () => {
    expect(done({ address: 'anna@a.example', reached: 'copied', at: early })).toEqual([['one']]);
    expect(
      done(
        { address: 'ANNA@a.example', reached: 'copied', at: early },
        { address: 'contact@a.example', reached: 'verified', at: late },
      ),
    ).toEqual([['one', 'stage']]);
    expect(done({ address: 'anna@a.example', at: early })).toEqual([]);
  });

  test('is a delta and a verification from the cutover on', () => {
    const both = (reached: 'copied' | 'verified', instant: number) =>
      done(
        { address: 'anna@a.example', reached, at: instant },
        { address: 'contact@a.example', reached, at: instant },
        { address: 'gone@a.example', reached, at: instant },
      );
    expect(both('verified', early)).toEqual([['one', 'stage']]);
    expect(both('copied', late)).toEqual([['one', 'stage', 'delta']]);
    expect(both('verified', late)).toEqual([['one', 'stage', 'delta', 'verify']]);
  });
});
