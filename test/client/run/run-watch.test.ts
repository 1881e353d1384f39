/** Runs as a window sees them: found, watched, ended once, whoever started them and however it comes to know. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type NotedRun, noteRun } from '../../../client/features/run/noted-runs.ts';
import { RunStatus } from '../../../client/features/run/run-status.ts';
import { type Ending, RunWatch } from '../../../client/features/run/run-watch.ts';
import type { StartedRun } from '../../../client/features/run/started-run.ts';
import type { Client } from '../../../client/infrastructure/client.ts';
import type { Ended } from '../../../client/infrastructure/migplan-process.ts';
import type { LiveRun, RunRecord } from '../../../server/protocol.ts';
import {
  EventEmitter,
  notifications,
  Person,
  speak,
  statusBarItem,
  workspace,
} from '../../support/fake-vscode.ts';
import { LIVE, RECORD } from './a-run.ts';

const PLAN = 'file:///plans/plan.migplan';

/** A server that tells of one plan, and a command that writes down how it was called. */
class World {
  readonly told = new EventEmitter<{ plan: string; run: LiveRun | null }>();
  readonly commands: (readonly string[])[] = [];
  plan = PLAN;
  live: LiveRun | null = null;
  runs: RunRecord[] = [];
  /** How the command ends. */
  ended: Ended = { code: 0, out: '', err: '' };

  readonly client = {
    server: {
      ask: async (method: string) =>
        ({ 'migplan/plans': [{ plan: this.plan }], 'migplan/live': this.live, 'migplan/runs': this.runs })[
          method
        ],
      on: (_: string, hear: (told: { plan: string; run: LiveRun | null }) => void) => this.told.event(hear),
    },
    migplan: {
      run: async ({ values }: { values: readonly string[] }) => {
        this.commands.push(values);
        return this.ended;
      },
    },
  } as unknown as Client;

  tell(run: LiveRun | null): void {
    this.told.fire({ plan: this.plan, run });
  }
}

let world: World;
let endings: Ending[];
let watch: RunWatch;
beforeEach(() => {
  world = new World();
  endings = [];
  notifications.length = 0;
  watch = new RunWatch(
    world.client,
    new RunStatus(),
    (ending) => endings.push(ending),
    () => turn(),
  );
});

/** All that has been promised so far. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 10; turns++) await turn();
}

/** A run of this window's own, which ends when it is told to. */
function started(): StartedRun & {
  readonly end: (code: number) => void;
  readonly say: (line: string) => void;
} {
  const { promise, resolve } = Promise.withResolvers<{ code: number; err: string }>();
  const hearers: ((line: string) => void)[] = [];
  return {
    pid: undefined,
    ended: promise,
    interrupt: () => resolve({ code: 130, err: '' }),
    onLine: (hear) => void hearers.push(hear),
    again: async () => undefined,
    end: (code) => resolve({ code, err: '' }),
    say: (line) => {
      for (const hear of hearers) hear(line);
    },
  };
}

const messages = (): (string | undefined)[] =>
  notifications.at(-1)?.reports.map(({ message }) => message) ?? [];

