import { describe, expect, test } from 'vitest';
import { paceOf } from '../../server/endpoints/paced.ts';
import type { Endpoint } from '../../server/planning/migration-plan.ts';
import type { Clock } from '../../server/running/ports.ts';

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
