/** What the client asks of plans as a whole, over the wire, of a plan that has been run. */
import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { recordSheets } from '../../server/documents/sheets/sheet-record.ts';
import { humanSize } from '../../server/language/model/words/quantities.ts';
import { RULES } from '../../server/language/rules/registry.ts';
import type { PlanNotifications, PlanRequests } from '../../server/protocol.ts';
import { Editor, type EditorOptions } from './editor.ts';
import { came, minutesFrom, ranTo, record, resultOf, runUnderWay } from './recorded-plan.ts';

const PLAN = `plan "Secours" {
  source old
  target new
  include "more/*.migplan"
}
endpoint old imap { host old.example port 993 tls; login master "m" secret env OLD }
endpoint new imap { host new.example port 993 tls; login master "m" secret env NEW }
licence E1 "Web" { price 2.76 EUR/month; quota 50 GB }
unit fd55 "Meuse" { kind federation }
timeline standard {
  D-14 send-sheets
  D-4 stage
  D+1 delta
  D+30 verify
}
domain a.example { unit fd55 }
domain b.example
lot first "First wave" { date 2025-01-10; pilot; domain a.example }
lot second { date 2025-01-20; after first; domain b.example; hold "the tenant is not free" until 2025-02-01 }
`;

const PEOPLE = `mailbox anna@a.example E1 "Anna"
mailbox bob@a.example E1 "Bob"
shared contact@a.example "Contact" { access anna@a.example full }

mailbox zoe@b.example E1 "Zoé" {
  alias z@b.example
}
`;

const NOW = '2025-01-11T08:00Z';

let editors: Editor[] = [];
afterEach(() => {
  for (const editor of editors) editor.kill();
  editors = [];
});

interface Asking {
  readonly editor: Editor;
  readonly plan: string;
  ask<M extends keyof PlanRequests>(method: M, params?: object): Promise<PlanRequests[M]['answers']>;
  /** The next notification of a kind. */
  next<M extends keyof PlanNotifications>(method: M): Promise<PlanNotifications[M]>;
}

async function open(options: EditorOptions = {}): Promise<Asking> {
  const editor = await Editor.start({
    files: { 'plan.migplan': PLAN, 'more/people.migplan': PEOPLE },
    now: NOW,
    ...options,
  });
  editors.push(editor);
  const plan = editor.uri('plan.migplan');
  return {
    editor,
    plan,
    ask: (method, params) => editor.connection.sendRequest(method, params ?? { plan }),
    next: (method) =>
      new Promise((resolve) => {
        const listening = editor.connection.onNotification(method, (told) => {
          listening.dispose();
          resolve(told);
        });
      }),
  };
}

describe('plans', () => {
  test('are told with their faults', async () => {
    const { editor, plan, ask } = await open();
    const [known] = await ask('migplan/plans');
    expect(known).toMatchObject({
      plan,
      folder: editor.uri('.').replace(/\/$/, ''),
      title: 'Secours',
      errors: 0,
    });
    await editor.open('more/people.migplan', PEOPLE.replace('E1', 'E7'));
    const [faulty] = await ask('migplan/plans');
    expect(faulty).toMatchObject({ errors: 1 });
  });

  test('tell that they have changed once they are checked again', async () => {
    const { editor, plan, ask, next } = await open();
    await ask('migplan/plans');
    await editor.open('plan.migplan', PLAN);
    const changed = next('migplan/changed');
    await editor.change('plan.migplan', PLAN.replace('Secours', 'Aide'));
    expect(await changed).toEqual({ plan });
    expect(await ask('migplan/plans')).toMatchObject([{ title: 'Aide' }]);
  });

  test('that nobody knows have nothing, and what is no request is refused', async () => {
    const { ask } = await open();
    const unknown = { plan: 'file:///nowhere/plan.migplan' };
    expect(await ask('migplan/lots', unknown)).toEqual([]);
    expect(await ask('migplan/live', unknown)).toBeNull();
    await expect(ask('migplan/lots', { plan: 7 })).rejects.toThrow('expected a plan');
    await expect(ask('migplan/places', { addresses: [7] })).rejects.toThrow('expected');
  });
});

