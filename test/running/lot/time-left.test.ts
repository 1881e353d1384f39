/** How long is left, told from what was measured: held against servers whose costs are known. */
import { expect, test } from 'vitest';
import { type Amount, TimeLeft } from '../../../server/running/lot/time-left.ts';

/** Feeds a second of work at a time; what each second holds is decided by `mix`. */
function measured(
  seconds: number,
  { aMessage, aByte }: { aMessage: number; aByte: number },
  mix: (second: number) => number,
  timeLeft = new TimeLeft(),
  done = { at: 0, messages: 0, bytes: 0 },
) {
  for (let second = 0; second <= seconds; second++) {
    timeLeft.add(done.at, done);
    const size = mix(second);
    const messages = 1000 / (aMessage + size * aByte);
    done.at += 1000;
    done.messages += messages;
    done.bytes += messages * size;
  }
  return { timeLeft, done };
}

const SLOW_MESSAGES = { aMessage: 5, aByte: 0.00001 };

const within = (told: number | undefined, real: number, part: number): void => {
  expect(told).toBeGreaterThan(real * (1 - part));
  expect(told).toBeLessThan(real * (1 + part));
};

const real = ({ messages, bytes }: Amount, costs = SLOW_MESSAGES): number =>
  messages * costs.aMessage + bytes * costs.aByte;

test('small messages after large ones: each is given what it costs', () => {
  const { timeLeft } = measured(120, SLOW_MESSAGES, (second) => (second % 7 < 3 ? 2_000_000 : 20_000));
  const small = { messages: 100_000, bytes: 100_000 * 2000 };
  const large = { messages: 100, bytes: 100 * 20_000_000 };
  within(timeLeft.of(small), real(small), 0.35);
  within(timeLeft.of(large), real(large), 0.35);
});

test('more of the same takes as long as it did', () => {
  const { timeLeft, done } = measured(60, SLOW_MESSAGES, () => 75_000);
  within(timeLeft.of({ messages: done.messages, bytes: done.bytes }), done.at, 0.05);
  within(timeLeft.rate()?.messages, done.messages / 60, 0.05);
});

test('a server that slows down is followed within minutes, not averaged over the night', () => {
  const night = measured(3600, SLOW_MESSAGES, () => 75_000);
  const slower = { aMessage: 50, aByte: 0.0001 };
  const { timeLeft } = measured(200, slower, () => 75_000, night.timeLeft, night.done);
  const left = { messages: 10_000, bytes: 10_000 * 75_000 };
  within(timeLeft.of(left), real(left, slower), 0.05);
});

test('nothing is said before enough was measured, and a pause counts for nothing', () => {
  const { timeLeft, done } = measured(3, SLOW_MESSAGES, () => 75_000);
  const left = { messages: 1000, bytes: 75_000_000 };
  expect(timeLeft.of(left)).toBeUndefined();
  measured(20, SLOW_MESSAGES, () => 75_000, timeLeft, done);
  const before = timeLeft.of(left);
  timeLeft.interrupt();
  expect(timeLeft.of(left)).toBe(before);
  expect(timeLeft.rate()).toBeUndefined();
  done.at += 8 * 3_600_000;
  measured(20, SLOW_MESSAGES, () => 75_000, timeLeft, done);
  within(timeLeft.of(left), real(left), 0.05);
});

test('a run that only finds what is there already has no bytes to count', () => {
  const { timeLeft } = measured(20, { aMessage: 2, aByte: 0 }, () => 0);
  within(timeLeft.of({ messages: 500, bytes: 1e9 }), 1000, 0.01);
});
