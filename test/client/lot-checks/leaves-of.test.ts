import assert from 'node:assert/strict';
import { test } from 'vitest';
import { leavesOf } from '../../../client/features/lot-checks/leaves-of.ts';

interface Row {
  readonly id: string;
  readonly sortText?: string;
  readonly children: Map<string, Row>;
}

const row = (id: string, children: readonly Row[] = [], sortText = id): Row => ({
  id,
  sortText,
  children: new Map(children.map((child) => [child.id, child])),
});

const verify = row('verify', [], '2');
const preflight = row('preflight', [], '0');
const pilot = row('pilot', [verify, preflight]);
const check = row('check', [], '');
const plan = row('plan', [pilot, check]);

test.each([
  ['all of a plan, its own first, in order', [plan], [], ['check', 'preflight', 'verify']],
  ['each once', [pilot, plan, verify], [], ['preflight', 'verify', 'check']],
  ['without what is left out, and all below it', [plan], [pilot], ['check']],
  ['nothing where nothing is asked for', [], [], []],
])('%s', (_, asked, without, expected) => {
  assert.deepEqual(
    leavesOf(asked, without).map(({ id }) => id),
    expected,
  );
});
