/** What lies beside open plans, looked at again and again: what is told, when, and how often the ledger is asked. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RecordedRun, RunIncident } from '../../server/language/model/runs/recorded-run.ts';
import { ChangedPlans } from '../../server/lsp/changed-plans.ts';
import type { OpenPlan } from '../../server/lsp/open-plan.ts';
import { PlanWatch } from '../../server/lsp/plan-watch.ts';
import type { LiveRun } from '../../server/protocol.ts';
import { opened, URI } from './opened.ts';

const LIVE: LiveRun = {
  ...{ pid: 7, since: '2025-01-14T08:00:00Z', at: '2025-01-14T08:00:00Z', lot: 'one', phase: 'all' },
  ...{ state: 'running', mailboxes: { done: 0, of: 1 }, underWay: [], waiting: [] },
  ...{ messages: { done: 0 }, bytes: { done: 0 } },
};

async function watching() {
  const { world, port, workspace, quiet } = await opened(
    'plan "P"\ndomain a.example\nlot one { domain a.example }\nmailbox anna@a.example\n',
  );
  await quiet();
  const told: string[] = [];
  const watch = new PlanWatch({
    world: port,
    turns: { now: () => performance.now(), next: () => setImmediate() },
    plans: () => workspace.openPlans,
    onLive: (_, run) => told.push(run ? 'live' : 'over'),
    onRecorded: () => told.push('recorded'),
    onChanged: () => told.push('changed'),
    onFailure: (error) => told.push(`failure: ${error}`),
  });
  const look = async (): Promise<string[]> => {
    told.length = 0;
    await watch.lookAtAll();
    return [...told];
  };
  const plan = workspace.plan(URI) as OpenPlan;
  return { world, watch, told, look, plan, workspace, quiet };
}

test('nothing is told where nothing happens, and each thing once', async () => {
  const { world, look } = await watching();
  expect(await look()).toEqual([]);
  expect(await look()).toEqual([]);
  world.recorded = [{ address: 'anna@a.example', stands: 'done', at: 1 }];
  expect(await look()).toEqual(['recorded', 'changed']);
  expect(await look()).toEqual([]);
  world.runs = { ...world.runs };
  expect(await look()).toEqual(['changed']);
});

test('sheets that are put on record are told once', async () => {
  const { world, look } = await watching();
  await look();
  world.sheets = [{ event: 'sent', plan: 'P', lot: 'one', unit: '' }];
  expect(await look()).toEqual(['recorded', 'changed']);
  expect(await look()).toEqual([]);
});

test('a run is told with each look, its end once, whoever notices it', async () => {
  const { world, watch, told, look, plan } = await watching();
  await look();
  world.live = LIVE;
  expect(await look()).toEqual(['changed', 'live']);
  world.live = { ...LIVE, messages: { done: 5 } };
  expect(await look()).toEqual(['live']);
  world.live = {
    ...LIVE,
    underWay: [{ address: 'anna@a.example', doing: 'copy', messages: 0, ofMessages: 9, bytes: 0 }],
  };
  expect(await look()).toEqual(['changed', 'live']);
  world.live = undefined;
  told.length = 0;
  await Promise.all([watch.runsOf(plan), watch.runsOf(plan), watch.lookAtAll()]);
  expect(told).toEqual(['over', 'changed']);
});

test('while a run goes on the ledger is asked with every fifth look, and when it is over', async () => {
  const { world, look } = await watching();
  world.live = LIVE;
  await look();
  const before = world.ledgerLooks;
  for (let looks = 0; looks < 10; looks++) await look();
  expect(world.ledgerLooks - before).toBe(2);
  world.live = undefined;
  await look();
  expect(world.ledgerLooks - before).toBe(3);
});

const RUN: RecordedRun = {
  ...{ id: '1.jsonl', path: '/plans/.migplan/log/1.jsonl', lot: 'one', phase: 'all', how: 'complete' },
  ...{
    since: '2025-01-14T08:00:00Z',
    at: '2025-01-14T08:01:00Z',
    mailboxes: 1,
    complete: 1,
    copied: 3,
    failed: 0,
  },
};
const MET: RunIncident = { address: '', lot: 'one', at: RUN.at, what: 'mailbox', words: 'refused' };

test('of two plans in one folder each has its own runs, and those of before it was called as it is', async () => {
  const { world, watch, told, look, plan, workspace, quiet } = await watching();
  const other = 'file:///plans/other.migplan';
  workspace.open(other, 'plan "Q"\ndomain b.example\nlot one { domain b.example }\n', 1);
  await quiet();
  world.runs = {
    runs: ['P', 'Q', 'P as it was', undefined].map((title) => ({ ...RUN, ...(title && { plan: title }) })),
    incidents: new Map(
      ['P', 'Q'].map((title) => [`of-${title}@a.example`, [{ ...MET, plan: title }]] as const),
    ),
  };
  world.live = { ...LIVE, plan: 'Q' };
  const seen = async (of: OpenPlan) => {
    const { recorded, live } = await watch.runsOf(of);
    const runs = recorded.runs.map((run) => run.plan ?? 'unknown');
    return [...runs, ...recorded.incidents.keys(), live ? 'live' : 'at rest'];
  };
  const beside = workspace.plan(other) as OpenPlan;
  expect(await seen(plan)).toEqual(['P', 'P as it was', 'unknown', 'of-P@a.example', 'at rest']);
  expect(await seen(beside)).toEqual(['Q', 'P as it was', 'unknown', 'of-Q@a.example', 'live']);
  expect([await watch.liveOf(plan), (await watch.liveOf(beside))?.pid]).toEqual([undefined, 7]);
  world.live = undefined;
  await look();
  told.length = 0;
  expect(await look()).toEqual([]);
});

test('what cannot be looked at is told, and looked at again', async () => {
  const { world, look } = await watching();
  world.fails.add('runs');
  expect(await look()).toEqual(['failure: Error: no runs']);
  world.fails.clear();
  expect(await look()).toEqual([]);
});

test('looks come once a second while a run goes on, and every three seconds otherwise', async () => {
  const { world, watch } = await watching();
  void watch.begin();
  const pass = async (): Promise<number | undefined> => {
    const [waiter] = world.waiting.splice(0);
    waiter?.resolve();
    while (world.waiting.length === 0) await setImmediate();
    return world.waiting[0]?.milliseconds;
  };
  expect(world.waiting[0]?.milliseconds).toBe(3000);
  world.live = LIVE;
  expect(await pass()).toBe(1000);
  world.live = undefined;
  expect(await pass()).toBe(3000);
});

test('changes are told together, half a second after the first of them', async () => {
  const { world, plan } = await watching();
  const told: OpenPlan[] = [];
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => void world.waiting.push({ milliseconds, resolve }));
  const changed = new ChangedPlans({ world: { wait }, tell: (one) => told.push(one) });
  for (let times = 0; times < 3; times++) changed.note(plan);
  expect(world.waiting.map(({ milliseconds }) => milliseconds)).toEqual([500]);
  expect(told).toEqual([]);
  world.waiting.splice(0)[0]?.resolve();
  await setImmediate();
  expect(told).toEqual([plan]);
  changed.note(plan);
  expect(world.waiting).toHaveLength(1);
});
