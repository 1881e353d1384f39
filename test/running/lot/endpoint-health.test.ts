/** How long an endpoint is left alone, and when it is given up. */
import { expect, test } from 'vitest';
import { text } from '../../../server/planning/text.ts';
import type { Failure } from '../../../server/running/failures.ts';
import {
  EndpointHealth,
  type HealthEvent,
  ordinaryHealth,
} from '../../../server/running/lot/endpoint-health.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const { signal } = new AbortController();
const told = { reach: 'lot', where: text('w', 'W'), what: text('x', 'X'), words: 'y' } as const;
const throttled: Failure = { kind: 'throttled', ...told };
const away: Failure = { kind: 'unreachable', ...told };

function begin() {
  const clock = new VirtualClock();
  const events: HealthEvent[] = [];
  const givenUp: Failure[] = [];
  const raised: number[] = [];
  let limit = 4;
  const start = clock.now().getTime();
  const minutes = (): number => (clock.now().getTime() - start) / 60_000;
  const health = new EndpointHealth({
    ...{
      clock,
      signal,
      onEvent: (event) => events.push(event),
      onGivenUp: (failure) => givenUp.push(failure),
    },
    onThrottled: () => {
      limit = Math.max(1, Math.floor(limit / 2));
    },
    onRecovered: () => {
      raised.push(minutes());
      return ++limit < 4;
    },
  });
  return { health, clock, events, givenUp, raised, minutes, limit: () => limit };
}

test('a pause without an end grows each time, and is a short one again once a message has passed', async () => {
  const { health, minutes } = begin();
  const rests: number[] = [];
  const rest = async (): Promise<void> => {
    const before = minutes();
    health.note('a', { ...throttled });
    health.note('a', { ...throttled }); // of another worker, at the same time
    await health.clear('a', signal);
    rests.push(minutes() - before);
  };
  for (let at = 0; at < 7; at++) await rest();
  health.answered('a');
  await rest();
  expect(rests).toEqual([0.5, 1, 2, 4, 8, 10, 10, 0.5]);
});

test('a later end puts it off for all, an earlier one changes nothing; other endpoints go on', async () => {
  const { health, clock, events } = begin();
  const until = (time: string): Failure =>
    ({ ...throttled, until: new Date(`2026-01-05T${time}:00Z`) }) as Failure;
  health.note('a', until('08:30'));
  health.note('a', until('08:20'));
  health.note('a', until('08:42'));
  expect(health.clear('b', signal)).toBeUndefined();
  await health.clear('a', signal);
  expect(clock.now().toISOString()).toBe('2026-01-05T08:42:00.000Z');
  expect(health.clear('a', signal)).toBeUndefined();
  expect(
    events.map((event) => event.event === 'throttled' && event.until.toISOString().slice(11, 16)),
  ).toEqual(['08:30', '08:42']);
});

test('after a pause its connections come back one by one', async () => {
  const { health, clock, raised, limit } = begin();
  health.note('a', throttled);
  expect(limit()).toBe(2);
  await health.clear('a', signal);
  await clock.wait(60 * 60_000, signal);
  expect(raised).toEqual([2.5, 4.5]);
  expect(limit()).toBe(4);
});

test('an endpoint that is away is tried by one for all, less and less often, and given up after a while', async () => {
  const { health, givenUp, minutes, events } = begin();
  const tries: number[] = [];
  const absence = async (): Promise<Failure> => {
    tries.push(Math.round(minutes() * 600) / 10);
    return away;
  };
  const waiting = [1, 2, 3].map(() => health.untilBack('a', away, absence, signal));
  const ended = await Promise.allSettled(waiting);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(tries.slice(0, 5)).toEqual([0.5, 1.5, 3.5, 7.5, 15.5]);
  expect(minutes() * 60_000).toBeGreaterThanOrEqual(ordinaryHealth.patience);
  expect(givenUp).toMatchObject([{ kind: 'unreachable', reach: 'lot', words: 'y' }]);
  expect(events.map(({ event }) => event)).toEqual(['away']);
});

test('one that is back at the first try is not spoken of', async () => {
  const { health, events } = begin();
  await health.untilBack('a', away, async () => undefined, signal);
  expect(events).toEqual([]);
});