describe('lots', () => {
  test('are told with size, cost, what holds them and what is due', async () => {
    const { editor, ask } = await open();
    const [first, second] = await ask('migplan/lots');
    expect(first).toEqual({
      ...{ name: 'first', title: 'First wave', date: '2025-01-10', isPilot: true, shared: 1 },
      ...{ messages: 0, bytes: 0, size: '', cost: '5.52 EUR/month', standing: 'planned' },
      isBegun: false,
      counts: { mailboxes: 3, done: 0, running: 0, failed: 0 },
      steps: [
        { step: 'send-sheets', day: '2024-12-27', isDone: false, isDue: true },
        { step: 'stage', day: '2025-01-06', isDone: false, isDue: true },
        { step: 'delta', day: '2025-01-11', isDone: false, isDue: true },
        { step: 'verify', day: '2025-02-09', isDone: false, isDue: false },
      ],
      place: {
        uri: editor.uri('plan.migplan'),
        range: { start: { line: 17, character: 4 }, end: { line: 17, character: 9 } },
      },
    });
    expect(second).toMatchObject({ name: 'second', hold: 'the tenant is not free', isPilot: false });
  });

  test('know of sheets that went out while they are open', async () => {
    const { editor, ask } = await open();
    await editor.open('plan.migplan', PLAN);
    const sent = async (): Promise<boolean | undefined> => (await ask('migplan/lots'))[0]?.steps[0]?.isDone;
    expect(await sent()).toBe(false);
    const sheet = { event: 'sent', plan: 'Secours', lot: 'first', unit: 'fd55' } as const;
    await recordSheets(editor.folder, [sheet], new Date(NOW));
    await expect.poll(sent, { timeout: 60_000, interval: 200 }).toBe(true);
  });

  test('speak the language of the editor', async () => {
    const { ask } = await open({ locale: 'fr' });
    expect(await ask('migplan/lots')).toMatchObject([{ cost: '5,52 EUR/mois' }, { cost: '2,76 EUR/mois' }]);
  });

  test('stand where the ledger says', async () => {
    const { editor, ask } = await open();
    await record(
      editor.folder,
      { 'anna@a.example': 'Completed', 'bob@a.example': 'CompletedWithWarnings', 'zoe@b.example': 'Syncing' },
      '2025-01-10T20:00Z',
    );
    const [first, second] = await ask('migplan/lots');
    expect(first).toMatchObject({
      standing: 'failed',
      isBegun: true,
      counts: { mailboxes: 3, done: 1, running: 0, failed: 1 },
    });
    expect(second).toMatchObject({
      standing: 'gone',
      counts: { mailboxes: 1, done: 0, running: 0, failed: 0 },
    });
  });
});

const REFUSED = {
  ...{ folder: 'INBOX', uid: 7, subject: 'Budget\n2025', date: '2024-03-02', messageId: '<m@x>' },
  ...{ size: 30_000_000, words: 'NO message too large' },
};

/** A run that a message was refused to, and after it one that was killed. */
function ranTwice(folder: string): void {
  const clock = minutesFrom('2025-01-10T20:00Z');
  const warned = came('anna@a.example', 'CompletedWithWarnings', { refused: [REFUSED] });
  ranTo(folder, clock, resultOf('first', warned, came('bob@a.example', 'Completed')));
  ranTo(folder, clock, resultOf('second', came('zoe@b.example', 'Completed')), { ends: false });
}

describe('runs', () => {
  test('are told newest first; one that was killed is gone, with what is known of it', async () => {
    const { editor, ask } = await open();
    ranTwice(editor.folder);
    const [killed, first] = await ask('migplan/runs');
    expect(killed).toMatchObject({
      ...{ lot: 'second', how: 'gone', mailboxes: 1, complete: 1, copied: 3, failed: 0 },
      words: 'its process ended without a word; last known: 1 of 1 mailbox. Run again to go on',
    });
    expect(first).toEqual({
      ...{ id: '2025-01-10T20-00-00.000Z.jsonl', pid: 4711, lot: 'first', phase: 'all', how: 'incomplete' },
      ...{ mailboxes: 2, complete: 1, copied: 6, failed: 1 },
      ...{ since: '2025-01-10T20:01:00.000Z', at: '2025-01-10T20:04:00.000Z' },
      log: editor.uri('.migplan/log/2025-01-10T20-00-00.000Z.jsonl'),
    });
    expect(await ask('migplan/lots')).toMatchObject([{ standing: 'planned' }, { standing: 'gone' }]);
  });

  test('that come while the plan is open are noticed', async () => {
    const { editor, plan, ask, next } = await open();
    expect(await ask('migplan/runs')).toEqual([]);
    await next('migplan/changed'); // it was opened
    const changed = next('migplan/changed');
    ranTwice(editor.folder);
    expect(await changed).toEqual({ plan });
    expect(await ask('migplan/runs')).toHaveLength(2);
  });

  test('tell what mailboxes met, beside the line that declares them, until it is put right', async () => {
    const { editor, ask } = await open({ locale: 'fr' });
    ranTwice(editor.folder);
    expect(await ask('migplan/incidents')).toEqual([
      {
        ...{ address: 'anna@a.example', lot: 'first', what: 'message', at: '2025-01-10T20:02:00.000Z' },
        says: `INBOX\u00A0: «\u00A0Budget 2025\u00A0» (2024-03-02, ${humanSize(30_000_000, 'fr')})\u00A0: NO message too large`,
        place: {
          uri: editor.uri('more/people.migplan'),
          range: { start: { line: 0, character: 8 }, end: { line: 0, character: 22 } },
        },
      },
    ]);
    ranTo(
      editor.folder,
      minutesFrom('2025-01-10T22:00Z'),
      resultOf('first', came('anna@a.example', 'Completed')),
    );
    expect(await ask('migplan/incidents')).toEqual([]);
  });

  test('say of a mailbox that no more is known of than its state that it is not complete, in words', async () => {
    const { editor, ask } = await open({ locale: 'fr' });
    const clock = minutesFrom('2025-01-10T20:00Z');
    ranTo(editor.folder, clock, resultOf('first', came('anna@a.example', 'CompletedWithWarnings')));
    expect(await ask('migplan/incidents')).toMatchObject([{ what: 'mailbox', says: 'incomplète' }]);
  });
});

