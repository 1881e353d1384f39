/** What a real Dovecot will not take, and targets of another shape than the source. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../server/running/clock.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import { type OddMailbox, oddMailbox } from '../support/odd-mail.ts';
import { maildirFolderLines, maildirLines } from './maildir-comparison.ts';
import { job, signal, TwoDovecots, users } from './two-dovecots.ts';

const names = ['altered', 'empty', 'keyword', 'large', 'hostile', 'plain', 'merged', 'dotted'].map(
  (name) => `${name}@odd.example`,
);
const tiny = { name: 'tiny@odd.example', password: 'x', quota: '*:storage=300K' };

describe('what a server will not take', () => {
  let servers: TwoDovecots;

  beforeAll(async () => {
    servers = await TwoDovecots.start([...users(names), tiny]);
  });
  afterAll(() => servers?.stop());

  test('a message of no bytes is recorded with the server’s words, and the rest goes on', async () => {
    const name = 'empty@odd.example';
    const mailbox = oddMailbox(7);
    const nothing = {
      folder: 'INBOX',
      content: Buffer.alloc(0),
      letters: '',
      keywords: [],
      receivedAt: new Date(0),
    };
    servers.stock(name, { ...mailbox, messages: [nothing, ...mailbox.messages] });
    const result = await servers.copy(job(name));
    expect(result).toMatchObject({
      outcome: 'incomplete',
      messages: { copied: mailbox.messages.length, failed: 1 },
    });
    expect(result.refused).toMatchObject([
      { folder: 'INBOX', uid: 1, size: 0, words: expect.stringContaining("Can't save a zero byte message") },
    ]);
    expect(maildirLines(servers.fresh.maildir(name))).toHaveLength(mailbox.messages.length);
  });

  test('a keyword that is too long, on mail that holds IMAP commands, costs the keyword and runs nothing', async () => {
    const name = 'hostile@odd.example';
    const commands = '\r\nz1 CREATE pwned\r\nz2 DELETE Sent\r\n';
    const content = Buffer.from(`Subject: hostile\r\n\r\n${commands}`);
    const message = {
      folder: 'INBOX',
      content,
      letters: 'F',
      keywords: ['k'.repeat(120)],
      receivedAt: new Date(1e12),
    };
    servers.stock(name, {
      folders: [
        { path: 'INBOX', subscribed: true },
        { path: 'Sent', subscribed: true },
      ],
      messages: [message],
    });
    const result = await servers.copy(job(name));
    expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 1 } });
    expect(result.notes).toMatchObject([{ kind: 'flag-left-out', folder: 'INBOX' }]);
    expect(maildirFolderLines(servers.fresh.maildir(name))).toEqual(
      maildirFolderLines(servers.old.maildir(name)),
    );
    expect(maildirLines(servers.fresh.maildir(name))).toEqual([expect.stringMatching(/ \[F\] 1000000000$/)]);
  });

  test('a keyword that is too long, on mail that is there already, costs the keyword and not the folder', async () => {
    const name = 'keyword@odd.example';
    const content = Buffer.from('Subject: there already\r\n\r\n');
    const receivedAt = new Date(1e12);
    const keywords = ['k'.repeat(120), 'short'];
    const message = { folder: 'INBOX', content, letters: 'FS', keywords, receivedAt };
    const other = { ...message, content: Buffer.from('Subject: not yet there\r\n\r\n') };
    servers.stock(name, { folders: [{ path: 'INBOX', subscribed: true }], messages: [message, other] });
    const target = await servers.openNew(name);
    await target.append('INBOX', [{ content, flags: [], receivedAt }], signal);
    await target.close();
    const result = await servers.copy(job(name));
    expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 1, already: 1 } });
    expect(result.notes).toMatchObject([{ kind: 'flag-left-out', folder: 'INBOX' }]);
    const flags: string[][] = [];
    const there = await servers.openNew(name);
    for await (const entry of there.entries('INBOX', { all: true }, signal))
      flags.push(entry.flags.toSorted());
    await there.close();
    const kept = ['\\Flagged', '\\Seen', 'short'];
    expect(flags).toEqual([kept, kept]);
  });

  test('line ends that it cannot keep are told, and do not make the message come twice', async () => {
    const name = 'altered@odd.example';
    const content = Buffer.from('Subject: odd ends\r\n\r\none\r\r\ntwo\r\n');
    const message = { folder: 'INBOX', content, letters: '', keywords: [], receivedAt: new Date(1e12) };
    servers.stock(name, { folders: [{ path: 'INBOX', subscribed: true }], messages: [message, message] });
    const result = await servers.copy(job(name));
    expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 2 } });
    expect(result.notes).toMatchObject([{ kind: 'altered-by-target' }, { kind: 'altered-by-target' }]);
    const blank = await openLedger(join(servers.state, 'blank', 'ledger.sqlite'), systemClock);
    expect(await servers.copy(job(name), blank)).toMatchObject({ messages: { copied: 0, already: 2 } });
    await blank.close();
    expect(maildirLines(servers.fresh.maildir(name))).toHaveLength(2);
    expect((await servers.verify(job(name), 'all')).differences).toMatchObject([
      { kind: 'bytes' },
      { kind: 'bytes' },
    ]);
  });

  test('folders that the plan merges, and those it leaves out', async () => {
    const from = 'plain@odd.example';
    servers.stock(from, oddMailbox(4));
    const wishes = { exclude: ['Projets'], folders: [{ from: 'Éléments envoyés', to: 'Sent' }] };
    const what = job(from, 'merged@odd.example', wishes);
    expect(await servers.copy(what)).toMatchObject({ outcome: 'complete' });
    expect(await servers.copy(what)).toMatchObject({ outcome: 'complete', messages: { copied: 0 } });
    const kept = (line: string) => !line.startsWith('.Projets');
    const merged = maildirLines(servers.old.maildir(from))
      .filter(kept)
      .map((line) => line.replace(/^\.&AMk-l\S+ envoy\S+ /, '.Sent '));
    expect(maildirLines(servers.fresh.maildir('merged@odd.example'))).toEqual(merged.sort());
    expect(await servers.verify(what, 'all')).toMatchObject({ outcome: 'equal' });
  });

  test('a full mailbox stops that mailbox and says so', async () => {
    servers.stock('large@odd.example', oddMailbox(3));
    const result = await servers.copy(job('large@odd.example', 'tiny@odd.example'));
    expect(result).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'full', reach: 'mailbox' } });
    expect(result.stoppedBy?.words).toMatch(/OVERQUOTA/);
  });
});

describe('a target of another shape', () => {
  let servers: TwoDovecots;

  beforeAll(async () => {
    servers = await TwoDovecots.start([...users(names), tiny], {
      separator: '.',
      prefix: 'INBOX.',
      uses: { '\\Sent': 'Gesendet' },
    });
  });
  afterAll(() => servers?.stop());

  test('another delimiter, a namespace prefix and another name for Sent are translated', async () => {
    const mailbox: OddMailbox = {
      folders: ['INBOX', 'Sent', 'Projets', 'Projets/Été'].map((path) => ({ path, subscribed: true })),
      messages: ['INBOX', 'Sent', 'Projets/Été'].map((folder) => ({
        folder,
        content: Buffer.from(`Subject: ${folder}\r\n\r\nx\r\n`),
        letters: '',
        keywords: [],
        receivedAt: new Date(1e12),
      })),
    };
    const what = job('dotted@odd.example');
    servers.stock('dotted@odd.example', mailbox);
    const result = await servers.copy(what);
    expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 3 } });
    expect(
      maildirFolderLines(servers.fresh.maildir('dotted@odd.example')).filter((line) =>
        line.startsWith('folder'),
      ),
    ).toEqual(['folder ', 'folder .Gesendet', 'folder .Projets', 'folder .Projets.&AMk-t&AOk-']);
    expect(await servers.verify(what, 'all')).toMatchObject({
      outcome: 'equal',
      messages: { matched: 3 },
    });
  });
});
