/** Ctrl-C and kill -9 of the command itself, in the middle of a lot between two real Dovecots: nothing lost, nothing doubled. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { CLI, migplan } from '../support/migplan.ts';
import { oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { maildirLines } from './maildir-comparison.ts';

const people = ['anna@a.example', 'bruno@a.example', 'chloe@a.example', 'denis@a.example', 'elena@a.example'];
const PASSWORD = 'correct horse';
const surroundings = { env: { TEST_MASTER_PASSWORD: PASSWORD } };

let folder: string;
let old: Dovecot;
let fresh: Dovecot;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-interrupted-'));
  const users = people.map((name) => ({ name, password: `of ${name}` }));
  const master = { name: 'migration', password: PASSWORD };
  [old, fresh] = await Promise.all([startDovecot({ users, master }), startDovecot({ users, master })]);
  for (const [seed, name] of people.entries()) writeMaildir(old.maildir(name), oddMailbox(seed + 200));
  old.adopt();
});

afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Two mailboxes, two and one are a lot each; `rate` slows the copy down, so that there is a middle to be stopped in. */
function write(rate: string): void {
  const endpoint = (name: string, { host, port }: Dovecot, more: string) =>
    `endpoint ${name} dovecot {\n  host ${host} port ${port} plain\n  login master "migration" separator "*" secret env TEST_MASTER_PASSWORD\n${more}}\n`;
  const lots =
    'lot first "First" { date 2027-03-08; mailbox anna@a.example, bruno@a.example }\nlot second "Second" { date 2027-03-09; mailbox chloe@a.example, denis@a.example }\nlot third "Third" { date 2027-03-10; mailbox elena@a.example }\n';
  const mailboxes = people.map((name) => `mailbox ${name}\n`).join('');
  const plan = 'plan "Interrupted" { source old; target new }\ndomain a.example\n';
  writeFileSync(
    join(folder, 'plan.migplan'),
    plan + endpoint('old', old, rate) + endpoint('new', fresh, '') + lots + mailboxes,
  );
}

const slowly = (): void => write('  rate 30 kB/s\n');
const copied = (names: readonly string[]): number =>
  names.flatMap((name) => maildirLines(fresh.maildir(name))).length;

async function startedRun(
  lot: string,
  names: readonly string[],
): Promise<{ child: ChildProcess; err: () => string }> {
  slowly();
  const child = spawn(process.execPath, [CLI, 'run', folder, '--lot', lot, '--yes'], {
    env: { ...process.env, LC_ALL: 'en', TEST_MASTER_PASSWORD: PASSWORD },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr?.on('data', (data) => {
    err += data;
  });
  while (copied(names) < 3 && child.exitCode === null) await sleep(20);
  return { child, err: () => err };
}

async function expectToEndEqual(lot: string, names: readonly string[]): Promise<void> {
  write('');
  const resumed = await migplan(['run', folder, '--lot', lot, '--yes', '--format', 'json'], surroundings);
  expect(resumed.code, resumed.err).toBe(0);
  for (const name of names)
    expect(maildirLines(fresh.maildir(name))).toEqual(maildirLines(old.maildir(name)));
}

test('Ctrl-C stops cleanly, and the next run goes on to the end', async () => {
  const names = people.slice(0, 2);
  const { child, err } = await startedRun('first', names);
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  expect(code).toBe(130);
  expect(err()).toContain('Stopping: what is under way is finished and recorded');
  expect(err()).not.toMatch(/\n\s+at /);
  const status = await migplan(['status', folder, '--lot', 'first'], surroundings);
  expect(status.out).toContain('stopped');
  expect(copied(names)).toBeLessThan(names.flatMap((name) => maildirLines(old.maildir(name))).length);
  await expectToEndEqual('first', names);
});

test('kill -9 leaves no lock behind, and the next run goes on to the end', async () => {
  const names = people.slice(2, 4);
  const { child } = await startedRun('second', names);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(copied(names)).toBeLessThan(names.flatMap((name) => maildirLines(old.maildir(name))).length);
  await expectToEndEqual('second', names);
});

test('a second run on the same plan is refused while one is under way', async () => {
  const { child } = await startedRun('third', people.slice(4));
  const other = await migplan(['run', folder, '--lot', 'third', '--yes'], surroundings);
  expect(other).toMatchObject({ code: 4, out: '' });
  expect(other.err).toContain(`process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
});
