import { expect, test } from 'vitest';
import { type ReadBatch, readBatches } from '../../../server/running/copying/reader.ts';
import { MemoryMailbox } from '../../support/memory-mail.ts';

const signal = new AbortController().signal;

function filled(sizes: readonly number[]) {
  const mailbox = new MemoryMailbox();
  for (const size of sizes) mailbox.put('INBOX', 'x'.repeat(size));
  const entries = mailbox.folder('INBOX').messages.map(({ uid, content, flags, receivedAt }) => ({
    uid,
    size: content.length,
    flags,
    receivedAt,
  }));
  return { mailbox, entries };
}

async function uidsOf(batches: AsyncIterable<ReadBatch>) {
  const uids: number[][] = [];
  for await (const { messages } of batches) uids.push(messages.map(({ entry }) => entry.uid));
  return uids;
}

test.each([
  ['by count', [1, 1, 1, 1, 1], { messages: 2, bytes: 100 }, [[1, 2], [3, 4], [5]]],
  ['by bytes', [6, 6, 3, 3, 3], { messages: 9, bytes: 10 }, [[1], [2, 3], [4, 5]]],
  ['a large one alone', [1, 500, 1], { messages: 9, bytes: 10 }, [[1], [2], [3]]],
  ['nothing', [], { messages: 9, bytes: 10 }, []],
])('messages come in batches bounded %s', async (_, sizes, size, uids) => {
  const { mailbox, entries } = filled(sizes);
  expect(await uidsOf(readBatches(mailbox.asSource(), 'INBOX', entries, signal, size))).toEqual(uids);
});

test('what is gone since it was listed is told as gone', async () => {
  const { mailbox, entries } = filled([1, 1, 1]);
  mailbox.folder('INBOX').messages.splice(1, 1);
  const batches: ReadBatch[] = [];
  for await (const batch of readBatches(mailbox.asSource(), 'INBOX', entries, signal)) batches.push(batch);
  expect(batches.flatMap(({ messages }) => messages.map(({ entry }) => entry.uid))).toEqual([1, 3]);
  expect(batches.at(-1)).toMatchObject({ messages: [], vanished: [{ uid: 2 }], unreadable: [] });
});

test('one batch is read ahead, and no more', async () => {
  const { mailbox, entries } = filled([1, 1, 1, 1, 1, 1]);
  const read: number[] = [];
  mailbox.faults.beforeRead = (_, uid) => read.push(uid);
  const batches = readBatches(mailbox.asSource(), 'INBOX', entries, signal, { messages: 1, bytes: 1 })[
    Symbol.asyncIterator
  ]();
  await batches.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(read).toEqual([1, 2]);
});
