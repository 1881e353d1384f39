/** What is particular to writing mbox files and Maildirs, and what the system's refusals come to. */
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileFailure } from '../../server/endpoints/archive/file-failures.ts';
import { openArchiveTarget } from '../../server/endpoints/archive/open-archive.ts';
import { text } from '../../server/planning/text.ts';
import { describeFailure } from '../../server/running/failures.ts';
import type { NewMessage } from '../../server/running/ports.ts';
import { filesIn, temporaryFolder, writeFiles } from '../support/files.ts';
import { archive, readArchive, signal, writeArchive } from './archive-mailbox.ts';

let folder: ReturnType<typeof temporaryFolder>;
let root: string;
beforeEach(() => {
  folder = temporaryFolder();
  root = folder.path;
});
afterEach(() => folder.remove());

describe('an mbox file', () => {
  const at = new Date('2024-01-02T03:04:05Z');
  const one: NewMessage = {
    content: Buffer.from('Subject: one\r\n\r\nbody\r\n'),
    flags: ['\\Seen'],
    receivedAt: at,
  };

  test('of another program is not written to', async () => {
    writeFiles(join(root, 'm@a.example'), { Sent: 'From - Tue Jan  2 03:04:05 2024\n\nx\n' });
    const before = filesIn(root);
    const target = await openArchiveTarget(archive(root, 'mbox'), root, 'm@a.example');
    await expect(target.openForWriting('Sent', signal)).rejects.toMatchObject({
      failure: { kind: 'refused', reach: 'message' },
    });
    expect(filesIn(root)).toEqual(before);
  });

  test('that another program has added to is read with what it added, and written no more', async () => {
    await writeArchive(root, 'mbox', 'm@a.example', 'INBOX', [one]);
    appendFileSync(
      join(root, 'm@a.example/INBOX'),
      'From - Tue Jan  2 03:04:06 2024\nSubject: two\n\nbody\n\n',
    );
    const { folders } = await readArchive(root, 'm@a.example');
    expect(folders['INBOX']).toMatchObject([
      { uid: 1, content: `${one.content}`, flags: ['\\Seen'] },
      { uid: 2, content: 'Subject: two\r\n\r\nbody\r\n', flags: [] },
    ]);
    await expect(writeArchive(root, 'mbox', 'm@a.example', 'INBOX', [one])).rejects.toMatchObject({
      failure: { kind: 'refused' },
    });
  });

  test('that another program has written anew is read as it is', async () => {
    await writeArchive(root, 'mbox', 'm@a.example', 'INBOX', [one, one]);
    const path = join(root, 'm@a.example/INBOX');
    truncateSync(path, statSync(path).size / 2);
    expect((await readArchive(root, 'm@a.example')).folders['INBOX']).toMatchObject([
      { content: `${one.content}` },
    ]);
  });

  test('forgets what an interrupted write left behind its end', async () => {
    await writeArchive(root, 'mbox', 'm@a.example', 'INBOX', [one]);
    const path = join(root, 'm@a.example/INBOX');
    const size = statSync(path).size;
    appendFileSync(join(root, 'm@a.example/.INBOX.migplan-index'), `{"writing":${size}}\n`);
    appendFileSync(path, 'From - Tue Jan  2 03:04:06 2024\r\nSubject: torn');
    expect((await readArchive(root, 'm@a.example')).folders['INBOX']).toHaveLength(1);
    await writeArchive(root, 'mbox', 'm@a.example', 'INBOX', [one]);
    expect((await readArchive(root, 'm@a.example')).folders['INBOX']).toHaveLength(2);
    expect(readFileSync(path, 'latin1')).not.toContain('torn');
  });
});

