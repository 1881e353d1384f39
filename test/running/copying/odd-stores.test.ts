/** Stores that do not tell the whole truth: nothing is doubled, deleted, or left out without a word. */
import { expect, test } from 'vitest';
import type { MailboxCopy } from '../../../server/planning/migration-plan.ts';
import { text } from '../../../server/planning/text.ts';
import { copyMailbox } from '../../../server/running/copying/copy-mailbox.ts';
import { type Failure, MailFailure } from '../../../server/running/failures.ts';
import type { MailSource, MailTarget, Selection } from '../../../server/running/ports.ts';
import { held, job, MemoryCopy } from './memory-copy.ts';

const lost: Failure = {
  kind: 'transient',
  reach: 'mailbox',
  where: text('memory', 'mémoire'),
  what: text('was lost', 'a été perdu'),
  words: 'the server closed the connection',
};

async function run(mail: MemoryCopy, ends: { source?: MailSource; target?: MailTarget }, more = {}) {
  const { source = mail.from.asSource(), target = mail.to.asTarget() } = ends;
  const options = { signal: new AbortController().signal, clock: mail.clock };
  return copyMailbox({ ...job, ...more }, source, target, mail.ledger, options);
}

/** Its UIDs come short. */
function short<S extends MailSource | MailTarget>(store: S): S {
  return { ...store, uids: async (folder, signal) => (await store.uids(folder, signal)).slice(0, 3) };
}

async function copied(count: number): Promise<MemoryCopy> {
  const mail = await MemoryCopy.begin();
  mail.fill(count);
  await mail.copy();
  return mail;
}

test('what a target leaves out of its UIDs is not copied again', async () => {
  const mail = await copied(10);
  mail.from.put('INBOX', 'Subject: new\r\n\r\n');
  expect(await run(mail, { target: short(mail.to.asTarget()) })).toMatchObject({
    outcome: 'incomplete',
    folderFailures: [{ folder: 'INBOX', failure: { kind: 'transient', words: { en: '3 of 10 messages' } } }],
  });
  expect(mail.to.folder('INBOX').messages).toHaveLength(10);
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 1, already: 10 } });
  expect(held(mail.to)).toEqual(held(mail.from));
  await mail.end();
});

test.each(['new', 'none'] as const)(
  'what a source leaves out of its UIDs is not deleted (changes: %s)',
  async (changes) => {
    const mail = await MemoryCopy.begin();
    mail.from.changes = changes;
    mail.fill(10);
    await mail.copy({ mirrorsDeletions: true });
    mail.from.put('INBOX', 'Subject: new\r\n\r\n');
    mail.from.folder('INBOX').messages.splice(0, 1);
    expect(
      await run(mail, { source: short(mail.from.asSource()) }, { mirrorsDeletions: true }),
    ).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'transient' } });
    expect(mail.to.folder('INBOX').messages).toHaveLength(10);
    expect(await mail.copy({ mirrorsDeletions: true })).toMatchObject({ outcome: 'complete' });
    expect(held(mail.to)).toEqual(held(mail.from));
    await mail.end();
  },
);

test('a folder that has grown by as many messages as it gave out UIDs is not asked for all of them', async () => {
  const mail = await copied(10);
  mail.from.put('INBOX', 'Subject: new\r\n\r\n');
  const asked: string[] = [];
  const source = mail.from.asSource();
  const uids: MailSource['uids'] = async (folder, signal) => {
    asked.push(folder);
    return source.uids(folder, signal);
  };
  expect(await run(mail, { source: { ...source, uids } })).toMatchObject({ messages: { copied: 1 } });
  expect(asked).toEqual([]);
  mail.from.folder('INBOX').messages.splice(4, 1);
  mail.from.put('INBOX', 'Subject: newer\r\n\r\n');
  expect(await run(mail, { source: { ...source, uids } })).toMatchObject({ messages: { copied: 1 } });
  expect(asked).toEqual(['INBOX']);
  await mail.end();
});

