/** The rows of the tree of plans: how they look, and what a refresh leaves as it is. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'vitest';
import { type PlanRow, planItem, rowOf } from '../../../client/features/plan-tree/plan-row.ts';
import { PlanTreeRows } from '../../../client/features/plan-tree/plan-tree-rows.ts';
import type { PlanInfo, TreeNode } from '../../../server/protocol.ts';
import { speak, type ThemeIcon } from '../../support/fake-vscode.ts';
import { type Answers, FakeServer } from '../fake-server.ts';

const PLAN = 'file:///plans/plan.migplan';

const info = (plan: string, given: Partial<PlanInfo> = {}): PlanInfo => ({
  plan,
  folder: 'file:///plans',
  title: 'Entraide',
  errors: 0,
  warnings: 0,
  ...given,
});

const node = (given: Partial<TreeNode> = {}): TreeNode => ({
  id: 'lot vague1',
  kind: 'lot',
  label: 'Vague 1',
  description: '20 Jan',
  lot: 'vague1',
  hasChildren: true,
  ...given,
});

const place = { uri: PLAN, range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } } };

afterEach(() => speak('en'));

describe('a row', () => {
  const item = (given: Partial<TreeNode> = {}) => planItem(rowOf(PLAN, node(given), undefined));
  const icon = (given: Partial<TreeNode>): string => {
    const { id, color } = item(given).iconPath as unknown as ThemeIcon;
    return [id, color?.id].filter(Boolean).join(' ');
  };
  const counts = { mailboxes: 1200, done: 600, running: 6, failed: 3 };

  test.each([
    ['planned', { mailboxes: 10, done: 0, running: 0, failed: 0 }, 'package', '20 Jan'],
    ['planned', counts, 'package', 'done: 600 of 1,200 · 20 Jan'],
    ['running', counts, 'sync charts.blue', 'running, done: 600 of 1,200 · 20 Jan'],
    ['done', counts, 'pass-filled charts.green', 'done · 20 Jan'],
    ['failed', counts, 'error charts.red', '3 failed · 20 Jan'],
    ['gone', counts, 'debug-disconnect charts.yellow', 'broken off, done: 600 of 1,200 · 20 Jan'],
  ] as const)('that is %s says so by a shape, a colour and words', (standing, counts, shape, words) => {
    assert.equal(icon({ standing, counts }), shape);
    assert.equal(item({ standing, counts }).description, words);
  });

  test('is read out with what it is', () => {
    const said = item({ standing: 'failed', counts }).accessibilityInformation?.label;
    assert.equal(said, 'Vague 1, lot, 3 failed · 20 Jan');
    speak('fr');
    assert.equal(item({ standing: 'done' }).accessibilityInformation?.label, 'Vague 1, lot, fait · 20 Jan');
  });

  test('tells menus what it is and whether it is written anywhere', () => {
    assert.equal(item().contextValue, 'lot');
    assert.equal(item({ place }).contextValue, 'lot placed');
    const { lot: _, ...inNone } = node();
    assert.equal(planItem(rowOf(PLAN, inNone, undefined)).contextValue, 'rest');
  });

  test('leads to its declaration where there is nothing below it', () => {
    const leaf = item({ kind: 'mailbox', hasChildren: false, place });
    assert.equal(leaf.command?.command, 'vscode.open');
    assert.equal(String(leaf.command?.arguments?.[0]), PLAN);
    assert.equal(item({ place }).command, undefined);
  });
});

describe('the tree', () => {
  const answers: Answers = {
    'migplan/plans': () => [info(PLAN, { errors: 2, warnings: 1200 })],
    'migplan/tree': ({ node: of }) =>
      of === undefined ? [node()] : [node({ id: `${of} / spf`, kind: 'unit' })],
  };
  const tree = (given: Answers = {}) => {
    const server = new FakeServer({ ...answers, ...given });
    const counted: number[] = [];
    const rows = new PlanTreeRows(server, (count) => counted.push(count));
    const fired: unknown[] = [];
    rows.onDidChangeTreeData((row) => fired.push(row));
    return { server, rows, fired, counted };
  };

  test('asks for what is opened, and for nothing else', async () => {
    const { rows, server } = tree();
    const [plan] = await rows.getChildren();
    assert.equal(planItem(plan as never).description, 'errors: 2 · warnings: 1,200');
    assert.deepEqual(server.asked, ['migplan/plans']);
    const [lot] = await rows.getChildren(plan);
    const [unit] = await rows.getChildren(lot);
    assert.deepEqual(server.asked.slice(1), [
      `migplan/tree {"plan":"${PLAN}"}`,
      `migplan/tree {"plan":"${PLAN}","node":"lot vague1"}`,
    ]);
    assert.equal(rows.getParent(unit as never), lot);
  });

  test('gives commands the plan and the lot of a row', async () => {
    const { rows } = tree();
    const [lot] = await rows.getChildren((await rows.getChildren())[0]);
    assert.deepEqual([lot?.plan, lot?.lot], [PLAN, 'vague1']);
  });

  test('is refreshed plan by plan, by the row that is shown, so that what is open stays open', async () => {
    const { rows, fired } = tree();
    const [plan] = await rows.getChildren();
    await rows.refresh(new Set([PLAN, 'file:///elsewhere']));
    assert.equal(fired.length, 1);
    assert.equal(fired[0], plan);
    assert.equal((await rows.getChildren())[0], plan);
  });

  test('is refreshed as a whole where a plan has come or gone', async () => {
    let plans = [info(PLAN)];
    const { rows, fired, counted } = tree({ 'migplan/plans': () => plans });
    await rows.getChildren();
    plans = [info(PLAN), info('file:///other')];
    await rows.refresh(new Set([PLAN]));
    assert.deepEqual(fired, [undefined]);
    assert.equal((await rows.getChildren()).length, 2);
    assert.deepEqual(counted, [1, 2]);
  });

  test('is walked to a row, which knows its way back', async () => {
    const { rows } = tree();
    const row = await rows.rowAt(PLAN, ['lot vague1', 'lot vague1 / spf']);
    assert.equal(row?.node.id, 'lot vague1 / spf');
    const way: string[] = [];
    for (let at: PlanRow | undefined = row; at; at = rows.getParent(at)) way.push(at.node.id);
    assert.deepEqual(way, ['lot vague1 / spf', 'lot vague1', '']);
    assert.equal(await rows.rowAt(PLAN, ['elsewhere', 'lot vague1 / spf']), undefined);
    assert.equal(await rows.rowAt('file:///other', ['lot vague1']), undefined);
  });

  test('has no two rows of one id, also where plans name things alike', async () => {
    const { rows } = tree({ 'migplan/plans': () => [info(PLAN), info('file:///other')] });
    const plans = await rows.getChildren();
    const lots = (await Promise.all(plans.map((plan) => rows.getChildren(plan)))).flat();
    const ids = [...plans, ...lots].map((row) => planItem(row).id);
    assert.equal(new Set(ids).size, 4);
  });
});