test('mailboxes are marked on their lines', async () => {
  const { editor, ask } = await open();
  const states = {
    'anna@a.example': 'Completed',
    'bob@a.example': 'Failed',
    'zoe@b.example': 'Syncing',
  } as const;
  await record(editor.folder, states, '2025-01-10T20:00Z');
  const uri = editor.uri('more/people.migplan');
  await editor.open('more/people.migplan', `# people\n${PEOPLE}`);
  expect(await ask('migplan/marks', { uri })).toEqual([
    { line: 1, standing: 'done' },
    { line: 2, standing: 'failed' },
  ]);
  const live = runUnderWay(editor.folder, 'second', NOW);
  live.on({ event: 'mailbox-started', address: 'contact@a.example', doing: 'copy' });
  try {
    await expect
      .poll(() => ask('migplan/marks', { uri }), { timeout: 10_000 })
      .toEqual([
        { line: 1, standing: 'done' },
        { line: 2, standing: 'failed' },
        { line: 3, standing: 'running' },
        { line: 5, standing: 'running' },
      ]);
  } finally {
    live.end(undefined);
  }
  expect(await ask('migplan/marks', { uri: editor.uri('nowhere.migplan') })).toEqual([]);
  await expect(ask('migplan/marks', {})).rejects.toThrow('expected a file');
});

test('the tree is told level by level, a node named by its id', async () => {
  const { editor, plan, ask } = await open();
  const [first, second] = await ask('migplan/tree');
  expect(first).toMatchObject({
    kind: 'lot',
    label: 'First wave',
    lot: 'first',
    standing: 'planned',
    hasChildren: true,
  });
  expect(second).toMatchObject({ kind: 'lot', label: 'second', counts: { mailboxes: 1 } });
  const [unit] = await ask('migplan/tree', { plan, node: first?.id });
  const [domain] = await ask('migplan/tree', { plan, node: unit?.id });
  const people = await ask('migplan/tree', { plan, node: domain?.id });
  expect([unit?.label, domain?.label, ...people.map(({ kind, address }) => `${kind} ${address}`)]).toEqual([
    ...['Meuse', 'a.example', 'mailbox anna@a.example', 'mailbox bob@a.example', 'shared contact@a.example'],
  ]);
  expect(people[1]?.place).toEqual({
    uri: editor.uri('more/people.migplan'),
    range: { start: { line: 1, character: 8 }, end: { line: 1, character: 21 } },
  });
  for (const node of ['', 'nonsense', '{}', '[7]', '["nowhere"]'])
    expect(await ask('migplan/tree', { plan, node })).toEqual([]);
  await expect(ask('migplan/tree', { plan, node: 7 })).rejects.toThrow('expected');
});

test('the way to what a line declares leads through the tree, level by level', async () => {
  const { editor, plan, ask } = await open();
  const uri = editor.uri('more/people.migplan');
  const way = await ask('migplan/way', { uri, line: 1 });
  expect(way).toMatchObject({ plan });
  let node: string | undefined;
  for (const id of way?.nodes ?? []) {
    const level = await ask('migplan/tree', { plan, ...(node !== undefined && { node }) });
    expect(level.map((one) => one.id)).toContain(id);
    node = id;
  }
  expect(JSON.parse(node ?? '')).toContain('bob@a.example');
  expect(await ask('migplan/way', { uri: plan, line: 0 })).toBeNull();
  expect(await ask('migplan/way', { uri: editor.uri('nowhere.migplan'), line: 0 })).toBeNull();
  await expect(ask('migplan/way', { uri, line: 'x' })).rejects.toThrow('expected');
});

