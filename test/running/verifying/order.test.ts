/** Order: the fewest messages that stand elsewhere, and what is likely to have brought that about. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestRising } from '../../../server/running/verifying/order.ts';
import { Twins } from './twins.ts';

const messages = Array.from({ length: 500 }, (_, number) => ({
  content: `Message-ID: <${number}@x>\r\nSubject: no ${number}\r\nDate: day ${number}\r\n\r\nbody\r\n`,
  receivedAt: new Date(1e12 + ((number * 7919) % 500) * 1000),
}));

async function reasonFor(order: (places: number[]) => number[]): Promise<string[]> {
  const twins = new Twins([{ path: 'INBOX', messages }]);
  const inbox = twins.to.folder('INBOX');
  const places = order(inbox.messages.map((_, at) => at));
  inbox.messages = places.map((place, at) => ({
    ...(inbox.messages[place] as (typeof inbox.messages)[number]),
    uid: at + 1,
  }));
  const { outcome, differences } = await twins.verify('sample');
  expect(outcome).toBe('equal');
  return differences.map(({ kind, reason }) => `${kind}: ${reason.en}`);
}

describe('one line a folder says how many stand elsewhere, which is the first, and why', () => {
  test('in the same order', async () => {
    expect(await reasonFor((places) => places)).toEqual([]);
  });

  test('those that came last', async () => {
    const late = (place: number) => place === 7 || place === 300;
    const order = (places: number[]) => [...places.filter((place) => !late(place)), 7, 300];
    expect(await reasonFor(order)).toEqual([
      'order: 2 of 500 messages stand in another order, the first: "no 7" of day 7, 55 bytes (they came after all others, as messages do that were refused at first)',
    ]);
  });

  test('newest first', async () => {
    expect(await reasonFor((places) => places.toReversed())).toEqual([
      expect.stringMatching(/^order: 499 of 500 messages .* \(it was copied newest first\)$/),
    ]);
  });

  test('by date of receipt', async () => {
    const date = (place: number) => Number(messages[place]?.receivedAt);
    expect(await reasonFor((places) => places.toSorted((one, other) => date(one) - date(other)))).toEqual([
      expect.stringMatching(/^order: \d+ of 500 messages .* \(the target holds them by date of receipt\)$/),
    ]);
  });

  test('anyhow', async () => {
    const swapped = (places: number[]) => [...places.slice(0, 10), 11, 10, ...places.slice(12)];
    expect(await reasonFor(swapped)).toEqual([
      expect.stringMatching(
        /^order: 1 of 500 messages .* \(they were put there by several connections, or at several times\)$/,
      ),
    ]);
  });
});

describe('the longest rising subsequence', () => {
  test('rises, and is as long as any', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 50 }), { maxLength: 12 }), (values) => {
        const kept = values.filter((_, at) => longestRising(values).has(at));
        expect(kept).toEqual(kept.toSorted((one, other) => one - other));
        expect(kept).toHaveLength(longestByTrying(values));
      }),
    );
  });

  test('is found at once among a hundred thousand', () => {
    const values = Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 100_003);
    expect(longestRising(values).size).toBeGreaterThan(0);
  });
});

function longestByTrying(values: readonly number[]): number {
  const lengths: number[] = [];
  for (const [at, value] of values.entries()) {
    const before = lengths.filter((_, earlier) => (values[earlier] ?? 0) < value && earlier < at);
    lengths.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...lengths);
}
