/**
 * Moves at the source while the target is not what it was: folders made again or put back, moves cut off, mailboxes that people work in.
 * Nobody else's mail is moved, nothing is lost, and a row stands for one message.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lostConnection } from '../../support/memory-failures.ts';
import { held, MemoryCopy } from './memory-copy.ts';

let mail: MemoryCopy;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
});
afterEach(() => mail.end());

const THEIRS = 'Subject: theirs\r\n\r\nof somebody else\r\n';

/** Moves the second message of one folder of the source to another one. */
function moveAtSource(from: string, to: string): void {
  const [moved] = mail.from.folder(from).messages.splice(1, 1);
  if (moved) mail.from.put(to, moved.content, { flags: [...moved.flags], receivedAt: moved.receivedAt });
  mail.from.folder(from).modseq++;
}

const all = (mailbox: typeof mail.from, ...folders: string[]): string[] =>
  folders.flatMap((folder) => held(mailbox, folder)).toSorted();

/** The target's folder is another one by now, or an older state of itself that has given its UIDs to others. */
const becomes = {
  remade(folder: string): void {
    mail.to.remake(folder);
    for (let count = 0; count < 2; count++) mail.to.put(folder, `${THEIRS}${count}`);
  },
  'put back'(folder: string): void {
    mail.to.putBack(folder, 0);
    for (let count = 0; count < 2; count++) mail.to.put(folder, `${THEIRS}${count}`);
  },
} as const;

describe.each(Object.entries(becomes))('a folder of the target that was %s', (_, change) => {
  test.each([
    ['the folder that it left comes first', 30, 3],
    ['the folder that it came to comes first', 3, 30],
  ])('nothing of it is moved: %s', async (_order, here, there) => {
    mail.fill(here, 'A');
    mail.fill(there, 'B');
    await mail.copy();
    change('A');
    moveAtSource('A', 'B');
    const result = await mail.copy();
    expect(result.outcome).toBe('complete');
    const theirs = all(mail.to, 'A', 'B').filter((line) => line.includes('theirs'));
    expect(theirs).toHaveLength(2);
    expect(held(mail.to, 'B').filter((line) => line.includes('theirs'))).toEqual([]);
    expect(all(mail.to, 'A', 'B').filter((line) => !line.includes('theirs'))).toEqual(
      all(mail.from, 'A', 'B'),
    );
  });

  test('what stands in a folder that two come to is not taken for what was there before', async () => {
    const folders = [{ from: 'B', to: 'A' }];
    mail.fill(4, 'A');
    mail.from.create('B');
    await mail.copy({ folders });
    change('A');
    moveAtSource('A', 'B');
    await mail.copy({ folders });
    const own = held(mail.to, 'A').filter((line) => !line.includes('theirs'));
    expect(own.toSorted()).toEqual(all(mail.from, 'A', 'B'));
  });
});

test('once people work there, a message that moved excuses no other one', async () => {
  mail.fill(3, 'A');
  for (const folder of ['B', 'C']) mail.from.create(folder);
  await mail.copy();
  moveAtSource('A', 'B');
  await mail.copy({ isOpen: true });
  const [moved] = mail.from.folder('B').messages;
  if (moved) mail.from.put('C', moved.content, { receivedAt: moved.receivedAt });
  mail.from.put('A', 'Subject: new\r\n\r\n');
  await mail.copy({ isOpen: true });
  expect(held(mail.to, 'C')).toHaveLength(1);
});

test('of two equal messages that move, both are there after a move that was cut off', async () => {
  const folders = [{ from: 'B', to: 'A' }];
  for (const folder of ['A', 'C']) mail.from.put(folder, 'Subject: same\r\n\r\n');
  mail.from.create('B');
  await mail.copy({ folders });
  for (const folder of ['A', 'C']) {
    const [moved] = mail.from.folder(folder).messages.splice(0, 1);
    if (moved) mail.from.put('B', moved.content, { receivedAt: moved.receivedAt });
    mail.from.folder(folder).modseq++;
  }
  let cuts = 1;
  mail.to.faults.beforeMove = () => {
    if (cuts-- > 0) throw lostConnection();
  };
  expect((await mail.copy({ folders })).outcome).toBe('complete');
  expect(all(mail.to, 'A', 'C')).toEqual(all(mail.from, 'A', 'B', 'C'));
});

