import { expect, test } from 'vitest';
import { text } from '../../server/planning/text.ts';
import { type Failure, MailFailure } from '../../server/running/failures.ts';
import { retrying } from '../../server/running/retry.ts';

const policy = { attempts: 4, throttles: 3, firstPause: 100, longestPause: 250 };
const told = { reach: 'mailbox', where: text('w', 'W'), what: text('x', 'X'), words: 'y' } as const;
const transient: Failure = { kind: 'transient', ...told };

function setting(progress = () => 0) {
  const waits: number[] = [];
  const now = new Date(0);
  const clock = { now: () => now, wait: async (milliseconds: number) => void waits.push(milliseconds) };
  const how = { policy, clock, signal: new AbortController().signal, onFailure: () => undefined, progress };
  return { how, waits };
}

test('what may pass is tried again after growing pauses, then given up with its own words', async () => {
  const { how, waits } = setting();
  await expect(retrying(how, () => Promise.reject(new MailFailure(transient)))).rejects.toThrow('w x (y).');
  expect(waits).toHaveLength(3);
  for (const [at, most] of [100, 200, 250].entries()) {
    expect(waits[at]).toBeGreaterThanOrEqual(most / 2);
    expect(waits[at]).toBeLessThanOrEqual(most);
  }
});

test.each(['refused', 'full', 'credentials', 'unreachable', 'certificate', 'ledger'] as const)(
  '%s is not tried again',
  async (kind) => {
    const { how, waits } = setting();
    await expect(retrying(how, () => Promise.reject(new MailFailure({ kind, ...told })))).rejects.toThrow();
    expect(waits).toEqual([]);
  },
);

test('progress starts the count afresh', async () => {
  let done = 0;
  const { how, waits } = setting(() => done);
  const action = async () => {
    if (++done < 20) throw new MailFailure(transient);
    return 'through';
  };
  expect(await retrying(how, action)).toBe('through');
  expect(waits).toHaveLength(19);
});

test('a server that says until when is waited for', async () => {
  const { how, waits } = setting();
  let calls = 0;
  const until = new Date(90_000);
  const action = async () => {
    if (++calls === 1) throw new MailFailure({ kind: 'throttled', until, ...told });
  };
  await retrying(how, action);
  expect(waits).toEqual([90_000]);
});

test('a server that asks to slow down is given up after many times in a row, however few attempts are left', async () => {
  const { how, waits } = setting();
  const throttled = new MailFailure({ kind: 'throttled', ...told });
  const failing = [transient, 'throttled', transient, 'throttled', 'throttled'] as const;
  let calls = 0;
  const action = async () => {
    const failure = failing[calls++];
    throw failure === 'throttled' ? throttled : new MailFailure(transient);
  };
  await expect(retrying(how, action)).rejects.toBe(throttled);
  expect(calls).toBe(5);
  expect(waits).toHaveLength(4);
});
