/** A run of the real command, between two archives: what is asked before it, that it goes on without its window, what it leaves. */
import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodeFileOf, logOf, newLog, notedRuns } from '../../../client/features/run/noted-runs.ts';
import { runQuestion } from '../../../client/features/run/run-question.ts';
import { RunStatus } from '../../../client/features/run/run-status.ts';
import { type Ending, RunWatch } from '../../../client/features/run/run-watch.ts';
import { startRun } from '../../../client/features/run/started-run.ts';
import { tellEnding } from '../../../client/features/run/tell-ending.ts';
import { readDryRun } from '../../../client/infrastructure/dry-run.ts';
import { migplanProcess } from '../../../client/infrastructure/migplan-process.ts';
import { EXIT, type RunRecord } from '../../../server/protocol.ts';
import { Person } from '../../support/fake-vscode.ts';
import { CLI, migplan } from '../../support/migplan.ts';
import { RECORD } from './a-run.ts';

const OLD_END = 'endpoint old archive { path "old"; format maildir }';
/** Its secret is nowhere. */
const LOCKED_END = 'endpoint old imap { host 127.0.0.1 port 1 plain; login master "m" secret env NOWHERE }';
const PLAN = `plan "Archives" { source old; target new }
${OLD_END}
endpoint new archive { path "new"; format maildir }
policy { alias-scope domain }
domain a.example
lot all "All" { date 2027-03-08; domain a.example }
mailbox anna@a.example "Anna"
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-outlives-'));
  writeFileSync(join(folder, 'plan.migplan'), PLAN);
  const box = join(folder, 'old', 'anna@a.example');
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(box, part), { recursive: true });
  for (const number of [1, 2, 3])
    writeFileSync(join(box, 'cur', `170000000${number}.M1.h:2,S`), `Subject: ${number}\r\n\r\nhello\r\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const of = (lot: string) => ({ folder, plan: plan(), lot, phase: 'all', secrets: {} });
const messages = (): number => readdirSync(join(folder, 'new', 'anna@a.example', 'cur')).length;
const plan = (): string => pathToFileURL(join(folder, 'plan.migplan')).href;
/** What the newest run has said. */
const said = (): string => readFileSync(logOf(folder, { log: logs().at(-1) ?? '' }), 'utf8');
const logs = (): string[] => globSync('*.log', { cwd: join(folder, '.migplan', 'started') }).sort();

/** A window that starts a run, and is gone the moment after. */
async function closedWindow(lot: string): Promise<void> {
  const window = join(import.meta.dirname, '../../support/window-that-closes.ts');
  await promisify(execFile)(process.execPath, [window, folder, lot]);
}

/** What the next window is told of runs of before, once it has looked. */
async function nextWindow(runs: readonly Partial<RunRecord>[]): Promise<Ending[]> {
  const answers: Readonly<Record<string, unknown>> = {
    'migplan/plans': [{ plan: plan() }],
    'migplan/runs': runs,
  };
  const server = {
    ask: async (method: string) => answers[method] ?? null,
    on: () => ({ dispose: () => undefined }),
  };
  const endings: Ending[] = [];
  const wait = (): Promise<void> => sleep(20);
  const watch = new RunWatch({ server } as never, new RunStatus(), (ending) => endings.push(ending), wait);
  await watch.find();
  await expect.poll(() => notedRuns(folder), { timeout: 25_000 }).toEqual([]);
  await sleep(50);
  watch.dispose();
  return endings;
}

/** What a person is told of endings, and what is logged of them. */
async function told(endings: readonly Ending[]): Promise<Pick<Person, 'asked'> & { lines: string[] }> {
  const person = new Person(undefined);
  const lines: string[] = [];
  const client = { log: { info: (line: string) => lines.push(line) } } as never;
  for (const ending of endings) await tellEnding(client, ending);
  return { asked: person.asked, lines };
}

