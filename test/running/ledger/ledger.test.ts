import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { text } from '../../../server/planning/text.ts';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import type { FolderRecord, Ledger, MailboxLedger, MessageRow } from '../../../server/running/ports.ts';

const clock = { now: () => new Date('2026-01-02T03:04:05Z') };
const key = { source: { endpoint: 'old', mailbox: 'a@x' }, target: { endpoint: 'new', mailbox: 'a@y' } };
const inbox: FolderRecord = { folder: 'INBOX', uidValidity: '7', target: 'INBOX', targetUidValidity: '9' };
const done = (uid: number, more: Partial<MessageRow> = {}): MessageRow => ({
  uid,
  state: 'done',
  targetUid: uid + 100,
  flags: ['\\Seen', 'work'],
  size: 10,
  sha256: 'ab'.repeat(32),
  ...more,
});
const refusal = { words: 'NO too big', subject: 's', date: 'd', messageId: '<m>' };
const refused = (uid: number): MessageRow => ({ uid, state: 'refused', flags: [], size: 99, refusal });

let folder: string;
let path: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'migplan-ledger-')), '.migplan');
  path = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

describe('the ledger', () => {
  let ledger: Ledger;
  let mailbox: MailboxLedger;

  beforeEach(async () => {
    ledger = await openLedger(path, clock);
    mailbox = await ledger.mailbox(key);
    await mailbox.beginFolder(inbox);
  });
  afterEach(() => ledger.close().catch(() => undefined));

  const reopened = async () => {
    await ledger.close();
    ledger = await openLedger(path, clock);
    return ledger.mailbox(key);
  };

  test('remembers rows over a restart, as they were given', async () => {
    const rows = [done(1), done(2, { flags: [] }), refused(3)];
    await mailbox.record('INBOX', rows);
    expect([...(await (await reopened()).rows('INBOX', '7')).values()]).toEqual(rows);
  });

  test('is in a folder that nobody else may enter', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('knows nothing of a folder under another UIDVALIDITY', async () => {
    await mailbox.record('INBOX', [done(1)]);
    expect((await mailbox.rows('INBOX', '8')).size).toBe(0);
  });

  test.each<[string, Partial<FolderRecord>]>([
    ['of the source', { uidValidity: '8' }],
    ['of the target', { targetUidValidity: '10' }],
    ['because the target is another folder', { target: 'Other' }],
  ])('forgets a folder that begins anew: %s', async (_, change) => {
    await mailbox.record('INBOX', [done(1), refused(2)]);
    await mailbox.beginFolder({ ...inbox, ...change });
    expect((await mailbox.rows('INBOX', change.uidValidity ?? '7')).size).toBe(0);
    expect(await ledger.statuses()).toMatchObject([{ done: 0, refused: 0, bytes: 0 }]);
  });

  test('keeps a folder that begins again unchanged, and holds it unsettled until it is settled again', async () => {
    const state = { uidValidity: '7', uidNext: 5, messages: 4, highestModseq: '18446744073709551615' };
    await mailbox.record('INBOX', [done(1)]);
    await mailbox.settleFolder('INBOX', state, 12);
    expect(await mailbox.folders()).toEqual([{ ...inbox, settled: state, settledTarget: 12 }]);
    await mailbox.beginFolder(inbox);
    expect(await mailbox.folders()).toEqual([inbox]);
    expect((await mailbox.rows('INBOX', '7')).size).toBe(1);
  });

  test('tells which target messages are accounted for, over all folders that go there', async () => {
    await mailbox.beginFolder({ ...inbox, folder: 'Merged' });
    await mailbox.record('INBOX', [done(1), refused(2)]);
    await mailbox.record('Merged', [done(5)]);
    expect(await mailbox.accounted('INBOX', '9')).toEqual(new Set([101, 105]));
    expect(await mailbox.accounted('INBOX', '10')).toEqual(new Set());
  });

  test('tells the highest UID of a target folder, and forgets all that went there', async () => {
    const state = { uidValidity: '7', uidNext: 5, messages: 4 };
    await mailbox.beginFolder({ ...inbox, folder: 'Merged' });
    await mailbox.beginFolder({ ...inbox, folder: 'Other', target: 'Other' });
    await mailbox.record('Merged', [done(5)]);
    await mailbox.record('Other', [done(6)]);
    await mailbox.settleFolder('Merged', state, 1);
    expect(await mailbox.highestTargetUid('INBOX', '9')).toBe(105);
    expect(await mailbox.highestTargetUid('INBOX', '10')).toBe(0);
    await mailbox.forgetTarget('INBOX', '9');
    expect(await mailbox.highestTargetUid('INBOX', '9')).toBe(0);
    expect(await mailbox.highestTargetUid('Other', '9')).toBe(106);
    expect((await mailbox.folders()).find(({ folder }) => folder === 'Merged')?.settled).toBeUndefined();
  });

  test('remembers from where messages were being put, until they have their rows or go elsewhere', async () => {
    const from = async () => (await mailbox.folders()).map(({ writingFrom }) => writingFrom);
    await mailbox.markWriting('INBOX', 40);
    await mailbox.beginFolder(inbox);
    expect(await from()).toEqual([40]);
    await mailbox.beginFolder({ ...inbox, target: 'Other' });
    expect(await from()).toEqual([undefined]);
    await mailbox.markWriting('INBOX', 40);
    await mailbox.markWriting('INBOX', undefined);
    expect(await from()).toEqual([undefined]);
  });

  test('counts as it goes: done, refused, a refused one that went after all', async () => {
    await mailbox.record('INBOX', [done(1), done(2), refused(3)]);
    expect(await ledger.statuses()).toMatchObject([
      { key, state: 'Created', done: 2, refused: 1, bytes: 20 },
    ]);
    await mailbox.record('INBOX', [done(3), done(1)]);
    expect(await ledger.statuses()).toMatchObject([{ done: 3, refused: 0, bytes: 30 }]);
  });

  test('takes rows back, and counts them no more', async () => {
    await mailbox.record('INBOX', [done(1), done(2), refused(3), refused(4)]);
    await mailbox.forgetRows('INBOX', [2, 3, 99]);
    expect([...(await mailbox.rows('INBOX', '7')).keys()]).toEqual([1, 4]);
    expect(await mailbox.accounted('INBOX', '9')).toEqual(new Set([101]));
    expect(await ledger.statuses()).toMatchObject([{ done: 1, refused: 1, bytes: 10 }]);
  });

  test('holds flags that many messages share only once', async () => {
    await mailbox.record('INBOX', [done(1), done(2), done(3, { flags: [] }), done(4, { flags: [] })]);
    const [one, two, three, four] = [...(await mailbox.rows('INBOX', '7')).values()].map(
      ({ flags }) => flags,
    );
    expect(one).toBe(two);
    expect(three).toBe(four);
  });

  test('lists what was refused, with the server’s words', async () => {
    await mailbox.record('INBOX', [done(1), refused(2)]);
    expect(await mailbox.refused()).toEqual([{ folder: 'INBOX', uid: 2, size: 99, ...refusal }]);
  });

  test('records a batch whole or not at all', async () => {
    const broken = { ...done(2), size: null as unknown as number };
    await expect(mailbox.record('INBOX', [done(1), broken])).rejects.toMatchObject({
      failure: { kind: 'ledger' },
    });
    expect((await mailbox.rows('INBOX', '7')).size).toBe(0);
  });

  test('holds mailboxes apart, and tells their states', async () => {
    const other = await ledger.mailbox({ ...key, target: { endpoint: 'new', mailbox: 'b@y' } });
    await other.setState('Failed', text('is full', 'est pleine'));
    await mailbox.setState('Created', 'NO full');
    await mailbox.record('INBOX', [done(1)]);
    expect(await ledger.statuses()).toMatchObject([
      { state: 'Created', detail: 'NO full', done: 1, updatedAt: clock.now() },
      { state: 'Failed', detail: text('is full', 'est pleine'), done: 0 },
    ]);
  });
});
