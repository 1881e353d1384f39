/** A run as other processes see it, and what they ask of it; its files, and its log. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MigrationPlan } from '../../../server/planning/migration-plan.ts';
import { text } from '../../../server/planning/text.ts';
import { systemClock } from '../../../server/running/clock.ts';
import { askRun, readAsk } from '../../../server/running/live/control-file.ts';
import { beginLive } from '../../../server/running/live/live-run.ts';
import { readLiveRun } from '../../../server/running/live/progress-file.ts';
import { Pause } from '../../../server/running/lot/pause.ts';
import {
  type MailboxResult,
  NO_MESSAGES,
  type RunResult,
  totalsOf,
} from '../../../server/running/run-result.ts';

const plan: MigrationPlan = {
  ...{
    schema: 'migplan/dry-run/v1',
    plan: 'p',
    lot: 'first',
    date: '2026-01-01',
    phase: 'all',
    fingerprint: 'f',
  },
  ...{ verdict: { errors: [], applicable: true, complete: true }, endpoints: [], steps: [] },
  totals: { mailboxes: 0, messages: 0, bytes: 0, actions: {} },
};

let folder: string;
let pause: Pause;
let cancelled: AbortController;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'migplan-live-')), '.migplan');
  pause = new Pause();
  cancelled = new AbortController();
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const begin = () =>
  beginLive(plan, {
    ...{ folder, clock: systemClock, pause, signal: cancelled.signal },
    cancel: () => cancelled.abort(),
  });

const seen = () => readLiveRun(folder, new Date());

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !isSo(); tries++) await sleep(10);
  expect(isSo()).toBe(true);
}

test('others see it while it goes on, and no more when it has ended', () => {
  const live = begin();
  expect(seen()).toMatchObject({
    pid: process.pid,
    lot: 'first',
    state: 'running',
    mailboxes: { done: 0, of: 0 },
  });
  expect(statSync(join(folder, 'progress.json')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readLiveRun(folder, new Date(Date.now() + 3_600_000))).toBeUndefined();
  expect(readLiveRun(folder, new Date(Date.now() - 3_600_000))).toBeUndefined();
  live.end(undefined);
  expect(seen()).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['log']);
});

test('it obeys what it is asked, and says so', async () => {
  const live = begin();
  pause.onChange((isOn) => live.on({ event: isOn ? 'paused' : 'resumed' }));
  const ask = (what: 'pause' | 'resume' | 'cancel'): void => {
    const run = seen();
    if (run) askRun(folder, run, what);
  };
  ask('pause');
  await until(() => seen()?.state === 'paused');
  expect(pause.isOn).toBe(true);
  ask('resume');
  await until(() => seen()?.state === 'running');
  expect(pause.isOn).toBe(false);
  ask('cancel');
  ask('pause'); // is too late
  await until(() => cancelled.signal.aborted);
  await until(() => seen()?.state === 'stopping');
  expect(pause.isOn).toBe(false);
  live.end(undefined);
});

test('what it waits for is seen by others as soon as it is told', () => {
  const live = begin();
  const at = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
  const words = { where: text('a', 'b'), what: text('c', 'd'), words: 'ECONNREFUSED' };
  const failure = { kind: 'unreachable', reach: 'lot', ...words } as const;
  const waits = () => seen()?.waiting.map(({ endpoint, why }) => `${endpoint} ${why}`);
  expect(waits()).toEqual([]);
  live.on({ event: 'away', endpoint: 'new', until: at(1), failure });
  expect(waits()).toEqual(['new away']);
  live.on({ event: 'quiet', endpoint: 'old', until: at(2) });
  expect(waits()).toEqual(['new away', 'old quiet']);
  live.on({ event: 'back', endpoint: 'new' });
  expect(waits()).toEqual(['old quiet']);
  live.on({ event: 'throttled', endpoint: 'new', until: at(3), failure });
  expect(waits()).toEqual(['old quiet', 'new throttled']);
  live.end(undefined);
});

test('what was asked of an earlier run is not meant for this one', async () => {
  const first = begin();
  const run = seen();
  if (!run) throw new Error('it was to be seen');
  askRun(folder, run, 'pause');
  // Killed: its files stay. The next one may even get its number.
  const stale = readFileSync(join(folder, 'control.json'), 'utf8');
  first.end(undefined);
  writeFileSync(join(folder, 'control.json'), stale);
  await sleep(2); // another moment
  const second = begin();
  expect(existsSync(join(folder, 'control.json'))).toBe(false);
  writeFileSync(join(folder, 'control.json'), stale);
  expect(readAsk(folder, seen() ?? run)).toBeUndefined();
  second.end(undefined);
});

test('what a killed run left behind is not taken for a run', () => {
  const live = begin();
  const path = join(folder, 'progress.json');
  const written = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...written, pid: 2 ** 22 + 1 }));
  expect(seen()).toBeUndefined();
  writeFileSync(path, JSON.stringify({ ...written, at: new Date(Date.now() - 120_000).toISOString() }));
  expect(seen()).toBeUndefined();
  writeFileSync(path, JSON.stringify(written).slice(0, 50));
  expect(seen()).toBeUndefined();
  live.end(undefined);
});

test('the log tells what happened, a line each, with the server’s words', () => {
  const live = begin();
  const where = text('endpoint new', 'point d’accès new');
  const what = text('asks to slow down', 'demande de ralentir');
  const failure = { kind: 'throttled', reach: 'lot', where, what, words: 'NO [THROTTLED] later' } as const;
  live.on({ event: 'way', endpoint: 'new', way: 'MULTIAPPEND with LITERAL+' });
  live.on({ event: 'throttled', endpoint: 'new', until: new Date(0), failure });
  const refused = {
    folder: 'INBOX',
    uid: 7,
    size: 9,
    subject: 's',
    date: 'd',
    messageId: '<m>',
    words: 'NO never',
  };
  const result: MailboxResult = {
    ...{ address: 'a', state: 'CompletedWithWarnings', messages: { ...NO_MESSAGES, failed: 1 }, bytes: 0 },
    ...{ differences: [], refused: [refused], folders: [], notes: [], problem: '1 refused', seconds: 1 },
  };
  live.on({ event: 'mailbox-ended', result });
  const ended = {
    schema: 'migplan/run/v1',
    plan: 'p',
    lot: 'first',
    phase: 'all',
    steps: [],
    mailboxes: [result],
  } as const;
  live.end({ ...ended, totals: totalsOf([result], 2) } satisfies RunResult);
  const [name = ''] = readdirSync(join(folder, 'log'));
  const path = join(folder, 'log', name);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const lines = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { at: string });
  expect(lines).toMatchObject([
    { event: 'started', plan: 'p', lot: 'first', phase: 'all', fingerprint: 'f', mailboxes: 0 },
    { event: 'way', endpoint: 'new', way: 'MULTIAPPEND with LITERAL+' },
    {
      ...{ event: 'throttled', endpoint: 'new', until: '1970-01-01T00:00:00.000Z', kind: 'throttled' },
      words: 'endpoint new asks to slow down (NO [THROTTLED] later).',
    },
    { event: 'refused', address: 'a', ...refused },
    { event: 'mailbox-ended', address: 'a', state: 'CompletedWithWarnings', problem: '1 refused' },
    { event: 'ended', mailboxes: 1, failed: 1 },
  ]);
});
