/** What the Test Explorer finds, in what the command line really answers about the demo's plan. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Demo } from '../../../client/features/demo/demo.ts';
import { commandOf, findingsOf, type LotCheck } from '../../../client/features/lot-checks/checks.ts';
import { migplan } from '../../support/migplan.ts';

const fileAt = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const demo = new Demo([fileAt('examples/demo/serve.ts')]);
let plan: string;
beforeAll(async () => {
  plan = await demo.started();
});
afterAll(() => demo.dispose());

const asked = (values: readonly string[]) =>
  migplan(values, { env: { MIGPLAN_DEMO_PASSWORD: 'only-for-the-demo' } });

const found = async (check: LotCheck, lot = 'pilot') => {
  const { out, code } = await asked(commandOf(plan, { check, lot }));
  return { code, findings: findingsOf(check, out) };
};

test('an error of the plan is at its place', async () => {
  const { out, code } = await asked(commandOf(plan));
  const text = readFileSync(plan, 'utf8').split('\n');
  const line = text.findIndex((each) => each.includes('singr'));
  assert.equal(code, 1);
  const [finding, ...others] = findingsOf('check', out) ?? [];
  assert.deepEqual(others, []);
  assert.match(finding?.says ?? '', /^MP101: /);
  assert.deepEqual(finding?.at, {
    file: 'plan.migplan',
    line,
    character: text[line]?.indexOf('singr'),
  });
});

test('a lot is looked at, then compared before and after its run', async () => {
  writeFileSync(plan, readFileSync(plan, 'utf8').replace('singr', 'singer'));
  assert.deepEqual(findingsOf('check', (await asked(commandOf(plan))).out), []);
  assert.deepEqual(await found('dry-run'), { code: 0, findings: [] });
  const before = await found('verify');
  assert.notEqual(before.code, 0);
  expect(before.findings?.map(({ address }) => address)).toContain('hugo.martinez@school.example');
  assert.equal((await asked(['run', plan, '--lot', 'pilot', '--yes'])).code, 0);
  assert.deepEqual(await found('verify'), { code: 0, findings: [] });
});

test('a preflight finds what cannot be logged in to', async () => {
  assert.deepEqual((await found('preflight')).findings, []);
  const good = readFileSync(plan, 'utf8');
  writeFileSync(plan, good.replaceAll('"migration"', '"nobody"'));
  const { code, findings } = await found('preflight');
  writeFileSync(plan, good);
  assert.notEqual(code, 0);
  assert.notDeepEqual(findings, []);
});

test('what is no answer finds nothing, rather than that all is well', () => {
  for (const out of ['', 'error', '{}', '[]', '{"items":"none"}']) {
    for (const check of ['check', 'preflight', 'dry-run', 'verify'] as const) {
      assert.equal(findingsOf(check, out), undefined, out);
    }
  }
});
