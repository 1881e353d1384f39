/** What is kept of runs that windows started: what the last of them said, and who may tell of their ends. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  exitCodeFileOf,
  exitCodeOf,
  logOf,
  type NotedRun,
  newLog,
  notedRuns,
  noteRun,
  takeNote,
} from '../../../client/features/run/noted-runs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-noted-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const started = (): string => join(folder, '.migplan', 'started');
const RUN: NotedRun = {
  ...{ pid: 4711, plan: 'file:///plans/plan.migplan', lot: 'pilot', phase: 'all' },
  ...{ since: '2025-03-10T08:00:00.000Z', log: '2025-03-10T08-00-00.000Z.log' },
};

test('of what runs have said, and how they ended, the last twenty are kept', () => {
  mkdirSync(started(), { recursive: true });
  const named = Array.from({ length: 25 }, (_, day) => {
    const log = newLog(folder, new Date(Date.UTC(2025, 2, day + 1)));
    writeFileSync(logOf(folder, { log }), 'said\n');
    writeFileSync(exitCodeFileOf(folder, { log }), '0\n');
    return log;
  });
  const kept = named.slice(-20).flatMap((log) => [log, `${log}.exit-code`]);
  expect(readdirSync(started()).sort()).toEqual(kept);
});

test.each([
  ['5\n', 5],
  ['130\n', 130],
  // Cut off, or nothing of a run's.
  ['5', undefined],
  ['five\n', undefined],
  [undefined, undefined],
])('an exit code written as %j is %j', (written, code) => {
  mkdirSync(started(), { recursive: true });
  if (written !== undefined) writeFileSync(exitCodeFileOf(folder, RUN), written);
  expect(exitCodeOf(folder, RUN)).toBe(code);
});

test('a note is for its owner alone, and is taken once', () => {
  noteRun(folder, RUN);
  expect(notedRuns(folder)).toEqual([RUN]);
  expect(statSync(join(started(), '4711.json')).mode & 0o777).toBe(0o600);
  expect([takeNote(folder, 4711), takeNote(folder, 4711)]).toEqual([true, false]);
  expect(notedRuns(folder)).toEqual([]);
});

test('what is no note is none, and no log lies elsewhere', () => {
  noteRun(folder, RUN);
  writeFileSync(join(started(), '12.json'), '{ "pid": 12');
  writeFileSync(join(started(), '13.json'), JSON.stringify(RUN));
  expect(notedRuns(folder)).toEqual([RUN]);
  expect(logOf(folder, { log: '../../../etc/passwd' })).toBe(join(started(), 'passwd'));
});
