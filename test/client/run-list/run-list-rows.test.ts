/** The view of runs: what stands in it, in which order, and what a press on it opens. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'vitest';
import { runItem } from '../../../client/features/run-list/run-item.ts';
import { RunListRows } from '../../../client/features/run-list/run-list-rows.ts';
import type { RunRow } from '../../../client/features/run-list/run-row.ts';
import type { Incident, LiveRun, PlanInfo, RunRecord } from '../../../server/protocol.ts';
import { speak, type ThemeIcon } from '../../support/fake-vscode.ts';
import { FakeServer } from '../fake-server.ts';
import { incident, live, NOW, PLAN, run } from '../plan-facts.ts';

interface Given {
  readonly plans?: readonly PlanInfo[];
  readonly live?: LiveRun | null;
  readonly runs?: readonly RunRecord[];
  readonly incidents?: readonly Incident[];
}

function list({ plans = [PLAN], live = null, runs = [], incidents = [] }: Given) {
  const server = new FakeServer({
    'migplan/plans': () => plans,
    'migplan/live': () => live,
    'migplan/runs': () => runs,
    'migplan/incidents': () => incidents,
  });
  const rows = new RunListRows(server);
  const fired: unknown[] = [];
  rows.onDidChangeTreeData((row) => fired.push(row));
  return { rows, fired };
}

/** `  label — description`, a line each, as deep as all that can be opened. */
async function drawn(rows: RunListRows, row?: RunRow, depth = 0): Promise<string[]> {
  const below = await rows.getChildren(row);
  const lines = await Promise.all(
    below.map(async (one) => {
      const { label, description } = runItem(one, NOW);
      return [`${'  '.repeat(depth)}${label} — ${description}`, ...(await drawn(rows, one, depth + 1))];
    }),
  );
  return lines.flat();
}

const shapeOf = (row: RunRow): string => (runItem(row, NOW).iconPath as unknown as ThemeIcon).id;

afterEach(() => speak('en'));

describe('the view', () => {
  test('has what is under way first, then what is to be looked at, then what was run', async () => {
    const { rows } = list({
      live: live({ rate: { messages: 312, bytes: 18_400_000 }, secondsLeft: 6480 }),
      runs: [
        run({ id: 'now', how: 'running' }),
        run(),
        run({ id: 'r0', how: 'gone', phase: 'stage', complete: 3 }),
      ],
      incidents: [
        incident('x@a.example', 'INBOX: refused'),
        incident('x@a.example', 'Sent: refused'),
        incident('y@a.example', 'no login', { what: 'mailbox' }),
      ],
    });
    assert.deepEqual(await drawn(rows), [
      'vague1 · stage — 37% · 18.4 MB/s · about 1 h 48 min left',
      'To look at — 3',
      '  x@a.example — 2',
      '    INBOX: refused — 11 Feb 09:05',
      '    Sent: refused — 11 Feb 09:05',
      '  y@a.example — no login',
      'vague1 · whole lot — complete · 10 of 10 · 11 Feb 09:12',
      'vague1 · stage — broken off · 3 of 10 · 11 Feb 09:12',
    ]);
    assert.equal(rows.troubled, 2);
  });

  test('names the plans where several have been run, and is empty where none has', async () => {
    const other = { ...PLAN, plan: 'file:///other', title: 'Other' };
    const { rows } = list({ plans: [PLAN, other], runs: [run()] });
    assert.deepEqual(
      (await drawn(rows)).filter((line) => !line.startsWith(' ')),
      ['Entraide — ', 'Other — '],
    );
    assert.deepEqual(await drawn(list({}).rows), []);
  });

  test('cuts thousands of mailboxes into stretches, of which none is lost', async () => {
    const incidents = Array.from({ length: 450 }, (_, index) =>
      incident(`u${String(index).padStart(3, '0')}@a.example`, 'no'),
    );
    const { rows } = list({ incidents });
    const lines = await drawn(rows);
    assert.deepEqual(
      lines.filter((line) => /^ {2}\S/.test(line)),
      [
        '  u000@a.example – u199@a.example — 200',
        '  u200@a.example – u399@a.example — 200',
        '  u400@a.example – u449@a.example — 50',
      ],
    );
    assert.equal(lines.filter((line) => /^ {4}\S/.test(line)).length, 450);
  });

  test('speaks French', async () => {
    speak('fr');
    assert.deepEqual(await drawn(list({ runs: [run({ how: 'stopped' })] }).rows), [
      'vague1 · lot entier — arrêtée · 10 sur 10 · 11 févr. 09:12',
    ]);
  });
});

describe('a run under way', () => {
  test('is drawn anew by its own row alone', async () => {
    const { rows, fired } = list({ live: live(), runs: [run()] });
    const [row] = await rows.getChildren();
    assert.equal(rows.live(PLAN.plan, live({ messages: { done: 900, left: 100 } })), true);
    assert.equal(fired.length, 1);
    assert.equal(fired[0], row);
    assert.equal(rows.getTreeItem(row as never).description, '90%');
  });

  test('that nobody knew of is asked for', async () => {
    const { rows, fired } = list({});
    await rows.getChildren();
    assert.deepEqual([rows.live(PLAN.plan, live()), fired], [false, []]);
  });

  test('can be paused, resumed and cancelled by what it is', async () => {
    const context = async (state: LiveRun['state']): Promise<string | undefined> =>
      runItem((await list({ live: live({ state }) }).rows.getChildren())[0] as never, NOW).contextValue;
    assert.equal(await context('running'), 'live running');
    assert.equal(await context('paused'), 'live paused');
    assert.equal(await context('stopping'), 'live stopping');
  });
});

describe('a press', () => {
  const opened = async (given: Given): Promise<string | undefined> => {
    const { rows } = list(given);
    const [row] = await rows.getChildren();
    const below = row?.kind === 'open' ? (await rows.getChildren(row))[0] : row;
    const { command } = runItem(below as never, NOW);
    return command && [command.command, ...(command.arguments ?? []).slice(0, 1)].join(' ');
  };

  test('on a run opens its log, on a mailbox its line, on the one under way the dashboard', async () => {
    assert.equal(await opened({ runs: [run()] }), 'vscode.open file:///plans/.migplan/log/r1.jsonl');
    assert.equal(await opened({ incidents: [incident('x@a.example', 'no')] }), `vscode.open ${PLAN.plan}`);
    assert.match((await opened({ live: live() })) ?? '', /^migplan\.showDashboard/);
  });

  test('on a mailbox that is in the plan no more does nothing', async () => {
    const { place: _, ...lost } = incident('x@a.example', 'no');
    assert.equal(await opened({ incidents: [lost] }), undefined);
  });
});

test('no two ways of ending look alike', async () => {
  const hows = ['complete', 'incomplete', 'stopped', 'gone', 'running'] as const;
  const { rows } = list({ runs: hows.map((how) => run({ id: how, how })) });
  const shapes = (await rows.getChildren()).map(shapeOf);
  assert.equal(new Set(shapes).size, hows.length);
});
