/**
 * Moves at the source that one run sees the one half of and another run, or a later moment of the same one, the other: the message
 * stands at the target once, where the source has it. What was copied there by its people, and stood in both, stays in both.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyMailbox } from '../../../server/running/copying/copy-mailbox.ts';
import { FurtherLanes } from '../../../server/running/further-lanes.ts';
import type { Progress } from '../../../server/running/ports.ts';
import { held, job, MemoryCopy } from './memory-copy.ts';

let mail: MemoryCopy;
/** What is to happen in the middle of a copy and has not yet. */
let awaited = 0;

beforeEach(async () => {
  awaited = 0;
  mail = await MemoryCopy.begin();
});
afterEach(async () => {
  await mail.end();
  expect(awaited, 'what was to happen meanwhile has not').toBe(0);
});

/** The second message of one folder of the source turns up in another one, and leaves the first one or not. */
function toOther(from: string, to: string, leaves = true): void {
  const folder = mail.from.folder(from);
  const [, message] = folder.messages;
  if (!message) throw new Error(`there is no second message in ${from}`);
  mail.from.put(to, message.content, { flags: [...message.flags], receivedAt: message.receivedAt });
  if (leaves) folder.messages = folder.messages.filter((one) => one !== message);
  folder.modseq++;
}

/** Once, when the copy has come so far. */
function when(isSo: (told: Progress) => boolean, action: () => void): (told: Progress) => void {
  let isDone = false;
  awaited++;
  return (told) => {
    if (isDone || !isSo(told)) return;
    isDone = true;
    awaited--;
    action();
  };
}

const copyWhile = (onProgress: (told: Progress) => void, isOpen = false) =>
  mail.copy({ isOpen }, undefined, onProgress);

/** What is moved is there before what is copied. */
function expectSame(): void {
  for (const folder of mail.from.folders.keys())
    expect(held(mail.to, folder).toSorted()).toEqual(held(mail.from, folder).toSorted());
}

test('it left a folder after the one that it came to had been looked into', async () => {
  mail.fill(3, 'A');
  mail.fill(30, 'B');
  await mail.copy();
  for (const folder of ['A', 'B']) mail.from.put(folder, 'Subject: new\r\n\r\n');
  const moves = when(
    ({ folder }) => folder === 'B',
    () => toOther('A', 'B'),
  );
  expect(await copyWhile(moves)).toMatchObject({ outcome: 'complete', messages: { copied: 2 } });
  expect(held(mail.from, 'A')).toHaveLength(3);
  expect(await mail.copy()).toMatchObject({ messages: { copied: 0 }, notes: [{ kind: 'moved' }] });
  expectSame();
  expect(await mail.copy()).toMatchObject({ messages: { copied: 0 }, notes: [] });
});

test.each([false, true])(
  'it came to a folder whose turn was yet to come; several connections: %s',
  async (areSeveral) => {
    mail.fill(300, 'long');
    mail.fill(30, 'A');
    mail.fill(3, 'B');
    let isOver = false;
    const moves = when(
      ({ folder }) => folder === 'A' && isOver,
      () => toOther('A', 'B'),
    );
    mail.to.faults.afterAppend = (folder, content) => {
      isOver ||= folder === 'A' && content.includes('<A29@x>');
    };
    const another = async () => ({ source: mail.from.asSource(), target: mail.to.asTarget() });
    const { signal } = new AbortController();
    const result = await mail.copy({}, signal, moves, {
      lanes: new FurtherLanes(areSeveral ? [another] : []),
    });
    expect(result).toMatchObject({ outcome: 'complete', notes: [{ kind: 'moved' }] });
    expectSame();
  },
);

test('it came from a folder in which nothing had changed', async () => {
  mail.fill(3, 'A');
  mail.fill(30, 'B');
  mail.fill(2, 'C');
  await mail.copy();
  for (const folder of ['B', 'C']) mail.from.put(folder, 'Subject: new\r\n\r\n');
  const moves = when(
    ({ folder }) => folder === 'B',
    () => toOther('A', 'C'),
  );
  expect(await copyWhile(moves)).toMatchObject({ outcome: 'complete', messages: { copied: 2 } });
  expectSame();
});