test('a source that counts its changes afresh keeps no new message back', async () => {
  const mail = await copied(10);
  const inbox = mail.from.folder('INBOX');
  inbox.modseq = 1;
  for (const message of inbox.messages) message.modseq = 1;
  mail.from.put('INBOX', 'Subject: new\r\n\r\n');
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 1, already: 10 } });
  expect(held(mail.to)).toEqual(held(mail.from));
  await mail.end();
});

test('a change that a source does not tell is found by counting', async () => {
  const mail = await copied(10);
  mail.from.put('INBOX', 'Subject: untold\r\n\r\n');
  const source = mail.from.asSource();
  const changes: MailSource['changes'] = async () => ({ entries: [], vanished: [] });
  expect(await run(mail, { source: { ...source, changes } })).toMatchObject({ messages: { copied: 1 } });
  expect(held(mail.to)).toEqual(held(mail.from));
  await mail.end();
});

test('what stood twice at the target before the copy is not taken back when the source’s UIDs are all new', async () => {
  const mail = await MemoryCopy.begin();
  mail.fill(2);
  const [first] = mail.from.folder('INBOX').messages;
  for (let copy = 0; first && copy < 2; copy++) mail.to.put('INBOX', first.content, first);
  for (const [at, message] of mail.to.folder('INBOX').messages.entries()) message.uid = at + 1;
  mail.to.folder('INBOX').uidNext = 3;
  await mail.copy();
  const before = held(mail.to);
  mail.from.renumber('INBOX');
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { already: 2 } });
  expect(held(mail.to)).toEqual(before);
  await mail.end();
});

test('a move whose connection was lost is made by the next try', async () => {
  const mail = await copied(3);
  const inbox = mail.from.folder('INBOX');
  const [moved] = inbox.messages.splice(0, 1);
  inbox.modseq++;
  mail.from.create('B');
  if (moved) mail.from.put('B', moved.content, { flags: moved.flags, receivedAt: moved.receivedAt });
  let tries = 0;
  mail.to.faults.beforeMove = () => {
    if (tries++ === 0) throw new MailFailure(lost);
  };
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 0 } });
  expect(held(mail.to)).toEqual(held(mail.from));
  expect(held(mail.to, 'B')).toEqual(held(mail.from, 'B'));
  await mail.end();
});

test('a message that a source could not find for a moment is looked for by the next run', async () => {
  const mail = await MemoryCopy.begin();
  mail.fill(3);
  const source = mail.from.asSource();
  const entries: MailSource['entries'] = async function* (folder, which: Selection, signal) {
    for await (const one of source.entries(folder, which, signal))
      if (!('uids' in which) || one.uid !== 2) yield one;
  };
  const messages: MailSource['messages'] = async function* (folder, wanted, signal) {
    for await (const one of source.messages(folder, wanted, signal)) if (one.uid !== 2) yield one;
  };
  expect(await run(mail, { source: { ...source, entries, messages } })).toMatchObject({
    messages: { copied: 2, skipped: 1 },
  });
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 1, already: 2 } });
  await mail.end();
});

test.each(['hangs up', 'refuses'] as const)(
  'a source that %s at one message keeps the others, and the folders after it, back no more',
  async (how) => {
    const mail = await MemoryCopy.begin();
    mail.fill(5);
    mail.fill(2, 'Archive');
    const refused: Failure = { ...lost, kind: 'refused', reach: 'message' };
    mail.from.faults.beforeRead = (folder, uid) => {
      if (folder === 'INBOX' && uid === 3) throw new MailFailure(how === 'refuses' ? refused : lost);
    };
    expect(await mail.copy()).toMatchObject({
      outcome: 'incomplete',
      messages: { copied: 6, failed: 1 },
      refused: [{ folder: 'INBOX', uid: 3 }],
    });
    expect(held(mail.to)).toEqual(held(mail.from).toSpliced(2, 1));
    expect(held(mail.to, 'Archive')).toEqual(held(mail.from, 'Archive'));
    await mail.end();
  },
);

