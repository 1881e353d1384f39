/** An endpoint's rate and quiet hours, on a clock that only waiting moves. */
import { describe, expect, test } from 'vitest';
import { pacedSource, pacedTarget, paceOf } from '../../server/endpoints/paced.ts';
import type { MailServer } from '../../server/planning/migration-plan.ts';
import type { Clock, LargeContent, MailReading, NewMessage } from '../../server/running/ports.ts';
import { MemoryMailbox } from '../support/memory-mail.ts';

const { signal } = new AbortController();

const endpoint = (more: Partial<MailServer>): MailServer => ({
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

/** A mailbox of large messages that tells whether an answer is under way, and a clock that minds. */
function slowly(more: Partial<MailServer>, count: number, start = '2025-01-20T12:00:00Z') {
  const mailbox = new MemoryMailbox();
  for (let number = 0; number < count; number++) mailbox.put('INBOX', 'x'.repeat(1_000_000));
  const all = mailbox.folder('INBOX').messages.map(({ uid }) => ({ uid, size: 1_000_000 }));
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
  const read = async (asked: readonly { uid: number; size: number }[], store: MailReading = source) => {
    let found = 0;
    for await (const { content } of store.messages('INBOX', asked, signal))
      found += Buffer.isBuffer(content) ? content.length : content.size;
    return found;
  };
  return { mailbox, clock, waits, all, pace, source, target, read };
}

const message = (content: NewMessage['content']): NewMessage => ({
  content,
  flags: [],
  receivedAt: new Date(0),
});

describe('what is read', () => {
  test('is never kept waiting within an answer, however large, and is paid before the next', async () => {
    const { clock, waits, all, read } = slowly({ rate: 10_000 }, 3);
    expect(await read(all)).toBe(3_000_000);
    expect(clock.passed()).toBe(199);
    await read(all.slice(0, 1));
    expect(clock.passed()).toBe(299);
    expect(waits).toEqual([false, false, false]);
  });

  test('keeps the rate over a whole folder too', async () => {
    const { clock, waits, all, read } = slowly({ rate: 1_000_000 }, 120);
    expect(await read(all)).toBe(120_000_000);
    expect(clock.passed()).toBe(109); // the last answer is owed
    expect(waits).not.toContain(true);
  });

  test('is paid before an append to the same endpoint', async () => {
    const { clock, waits, all, target, read } = slowly({ rate: 1_000_000 }, 10);
    await read(all, target);
    await target.append('INBOX', [message(Buffer.from(''))], signal);
    expect(clock.passed()).toBe(9);
    expect(waits).toEqual([false]);
  });

  test('is not asked for in quiet hours that begin while the rate is waited for', async () => {
    const quiet = { from: '12:01', to: '12:30', timezone: 'UTC' };
    const { clock, all, read } = slowly({ quiet, rate: 10_000 }, 1);
    await read(all);
    await read(all);
    expect(clock.now().toISOString()).toBe('2025-01-20T12:30:00.000Z');
  });

  test('comes to its end when quiet hours begin meanwhile', async () => {
    const quiet = { from: '13:00', to: '14:00', timezone: 'UTC' };
    const { clock, waits, all, read } = slowly({ quiet }, 2, '2025-01-20T12:59:59Z');
    const reading = read(all);
    await clock.wait(1000, signal);
    expect(await reading).toBe(2_000_000);
    expect(clock.passed()).toBe(1);
    await read(all);
    expect(clock.now().toISOString()).toBe('2025-01-20T14:00:00.000Z');
    expect(waits).not.toContain(true);
  });
});

describe('what is sent', () => {
  /** So many pieces of 100 kB. */
  const large = (count: number): LargeContent => ({
    size: count * 100_000,
    async *pieces() {
      for (let at = 0; at < count; at++) yield Buffer.alloc(100_000);
    },
  });

  test('a batch is counted as a whole, before it is sent', async () => {
    const { clock, target } = slowly({ rate: 10_000 }, 0);
    const batch = [message(Buffer.alloc(40_000)), message(Buffer.alloc(60_000))];
    await target.append('INBOX', batch, signal);
    expect(clock.passed()).toBe(9);
  });

  test('a large message is counted piece by piece, as it is read and as it is written, and holds nobody for long', async () => {
    const { clock, mailbox, pace, target } = slowly({ rate: 10_000 }, 0);
    const slow = pacedSource(pace, {
      ...mailbox.asSource(),
      async *messages() {
        yield { uid: 1, content: large(10) };
      },
    });
    for await (const { content } of slow.messages('INBOX', [{ uid: 1, size: 1_000_000 }], signal)) {
      const copied = target.append('INBOX', [message(content)], signal);
      expect(await copied).toMatchObject([{ kind: 'appended' }]);
    }
    expect(mailbox.folder('INBOX').messages.map((one) => one.content.length)).toEqual([1_000_000]);
    // 2 MB at 10 kB/s, in both directions; what was not waited for between pieces is paid by whoever comes next.
    await target.append('INBOX', [message(Buffer.alloc(0))], signal);
    expect(clock.passed()).toBe(199);
  });

  test('keeps its order, whatever each has to wait for', async () => {
    const { mailbox, target } = slowly({ rate: 10_000 }, 0);
    const sent = [50_000, 10, 20_000, 20].map((size) =>
      target.append('INBOX', [message(Buffer.alloc(size))], signal),
    );
    await Promise.all(sent);
    const sizes = mailbox.folder('INBOX').messages.map(({ content }) => content.length);
    expect(sizes).toEqual([50_000, 10, 20_000, 20]);
  });

  test('nothing is, where the person stops the run meanwhile, and each message says so', async () => {
    const stopping = new AbortController();
    const mailbox = new MemoryMailbox();
    const clock = clockFrom('2025-01-20T12:00:00Z');
    const pace = paceOf(endpoint({ rate: 10 }), { ...clock, wait: async () => stopping.abort() });
    if (!pace) throw new Error('it was to have a pace');
    const batch = [message(Buffer.alloc(1000)), message(Buffer.alloc(1000))];
    const outcomes = await pacedTarget(pace, mailbox.asTarget()).append('INBOX', batch, stopping.signal);
    expect(outcomes).toMatchObject([
      { kind: 'unsent', failure: { kind: 'interrupted' } },
      { kind: 'unsent', failure: { kind: 'interrupted' } },
    ]);
    expect(mailbox.folder('INBOX').messages).toEqual([]);
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

  test('are told once, however many connections wait', async () => {
    const told: string[] = [];
    const quiet = { from: '08:00', to: '18:00', timezone: 'UTC' };
    const clock = clockFrom('2025-01-20T17:58:00Z');
    const pace = paceOf(endpoint({ quiet }), clock, (_, end) => told.push(end.toISOString()));
    await Promise.all([1, 2, 3].map((bytes) => pace?.pass(bytes, signal)));
    expect(told).toEqual(['2025-01-20T18:00:00.000Z']);
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