test('once people work at the target it is not brought a second time', async () => {
  mail.fill(3, 'A');
  mail.fill(30, 'B');
  await mail.copy();
  for (const folder of ['A', 'B']) mail.from.put(folder, 'Subject: new\r\n\r\n');
  const moves = when(
    ({ folder }) => folder === 'B',
    () => toOther('A', 'B'),
  );
  await copyWhile(moves, true);
  expect(await mail.copy({ isOpen: true })).toMatchObject({ messages: { copied: 0 }, notes: [] });
  expect([held(mail.to, 'A').length, held(mail.to, 'B').length]).toEqual([4, 31]);
});

test('what was copied, and stood in both, stays in both', async () => {
  mail.fill(30, 'A');
  mail.fill(3, 'B');
  const isOver = ({ folder, messages }: Progress) => folder === 'A' && messages === 30;
  await copyWhile(when(isOver, () => toOther('A', 'B', false)));
  expectSame();
  mail.from.folder('A').messages.splice(1, 1);
  mail.from.folder('A').modseq++;
  for (let run = 0; run < 2; run++)
    expect(await mail.copy()).toMatchObject({ messages: { copied: 0 }, notes: [] });
  expect([held(mail.to, 'A').length, held(mail.to, 'B').length]).toEqual([30, 4]);
});

test('new mail of the size of one that is still there is copied', async () => {
  mail.fill(30, 'A');
  mail.fill(3, 'B');
  const [like] = mail.from.folder('A').messages;
  const content = Buffer.from(String(like?.content).replace('Subject: 0', 'Subject: 9'));
  const isOver = ({ folder, messages }: Progress) => folder === 'A' && messages === 30;
  await copyWhile(when(isOver, () => mail.from.put('B', content)));
  expectSame();
});

test('a folder that becomes another one while what left others is looked for is begun again', async () => {
  mail.fill(30, 'A');
  mail.fill(3, 'B');
  const isOver = ({ folder, messages }: Progress) => folder === 'A' && messages === 30;
  await copyWhile(
    when(isOver, () => {
      toOther('A', 'B');
      mail.from.remake('B');
      mail.fill(6, 'B');
    }),
  );
  expect(await mail.copy()).toMatchObject({ outcome: 'complete' });
  expect(held(mail.to, 'B').toSorted()).toEqual(held(mail.from, 'B').toSorted());
});

test('of two that left, the one that did so since is moved', async () => {
  mail.fill(3, 'A');
  for (const folder of ['B', 'C']) mail.from.create(folder);
  toOther('A', 'B', false);
  await mail.copy();
  mail.from.folder('A').messages.splice(1, 1);
  mail.from.folder('A').modseq++;
  await mail.copy();
  const [moved] = mail.from.folder('B').messages.splice(0, 1);
  if (moved) mail.from.put('C', moved.content, { receivedAt: moved.receivedAt, flags: moved.flags });
  mail.from.folder('B').modseq++;
  expect(await mail.copy()).toMatchObject({ messages: { copied: 0 }, notes: [{ kind: 'moved' }] });
  expect(held(mail.to, 'A')).toHaveLength(3);
  expect(held(mail.to, 'B')).toEqual([]);
  expect(held(mail.to, 'C')).toEqual(held(mail.from, 'C'));
});

test('it was moved between the listing of the one folder and of the other', async () => {
  mail.fill(3, 'A');
  mail.fill(3, 'B');
  await mail.copy();
  // A grows meanwhile, so that it is one of those that changed, and has as many as were given UIDs when it is listed.
  mail.from.put('A', 'Subject: new\r\n\r\n');
  const store = mail.from.asSource();
  const folders: typeof store.folders = async (signal) => {
    const before = await store.folders(signal);
    if (mail.from.folder('B').messages.length === 3) toOther('A', 'B');
    const after = await store.folders(signal);
    const isA = ({ path }: { readonly path: string }) => path === 'A';
    return {
      ...after,
      folders: [...before.folders.filter(isA), ...after.folders.filter((one) => !isA(one))],
    };
  };
  const how = { signal: new AbortController().signal, clock: mail.clock };
  const result = await copyMailbox(job, { ...store, folders }, mail.to.asTarget(), mail.ledger, how);
  expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 1 }, notes: [{ kind: 'moved' }] });
  expectSame();
});