test('an mbox file shows other programs what was read, answered, flagged or deleted', async () => {
  const at = new Date('2024-01-02T03:04:05Z');
  const put = (subject: string, flags: string[]): NewMessage => ({
    content: Buffer.from(`Subject: ${subject}\r\n\r\n`),
    flags,
    receivedAt: at,
  });
  const target = await openArchiveTarget(archive(root, 'mbox'), root, 'm@a.example');
  await target.append('INBOX', [put('a', ['\\Seen', '$Forwarded']), put('b', []), put('c', [])], signal);
  await target.changeFlags('INBOX', [2], { add: ['\\Flagged', '\\Answered'], remove: [] }, signal);
  await target.remove('INBOX', [3], signal);
  await target.close();
  rmSync(join(root, 'm@a.example/.INBOX.migplan-index'));
  const { folders, told } = await readArchive(root, 'm@a.example');
  expect(folders['INBOX']).toEqual([
    { uid: 1, content: 'Subject: a\r\n\r\n', flags: ['$Forwarded', '\\Seen'], receivedAt: at.toISOString() },
    {
      uid: 2,
      content: 'Subject: b\r\n\r\n',
      flags: ['\\Answered', '\\Flagged'],
      receivedAt: at.toISOString(),
    },
  ]);
  expect(told).toEqual(['INBOX: 1 deleted, not yet compacted away by their program: left out']);
});

describe('a Maildir', () => {
  test('has its keywords where Dovecot has them, and more than it has letters for', async () => {
    const keywords = Array.from({ length: 30 }, (_, number) => `k${String(number).padStart(2, '0')}`);
    const given = { content: Buffer.from('x'), flags: ['\\Seen', ...keywords], receivedAt: new Date(0) };
    await writeArchive(root, 'maildir', 'm@a.example', 'INBOX', [given]);
    const top = join(root, 'm@a.example');
    expect(readFileSync(join(top, 'dovecot-keywords'), 'utf8').split('\n')).toHaveLength(27);
    expect(readdirSync(join(top, 'cur'))[0]).toMatch(/:2,Sabcdefghijklmnopqrstuvwxyz$/);
    expect((await readArchive(root, 'm@a.example')).folders['INBOX']).toMatchObject([
      { flags: given.flags.toSorted() },
    ]);
  });

  test('of another program is written to, beside what is there', async () => {
    writeFiles(join(root, 'm@a.example'), {
      'cur/1.a:2,S': 'theirs\n',
      'new/2.a': 'new\n',
      '.Sent/cur/': '',
    });
    const given = { content: Buffer.from('ours\n'), flags: ['\\Draft'], receivedAt: new Date(0) };
    await writeArchive(root, 'mbox', 'm@a.example', 'INBOX', [given]);
    const top = join(root, 'm@a.example');
    renameSync(join(top, 'new/2.a'), join(top, 'cur/2.a:2,F'));
    expect((await readArchive(root, 'm@a.example')).folders).toMatchObject({
      INBOX: [
        { uid: 1, content: 'theirs\r\n', flags: ['\\Seen'] },
        { uid: 2, content: 'new\r\n', flags: ['\\Flagged'] },
        { uid: 3, content: 'ours\n', flags: ['\\Draft'] },
      ],
      Sent: [],
    });
  });
});

describe('what the system says of files becomes a failure that names the file', () => {
  const access = { endpoint: archive('backup'), root: '/srv/backup', mailbox: 'm@a.example' };
  const failureFor = (code: string) =>
    fileFailure(
      access,
      text('did it', 'l’a fait'),
      Object.assign(new Error('no'), { code, path: '/srv/backup/x' }),
    );

  test.each([
    ['ENOSPC', 'full', 'plan', 'Make room on that disk, then run again.'],
    ['EDQUOT', 'full', 'plan', 'Make room on that disk, then run again.'],
    ['EROFS', 'refused', 'plan', 'Give this user the right to it, then run again.'],
    ['EACCES', 'refused', 'message', 'Give this user the right to it, then run again.'],
    ['EMFILE', 'transient', 'mailbox', undefined],
    ['ENAMETOOLONG', 'refused', 'message', undefined],
  ])('%s', (code, kind, reach, advice) => {
    const { failure } = failureFor(code);
    expect({ kind: failure.kind, reach: failure.reach, advice: failure.advice?.en }).toEqual({
      kind,
      reach,
      advice,
    });
    const line = `endpoint old: backup (m@a.example) did it (${code} /srv/backup/x).`;
    expect(describeFailure(failure, 'en')).toBe(advice ? `${line} ${advice}` : line);
  });

  test('and a fault of the program stays one', () => {
    expect(() => fileFailure(access, text('did it', 'l’a fait'), new TypeError('a fault'))).toThrow(
      'a fault',
    );
  });
});