test('the question before it is made of what the command sees at the target', async () => {
  const values = ['dry-run', folder, '--lot', 'all', '--targets', '--format', 'json'];
  const dryRun = readDryRun((await migplan(values)).out);
  expect(dryRun && runQuestion(dryRun, 'en')).toEqual({
    asks: 'Run lot all now?',
    detail: 'Mail: 1 mailbox\n\nThe run goes on when this window is closed.',
  });
});

test('it goes on when its window is closed, and says no secret', async () => {
  await closedWindow('all');
  await expect.poll(said, { timeout: 25_000 }).toContain('1 of 1 mailboxes complete');
  expect(messages()).toBe(3);
  expect(said()).not.toContain('hunter2');
});

test('how it ended is told by the next window, and by none after it', async () => {
  const record = { pid: notedRuns(folder)[0]?.pid ?? 0, since: new Date().toISOString(), lot: 'all' };
  expect(await nextWindow([record])).toMatchObject([{ plan: plan(), record, left: { lot: 'all' } }]);
  expect(await nextWindow([record])).toEqual([]);
});

test('why one could not begin is told by the next window', async () => {
  await closedWindow('nowhere');
  const endings = await nextWindow([]);
  expect(endings).toMatchObject([{ plan: plan(), record: undefined, left: { lot: 'nowhere' } }]);
  const { asked, lines } = await told(endings);
  const why = 'the plan has no lot nowhere (lots: all)';
  const message = expect.stringMatching(
    /^The run of lot nowhere, started \d\d:\d\d, ended before it began: the plan/,
  );
  expect(asked).toEqual([{ severity: 'error', message, more: ['Run Again', 'Show Log'] }]);
  expect(asked).toMatchObject([{ message: expect.stringContaining(why) }]);
  expect(lines).toEqual([why]);
});

test('a secret that was wanting can be typed in the next window', async () => {
  writeFileSync(join(folder, 'plan.migplan'), PLAN.replace(OLD_END, LOCKED_END));
  await closedWindow('all');
  const { asked } = await told(await nextWindow([]));
  const message = expect.stringContaining('NOWHERE');
  const more = ['Type Secrets Again…', 'Run Again', 'Show Log'];
  expect(asked).toEqual([{ severity: 'error', message, more }]);
  writeFileSync(join(folder, 'plan.migplan'), PLAN);
});

test('one that was stopped on its way says so there too, with the secrets to be typed', async () => {
  const log = newLog(folder);
  writeFileSync(exitCodeFileOf(folder, { log }), `${EXIT.stopped}\n`);
  const left = { pid: 1, plan: plan(), lot: 'all', phase: 'all', since: new Date().toISOString(), log };
  const record = { ...RECORD, lot: 'all', how: 'stopped', words: 'old refused the login.' } as const;
  const { asked } = await told([{ plan: plan(), record, started: undefined, left }]);
  const more = ['Type Secrets Again…', 'Run Again', 'Show Problems'];
  expect(asked).toEqual([{ severity: 'error', message: 'old refused the login.', more }]);
});

test('while its window is there each line is told, how it ended too, and nothing comes twice', async () => {
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line) } as never;
  const command = migplanProcess({ script: CLI, language: () => 'fr', log: () => undefined });
  const values = ['run', join(folder, 'plan.migplan'), '--lot', 'all', '--yes'];
  const again = async (): Promise<void> => undefined;
  const run = startRun({ migplan: command, log }, { ...of('all'), values }, again);
  expect((await run.ended).code).toBe(0);
  expect(lines.join('\n')).toContain('1 boîte complète sur 1');
  expect(lines.join('\n')).not.toContain('mailboxes complete');
  expect(messages()).toBe(3);
});

test('one that cannot begin ends with the line that says why', async () => {
  const log = { info: () => undefined } as never;
  const command = migplanProcess({ script: CLI, language: () => 'en', log: () => undefined });
  const values = ['run', join(folder, 'plan.migplan'), '--lot', 'nowhere', '--yes'];
  const run = startRun({ migplan: command, log }, { ...of('nowhere'), values }, async () => undefined);
  expect(await run.ended).toEqual({ code: 2, err: 'the plan has no lot nowhere (lots: all)' });
});
