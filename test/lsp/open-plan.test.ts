/** One plan in an editor: what is typed is checked at once, whatever else is still being read. */
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'vitest';
import { RULES } from '../../server/language/rules/registry.ts';
import { OpenPlan } from '../../server/lsp/open-plan.ts';

const PATH = '/plans/plan.migplan';

test('what is typed while inventories are being read does not wait for them', async () => {
  const plan = new OpenPlan({
    path: PATH,
    isPlan: true,
    rules: RULES,
    locale: 'en',
    turns: { now: () => performance.now(), next: () => setImmediate() },
    onSettled: () => {},
    onFailure: (error) => {
      throw error;
    },
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  plan.enter(PATH, 'plan "P"\ndomain a.example\n');
  plan.prepare(promise);
  const taken = async (): Promise<void> => {
    for (let turn = 0; turn < 1000 && !plan.isTaken; turn++) await setImmediate();
    assert(plan.isTaken);
    for (let turn = 0; turn < 20; turn++) await setImmediate(); // until it waits again
  };
  await taken();
  const end = { line: 2, character: 0 };
  for (const text of ['mailbox anna@a.example { qouta 5 GB }\n', 'mailbox ben@a.example { qouta 5 GB }\n']) {
    plan.edit(PATH, [{ range: { start: end, end }, text }]);
    await taken();
  }
  const codes = () => plan.analysis.diagnostics('plan.migplan').diagnostics.map(({ code }) => code);
  assert.deepEqual(codes(), ['MP002', 'MP002']);
  assert.equal(plan.isSettled, false);
  resolve();
  await plan.settled();
  assert.deepEqual(codes(), ['MP002', 'MP002']);
});
