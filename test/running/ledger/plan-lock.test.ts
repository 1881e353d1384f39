/** The lock of a plan: one run at a time, whatever path it came by, and nothing to clean up after a crash. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failureOf } from '../../../server/running/failures.ts';
import { lockPlan } from '../../../server/running/ledger/plan-lock.ts';
import { expectBothLanguages } from '../../support/both-languages.ts';
import { recorder } from './recorder.ts';
import { clock, type LedgerFolder, ledgerFolder } from './sample-ledger.ts';

let at: LedgerFolder;

beforeEach(() => {
  at = ledgerFolder();
});
afterEach(() => at[Symbol.dispose]());

const held = (folder: string, pid: number): string =>
  `plan state ${folder} is in use by another run (process ${pid} on ${hostname()}, since 2026-11-24T02:51:00.000Z). ` +
  'Wait for it to end, or stop it, then run again.';

function refusalOf(folder: string): string {
  try {
    lockPlan(folder, clock).release();
    return 'not refused';
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    expect(failure).toMatchObject({ reach: 'plan' });
    expectBothLanguages(failure.what);
    return (error as Error).message;
  }
}

test('is held by one run at a time, and says who holds it', () => {
  const lock = lockPlan(at.folder, clock);
  expect(refusalOf(at.folder)).toBe(held(at.folder, process.pid));
  lock.release();
  expect(refusalOf(at.folder)).toBe('not refused');
});

test('is gone with a process that was killed, as soon as it is', { timeout: 60_000 }, async () => {
  for (let round = 0; round < 10; round++) {
    const child = recorder(at.folder);
    await child.begun;
    expect(refusalOf(at.folder)).toBe(held(at.folder, child.pid));
    await child.kill();
    expect(refusalOf(at.folder)).toBe('not refused');
  }
});

test('keeps a second live run out by another path to the same folder', async () => {
  const other = join(at.folder, '..', 'link');
  mkdirSync(at.folder);
  symlinkSync(at.folder, other);
  const first = recorder(at.folder);
  await first.begun;
  const second = recorder(other);
  expect(await second.ended).toMatchObject({ code: 5, err: expect.stringContaining(held(other, first.pid)) });
  await first.kill();
  const third = recorder(other);
  expect(await third.begun).toMatch(/^from /);
  await third.kill();
});

test('is taken by exactly one of many that come at once', { timeout: 60_000 }, async () => {
  const all = Array.from({ length: 6 }, () => recorder(at.folder));
  const first = await Promise.all(all.map(({ begun }) => begun));
  expect(first.filter((line) => line !== undefined)).toHaveLength(1);
  await Promise.all(all.map((child) => child.kill()));
});

test('that was damaged is told, with what to do', () => {
  mkdirSync(at.folder);
  writeFileSync(join(at.folder, 'lock.sqlite'), 'no database, and long enough to be looked at'.repeat(50));
  expect(refusalOf(at.folder)).toBe(
    `plan state ${at.folder} has a damaged lock (file is not a database). ` +
      'Make sure that no other run is under way, remove lock.sqlite there, then run again.',
  );
});

test('of a version before this one is understood', () => {
  mkdirSync(at.folder);
  const before = new DatabaseSync(join(at.folder, 'lock.sqlite'), { timeout: 0 });
  before.exec('pragma journal_mode = wal; create table holder (pid integer, since text); begin immediate');
  expect(refusalOf(at.folder)).toContain('is in use by another run');
  before.close();
  expect(refusalOf(at.folder)).toBe('not refused');
});