describe('a run that somebody else started', () => {
  test('is found when the window opens, shown, and told once at its end', async () => {
    world.live = LIVE;
    await watch.find();
    expect(messages()).toEqual([
      expect.stringMatching(/^Run of lot pilot, started \d\d:\d\d$/),
      expect.stringMatching(/^Run of lot pilot, started \d\d:\d\d: 12 of 46 mailboxes/),
    ]);
    expect(statusBarItem).toMatchObject({ isShown: true, text: '$(sync~spin) pilot 12/46 · 3 min' });
    world.tell({ ...LIVE, mailboxes: { done: 13, of: 46 } });
    expect(messages().at(-1)).toContain('13 of 46');
    world.runs = [RECORD];
    world.tell(null);
    world.tell(null);
    await settled();
    expect(endings).toEqual([{ plan: PLAN, record: RECORD, started: undefined }]);
    expect(notifications).toMatchObject([{ isOpen: false }]);
    expect(statusBarItem.isShown).toBe(false);
  });

  test('is ended by the command that ends runs', async () => {
    world.tell(LIVE);
    notifications[0]?.cancel();
    await settled();
    expect(world.commands).toEqual([['cancel', '/plans/plan.migplan']]);
  });

  test('that cannot be ended is told so, and can be asked to end again', async () => {
    const person = new Person(undefined);
    world.ended = { code: 5, out: '', err: 'control.json: no space left\n' };
    world.tell(LIVE);
    notifications[0]?.cancel();
    await settled();
    expect(person.asked).toMatchObject([{ severity: 'error', message: 'control.json: no space left' }]);
    expect(notifications.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(notifications[1]?.reports).toEqual(notifications[0]?.reports);
    world.ended = { code: 0, out: '', err: '' };
    notifications[1]?.cancel();
    await settled();
    expect(world.commands).toHaveLength(2);
    world.runs = [{ ...RECORD, how: 'stopped' }];
    world.tell(null);
    await settled();
    expect(endings).toMatchObject([{ record: { how: 'stopped' } }]);
  });

  test('that ended before it could be ended is told as ended, and no more', async () => {
    new Person();
    world.ended = { code: 4, out: '', err: 'no run of this plan is under way\n' };
    world.runs = [RECORD];
    world.tell(LIVE);
    notifications[0]?.cancel();
    world.tell(null);
    await settled();
    expect(endings).toMatchObject([{ record: RECORD }]);
    expect(notifications).toHaveLength(1);
  });

  test('starts nothing in a folder that is not trusted, whatever lies there says of runs', async () => {
    const person = new Person(undefined);
    Object.assign(workspace, { isTrusted: false });
    try {
      world.tell(LIVE);
      notifications[0]?.cancel();
      await settled();
    } finally {
      Object.assign(workspace, { isTrusted: true });
    }
    expect(world.commands).toEqual([]);
    expect(person.asked).toMatchObject([{ message: expect.stringContaining('not trusted') }]);
  });

  test('that was cut off stays in the status bar with what was last known of it', async () => {
    world.runs = [{ ...RECORD, how: 'gone', complete: 12 }];
    await watch.find();
    expect(statusBarItem).toMatchObject({
      isShown: true,
      text: '$(debug-disconnect) pilot 12/46',
      backgroundColor: { id: 'statusBarItem.warningBackground' },
    });
    world.tell(LIVE);
    expect(statusBarItem).toMatchObject({
      text: '$(sync~spin) pilot 12/46 · 3 min',
      backgroundColor: undefined,
    });
  });
});

describe('a run of this window', () => {
  test('says what it says until it is under way, then how far it is', () => {
    const own = started();
    watch.started(PLAN, 'pilot', own);
    own.say('To sign in, enter the code ABC');
    own.say('old: NO [Details](command:migplan.run)');
    world.tell(LIVE);
    own.say('anna@a.example done');
    expect(notifications).toHaveLength(1);
    expect(messages()).toEqual([
      'Run of lot pilot',
      'Run of lot pilot: looking at the target…',
      'Run of lot pilot: To sign in, enter the code ABC',
      'Run of lot pilot: old: NO [Details] (command:migplan.run)',
      'Run of lot pilot: 12 of 46 mailboxes · 3,400 messages · 1.2 GB · about 3 min left',
    ]);
  });

  test('is told with the colon of its reader’s language', () => {
    speak('fr');
    watch.started(PLAN, 'pilot', started());
    world.tell({ ...LIVE, mailboxes: { done: 1, of: 2 } });
    expect(messages().at(-1)).toMatch(/^Exécution du lot pilot\u00A0: 1 boîte sur 2 · /);
  });

  test('adds up to what is done', () => {
    world.tell(LIVE);
    world.tell({ ...LIVE, messages: { done: 6800, left: 6800 } });
    world.tell({ ...LIVE, messages: { done: 6800, left: 13_600 } });
    const increments = notifications[0]?.reports.map(({ increment }) => increment) ?? [];
    expect(increments.map((one) => Math.round(one ?? 0))).toEqual([0, 25, 25, 0]);
  });

  test('is told once, whether its process or the server is first to say that it ended', async () => {
    const own = started();
    watch.started(PLAN, 'pilot', own);
    world.tell(LIVE);
    world.runs = [RECORD];
    own.end(0);
    await settled();
    world.tell(LIVE);
    world.tell(null);
    await settled();
    expect(endings).toMatchObject([{ record: RECORD, started: own }]);
    expect(notifications).toHaveLength(1);
  });

  test('that ended before it began is not taken for the one before it', async () => {
    const own = started();
    world.runs = [RECORD];
    watch.started(PLAN, 'pilot', own);
    own.end(5);
    await settled();
    expect(endings).toMatchObject([{ record: undefined, started: own }]);
  });

  test('is interrupted where it has not begun, and asked to end where it has', async () => {
    const own = started();
    watch.started(PLAN, 'pilot', own);
    notifications[0]?.cancel();
    expect(await own.ended).toEqual({ code: 130, err: '' });
    await settled();
    expect(world.commands).toEqual([]);
  });
});

/** What a run says of itself once more has passed. */
const later = (run: LiveRun): LiveRun => ({ ...run, at: new Date(Date.now() + 1000).toISOString() });

describe('a run that goes on', () => {
  test('is watched on where it only slept longer than whoever asked for it', async () => {
    world.tell(LIVE);
    world.runs = [{ ...RECORD, how: 'gone' }];
    world.live = later(LIVE);
    world.tell(null);
    await settled();
    expect(endings).toEqual([]);
    expect(notifications).toMatchObject([{ isOpen: false }, { isOpen: true }]);
    expect(statusBarItem).toMatchObject({ isShown: true, text: '$(sync~spin) pilot 12/46 · 3 min' });
  });

  test('is told as cut off where it does not come back', async () => {
    world.tell(LIVE);
    world.runs = [{ ...RECORD, how: 'gone' }];
    world.tell(null);
    await settled();
    expect(endings).toMatchObject([{ record: { how: 'gone' } }]);
  });

  test('is watched on where another that this window began beside it was refused', async () => {
    const own = started();
    watch.started(PLAN, 'pilot', own);
    world.tell(LIVE);
    world.runs = [{ ...RECORD, how: 'running' }];
    own.end(4);
    await settled();
    world.tell(later(LIVE));
    expect(notifications).toMatchObject([{ isOpen: false }, { isOpen: true }]);
  });
});

describe('a run that a window of before has started', () => {
  let folder: string;
  let noted: NotedRun;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'migplan-left-'));
    world.plan = pathToFileURL(join(folder, 'plan.migplan')).href;
    const { pid = 0 } = spawnSync(process.execPath, ['--version']);
    noted = {
      ...{ pid, plan: world.plan, lot: 'pilot', phase: 'all' },
      ...{ since: LIVE.since, log: 'of.log' },
    };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const found = async (): Promise<Ending[]> => {
    await watch.find();
    await settled();
    return endings;
  };

  test('and that is no more is told once, as what it came to where it began', async () => {
    noteRun(folder, noted);
    const record = { ...RECORD, pid: noted.pid };
    world.runs = [{ ...RECORD, pid: 1 }, record];
    expect(await found()).toEqual([{ plan: world.plan, record, started: undefined, left: noted }]);
    expect(await found()).toHaveLength(1);
  });

  test('and that never began is not taken for one before it whose process had the same number', async () => {
    noteRun(folder, noted);
    world.runs = [{ ...RECORD, pid: noted.pid, since: '2025-03-09T08:00:00.000Z' }];
    expect(await found()).toMatchObject([{ record: undefined, left: noted }]);
  });

  test('is waited for while it is there', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    noteRun(folder, { ...noted, pid: child.pid ?? 0 });
    expect(await found()).toEqual([]);
    child.kill();
    await vi.waitFor(() => expect(endings).toHaveLength(1));
  });

  test('and that this window watches to its end is told as any other', async () => {
    noteRun(folder, noted);
    world.live = { ...LIVE, pid: noted.pid };
    expect(await found()).toEqual([]);
    world.runs = [{ ...RECORD, pid: noted.pid }];
    world.tell(null);
    await settled();
    expect(endings).toEqual([{ plan: world.plan, record: world.runs[0], started: undefined }]);
  });

  test('is nothing to a plan beside it, nor where nothing may be run', async () => {
    noteRun(folder, { ...noted, plan: `${noted.plan}.other` });
    expect(await found()).toEqual([]);
    noteRun(folder, noted);
    Object.assign(workspace, { isTrusted: false });
    try {
      expect(await found()).toEqual([]);
    } finally {
      Object.assign(workspace, { isTrusted: true });
    }
  });
});

test('a window that closes leaves the run alone', async () => {
  const own = started();
  watch.started(PLAN, 'pilot', own);
  world.tell(LIVE);
  watch.dispose();
  await settled();
  expect(notifications).toMatchObject([{ isOpen: false }]);
  expect(world.commands).toEqual([]);
  expect(endings).toEqual([]);
});
