/** The built command copies what is larger than the memory it may use, between two real Dovecots. What it used at most the kernel tells. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type OddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { maildirLines } from './maildir-comparison.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
const PASSWORD = 'of everybody';

/** Megabytes, whatever is copied. */
const MOST = 250;
/** Megabytes that ten times as many messages may cost: their UIDs, rows and flags, and what is not collected yet. */
const MOST_MORE = 60;

const large = 'large@a.example';
const few = 'few@a.example';
const many = 'many@a.example';
const people = [large, few, many];

let folder: string;
let old: Dovecot;
let fresh: Dovecot;

beforeAll(async () => {
  if (!existsSync(CLI)) throw new Error('nothing is built: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'migplan-memory-'));
  const users = people.map((name) => ({ name, password: PASSWORD }));
  const master = { name: 'migration', password: PASSWORD };
  [old, fresh] = await Promise.all([startDovecot({ users, master }), startDovecot({ users, master })]);
  writeMaildir(old.maildir(large), mailOf([oneOf(100_000_000)]));
  writeMaildir(old.maildir(few), mailOf(manyOf(2_000)));
  writeMaildir(old.maildir(many), mailOf(manyOf(20_000)));
  old.adopt();
  writeFileSync(join(folder, 'plan.migplan'), plan());
});
afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const header = (name: string): string => `Message-ID: <${name}@a.example>\r\nSubject: ${name}\r\n\r\n`;
const oneOf = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from(header('large')), Buffer.alloc(bytes, `${'0123456789'.repeat(7)}abcdef\r\n`)]);
const manyOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, number) => Buffer.from(`${header(`n${number}`)}${number}\r\n`));

function mailOf(contents: readonly Buffer[]): OddMailbox {
  const dressed = { folder: 'INBOX', letters: 'S', keywords: [], receivedAt: new Date(1.2e12) };
  return {
    folders: [{ path: 'INBOX', subscribed: true }],
    messages: contents.map((content) => ({ ...dressed, content })),
  };
}

function plan(): string {
  const endpoint = (name: string, { host, port }: Dovecot) =>
    `endpoint ${name} dovecot {\n  host ${host} port ${port} plain\n  login master "migration" separator "*" secret env TEST_MASTER_PASSWORD\n}\n`;
  const lots = people.map(
    (name, at) => `lot l${at} "${name}" { date 2027-03-0${at + 1}; mailbox ${name} }\n`,
  );
  const mailboxes = people.map((name) => `mailbox ${name}\n`);
  const ends = endpoint('old', old) + endpoint('new', fresh);
  return `plan "Memory" { source old; target new }\ndomain a.example\n${ends}${lots.join('')}${mailboxes.join('')}`;
}

/** Copies and compares; in megabytes. */
async function peakOf(name: string): Promise<number> {
  const values = ['run', folder, '--lot', `l${people.indexOf(name)}`, '--yes'];
  const env = { ...process.env, LC_ALL: 'en', TEST_MASTER_PASSWORD: PASSWORD };
  const child = spawn(process.execPath, [CLI, ...values], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const peak = watched(child);
  const [code] = await once(child, 'close');
  expect(code, said).toBe(0);
  expect(maildirLines(fresh.maildir(name))).toEqual(maildirLines(old.maildir(name)));
  return peak;
}

/** The kernel remembers the highest, so that little falls between two looks. */
async function watched({ pid }: ChildProcess): Promise<number> {
  let highest = 0;
  for (;;) {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(statusOf(pid)) ?? [];
    if (kilobytes === undefined) return highest;
    highest = Number(kilobytes) / 1024;
    await sleep(20);
  }
}

/** Of a process that has ended nothing is told. */
function statusOf(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

test('a message of 100 MB', async () => {
  const peak = await peakOf(large);
  expect(peak).toBeGreaterThan(0);
  expect(peak).toBeLessThan(MOST);
});

test('a folder of ten times as many messages', async () => {
  const [one, ten] = [await peakOf(few), await peakOf(many)];
  expect(one).toBeGreaterThan(0);
  expect(ten).toBeLessThan(MOST);
  expect(ten - one).toBeLessThan(MOST_MORE);
});
