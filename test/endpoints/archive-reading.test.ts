/** Archives as people have them: Maildirs, Thunderbird's and other mbox files, folders of .eml files, hosting exports. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchiveSource } from '../../server/endpoints/archive/open-archive.ts';
import { filesIn, temporaryFolder, writeFiles } from '../support/files.ts';
import { archive, messagesIn, readArchive, signal } from './archive-mailbox.ts';

let folder: ReturnType<typeof temporaryFolder>;
let root: string;
beforeEach(() => {
  folder = temporaryFolder();
  root = folder.path;
});
afterEach(() => folder.remove());

const fileTime = '2021-03-04T05:06:07.000Z';
const put = (files: Record<string, string | Buffer>) => writeFiles(join(root, 'anna@a.example'), files);
const seen = () => readArchive(root, 'anna@a.example');

describe('a Maildir', () => {
  test('is read with flags, keywords, dates and CRLF line ends', async () => {
    put({
      'cur/1614834360.M2P1.host:2,FRS': 'Subject: two\n\nbody\r\n',
      'cur/1614834350.M1P1.host:2,DTPab': 'Subject: one\r\n\r\nbody\r\n',
      'cur/1614834370.M3P1.host!2,S': 'Subject: three\n',
      'cur/1614834371.M3P1.host;2,': '',
      'new/1614834380.M4P1.host': 'no header',
      'tmp/1614834390.M5P1.host': 'is being written',
      'dovecot-keywords': '0 $label1\n1 Étiquette\n',
    });
    expect(await seen()).toEqual({
      folders: {
        INBOX: [
          {
            uid: 1,
            content: 'Subject: one\r\n\r\nbody\r\n',
            flags: ['$Forwarded', '$label1', '\\Deleted', '\\Draft', 'Étiquette'],
            receivedAt: fileTime,
          },
          {
            uid: 2,
            content: 'Subject: two\r\n\r\nbody\r\n',
            flags: ['\\Answered', '\\Flagged', '\\Seen'],
            receivedAt: fileTime,
          },
          { uid: 3, content: 'Subject: three\r\n', flags: ['\\Seen'], receivedAt: fileTime },
          { uid: 4, content: '', flags: [], receivedAt: fileTime },
          { uid: 5, content: 'no header', flags: [], receivedAt: fileTime },
        ],
      },
      told: [],
    });
  });

  test('that was unpacked without its times has those of its names', async () => {
    put({ 'cur/1514834350.M1P1.host:2,': 'x' });
    expect((await seen()).folders['INBOX']).toMatchObject([{ receivedAt: '2018-01-01T19:19:10.000Z' }]);
  });

  test('has dotted folders, nested folders, or both', async () => {
    put({
      'cur/': '',
      '.Sent/cur/1.a:2,S': 'sent',
      '.Projets.Ann&AOk-e 2024/cur/1.a': 'project',
      '.INBOX.Old/new/1.a': 'old',
      'Nested/cur/1.a': 'nested',
      'Nested/Deep/cur/1.a': 'deep',
      'not mail/notes.txt': 'x',
      '.hidden/notes': 'x',
    });
    const { folders, told } = await seen();
    const contents = Object.entries(folders).map(([path, messages]) => [path, messages[0]?.content]);
    expect(Object.fromEntries(contents)).toEqual({
      INBOX: undefined,
      Sent: 'sent',
      'Projets/Année 2024': 'project',
      'INBOX/Old': undefined,
      Nested: 'nested',
      'Nested/Deep': 'deep',
    });
    expect(told).toEqual(['INBOX: 1 files are no mail and are left out: notes.txt']);
  });

  test.each([
    ['Dovecot', 'dovecot-uidlist', '3 V1275660208 N25022 G3085\n25006 W20 :1.a\n25017 :2.a,S=3:2,S\n'],
    ['Courier', 'courierimapuiddb', '1 1275660208 25022\n25006 1.a\n25017 2.a,S=3\n'],
  ])('keeps the UIDs that %s gave', async (_, name, list) => {
    put({ 'cur/1.a:2,': 'one', 'cur/2.a,S=3:2,S': 'two', [name]: list });
    const source = await openArchiveSource(archive(root), root, 'anna@a.example');
    expect(await source.openForReading('INBOX', signal)).toEqual({
      uidValidity: '1275660208',
      uidNext: 25022,
      messages: 2,
      mayTakeBack: true,
    });
    expect(await source.uids('INBOX', signal)).toEqual([25006, 25017]);
    // A message that the server has not numbered yet might get any number: nothing is taken for another.
    put({ 'new/3.a': 'three' });
    const grown = await source.openForReading('INBOX', signal);
    expect(grown).toMatchObject({ uidNext: 25023, messages: 3 });
    expect(grown.uidValidity).not.toBe('1275660208');
  });

  test('is another folder once a message came or went, and the same one when flags change', async () => {
    const validity = async () => {
      const source = await openArchiveSource(archive(root), root, 'anna@a.example');
      return (await source.openForReading('INBOX', signal)).uidValidity;
    };
    put({ 'cur/1.a:2,': 'one', 'cur/2.a:2,': 'two' });
    const before = await validity();
    put({ 'cur/1.a:2,S': 'one' });
    const marked = await validity();
    put({ 'cur/3.a:2,': 'three' });
    expect([marked === before, (await validity()) === before]).toEqual([true, false]);
  });
});

const thunderbird = [
  'From - Tue Jan  2 03:04:05 2024\r\n',
  'X-Mozilla-Status: 0003\r\nX-Mozilla-Status2: 02800000\r\nX-Mozilla-Keys: work $label2                  \r\n',
  'Subject: one\r\n\r\nFrom here\r\n>From there\r\n>>From afar\r\n\r\n',
  'From - Tue Jan  2 03:04:06 2024\r\nX-Mozilla-Status: 0009\r\nSubject: expunged\r\n\r\nx\r\n\r\n',
  'From \r\nX-Mozilla-Status: 0004\r\nDate: Wed, 3 Jan 2024 10:00:00 +0100\r\n\r\nlast\r\n\r\n',
].join('');

describe('an mbox file', () => {
  test('of Thunderbird: flags from its fields, which are no part of the message; subfolders in .sbd', async () => {
    put({
      Inbox: thunderbird,
      'Inbox.msf': 'x',
      'Inbox.sbd/Work': 'From - Tue Jan  2 03:04:05 2024\n\nin work\n',
      'Inbox.sbd/Work.sbd/Deep.mbox':
        'From a@b Tue Jan  2 03:04:05 2024 +0100\nA: b\n\nIn a line:\nFrom now on\n\n',
      Drafts: '',
      'Drafts.msf': '',
      'popstate.dat': 'x',
      'notes.html': '<html>',
    });
    expect(await seen()).toEqual({
      folders: {
        INBOX: [
          {
            uid: 1,
            content: 'Subject: one\r\n\r\nFrom here\r\nFrom there\r\n>From afar\r\n',
            flags: ['$MDNSent', '$label1', '$label2', '\\Answered', '\\Seen', 'work'],
            receivedAt: '2024-01-02T03:04:05.000Z',
          },
          {
            uid: 2,
            content: 'Date: Wed, 3 Jan 2024 10:00:00 +0100\r\n\r\nlast\r\n',
            flags: ['\\Flagged'],
            receivedAt: '2024-01-03T09:00:00.000Z',
          },
        ],
        Drafts: [],
        'INBOX/Work': [
          { uid: 1, content: '\r\nin work\r\n', flags: [], receivedAt: '2024-01-02T03:04:05.000Z' },
        ],
        'INBOX/Work/Deep': [
          {
            uid: 1,
            content: 'A: b\r\n\r\nIn a line:\r\nFrom now on\r\n',
            flags: [],
            receivedAt: '2024-01-02T02:04:05.000Z',
          },
        ],
      },
      told: [
        'INBOX: 1 files are no mail and are left out: notes.html',
        'INBOX: 1 deleted, not yet compacted away by their program: left out',
      ],
    });
  });

  test('of a Unix program: Status and X-Status, lines in LF, no empty line between two messages', async () => {
    put({
      mail: [
        'From anna Tue Jan  2 03:04:05 2024\nStatus: RO\nX-Status: AFTD\nX-Keywords: a b\nSubject: one\n\nbody\n',
        'From anna Tue Jan  2 03:04:06 CET 2024\nStatus: O\nX-UID: 5\n\n\n\nFrom anna Tue Jan  2 03:04:07 2024\n',
      ].join(''),
    });
    expect((await seen()).folders['mail']?.map(({ content, flags }) => ({ content, flags }))).toEqual([
      {
        content: 'Subject: one\r\n\r\nbody\r\n',
        flags: ['\\Answered', '\\Deleted', '\\Draft', '\\Flagged', '\\Seen', 'a', 'b'],
      },
      { content: '\r\n\r\n', flags: [] },
      { content: '', flags: [] },
    ]);
  });

  test('alone may be the mailbox; Apple Mail puts it into a folder', async () => {
    writeFiles(root, {
      'one@a.example.mbox': 'From - Tue Jan  2 03:04:05 2024\n\nalone\n',
      'two@a.example/Sent.mbox/mbox': 'From - Tue Jan  2 03:04:05 2024\n\nsent\n',
      'two@a.example/Sent.mbox/table_of_contents': 'x',
    });
    const contents = async (mailbox: string) =>
      Object.entries((await readArchive(root, mailbox)).folders).map(([path, [one]]) => [path, one?.content]);
    expect(await contents('one@a.example')).toEqual([['INBOX', '\r\nalone\r\n']]);
    expect(await contents('two@a.example')).toEqual([
      ['INBOX', undefined],
      ['Sent', '\r\nsent\r\n'],
    ]);
  });
});

describe('a folder of .eml files', () => {
  test('is read in the order in which they arrived', async () => {
    put({
      'a.eml':
        'Received: by b; Tue, 2 Jan 2024 10:00:00 +0000\nDate: Mon, 1 Jan 2001 00:00:00 +0000\n\nsecond\n',
      'b.EML': 'Status: R\nDate: 1 Jan 24 10:00:00 EST\n\nfirst\n',
      'c.eml': 'no header',
      'Sent/d.eml': 'X-Mozilla-Status: 0001\r\n\r\nsent\r\n',
    });
    expect((await seen()).folders).toEqual({
      INBOX: [
        { uid: 1, content: 'no header', flags: [], receivedAt: fileTime },
        {
          uid: 2,
          content: 'Date: 1 Jan 24 10:00:00 EST\r\n\r\nfirst\r\n',
          flags: ['\\Seen'],
          receivedAt: '2024-01-01T15:00:00.000Z',
        },
        {
          uid: 3,
          content:
            'Received: by b; Tue, 2 Jan 2024 10:00:00 +0000\r\nDate: Mon, 1 Jan 2001 00:00:00 +0000\r\n\r\nsecond\r\n',
          flags: [],
          receivedAt: '2024-01-02T10:00:00.000Z',
        },
      ],
      Sent: [{ uid: 1, content: '\r\nsent\r\n', flags: ['\\Seen'], receivedAt: fileTime }],
    });
  });
});

describe('a mailbox is found', () => {
  test.each([
    ['by its address', 'anna@a.example/cur/1.a'],
    ['whatever the case', 'Anna@A.Example/cur/1.a'],
    ['by domain and name', 'a.example/anna/cur/1.a'],
    ['in a Maildir within', 'a.example/anna/Maildir/cur/1.a'],
  ])('%s', async (_, file) => {
    writeFiles(root, { [file]: 'found' });
    expect((await seen()).folders['INBOX']).toMatchObject([{ content: 'found' }]);
  });

  test('or it is told what is there instead', async () => {
    writeFiles(root, { 'bob@a.example/cur/1.a': 'x', 'carol@a.example.mbox': '' });
    await expect(seen()).rejects.toMatchObject({
      failure: {
        kind: 'refused',
        reach: 'mailbox',
        where: { en: `endpoint old: ${root}` },
        what: { en: '(anna@a.example) is not in this archive' },
        advice: {
          en: 'A folder named by its address, or domain/name, is looked for; what is there: bob@a.example, carol@a.example.mbox.',
        },
      },
    });
  });

  test('nor is an archive that is not there', async () => {
    const nowhere = join(root, 'nowhere');
    await expect(readArchive(nowhere, 'anna@a.example')).rejects.toMatchObject({
      failure: { kind: 'refused', reach: 'plan', words: nowhere },
    });
  });

  test.each(['../out', '..', '.', '', 'a/../../out@a.example', '/etc'])(
    'and never outside: %s',
    async (name) => {
      writeFiles(root, { 'archive/x/cur/1.a': 'x', 'out/cur/1.a': 'secret' });
      await expect(readArchive(join(root, 'archive'), name)).rejects.toMatchObject({
        failure: { kind: 'refused', reach: 'mailbox' },
      });
    },
  );
});

describe('links', () => {
  test('out of the archive are not followed, and told', async () => {
    writeFiles(root, {
      'archive/anna@a.example/cur/1.a': 'mine',
      'out/cur/1.a': 'secret',
      'out/mail': 'From - Tue Jan  2 03:04:05 2024\n\nsecret\n',
    });
    const mailbox = join(root, 'archive/anna@a.example');
    symlinkSync(join(root, 'out'), join(mailbox, 'linked'));
    symlinkSync(join(root, 'out/mail'), join(mailbox, 'mail'));
    symlinkSync(join(root, 'out/cur/1.a'), join(mailbox, 'cur/2.a'));
    symlinkSync(mailbox, join(mailbox, 'round'));
    const { folders, told } = await readArchive(join(root, 'archive'), 'anna@a.example');
    expect(
      Object.entries(folders).map(([path, messages]) => [path, messages.map(({ content }) => content)]),
    ).toEqual([['INBOX', ['mine']]]);
    expect(told.map((line) => line.replaceAll(root, ''))).toEqual([
      'INBOX: /archive/anna@a.example/linked is a link that leads out of the archive: it is not followed',
      'INBOX: /archive/anna@a.example/mail is a link that leads out of the archive: it is not followed',
      'endpoint old: /archive (anna@a.example) could not read a message of "INBOX" (ELOOP /archive/anna@a.example/cur/2.a). It is left out.',
    ]);
    symlinkSync(join(root, 'out'), join(root, 'archive/b@a.example'));
    await expect(readArchive(join(root, 'archive'), 'b@a.example')).rejects.toMatchObject({
      failure: { kind: 'refused', reach: 'mailbox', what: { en: '(b@a.example) leads out of the archive' } },
    });
  });
});

describe('a source', () => {
  test('writes nothing at all', async () => {
    put({
      'cur/1.a:2,': 'one',
      'new/2.a': 'two',
      Sent: thunderbird,
      'Old/1.eml': 'x\n',
      'dovecot-keywords': '0 a\n',
    });
    const before = filesIn(root);
    await seen();
    expect(filesIn(root)).toEqual(before);
  });

  test('goes on where one file is damaged or cannot be read', async () => {
    put({ 'cur/1.a:2,': 'one', 'cur/2.a:2,': 'two', 'cur/3.a:2,': 'three' });
    const source = await openArchiveSource(archive(root), root, 'anna@a.example');
    await source.openForReading('INBOX', signal);
    put({ 'cur/2.a:2,': 'two and more' });
    const told: string[] = [];
    const again = await openArchiveSource(archive(root), root, 'anna@a.example', {
      tell: ({ en }) => void told.push(en),
    });
    await again.openForReading('INBOX', signal);
    const read: string[] = [];
    const wanted = [1, 2, 3].map((uid) => ({ uid, size: 1 }));
    for await (const { uid, content } of again.messages('INBOX', wanted, signal)) {
      read.push(`${uid} ${content}`);
      if (uid === 1) put({ 'cur/2.a:2,': 'changed while it was read' });
    }
    expect(read).toEqual(['1 one', '3 three']);
    expect(told).toEqual([
      `endpoint old: ${root} (anna@a.example) does not hold a message as it was put there (${root}/anna@a.example/cur/2.a:2,). It is left out.`,
    ]);
  });

  test('finds a file that another program has renamed meanwhile', async () => {
    put({ 'new/1.a': 'one' });
    const source = await openArchiveSource(archive(root), root, 'anna@a.example');
    await source.openForReading('INBOX', signal);
    const { renameSync, mkdirSync } = await import('node:fs');
    mkdirSync(join(root, 'anna@a.example/cur'), { recursive: true });
    renameSync(join(root, 'anna@a.example/new/1.a'), join(root, 'anna@a.example/cur/1.a:2,S'));
    expect(await messagesIn(source, 'INBOX')).toMatchObject([{ content: 'one', flags: ['\\Seen'] }]);
  });
});
