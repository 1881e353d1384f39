/** What a server may say that no Dovecot does on demand. */
import { afterEach, describe, expect, test } from 'vitest';
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import { failureOf } from '../../server/running/failures.ts';
import { expectOurWords } from '../support/both-languages.ts';
import { FakeImap, type FakeOptions } from './fake-imap.ts';

const { signal } = new AbortController();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function fakeImap(options: FakeOptions): Promise<FakeImap> {
  const fake = await FakeImap.start(options);
  closing.push(() => fake.stop());
  return fake;
}

describe('a list of messages', () => {
  const row = (uid: number) =>
    `${uid} FETCH (UID ${uid} FLAGS () INTERNALDATE "17-Jul-2024 02:44:25 +0000" RFC822.SIZE 10 BODY[HEADER.FIELDS (MESSAGE-ID DATE SUBJECT)] "")`;
  const gone = 'NO Some of the requested messages no longer exist';
  const listedBy = async (
    method: 'entries' | 'looks',
    untagged: string[],
    tagged = 'OK done',
    all = true,
  ) => {
    const fake = await fakeImap({
      answer: (command) => (command.startsWith('UID FETCH') ? { untagged, tagged } : undefined),
    });
    const source = await connectImapSource(fake.endpoint, 'a', 'p', signal);
    closing.push(() => source.close());
    const uids: number[] = [];
    const which = all ? ({ all } as const) : { from: 1 };
    for await (const { uid } of source[method]('INBOX', which, signal)) uids.push(uid);
    return uids;
  };

  describe.each(['entries', 'looks'] as const)('as %s', (method) => {
    test.each([
      ['leaves one out', [row(1), row(3)], 'OK done'],
      ['is told in part', [row(1), '2 FETCH (UID 2 FLAGS ())', row(3)], 'OK done'],
      ['ends with a word of what is gone', [row(1), row(3)], gone],
      ['holds one that cannot be understood', [row(1), '2 FETCH NIL', row(3)], 'OK done'],
    ])('that %s is not taken for the whole', async (_, untagged, tagged) => {
      await expect(listedBy(method, untagged, tagged)).rejects.toMatchObject({
        failure: { kind: 'transient', reach: 'message', words: { en: '2 of 3 messages' } },
      });
    });

    test('may be shorter by what was removed meanwhile', async () => {
      expect(await listedBy(method, [row(1), row(3), '2 EXPUNGE'], gone)).toEqual([1, 3]);
    });

    test('may leave out what came meanwhile', async () => {
      expect(await listedBy(method, [row(1), row(2), row(3), '4 EXISTS'])).toEqual([1, 2, 3]);
    });

    test('that begins somewhere is as long as it is', async () => {
      expect(await listedBy(method, [row(1), row(3)], 'OK done', false)).toEqual([1, 3]);
    });
  });

  test('that comes short is told in each language', async () => {
    const failure = failureOf(await listedBy('entries', [row(1)]).catch((error: unknown) => error));
    expect(failure).toBeDefined();
    for (const told of [failure?.what, failure?.words]) expectOurWords(told ?? '');
  });
});

test('changes that end with a word of what is gone are not taken for the whole', async () => {
  const row = (uid: number) =>
    `${uid} FETCH (UID ${uid} FLAGS () INTERNALDATE "17-Jul-2024 02:44:25 +0000" RFC822.SIZE 10 MODSEQ (9))`;
  let tagged = 'OK done';
  const opened = ['3 EXISTS', 'OK [UIDVALIDITY 7] v', 'OK [UIDNEXT 4] n', 'OK [HIGHESTMODSEQ 9] h'];
  const fake = await fakeImap({
    capabilities: 'CONDSTORE',
    answer: (command) => {
      if (command.startsWith('EXAMINE')) return { untagged: opened };
      return command.startsWith('UID FETCH') ? { untagged: [row(1)], tagged } : undefined;
    },
  });
  const source = await connectImapSource(fake.endpoint, 'a', 'p', signal);
  closing.push(() => source.close());
  expect(await source.changes('INBOX', '5', signal)).toMatchObject({ entries: [{ uid: 1 }] });
  tagged = 'NO Some of the requested messages no longer exist';
  expect(await source.changes('INBOX', '5', signal)).toBeUndefined();
});

describe('a message of which nothing is handed out', () => {
  const LARGE = 9_000_000;
  test.each([
    ['NIL', 10, []],
    ['""', 10, []],
    ['NIL', LARGE, []],
    ['""', LARGE, []],
    ['NIL', 0, [2]],
  ])('%s, where the list has %i bytes', async (said, size, own) => {
    const fake = await fakeImap({
      answer: (command) => {
        if (!command.startsWith('UID FETCH')) return undefined;
        const section = /<(\d+)\.\d+>/.exec(command);
        const name = `BODY[]${section ? `<${section[1]}>` : ''}`;
        return {
          untagged: [1, 2].map((uid) => `${uid} FETCH (UID ${uid} ${name} ${uid === 2 ? said : '"whole"'})`),
        };
      },
    });
    const source = await connectImapSource(fake.endpoint, 'a', 'p', signal);
    closing.push(() => source.close());
    const wanted = [
      { uid: 1, size: 5 },
      { uid: 2, size },
    ];
    const uids: number[] = [];
    for await (const { uid } of source.messages('INBOX', wanted, signal)) uids.push(uid);
    expect(uids).toEqual([1, ...own]);
  });
});

describe('messages that are moved', () => {
  const movedBy = async (tagged: string) => {
    const fake = await fakeImap({
      capabilities: 'UIDPLUS MOVE',
      answer: (command) => {
        if (command.startsWith('UID FETCH')) return { untagged: ['2 FETCH (UID 2)'] };
        return command.startsWith('UID MOVE') ? { tagged } : undefined;
      },
    });
    const target = await connectImapTarget(fake.endpoint, 'a', 'p', signal);
    closing.push(() => void target.close());
    await target.openForWriting('Archive', signal);
    return target.move('INBOX', [2], 'Archive', signal);
  };

  test('have the UIDs that COPYUID tells', async () => {
    expect(await movedBy('OK [COPYUID 7 2 31] moved')).toEqual(new Map([[2, 31]]));
  });

  test.each([
    ['nothing of them is told', 'OK moved'],
    ['they went into another folder of the name', 'OK [COPYUID 8 2 31] moved'],
  ])('are looked for afresh where %s', async (_, tagged) => {
    await expect(movedBy(tagged)).rejects.toMatchObject({ failure: { kind: 'transient' } });
  });
});
