/** What the contract says of writing: batches and what became of each message, flags, moves, deletions. */
import { expect, test } from 'vitest';
import { contentHash } from '../../../server/running/content-identity.ts';
import { MailFailure } from '../../../server/running/failures.ts';
import type { AppendOutcome, LargeContent } from '../../../server/running/ports.ts';
import { inPieces } from '../../support/large-content.ts';
import { refusal } from '../../support/memory-failures.ts';
import { content, message, numbered, type OpenPlace, type Place, receivedAt, signal } from './place.ts';

const kinds = (outcomes: readonly AppendOutcome[]) => outcomes.map(({ kind }) => kind);

export function writingContract(place: Place, opened: () => OpenPlace): void {
  const tellsUids = place.tellsUids ?? true;
  const subjects = async (folder?: string) =>
    (await opened().looks(folder)).map(({ subject }) => Number(subject));

  test('what is appended is there: size, flags, keywords and instant', async () => {
    await opened().put(['\\Seen', '\\Flagged', 'work', '$Forwarded']);
    const [entry] = await opened().list();
    expect(entry).toMatchObject({ size: content.length, receivedAt });
    expect(entry?.flags.toSorted()).toEqual(['$Forwarded', '\\Flagged', '\\Seen', 'work']);
  });

  test('a batch is there in its order, each message with its own flags and instant', async () => {
    const sent = numbered(0, 25).map((one, at) => ({
      ...one,
      flags: at % 2 === 0 ? ['\\Seen'] : ['\\Answered', 'work'],
      receivedAt: new Date(receivedAt.getTime() + at * 60_000),
    }));
    const outcomes = await opened().append(...sent);
    const entries = await opened().list();
    expect(outcomes).toEqual(entries.map(({ uid }) => ({ kind: 'appended', ...(tellsUids && { uid }) })));
    const listed = entries.map((entry) => ({
      flags: entry.flags.toSorted(),
      receivedAt: entry.receivedAt,
    }));
    expect(listed).toEqual(sent.map((one) => ({ flags: one.flags, receivedAt: one.receivedAt })));
    expect(await subjects()).toEqual(sent.map((_, at) => at));
  });

  test('what it did itself, a target sees at once', async () => {
    const { target } = opened();
    const path = await opened().make('Elsewhere');
    await target.openForWriting('INBOX', signal);
    const count = async () => (await target.uids('INBOX', signal)).length;
    await opened().append(...numbered(0, 3));
    const [first = 0, second = 0] = await target.uids('INBOX', signal);
    expect(await count()).toBe(3);
    await target.changeFlags('INBOX', [first], { add: ['\\Seen'], remove: [] }, signal);
    const flags: (readonly string[])[] = [];
    for await (const entry of target.entries('INBOX', { all: true }, signal)) flags.push(entry.flags);
    expect(flags).toEqual([['\\Seen'], [], []]);
    await target.move('INBOX', [second], path, signal);
    expect(await count()).toBe(2);
    await opened().append(...numbered(3, 5));
    expect(await count()).toBe(4);
  });

  test('a batch of nothing has no outcomes', async () => {
    expect(await opened().append()).toEqual([]);
  });

  const { unwanted } = place;
  if (unwanted) refusalContract(unwanted, opened, subjects);

  test('a batch that is handed over before the last one has answered comes after it', async () => {
    const batches = [numbered(0, 20), numbered(20, 40), numbered(40, 41)];
    const outcomes = await Promise.all(batches.map((batch) => opened().append(...batch)));
    expect(outcomes.map(kinds)).toEqual(batches.map((batch) => batch.map(() => 'appended')));
    expect(await subjects()).toEqual(Array.from({ length: 41 }, (_, at) => at));
  });

  test('mail for a folder that is not there is refused, and nothing is thrown', async () => {
    const path = await opened().make('here');
    const outcomes = await opened().target.append(`${path}-not`, numbered(0, 2), signal);
    expect(kinds(outcomes)[0]).toBe('refused');
    expect(['refused', 'unsent']).toContain(kinds(outcomes)[1]);
    expect(kinds(await opened().target.append(path, numbered(0, 2), signal))).toEqual([
      'appended',
      'appended',
    ]);
    expect(await subjects(path)).toEqual([0, 1]);
  });

  test('after a person asked to stop, nothing is sent', async () => {
    const outcomes = await opened().target.append('INBOX', numbered(0, 2), AbortSignal.abort());
    const stopped = { kind: 'unsent', failure: { kind: 'interrupted' } };
    expect(outcomes).toMatchObject([stopped, stopped]);
    expect(await opened().list()).toEqual([]);
  });

  test('content in pieces is put together among the rest of a batch', async () => {
    const bytes = Buffer.alloc(3_000_001, `${'0123456789'.repeat(7)}abcdef\r\n`);
    bytes.write('Subject: 1\r\n\r\n');
    const [first = message(), , last = message()] = numbered(0, 3);
    const large = message({ content: inPieces(bytes, 70_001), flags: ['\\Seen', 'work'] });
    expect(kinds(await opened().append(first, large, last))).toEqual(['appended', 'appended', 'appended']);
    expect(await subjects()).toEqual([0, 1, 2]);
    const [, entry] = await opened().list();
    expect(entry?.flags.toSorted()).toEqual(['\\Seen', 'work']);
    const [read] = await opened().read(entry ? [entry] : []);
    expect(contentHash(read?.bytes ?? Buffer.alloc(0))).toBe(contentHash(bytes));
  });

  test('content whose pieces break off is not there, and is not told as if it were', async () => {
    const broken: LargeContent = {
      size: 1_000_000,
      async *pieces() {
        yield Buffer.alloc(300_000, 'Subject: 1\r\n');
        throw refusal('the pieces broke off');
      },
    };
    const [first = message(), last = message()] = numbered(0, 2);
    const outcomes = await opened().append(first, message({ content: broken }), last);
    expect(outcomes).toHaveLength(3);
    expect(kinds(outcomes)[1]).not.toBe('appended');
    const there = await subjects();
    for (const [number, at] of [0, 2].entries()) {
      // Of one whose answer was lost with the connection, nobody knows.
      if (outcomes[at]?.kind !== 'unknown')
        expect(there.includes(number)).toBe(outcomes[at]?.kind === 'appended');
    }
    expect(there.filter((number) => number > 1)).toEqual([]);
    expect(there).toEqual([...new Set(there)]);
  });

  test('flags are added and removed for the messages named, and for no other', async () => {
    const uid = await opened().put(['\\Seen', 'old']);
    const other = await opened().put(['\\Seen', 'old']);
    const change = { add: ['\\Answered', 'new'], remove: ['\\Seen', 'old'] };
    await opened().target.changeFlags('INBOX', [uid], change, signal);
    const flags = new Map((await opened().list()).map((entry) => [entry.uid, entry.flags.toSorted()]));
    expect(flags.get(uid)).toEqual(['\\Answered', 'new']);
    expect(flags.get(other)).toEqual(['\\Seen', 'old']);
  });

  test('messages are moved with flags and instants, and told by their old and new UIDs', async () => {
    const path = await opened().make('Moved');
    const [first, second, third] = numbered(0, 3);
    await opened().append(
      ...[first, second, third].map((one) => message({ ...one, flags: ['\\Seen', 'work'] })),
    );
    const [one = 0, two = 0, three = 0] = await opened().uids();
    const moved = await opened().target.move('INBOX', [one, three, 4_000_000], path, signal);
    const there = await opened().list({ all: true }, path);
    expect(await opened().uids()).toEqual([two]);
    expect([...moved.keys()].toSorted((a, b) => a - b)).toEqual([one, three]);
    const told = [one, three].map((uid) => moved.get(uid));
    expect(told).toEqual(tellsUids ? there.map(({ uid }) => uid) : [undefined, undefined]);
    expect(await subjects(path)).toEqual([0, 2]);
    const kept = there.map((entry) => ({ flags: entry.flags.toSorted(), receivedAt: entry.receivedAt }));
    expect(kept).toEqual([0, 2].map(() => ({ flags: ['\\Seen', 'work'], receivedAt })));
  });

  test('nothing is moved to a folder that is not there', async () => {
    const uid = await opened().put();
    const path = await opened().make('here');
    const moving = opened().target.move('INBOX', [uid], `${path}-not`, signal);
    await expect(moving).rejects.toBeInstanceOf(MailFailure);
    expect(await opened().uids()).toEqual([uid]);
  });

  test('those messages are deleted that are named, and no other, marked or not', async () => {
    await opened().append(
      ...numbered(0, 3),
      ...numbered(3, 4).map((one) => ({ ...one, flags: ['\\Deleted'] })),
    );
    const before = await opened().list();
    const [first, second] = before;
    const removing = opened().target.remove('INBOX', [second?.uid ?? 0, 4_000_000], signal);
    if (place.removes === false) {
      await expect(removing).rejects.toMatchObject({ failure: { kind: 'refused' } });
      expect(await opened().list()).toEqual(before);
      return;
    }
    await removing;
    expect(await opened().list()).toEqual([first, ...before.slice(2)]);
  });

  test('how messages are sent is said', async () => {
    await opened().append(...numbered(0, 1));
    expect(opened().target.way).not.toBe('');
  });
}

function refusalContract(
  unwanted: Buffer,
  opened: () => OpenPlace,
  subjects: () => Promise<readonly number[]>,
): void {
  test('a refused message is told with the reason, and those round it are there', async () => {
    const [first = message(), second = message(), third = message()] = numbered(0, 3);
    const outcomes = await opened().append(first, second, message({ content: unwanted }), third);
    expect(kinds(outcomes)).toEqual(['appended', 'appended', 'refused', 'appended']);
    expect(outcomes[2]).toMatchObject({ failure: { kind: 'refused', reach: 'message' } });
    expect(await subjects()).toEqual([0, 1, 2]);
    expect(kinds(await opened().append(...numbered(3, 5)))).toEqual(['appended', 'appended']);
    expect(await subjects()).toEqual([0, 1, 2, 3, 4]);
  });

  test('refused messages alone leave nothing', async () => {
    const refused = message({ content: unwanted });
    expect(kinds(await opened().append(refused, refused))).toEqual(['refused', 'refused']);
    expect(await opened().list()).toEqual([]);
  });
}
