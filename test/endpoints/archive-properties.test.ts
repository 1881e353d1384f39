/** Whatever an archive is given comes back: any bytes, names, flags and dates, in each format. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchiveSource, openArchiveTarget } from '../../server/endpoints/archive/open-archive.ts';
import type { NewMessage } from '../../server/running/ports.ts';
import { temporaryFolder } from '../support/files.ts';
import { inPieces, wholeOf } from '../support/large-content.ts';
import { archive, FORMATS, readArchive, signal, writeArchive } from './archive-mailbox.ts';

let folder: ReturnType<typeof temporaryFolder>;
let root: string;
beforeEach(() => {
  folder = temporaryFolder();
  root = folder.path;
});
afterEach(() => folder.remove());

let mailboxes = 0;
const newMailbox = () => `m${++mailboxes}@a.example`;

/** Bytes that trouble formats of mail: line ends, From_ lines, quotes, NUL, header fields of programs. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('\n', '\r\n', '\r', 'From ', '>From ', '>', 'Fro', 'm ', '\n\n', ' ', '\0'),
  },
  fc.constantFrom(
    'From - Tue Jan  2 03:04:05 2024\n',
    'X-Mozilla-Status: 0009\n',
    'Status: RO\n',
    'Subject: é\r\n',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const bytes = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1'));
const content = fc.oneof(
  bytes,
  fc.tuple(bytes, fc.integer({ min: 1, max: 7 })).map(([all, size]) => inPieces(all, size)),
);
const flags = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom('\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft', '$Forwarded', 'work'),
    fc.stringMatching(/^[A-Za-z0-9$._-]{1,20}$/),
  ),
  { maxLength: 8, selector: (flag) => flag.toLowerCase() },
);
const receivedAt = fc.date({ min: new Date('1970-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
const message: fc.Arbitrary<NewMessage> = fc.record({ content, flags, receivedAt });

async function sent(messages: readonly NewMessage[]) {
  return Promise.all(
    messages.map(async ({ content: given, flags: wished, receivedAt: at }) => ({
      content: (await wholeOf(given, signal)).toString('latin1'),
      flags: wished.toSorted(),
      receivedAt: at.toISOString(),
    })),
  );
}

const withoutUids = (seen: readonly { readonly uid: number }[]) => seen.map(({ uid: _, ...rest }) => rest);

describe.each(FORMATS)('%s', (format) => {
  test('holds any bytes, flags and dates, and tells them under the UIDs it gave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 6 }),
        fc.array(message, { maxLength: 3 }),
        async (some, more) => {
          const mailbox = newMailbox();
          const outcomes = [
            ...(await writeArchive(root, format, mailbox, 'INBOX', some)),
            ...(await writeArchive(root, format, mailbox, 'INBOX', more)),
          ];
          const { folders, told } = await readArchive(root, mailbox);
          const inbox = folders['INBOX'] ?? [];
          expect(withoutUids(inbox)).toEqual(await sent([...some, ...more]));
          expect(outcomes).toEqual(inbox.map(({ uid }) => ({ kind: 'appended', uid })));
          expect(told).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  const name = fc
    .oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constantFrom(
        '.',
        '..',
        'a.b',
        'a.',
        ' a',
        'a ',
        'Sent.sbd',
        'x.mbox',
        'x.eml',
        'cur',
        'tmp',
        'CON',
        '',
        'é',
        'e\u0301',
        '~',
        '%',
        '&AOk-',
      ),
      fc.constantFrom(
        'x'.repeat(300),
        'é'.repeat(200),
        '\0',
        'migplan-index',
        'subscriptions',
        '\ud800',
        'a\nb',
        'a:b',
        'İ',
        'Work',
        'WORK',
        'work',
      ),
    )
    .map((one) => one.replaceAll('/', ''));
  const path = fc
    .array(name, { minLength: 1, maxLength: 4 })
    .map((levels) => levels.join('/'))
    .filter((one) => one.toUpperCase() !== 'INBOX');

  test('holds folders of any name, apart from each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(path, { minLength: 1, maxLength: 6 }), async (paths) => {
        const mailbox = newMailbox();
        const target = await openArchiveTarget(archive(root, format), root, mailbox);
        for (const one of paths) {
          await target.createFolder(one, signal);
          const given = { content: Buffer.from(`in ${one}`), flags: [], receivedAt: new Date(0) };
          expect(await target.append(one, [given], signal)).toMatchObject([{ kind: 'appended' }]);
        }
        const subscribed = paths.slice(0, 2);
        for (const one of subscribed) await target.subscribe(one, signal);
        await target.close();
        const { folders } = await readArchive(root, mailbox);
        const contents = Object.entries(folders).map(([one, messages]) => [one, messages[0]?.content]);
        const expected = paths.map((one) => [one, Buffer.from(`in ${one}`).toString('latin1')]);
        expect(Object.fromEntries(contents)).toEqual(Object.fromEntries([['INBOX', undefined], ...expected]));
        const source = await openArchiveSource(archive(root), root, mailbox, { mayBeNew: true });
        const listed = (await source.folders(signal)).folders.filter((one) => one.subscribed);
        expect(listed.map((one) => one.path).toSorted()).toEqual(subscribed.toSorted());
      }),
      { numRuns: 40 },
    );
  });
});