test('units are told with what they cost and use', async () => {
  const policy = '\npolicy { licence-share E1 <= 1/3 per unit }\n';
  const { ask } = await open({ files: { 'plan.migplan': PLAN + policy, 'more/people.migplan': PEOPLE } });
  expect(await ask('migplan/units')).toMatchObject([
    {
      ...{ name: 'fd55', title: 'Meuse', mailboxes: 3, cost: '5.52 EUR/month' },
      shares: ['2 E1 of 2 licences, 0 allowed, 2 over'],
    },
  ]);
});

describe('secrets', () => {
  const endpoints = `endpoint ask imap { host h.example port 993 tls; login master "m" secret prompt }
endpoint each imap { host h.example port 993 tls; login each secret prompt }
endpoint list imap { host h.example port 993 tls; login each secret file "passwords.csv" }
endpoint other imap { host h.example port 993 tls; login master "m" secret env MIGPLAN_TEST_UNSET }
endpoint own imap { host h.example port 993 tls; login master "m" secret env MIGPLAN_TEST_UNSET }
endpoint stored imap { host h.example port 993 tls; login master "m" secret keychain "mail" }
`;

  test('are told by where they are said to be, with those that are missing', async () => {
    const files = { 'plan.migplan': `plan "P" { source own }\n${endpoints}`, 'passwords.csv': 'a@x;b\n' };
    const { editor, ask } = await open({ files });
    const opens = 'host h.example port 993 tls';
    expect(await ask('migplan/secrets')).toEqual([
      { name: 'prompt', key: 'prompt ask', purpose: 'endpoint ask', isMissing: true, opens },
      {
        ...{ name: 'file passwords.csv', key: 'file passwords.csv', isMissing: false },
        ...{ purpose: 'endpoint list', opens },
      },
      {
        ...{ name: 'env MIGPLAN_TEST_UNSET', key: 'env MIGPLAN_TEST_UNSET', isMissing: true },
        ...{ purpose: 'endpoint other, endpoint own', opens },
      },
      { name: 'keychain mail', key: 'keychain mail', purpose: 'endpoint stored', isMissing: false, opens },
    ]);
    editor.remove('passwords.csv');
    expect((await ask('migplan/secrets')).filter(({ isMissing }) => isMissing)).toHaveLength(3);
  });
});

test('rules are told with their pages', async () => {
  const { ask } = await open({ locale: 'fr' });
  const rules = await ask('migplan/rules');
  expect(rules).toHaveLength(RULES.length);
  const rule = rules.find(({ code }) => code === 'MP301');
  expect(rule).toMatchObject({ name: 'mailbox-over-quota', title: expect.stringContaining('boîte') });
  expect(existsSync(new URL(rule?.page ?? ''))).toBe(true);
});

test('addresses are found where they are declared', async () => {
  const { editor, plan, ask } = await open();
  const addresses = ['ZOE@b.example', 'z@b.example', 'nobody@b.example'];
  const [zoe, alias, nobody] = await ask('migplan/places', { plan, addresses });
  expect(zoe).toEqual({
    uri: editor.uri('more/people.migplan'),
    range: { start: { line: 4, character: 8 }, end: { line: 4, character: 21 } },
  });
  expect(alias?.range.start).toEqual({ line: 5, character: 8 });
  expect(nobody).toBeNull();
});

describe('a run under way', () => {
  test('is told while it goes on, with its mailboxes, and once when it is no more', async () => {
    const { editor, plan, ask, next } = await open();
    expect(await ask('migplan/live')).toBeNull();
    await ask('migplan/lots');
    const seen = next('migplan/live');
    const live = runUnderWay(editor.folder, 'first', NOW);
    live.on({ event: 'mailbox-started', address: 'anna@a.example', doing: 'copy' });
    try {
      expect(await ask('migplan/live')).toMatchObject({ pid: process.pid, lot: 'first', state: 'running' });
      expect(await seen).toMatchObject({ plan, run: { lot: 'first', pid: process.pid } });
      const again = await next('migplan/live');
      expect(again.run?.underWay).toMatchObject([{ address: 'anna@a.example', doing: 'copy' }]);
      expect(await ask('migplan/lots')).toMatchObject([
        { standing: 'running', counts: { mailboxes: 3, running: 1 } },
        { standing: 'planned' },
      ]);
    } finally {
      live.end(undefined);
    }
    const over = await next('migplan/live');
    expect(over).toEqual({ plan, run: null });
    expect(await ask('migplan/live')).toBeNull();
    expect(await ask('migplan/lots')).toMatchObject([{ standing: 'planned' }, { standing: 'planned' }]);
  });
});
