/** A target that does not tell the UIDs of what it takes (no UIDPLUS): its own is known again in the folder, whatever was made of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MailboxCopy } from '../../../server/planning/migration-plan.ts';
import { copyMailbox } from '../../../server/running/copying/copy-mailbox.ts';
import type { CopyResult } from '../../../server/running/copying/copy-result.ts';
import type { Folder, FolderState, MailTarget } from '../../../server/running/ports.ts';
import { held, job, MemoryCopy } from './memory-copy.ts';

let mail: MemoryCopy;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
  mail.to.faults.withoutUidPlus = true;
});
afterEach(() => mail.end());

const run = (target: MailTarget) =>
  copyMailbox(job, mail.from.asSource(), target, mail.ledger, {
    signal: new AbortController().signal,
    clock: mail.clock,
  });

const header = (line: string) => (content: Buffer) => Buffer.concat([Buffer.from(`${line}\r\n`), content]);
const contents = () => mail.to.folder('INBOX').messages.map(({ content }) => String(content));
/** By their rows: which of the source is which at the target. */
async function pairs(): Promise<(number | undefined)[][]> {
  const ledger = await mail.ledger.mailbox(job);
  const rows = await ledger.rows('INBOX', mail.from.folder('INBOX').uidValidity);
  return [...rows.values()].map(({ uid, targetUid }) => [uid, targetUid]);
}

/** Equal in date, each as large as the one before once a header field is added to that. */
function fillAlike(count: number, more = ''): void {
  for (let number = 0; number < count; number++)
    mail.from.put('INBOX', `Message-ID: <${number}@x>\r\n\r\n${'x'.repeat(number * 12)}${more}`);
}

describe('a target that alters what it keeps', () => {
  test.each([
    ['by a header field', header('X-Added: 1')],
    ['in its line ends', (content: Buffer) => Buffer.from(String(content).replaceAll('\r\n', '\n'))],
  ])('%s gets each message once', async (_, keeps) => {
    mail.to.faults.keeps = keeps;
    mail.fill(250);
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 250 } });
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 0, already: 250 } });
    expect(held(mail.to)).toHaveLength(250);
  });

  test('so that one has the size of another is not taken for that one', async () => {
    mail.to.faults.keeps = header('X-Add: 1234');
    fillAlike(4);
    const sizes = mail.from.folder('INBOX').messages.map(({ content }) => content.length);
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 4 } });
    expect(await pairs()).toEqual(sizes.map((__, at) => [at + 1, at + 1]));
  });

  test('and gives it a date of its own gets each message once', async () => {
    fillAlike(3);
    const store = mail.to.put.bind(mail.to);
    mail.to.put = (path, content, more) => store(path, content, { ...more, receivedAt: new Date(0) });
    for (let runs = 0; runs < 2; runs++) expect(await mail.copy()).toMatchObject({ outcome: 'complete' });
    expect(held(mail.to)).toHaveLength(3);
  });

  test('and the fields it could be known by: by its date, in the order sent', async () => {
    const renamed = (content: Buffer) => String(content).replace('Message-ID: <', 'Message-ID: <new.');
    mail.to.faults.keeps = (content) => Buffer.from(renamed(content));
    mail.fill(5);
    for (let runs = 0; runs < 2; runs++) expect(await mail.copy()).toMatchObject({ outcome: 'complete' });
    expect(await pairs()).toEqual([1, 2, 3, 4, 5].map((uid) => [uid, uid]));
    expect(held(mail.to)).toHaveLength(5);
  });
});

test('what is acknowledged and listed late is found by the next run, and not sent again', async () => {
  mail.to.faults.keeps = header('X-Added: 1');
  mail.fill(3);
  const target = mail.to.asTarget();
  const late: Partial<MailTarget> = {
    async *entries(folder, which, signal) {
      for await (const entry of target.entries(folder, which, signal)) if (entry.uid !== 2) yield entry;
    },
    async *looks(folder, which, signal) {
      for await (const look of target.looks(folder, which, signal)) if (look.uid !== 2) yield look;
    },
  };
  expect(await run({ ...target, ...late })).toMatchObject({ messages: { copied: 2, failed: 1 } });
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 0, already: 3 } });
  expect(held(mail.to)).toHaveLength(3);
});