test.each([false, true])(
  'a message of the same bytes and another date is another one, deletions mirrored: %s',
  async (mirrorsDeletions) => {
    const at = (seconds: number) => ({ receivedAt: new Date(seconds * 1000) });
    mail.from.put('A', 'Subject: same\r\n\r\n', at(1_000));
    mail.from.put('A', 'Subject: other\r\n\r\n', at(1_500));
    await mail.copy();
    mail.from.put('A', 'Subject: same\r\n\r\n', at(2_000));
    mail.from.folder('A').messages.splice(0, 1);
    mail.from.folder('A').modseq++;
    await mail.copy({ mirrorsDeletions });
    expect(held(mail.to, 'A')).toEqual(expect.arrayContaining(held(mail.from, 'A')));
    expect(held(mail.to, 'A')).toHaveLength(mirrorsDeletions ? 2 : 3);
  },
);

/** Moves are COPY and the mark of going, once, and nothing more until `isOver`. */
function cutMoves(isOver: () => boolean): () => boolean {
  let isCut = false;
  mail.to.faults.beforeMove = (folder, uids, to) => {
    if (isOver()) return;
    for (const { uid, content, flags, receivedAt } of isCut ? [] : mail.to.folder(folder).messages) {
      if (!uids.includes(uid)) continue;
      mail.to.put(to, content, { flags: [...flags], receivedAt });
      mail.to.mark(folder, uid, [...flags, '\\Deleted']);
    }
    isCut = true;
    throw lostConnection();
  };
  return () => isCut;
}

const marked = (...folders: string[]): string[] =>
  all(mail.to, ...folders).filter((line) => line.includes('Deleted'));

test('a move by COPY that is cut off before it expunges is one message, without the mark of its going', async () => {
  mail.fill(3, 'A');
  mail.from.create('B');
  await mail.copy();
  moveAtSource('A', 'B');
  let tries = 0;
  const isCut = cutMoves(() => tries++ > 0);
  expect(await mail.copy()).toMatchObject({ outcome: 'complete' });
  expect(isCut()).toBe(true);
  expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 0 } });
  for (const folder of ['A', 'B']) expect(held(mail.to, folder)).toEqual(held(mail.from, folder));
  expect(marked('A', 'B')).toEqual([]);
});

describe('a move by COPY that is cut off before it expunges, by a run that ends there', () => {
  /** What people marked at the target themselves, and deleted at the source. */
  const THEIR_MARK = '<A2@x>';
  let isOver: boolean;

  beforeEach(async () => {
    mail.fill(4, 'A');
    mail.from.create('B');
    await mail.copy();
    moveAtSource('A', 'B');
    mail.from.folder('A').messages.splice(1, 1);
    const [, , theirs] = mail.to.folder('A').messages;
    mail.to.mark('A', theirs?.uid ?? 0, ['\\Deleted']);
    isOver = false;
    const isCut = cutMoves(() => isOver);
    expect(await mail.copy()).toMatchObject({ outcome: 'stopped' });
    expect(isCut()).toBe(true);
    expect(marked('A')).toHaveLength(2);
    isOver = true;
  });

  const expectOnlyTheirs = (): void => {
    expect(marked('A', 'B')).toHaveLength(1);
    expect(marked('A')[0]).toContain(THEIR_MARK);
  };

  test('is made again', async () => {
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 0 } });
    expectOnlyTheirs();
    expect(held(mail.to, 'B')).toEqual(held(mail.from, 'B'));
  });

  test('and taken back at the source, leaves no mark', async () => {
    const [moved] = mail.from.folder('B').messages.splice(0, 1);
    if (moved) mail.from.put('A', moved.content, { flags: [...moved.flags], receivedAt: moved.receivedAt });
    mail.from.folder('B').modseq++;
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 0 } });
    expectOnlyTheirs();
    expect(held(mail.to, 'A')).toEqual(expect.arrayContaining(held(mail.from, 'A')));
  });

  test('and deleted at the source, leaves no mark on what stays', async () => {
    mail.from.folder('B').messages.length = 0;
    mail.from.folder('B').modseq++;
    expect(await mail.copy()).toMatchObject({ outcome: 'complete' });
    expectOnlyTheirs();
    expect(held(mail.to, 'A')).toHaveLength(4);
  });

  test('is people’s once they work there', async () => {
    await mail.copy({ isOpen: true });
    expect(marked('A')).toHaveLength(2);
  });
});
