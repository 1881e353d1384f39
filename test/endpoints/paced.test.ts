import { describe, expect, test } from 'vitest';
import { pacedSource, pacedTarget, paceOf } from '../../server/endpoints/paced.ts';
import type { Endpoint } from '../../server/planning/migration-plan.ts';
import type { Clock, MailReading } from '../../server/running/ports.ts';
import { MemoryMailbox } from '../support/memory-mail.ts';

const { signal } = new AbortController();

const endpoint = (more: Partial<Endpoint>): Endpoint => ({
  ...{ name: 'old', kind: 'imap', host: 'imap.a.example', port: 993, security: 'tls', connections: 4 },
  login: { method: 'master', user: 'migration', secret: { kind: 'prompt' } },
  ...more,
});

/** A clock that only waiting moves. */
function clockFrom(start: string): Clock & { passed(): number } {
  const begin = new Date(start).getTime();
  let now = begin;
  return {
    now: () => new Date(now),
    wait: async (milliseconds) => {
      now += milliseconds;
    },
    passed: () => (now - begin) / 1000,
  };
}

test('an endpoint without a pace is not slowed', () => {
  expect(paceOf(endpoint({}), clockFrom('2025-01-20T12:00:00Z'))).toBeUndefined();
});

test('the rate holds over all that passes, after a first second of grace', async () => {
  const clock = clockFrom('2025-01-20T12:00:00Z');
  const pace = paceOf(endpoint({ rate: 1_000_000 }), clock);
  for (let i = 0; i < 100; i++) await pace?.pass(200_000, signal);
  expect(clock.passed()).toBeCloseTo(19, 1);
});

describe('what is read', () => {
  /** A mailbox of large messages that tells whether an answer is under way, and a clock that minds. */
  function slowly(more: Partial<Endpoint>, count: number, start = '2025-01-20T12:00:00Z') {
    const mailbox = new MemoryMailbox();
    for (let number = 0; number < count; number++) mailbox.put('INBOX', 'x'.repeat(1_000_000));
    const uids = mailbox.folder('INBOX').messages.map(({ uid }) => uid);
    const clock = clockFrom(start);
    const waits: boolean[] = [];
    let answering = false;
    const wait: Clock['wait'] = (milliseconds, asked) => {
      waits.push(answering);
      return clock.wait(milliseconds, asked);
    };
    const answered = <R extends MailReading>(store: R): R => ({
      ...store,
      async *messages(...asked: Parameters<MailReading['messages']>) {
        answering = true;
        yield* store.messages(...asked);
        answering = false;
      },
    });
    const pace = paceOf(endpoint(more), { ...clock, wait });
    if (!pace) throw new Error('it was to have a pace');
    const source = pacedSource(pace, answered(mailbox.asSource()));
    const target = pacedTarget(pace, answered(mailbox.asTarget()));
    const read = async (asked: readonly number[], store: MailReading = source) => {
      let found = 0;
      for await (const { content } of store.messages('INBOX', asked, signal)) found += content.length;
      return found;
    };
    return { clock, waits, uids, target, read };
  }

  test('is never kept waiting within an answer, however large, and is paid before the next', async () => {
    const { clock, waits, uids, read } = slowly({ rate: 10_000 }, 3);
    expect(await read(uids)).toBe(3_000_000);
    expect(clock.passed()).toBe(0);
    await read(uids.slice(0, 1));
    expect(clock.passed()).toBe(299);
    await read(uids.slice(0, 1));
    expect(clock.passed()).toBe(399);
    expect(waits).toEqual([false, false]);
  });

  test('keeps the rate over a whole folder too', async () => {
    const { clock, waits, uids, read } = slowly({ rate: 1_000_000 }, 120);
    expect(await read(uids)).toBe(120_000_000);
    expect(clock.passed()).toBe(99);
    expect(waits).toEqual([false, false]);
  });

  test('is paid before an append to the same endpoint', async () => {
    const { clock, waits, uids, target, read } = slowly({ rate: 1_000_000 }, 10);
    await read(uids, target);
    await target.append('INBOX', { content: Buffer.from(''), flags: [], receivedAt: new Date(0) }, signal);
    expect(clock.passed()).toBe(9);
    expect(waits).toEqual([false]);
  });

  test('is not asked for in quiet hours that begin while the rate is waited for', async () => {
    const quiet = { from: '12:01', to: '12:30', timezone: 'UTC' };
    const { clock, uids, read } = slowly({ quiet, rate: 10_000 }, 1);
    await read(uids);
    await read(uids);
    expect(clock.now().toISOString()).toBe('2025-01-20T12:30:00.000Z');
  });

  test('comes to its end when quiet hours begin meanwhile', async () => {
    const quiet = { from: '13:00', to: '14:00', timezone: 'UTC' };
    const { clock, waits, uids, read } = slowly({ quiet }, 2, '2025-01-20T12:59:59Z');
    const reading = read(uids);
    await clock.wait(1000, signal);
    expect(await reading).toBe(2_000_000);
    expect(clock.passed()).toBe(1);
    await read(uids);
    expect(clock.now().toISOString()).toBe('2025-01-20T14:00:00.000Z');
    expect(waits).not.toContain(true);
  });
});

describe('quiet hours', () => {
  const cases = [
    { now: '2025-01-20T07:30:00Z', from: '08:00', to: '18:00', until: '2025-01-20T17:00:00.000Z' }, // 08:30 in Paris
    { now: '2025-01-20T06:59:00Z', from: '08:00', to: '18:00', until: undefined }, // 07:59
    { now: '2025-01-20T17:00:00Z', from: '08:00', to: '18:00', until: undefined }, // 18:00
    { now: '2025-07-20T06:30:00Z', from: '08:00', to: '18:00', until: '2025-07-20T16:00:00.000Z' }, // summer time
    { now: '2025-01-20T22:30:00Z', from: '23:00', to: '02:00', until: '2025-01-21T01:00:00.000Z' }, // over midnight
  ];
  test.each(cases)('$now, quiet $from to $to', async ({ now, from, to, until }) => {
    const clock = clockFrom(now);
    const told: (string | undefined)[] = [];
    const quiet = { from, to, timezone: 'Europe/Paris' };
    const pace = paceOf(endpoint({ quiet }), clock, (_, end) => told.push(end.toISOString()));
    await pace?.pass(1, signal);
    expect(told).toEqual(until === undefined ? [] : [until]);
    expect(clock.now().toISOString()).toBe(until ?? new Date(now).toISOString());
  });

  test('are given up when the person stops the run', async () => {
    const stopping = new AbortController();
    const clock = clockFrom('2025-01-20T12:00:00Z');
    const quiet = { from: '08:00', to: '18:00', timezone: 'Europe/Paris' };
    const waiting = paceOf(endpoint({ quiet }), { ...clock, wait: async () => stopping.abort() });
    await expect(waiting?.pass(1, stopping.signal)).rejects.toMatchObject({
      failure: { kind: 'interrupted' },
    });
  });
});