/** RFC 3501 has UIDNEXT told of folders that are opened, and old servers do without (6.3.1). */
function copyWithoutUidNext(more: Partial<MailboxCopy> = {}): Promise<CopyResult> {
  const target = mail.to.asTarget();
  const untold = <S extends FolderState>(state: S): S => ({ ...state, uidNext: 0 });
  const toldOf = (folder: Folder): Folder => ({
    ...folder,
    ...(folder.state && { state: untold(folder.state) }),
  });
  const without: MailTarget = {
    ...target,
    folders: async (signal) => {
      const list = await target.folders(signal);
      return { ...list, folders: list.folders.map(toldOf) };
    },
    openForReading: async (folder, signal) => untold(await target.openForReading(folder, signal)),
    openForWriting: async (folder, signal) => {
      const { state } = await target.openForWriting(folder, signal);
      return { state: untold(state) };
    },
  };
  const options = { signal: new AbortController().signal, clock: mail.clock };
  return copyMailbox({ ...job, ...more }, mail.from.asSource(), without, mail.ledger, options);
}

test('what is gone is brought again though another was delivered there, where UIDNEXT is untold', async () => {
  mail.fill(3);
  await copyWithoutUidNext();
  mail.to.folder('INBOX').messages.splice(1, 1);
  mail.to.put('INBOX', 'Subject: delivered here\r\n\r\n');
  expect(await copyWithoutUidNext({ isOpen: true })).toMatchObject({ messages: { copied: 0 } });
  expect(await copyWithoutUidNext()).toMatchObject({ messages: { copied: 1, already: 2 } });
  expect(held(mail.to)).toEqual(expect.arrayContaining(held(mail.from)));
  expect(held(mail.to)).toHaveLength(4);
  expect(await copyWithoutUidNext()).toMatchObject({ messages: { copied: 0, already: 3 } });
});

test('what stood there before is not taken for what was just sent, where UIDNEXT is untold', async () => {
  const same = 'Message-ID: <same@x>\r\n\r\nbody\r\n';
  for (const path of ['A', 'B']) mail.from.put(path, same);
  const folders = [
    { from: 'A', to: 'INBOX' },
    { from: 'B', to: 'INBOX' },
  ];
  await copyWithoutUidNext({ folders });
  const ledger = await mail.ledger.mailbox(job);
  const told = await Promise.all(
    ['A', 'B'].map(async (path) => [
      ...(await ledger.rows(path, mail.from.folder(path).uidValidity)).values(),
    ]),
  );
  expect(
    told
      .flat()
      .map(({ targetUid }) => targetUid)
      .toSorted(),
  ).toEqual([1, 2]);
  expect(contents()).toEqual([same, same]);
});

test('of two alike, the one whose UID was told is taken first', async () => {
  mail.to.faults.withoutUidPlus = false;
  fillAlike(2);
  for (const message of mail.from.folder('INBOX').messages)
    message.content = Buffer.from('Subject: same\r\n\r\n');
  const target = mail.to.asTarget();
  const append: MailTarget['append'] = async (folder, messages, signal) => {
    const [first, second] = await target.append(folder, messages, signal);
    if (first?.kind !== 'appended' || second?.kind !== 'appended') throw new TypeError('not taken');
    // The server stored them the other way round, and tells of the second alone.
    return [{ kind: 'appended' }, { kind: 'appended', ...(first.uid && { uid: first.uid }) }];
  };
  expect(await run({ ...target, append })).toMatchObject({ outcome: 'complete', messages: { copied: 2 } });
  expect(await pairs()).toEqual([
    [1, 2],
    [2, 1],
  ]);
});