/** Archive holds three messages, of which the source does not hand out the second. */
const since: Readonly<Record<string, (mail: MemoryCopy) => Partial<MailboxCopy>>> = {
  'is deleted at the source': (mail) => {
    mail.from.folder('Archive').messages.splice(1, 1);
    mail.from.folder('Archive').modseq++;
    return {};
  },
  'went with its folder': (mail) => {
    mail.from.folders.delete('Archive');
    return {};
  },
  'is in a folder that the plan leaves out since': () => ({ exclude: ['Archive'] }),
  'is older than what the plan keeps since': () => ({ keepSince: '1970-01-02' }),
};

test.each(Object.entries(since))(
  'a message that was refused and %s is missing no more',
  async (_, change) => {
    const mail = await MemoryCopy.begin();
    mail.fill(3, 'Archive');
    mail.from.faults.beforeRead = (_folder, uid) => {
      if (uid === 2) throw new MailFailure({ ...lost, kind: 'refused', reach: 'message' });
    };
    expect(await mail.copy()).toMatchObject({
      outcome: 'incomplete',
      refused: [{ folder: 'Archive', uid: 2 }],
    });
    const more = change(mail);
    expect(await mail.copy(more)).toMatchObject({
      outcome: 'complete',
      refused: [],
      messages: { failed: 0 },
    });
    expect(await (await mail.ledger.mailbox(job)).refused()).toEqual([]);
    await mail.end();
  },
);

test('a message that was refused stays so while a source’s list is too short', async () => {
  const mail = await MemoryCopy.begin();
  mail.fill(3);
  mail.from.faults.beforeRead = (_, uid) => {
    if (uid === 2) throw new MailFailure({ ...lost, kind: 'refused', reach: 'message' });
  };
  await mail.copy();
  const source = mail.from.asSource();
  const entries: MailSource['entries'] = async function* (folder, which: Selection, signal) {
    for await (const one of source.entries(folder, which, signal)) if (one.uid !== 2) yield one;
  };
  const refused = [{ folder: 'INBOX', uid: 2 }];
  expect(await run(mail, { source: { ...source, entries } })).toMatchObject({
    outcome: 'incomplete',
    refused,
  });
  await mail.end();
});

test('a source that hands out nothing at all is not taken for damaged message by message', async () => {
  const mail = await MemoryCopy.begin();
  mail.fill(50);
  mail.from.faults.beforeRead = () => {
    throw new MailFailure(lost);
  };
  expect(await mail.copy()).toMatchObject({ outcome: 'stopped', stoppedBy: lost, refused: [] });
  await mail.end();
});

test('a target folder is left alone once its source folder was refused', async () => {
  const mail = await copied(2);
  const ledger = await mail.ledger.mailbox(job);
  await ledger.markWriting('INBOX', 1);
  mail.from.put('INBOX', 'Subject: new\r\n\r\n');
  mail.fill(1, 'Next');
  const opened: string[] = [];
  const source = mail.from.asSource();
  const target = mail.to.asTarget();
  const openForReading: MailSource['openForReading'] = async (folder, signal) => {
    if (folder === 'INBOX') throw new MailFailure({ ...lost, kind: 'refused', reach: 'message' });
    return source.openForReading(folder, signal);
  };
  const openForWriting: MailTarget['openForWriting'] = async (folder, signal) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    opened.push(folder);
    return target.openForWriting(folder, signal);
  };
  const ends = { source: { ...source, openForReading }, target: { ...target, openForWriting } };
  expect(await run(mail, ends)).toMatchObject({ folderFailures: [{ folder: 'INBOX' }] });
  expect(opened.filter((folder, at) => folder !== opened[at - 1])).toEqual(['INBOX', 'Next']);
  // It was waited for, until it stood still.
  expect(opened.length).toBeGreaterThan(3);
  await mail.end();
});
