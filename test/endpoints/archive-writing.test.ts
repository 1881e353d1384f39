/** What an archive was given is still there, in each format, whatever became of its index or of its writer. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchiveSource, openArchiveTarget } from '../../server/endpoints/archive/open-archive.ts';
import type { NewMessage } from '../../server/running/ports.ts';
import { temporaryFolder } from '../support/files.ts';
import {
  archive,
  FORMATS,
  type Format,
  messagesIn,
  readArchive,
  signal,
  writeArchive,
} from './archive-mailbox.ts';

let folder: ReturnType<typeof temporaryFolder>;
let root: string;
beforeEach(() => {
  folder = temporaryFolder();
  root = folder.path;
});
afterEach(() => folder.remove());

let mailboxes = 0;
const newMailbox = () => `m${++mailboxes}@a.example`;

describe.each(FORMATS)('%s', (format) => {
  test('gives no UID twice, and keeps flags that change and what is removed or moved', async () => {
    const mailbox = newMailbox();
    const target = await openArchiveTarget(archive(root, format), root, mailbox);
    const put = (subject: string): NewMessage => ({
      content: Buffer.from(`Subject: ${subject}\r\n\r\n`),
      flags: ['\\Seen', 'work'],
      receivedAt: new Date(0),
    });
    await target.createFolder('Other', signal);
    await target.append('INBOX', ['a', 'b', 'c', 'd'].map(put), signal);
    await target.changeFlags('INBOX', [1], { add: ['\\Flagged', 'new'], remove: ['WORK'] }, signal);
    await target.remove('INBOX', [4], signal);
    expect(await target.move('INBOX', [2], 'Other', signal)).toEqual(new Map([[2, 1]]));
    await target.close();
    await writeArchive(root, format, mailbox, 'INBOX', [put('e')]);
    const { folders } = await readArchive(root, mailbox);
    const lines = Object.entries(folders).flatMap(([at, messages]) =>
      messages.map(({ uid, content: held, flags: has }) => `${at} ${uid} ${held.trim()} ${has.join(' ')}`),
    );
    expect(lines).toEqual([
      'INBOX 1 Subject: a \\Flagged \\Seen new',
      'INBOX 3 Subject: c \\Seen work',
      'INBOX 5 Subject: e \\Seen work',
      'Other 1 Subject: b \\Seen work',
    ]);
  });

  test('tells a large message and a damaged one', async () => {
    const mailbox = newMailbox();
    const large = Buffer.alloc(9_000_000, `${'From me '.repeat(9)}\r\n`);
    const given = [large, Buffer.from('Subject: small\r\n\r\nbody\r\n')];
    await writeArchive(
      root,
      format,
      mailbox,
      'INBOX',
      given.map((one) => ({ content: one, flags: [], receivedAt: new Date(0) })),
    );
    const [first] = (await readArchive(root, mailbox)).folders['INBOX'] ?? [];
    expect(first?.content === large.toString('latin1')).toBe(true);
    for (const file of mailFiles(join(root, mailbox))) {
      writeFileSync(file, readFileSync(file, 'latin1').replace('body', 'b0dy'), 'latin1');
    }
    const { folders, told } = await readArchive(root, mailbox);
    expect(folders['INBOX']).toHaveLength(1);
    expect(told[0]).toContain('does not hold a message as it was put there');
  });

  test('is read as another program’s once its index is lost', async () => {
    const mailbox = newMailbox();
    const crlf = fc
      .array(fc.stringMatching(/^(>*From |[ -~]){0,20}$/), { minLength: 1, maxLength: 5 })
      .map((lines) => Buffer.from(`Subject: x\r\n\r\n${lines.join('\r\n')}\r\n`));
    const given = fc.sample(crlf, { numRuns: 20, seed: 7 });
    const at = new Date('2020-01-02T03:04:05Z');
    await writeArchive(
      root,
      format,
      mailbox,
      'INBOX',
      given.map((one) => ({ content: one, flags: [], receivedAt: at })),
    );
    for (const file of indexFiles(join(root, mailbox))) rmSync(file);
    const { folders } = await readArchive(root, mailbox);
    const inbox = folders['INBOX']?.map(({ content: held, receivedAt: on }) => ({ held, on })) ?? [];
    const expected = given.map((one) => ({ held: one.toString('latin1'), on: at.toISOString() }));
    // What is numbered comes in its order; .eml files have no order but their dates and names.
    expect(inbox).toEqual(expected);
  });

  test('goes on behind a torn line of its index', async () => {
    const mailbox = newMailbox();
    const put = (subject: string): NewMessage => ({
      content: Buffer.from(`Subject: ${subject}\r\n\r\n`),
      flags: [],
      receivedAt: new Date(0),
    });
    await writeArchive(root, format, mailbox, 'INBOX', [put('a')]);
    const [index = ''] = indexFiles(join(root, mailbox));
    appendFileSync(index, '{"uid":2,"file":"no such fi');
    await writeArchive(root, format, mailbox, 'INBOX', [put('b')]);
    appendFileSync(index, Buffer.alloc(5000));
    await writeArchive(root, format, mailbox, 'INBOX', [put('c')]);
    const { folders } = await readArchive(root, mailbox);
    expect(folders['INBOX']?.map(({ uid, content: held }) => `${uid} ${held.trim()}`)).toEqual([
      '1 Subject: a',
      '2 Subject: b',
      '3 Subject: c',
    ]);
  });

  test('is another folder once a line is lost in the midst of its index', async () => {
    const mailbox = newMailbox();
    const put = (subject: string): NewMessage => ({
      content: Buffer.from(`Subject: ${subject}\r\n\r\n`),
      flags: ['\\Seen'],
      receivedAt: new Date(0),
    });
    await writeArchive(root, format, mailbox, 'INBOX', ['a', 'b', 'c'].map(put));
    const source = await openArchiveSource(archive(root), root, mailbox);
    const before = await source.openForReading('INBOX', signal);
    const [index = ''] = indexFiles(join(root, mailbox));
    const lines = readFileSync(index, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.startsWith('{"uid":2'));
    lines[at] = '\0'.repeat(20);
    writeFileSync(index, lines.join('\n'));
    const now = await source.openForReading('INBOX', signal);
    expect(now.uidValidity).not.toBe(before.uidValidity);
    expect((await messagesIn(source, 'INBOX')).map(({ content: held }) => held.trim()).toSorted()).toEqual([
      'Subject: a',
      'Subject: b',
      'Subject: c',
    ]);
  });

  test('stops where a person asked for it, or a source breaks off, with what was acknowledged', async () => {
    const mailbox = newMailbox();
    const stopping = new AbortController();
    const stop: NewMessage = {
      content: {
        size: 100,
        async *pieces() {
          yield Buffer.alloc(50, 'x');
          stopping.abort();
          yield Buffer.alloc(50, 'y');
        },
      },
      flags: [],
      receivedAt: new Date(0),
    };
    const target = await openArchiveTarget(archive(root, format), root, mailbox);
    const outcomes = await target.append('INBOX', [stop, stop], stopping.signal);
    expect(outcomes).toMatchObject([
      { kind: 'appended' },
      { kind: 'unsent', failure: { kind: 'interrupted' } },
    ]);
    await target.close();
    expect((await readArchive(root, mailbox)).folders['INBOX']).toHaveLength(1);
  });

  test('keeps what it acknowledged when it is killed, and nothing torn', { timeout: 120_000 }, async () => {
    const mailbox = newMailbox();
    let acknowledged = 0;
    for (let round = 0; round < 6; round++) {
      acknowledged += await killedWhileAppending(format, mailbox, 40 + round * 37, acknowledged);
      const { folders } = await readArchive(root, mailbox);
      const held = (folders['INBOX'] ?? []).map(({ content: one }) => one);
      for (const one of held) expect(one).toBe(expectedContent(one));
      expect(held.length).toBeGreaterThanOrEqual(acknowledged);
      acknowledged = held.length;
    }
    expect(acknowledged).toBeGreaterThan(0);
  });
});

function expectedContent(held: string): string {
  const number = /^Subject: (\d+)\r\n/.exec(held)?.[1] ?? 'none';
  return `Subject: ${number}\r\n\r\n${`From ${number}\r\n`.repeat(500)}`;
}

/** How many messages a child process had acknowledged when it was killed, so many milliseconds after its first. */
async function killedWhileAppending(
  format: Format,
  mailbox: string,
  after: number,
  from: number,
): Promise<number> {
  const program = join(import.meta.dirname, 'archive-appender.ts');
  const child: ChildProcess = spawn(process.execPath, [program, root, format, mailbox, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let acknowledged = 0;
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  lines.on('line', (line) => {
    if (acknowledged === 0) setTimeout(() => child.kill('SIGKILL'), after);
    acknowledged += Number(line);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return acknowledged;
}

function mailFiles(top: string): string[] {
  const all = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/migplan-|dovecot/.test(path.slice(top.length)) || /\.migplan,/.test(path));
}

function indexFiles(top: string): string[] {
  const all = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.endsWith('migplan-index'));
}
