/** What the contract says of reading: lists, looks, changes, and messages byte for byte. */
import { expect, test } from 'vitest';
import { contentHash } from '../../../server/running/content-identity.ts';
import { wholeOf } from '../../support/large-content.ts';
import { numbered, ODD_MESSAGES, type OpenPlace, type Place, signal } from './place.ts';

export function readingContract(place: Place, opened: () => OpenPlace): void {
  const takes = (odd: keyof typeof ODD_MESSAGES) => !place.refuses?.includes(odd);

  test('UIDs and entries come in ascending order: all, from a UID on, or those asked for', async () => {
    await opened().append(...numbered(0, 5));
    const uids = await opened().uids();
    const list = async (...which: Parameters<OpenPlace['list']>) =>
      (await opened().list(...which)).map(({ uid }) => uid);
    expect(uids).toHaveLength(5);
    expect(uids).toEqual(uids.toSorted((one, other) => one - other));
    expect(await list()).toEqual(uids);
    const [, second = 0, third = 0, , last = 0] = uids;
    expect(await list({ from: third })).toEqual(uids.slice(2));
    expect(await list({ from: last + 1 })).toEqual([]);
    expect(await list({ uids: [second, last, last + 9] })).toEqual([second, last]);
    expect(await list({ uids: [] })).toEqual([]);
  });

  test('the look tells Message-ID, date and unfolded subject, and empty text where there is none', async () => {
    await opened().put();
    await opened().put([], Buffer.from('X-Other: y\r\n\r\nbody\r\n'));
    const bare = takes('one with an empty header');
    if (bare) await opened().put([], Buffer.from(ODD_MESSAGES['one with an empty header']));
    const none = { messageId: '', date: '', subject: '' };
    expect(
      (await opened().looks()).map(({ messageId, date, subject }) => ({ messageId, date, subject })),
    ).toEqual([
      { messageId: '<one@c.example>', date: 'today', subject: 'a folded one' },
      none,
      ...(bare ? [none] : []),
    ]);
  });

  test('messages come in the order asked for, and what is gone is left out', async () => {
    await opened().append(...numbered(0, 4));
    const [first, second, third, fourth] = await opened().list();
    const wanted = [third, first, { uid: 4_000_000, size: 10 }, fourth, second].filter((one) => !!one);
    const found = await opened().read(wanted);
    expect(found.map(({ uid }) => uid)).toEqual([third, first, fourth, second].map((one) => one?.uid));
    expect(found.map(({ bytes }) => /Subject: (\d)/.exec(`${bytes}`)?.[1])).toEqual(['2', '0', '3', '1']);
    expect(await opened().read([])).toEqual([]);
  });

  test.each(Object.keys(ODD_MESSAGES) as (keyof typeof ODD_MESSAGES)[])(
    'a message is handed out byte for byte, or was refused: %s',
    async (odd) => {
      const bytes = Buffer.from(ODD_MESSAGES[odd], 'latin1');
      const isMended = place.mendsLineEnds && odd === 'bare LF';
      const kept = isMended ? Buffer.from(ODD_MESSAGES[odd].replaceAll('\n', '\r\n')) : bytes;
      const outcomes = await opened().append({ content: bytes, flags: [], receivedAt: new Date(0) });
      expect(outcomes).toMatchObject([{ kind: takes(odd) ? 'appended' : 'refused' }]);
      const entries = await opened().list();
      expect(entries.map(({ size }) => size)).toEqual(takes(odd) ? [kept.length] : []);
      const found = await opened().read(entries);
      expect(found.map((one) => contentHash(one.bytes))).toEqual(takes(odd) ? [contentHash(kept)] : []);
    },
  );

  test('a large message comes in pieces, as often as it is asked for, and need not be read', async () => {
    const large = Buffer.alloc(place.largeFrom + 100_001, `${'0123456789'.repeat(7)}abcdef\r\n`);
    large.write('Subject: large\r\n\r\n');
    await opened().put([], large);
    await opened().append(...numbered(0, 1));
    const entries = await opened().list();
    const found: string[] = [];
    for (const times of [2, 0]) {
      for await (const { content } of opened().source.messages('INBOX', entries, signal)) {
        if (Buffer.isBuffer(content)) found.push(contentHash(content));
        else found.push(`pieces of ${content.size}`);
        for (let time = 0; time < times && !Buffer.isBuffer(content); time++) {
          found.push(contentHash(await wholeOf(content, signal)));
        }
      }
    }
    const inPieces = `pieces of ${large.length}`;
    const small = contentHash(numbered(0, 1)[0]?.content as Buffer);
    expect(found).toEqual([inPieces, contentHash(large), contentHash(large), small, inPieces, small]);
  });

  test('reading leaves no trace', async () => {
    await opened().put();
    const before = await opened().list();
    await opened().read(before);
    await opened().looks();
    expect(await opened().list()).toEqual(before);
    expect(before[0]?.flags).toEqual([]);
  });

  test('reading that is broken off is no hindrance to what is asked next', async () => {
    await opened().append(...numbered(0, 30));
    const entries = await opened().list();
    for await (const _ of opened().source.entries('INBOX', { all: true }, signal)) break;
    for await (const _ of opened().source.messages('INBOX', entries, signal)) break;
    expect(await opened().list()).toEqual(entries);
  });

  test('what changed since a state is told, where the place keeps track of it', async () => {
    const { source, target } = opened();
    await opened().append(...numbered(0, 3));
    const [first = 0, second = 0, third = 0] = await opened().uids();
    const { highestModseq } = await source.openForReading('INBOX', signal);
    if (place.changes === 'none') {
      expect(highestModseq).toBeUndefined();
      expect(await source.changes('INBOX', '1', signal)).toBeUndefined();
      return;
    }
    const changes = async () => {
      await source.openForReading('INBOX', signal);
      const told = await source.changes('INBOX', highestModseq ?? '', signal);
      const vanished = told?.vanished?.filter((uid) => [first, second, third].includes(uid));
      return { entries: told?.entries.map(({ uid, flags }) => [uid, ...flags]), vanished };
    };
    const tellsGone = place.changes !== 'new';
    expect(await changes()).toEqual({ entries: [], vanished: tellsGone ? [] : undefined });
    await target.changeFlags('INBOX', [second], { add: ['\\Flagged'], remove: [] }, signal);
    await target.remove('INBOX', [third], signal);
    const fourth = await opened().put(['\\Seen']);
    expect(await changes()).toEqual({
      entries: [
        [second, '\\Flagged'],
        [fourth, '\\Seen'],
      ],
      vanished: tellsGone ? [third] : undefined,
    });
  });

  test('a source has nothing to write with', () => {
    const told = Object.keys(opened().source).filter((name) => name !== 'isDear');
    expect(told.toSorted()).toEqual([
      'changes',
      'close',
      'entries',
      'folders',
      'looks',
      'messages',
      'openForReading',
      'role',
      'uids',
    ]);
  });
}
