/** Counting where mailboxes stand: at once where they are few, and where they are very many not with each key press. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { OpenPlan } from '../../server/lsp/open-plan.ts';
import { PlanCount } from '../../server/lsp/plan-count.ts';
import { opened, URI } from './opened.ts';

const planWith = (lot: string): string =>
  `plan "P"\ndomain a.example\nlot one\nlot two\nmailbox anna@a.example { lot ${lot} }\n`;

async function counting(records: number) {
  const { workspace, quiet } = await opened(planWith('one'));
  await quiet();
  const clock = { time: 0 };
  const plan = workspace.plan(URI) as OpenPlan;
  const count = new PlanCount(plan, { now: () => clock.time, next: () => setImmediate() });
  const others = Array.from({ length: records - 1 }, (_, index) => `m${index}@elsewhere.example`);
  const recorded = ['anna@a.example', ...others].map((address) => ({
    address,
    stands: 'done' as const,
    at: 1,
  }));
  const done = async (known = recorded): Promise<number[]> => {
    await count.count(known);
    return ['one', 'two'].map((lot) => count.standings.tallyOf({ lot }).done);
  };
  const edit = async (): Promise<void> => {
    workspace.change(URI, [{ text: planWith('two') }], 2);
    await quiet();
  };
  return { clock, count, recorded, done, edit };
}

test('of few, an edit counts at once', async () => {
  const { count, done, edit } = await counting(2);
  expect(await done()).toEqual([1, 0]);
  await edit();
  expect(count.isOutdated).toBe(false);
  expect(await done()).toEqual([0, 1]);
});

test('of very many, an edit counts after a while, and it is said when', async () => {
  const { clock, count, done, edit } = await counting(20_000);
  expect(await done()).toEqual([1, 0]);
  await edit();
  expect(await done()).toEqual([1, 0]);
  expect(count.isOutdated).toBe(false);
  clock.time = 10_000;
  expect(count.isOutdated).toBe(true);
  expect(await done()).toEqual([0, 1]);
  expect(count.isOutdated).toBe(false);
});

test('of very many, what runs record counts at once', async () => {
  const { recorded, done, edit } = await counting(20_000);
  await done();
  await edit();
  expect(await done(recorded.slice(1))).toEqual([0, 0]);
  expect(await done([...recorded])).toEqual([0, 1]);
});

test('two that ask for counts of different records at the same time both have theirs', async () => {
  const { clock, count, recorded, done } = await counting(2000);
  // Every other look at the time ends a slice.
  let looks = 0;
  Object.defineProperty(clock, 'time', { get: () => (looks += 2) });
  const both = Promise.all([done(), done(recorded.slice(1))]);
  expect(await Promise.race([both, setTimeout(5000, 'never')])).not.toBe('never');
  expect(count.standings.tallyOf({ lot: 'one' }).done).toBe(0);
});
