/** Verify over stores in memory: what it says of each thing that may differ, and what it does when a store fails it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { text } from '../../../server/planning/text.ts';
import { inPieces } from '../../support/large-content.ts';
import { lostConnection, refusal } from '../../support/memory-failures.ts';
import { type TwinMessage, Twins } from './twins.ts';

let twins: Twins;

const numbered = (number: number): TwinMessage => ({
  content: `Message-ID: <${number}@x>\r\nDate: day ${number}\r\nSubject: no ${number}\r\n\r\nbody ${number}\r\n`,
  receivedAt: new Date(1e12 + number * 86_400_000),
});

const spoil = (at: number, content: string | Buffer): void => {
  Object.assign(twins.to.folder('INBOX').messages[at] ?? {}, { content: Buffer.from(content) });
};
const contentAt = (at: number): string => String(twins.to.folder('INBOX').messages[at]?.content);

beforeEach(() => {
  twins = new Twins([
    { path: 'INBOX', messages: Array.from({ length: 40 }, (_, number) => numbered(number)) },
    { path: 'a/b', messages: [{ content: '\r\nno header\r\n' }, { content: '\r\nno header\r\n' }] },
    { path: 'empty', messages: [] },
  ]);
});

describe('of two mailboxes that hold the same', () => {
  test.each([
    ['sample', 12],
    ['all', 42],
  ] as const)('it says so, folder by folder (%s)', async (content, hashed) => {
    expect(await twins.verify(content)).toEqual({
      outcome: 'equal',
      differences: [],
      notes: [],
      messages: { source: 42, target: 42, matched: 42 },
      bytes: { source: 2426, target: 2426 },
      hashed,
      folders: [
        {
          folders: ['INBOX'],
          target: 'INBOX',
          messages: { source: 40, target: 40, matched: 40 },
          bytes: { source: 2400, target: 2400 },
        },
        {
          folders: ['a/b'],
          target: 'a/b',
          messages: { source: 2, target: 2, matched: 2 },
          bytes: { source: 26, target: 26 },
        },
        {
          folders: ['empty'],
          target: 'empty',
          messages: { source: 0, target: 0, matched: 0 },
          bytes: { source: 0, target: 0 },
        },
      ],
      seconds: 0,
    });
  });

  test('folders that the plan merges are compared as one', async () => {
    for (const { content } of twins.to.folder('a/b').messages.splice(0)) twins.to.put('INBOX', content);
    const merged = { folders: [{ from: 'a/b', to: 'INBOX' }], exclude: ['empty'] };
    const { outcome, differences, folders } = await twins.verify('all', merged);
    expect({ outcome, differences }).toEqual({ outcome: 'equal', differences: [] });
    expect(folders).toMatchObject([
      { folders: ['INBOX', 'a/b'], target: 'INBOX', messages: { source: 42, target: 42, matched: 42 } },
    ]);
  });
});

describe('its reasons name', () => {
  const cases: [string, () => void, object[]][] = [
    [
      'the message that is missing',
      () => twins.to.folder('INBOX').messages.splice(5, 1),
      [
        {
          ...{ kind: 'missing', folder: 'INBOX', uid: 6, messageId: '<5@x>' },
          reason: text(
            '"no 5" of day 5, 57 bytes, is not at the target',
            '«\u00A0no 5\u00A0» du day 5, 57 octets, n’est pas à la cible',
          ),
        },
      ],
    ],
    [
      'the one that is there once too often, by its place at the target',
      () => twins.to.put('INBOX', contentAt(0)),
      [
        {
          ...{ kind: 'doubled', folder: 'INBOX', uid: 47, messageId: '<0@x>' },
          reason: text(
            '"no 0" of day 0, 57 bytes, is at the target once too often',
            '«\u00A0no 0\u00A0» du day 0, 57 octets, est une fois de trop à la cible',
          ),
        },
      ],
    ],
    [
      'where the one is that was moved',
      () => {
        const [moved] = twins.to.folder('INBOX').messages.splice(5, 1);
        twins.to.put('Later', moved?.content ?? '', {
          receivedAt: moved?.receivedAt ?? new Date(0),
          flags: ['\\Seen'],
        });
      },
      [
        {
          ...{ kind: 'elsewhere', folder: 'INBOX', uid: 6, messageId: '<5@x>' },
          reason: text(
            '"no 5" of day 5, 57 bytes, is in "Later" instead of "INBOX"',
            '«\u00A0no 5\u00A0» du day 5, 57 octets, est dans «\u00A0Later\u00A0» au lieu de «\u00A0INBOX\u00A0»',
          ),
        },
        {
          kind: 'flags',
          folder: 'INBOX',
          uid: 6,
          reason: text('\\Seen only there', '\\Seen là-bas seulement'),
        },
      ],
    ],
    [
      'the flags and keywords of each side',
      () => {
        twins.from.mark('INBOX', 1, ['\\Seen', 'work', '$Forwarded']);
        twins.to.mark('INBOX', 7, ['\\seen', '\\Flagged', 'WORK']);
      },
      [
        { kind: 'flags', uid: 1, reason: text('\\Flagged only there', '\\Flagged là-bas seulement') },
        { kind: 'keywords', uid: 1, reason: text('$Forwarded only here', '$Forwarded ici seulement') },
      ],
    ],
    [
      'by how much a date differs',
      () =>
        Object.assign(twins.to.folder('INBOX').messages[0] ?? {}, {
          receivedAt: new Date(1e12 - 93_784_000),
        }),
      [
        {
          ...{ kind: 'date', uid: 1 },
          reason: text(
            'received 2001-09-09T01:46:40Z here, 2001-09-07T23:43:36Z there, 1 d 2 h earlier',
            'reçu 2001-09-09T01:46:40Z ici, 2001-09-07T23:43:36Z là-bas, 1 j 2 h plus tôt',
          ),
        },
      ],
    ],
    [
      'no date that differs within its second',
      () => Object.assign(twins.to.folder('INBOX').messages[0] ?? {}, { receivedAt: new Date(1e12 + 999) }),
      [],
    ],
    [
      'the header field that was added',
      () => spoil(3, `X-TUID: 12\r\n${contentAt(3)}`),
      [
        {
          ...{ kind: 'bytes', uid: 4 },
          reason: text(
            'the target holds 12 more bytes: a header field was added: X-TUID',
            'la cible tient 12 octets de plus\u00A0: un champ d’en-tête a été ajouté\u00A0: X-TUID',
          ),
        },
      ],
    ],
    [
      'the byte that was changed',
      () => spoil(3, contentAt(3).replace('body', 'bodY')),
      [
        {
          ...{ kind: 'bytes', uid: 4 },
          reason: text(
            'of the same size, but not the same bytes: the first that differs is byte 53',
            'de la même taille, mais pas les mêmes octets\u00A0: le premier qui diffère est l’octet 53',
          ),
        },
      ],
    ],
    [
      'the subscriptions that are lacking, and those that are new',
      () => {
        twins.from.folder('a/b').subscribed = true;
        twins.to.folder('empty').subscribed = true;
      },
      [
        { kind: 'subscription', folder: 'a/b', reason: { en: '"a/b" is not subscribed at the target' } },
        { kind: 'subscription-extra', folder: 'empty' },
      ],
    ],
    [
      'the folder that is missing, and its mail',
      () => twins.to.folders.delete('a/b'),
      [
        { kind: 'folder-missing', folder: 'a/b' },
        { kind: 'missing', folder: 'a/b', uid: 1 },
        { kind: 'missing', folder: 'a/b', uid: 2 },
      ],
    ],
    [
      'the use that is declared otherwise',
      () => {
        twins.from.folder('a/b').use = 'sent';
        twins.to.create('Entwürfe', { use: 'drafts' });
        twins.to.folder('a/b').use = 'archive';
      },
      [
        {
          ...{ kind: 'use', folder: 'a/b' },
          reason: text(
            'the source declares \\Sent, the target \\Archive',
            'la source déclare \\Sent, la cible \\Archive',
          ),
        },
      ],
    ],
  ];

  test.each(cases)('%s', async (_, change, differences) => {
    change();
    const found = (await twins.verify('all')).differences;
    expect(found).toMatchObject(differences);
    expect(found).toHaveLength(differences.length);
  });
});

describe('of a thousand differences and more of one kind', () => {
  test('it tells the first thousand, and how many more there are', async () => {
    twins = new Twins([
      { path: 'INBOX', messages: Array.from({ length: 1234 }, (_, number) => numbered(number)) },
    ]);
    twins.to.folder('INBOX').messages.length = 0;
    const { differences, messages } = await twins.verify('sample');
    expect(differences).toHaveLength(1001);
    expect(differences.at(-1)).toEqual({
      ...{ folder: 'INBOX', kind: 'missing' },
      reason: text('and 234 more of this kind', 'et 234 de plus de cette sorte'),
    });
    expect(messages).toEqual({ source: 1234, target: 0, matched: 0 });
  });
});

describe('a store that fails', () => {
  test('and may be asked again is asked for no bytes twice', async () => {
    const asked: number[] = [];
    twins.from.faults.beforeRead = (_, uid) => {
      asked.push(uid);
      if (asked.length % 15 === 0) throw lostConnection();
    };
    expect(await twins.verify('all')).toMatchObject({ outcome: 'equal', hashed: 42 });
    expect(asked).toHaveLength(42 + 2);
  });

  test('with one folder leaves the others to be compared', async () => {
    twins.to.faults.beforeRead = (path) => {
      if (path === 'INBOX') throw refusal('NO it is damaged');
    };
    const { outcome, differences, folders } = await twins.verify('all');
    expect(outcome).toBe('different');
    expect(differences).toEqual([
      {
        ...{ folder: 'INBOX', kind: 'unread' },
        reason: text('memory refused (NO it is damaged).', 'mémoire a refusé (NO it is damaged).'),
      },
    ]);
    expect(folders.map(({ target }) => target)).toEqual(['a/b', 'empty']);
  });

  test('for good stops it, with what was found so far', async () => {
    twins.to.folder('INBOX').messages.splice(0, 1);
    twins.to.faults.beforeRead = (path) => {
      if (path === 'a/b') throw lostConnection();
    };
    const { outcome, stoppedBy, messages } = await twins.verify('all');
    expect({ outcome, stoppedBy, messages }).toMatchObject({
      outcome: 'stopped',
      stoppedBy: { kind: 'unknown-outcome' },
      messages: { source: 40, target: 39, matched: 39 },
    });
  });
});

test('messages that a store lists and does not hand out are told', async () => {
  const source = twins.from.asSource();
  const withheld = {
    ...source,
    async *messages(...[folder, wanted, signal]: Parameters<typeof source.messages>) {
      for await (const message of source.messages(folder, wanted, signal)) {
        if (folder !== 'INBOX' || message.uid !== 9) yield message;
      }
    },
  };
  twins.from.asSource = () => withheld;
  expect((await twins.verify('all')).differences).toEqual([
    {
      ...{ folder: 'INBOX', uid: 9, messageId: '<8@x>', kind: 'unread' },
      reason: text(
        '"no 8" of day 8, 57 bytes, was not handed out by the source, which lists it',
        '«\u00A0no 8\u00A0» du day 8, 57 octets, n’a pas été remis par la source, qui le liste',
      ),
    },
  ]);
});

test('large messages are hashed piece by piece', async () => {
  const source = twins.from.asSource();
  const inPiecesOf7 = {
    ...source,
    async *messages(...asked: Parameters<typeof source.messages>) {
      for await (const { uid, content } of source.messages(...asked))
        yield { uid, content: Buffer.isBuffer(content) ? inPieces(content, 7) : content };
    },
  };
  twins.from.asSource = () => inPiecesOf7;
  expect(await twins.verify('all')).toMatchObject({ outcome: 'equal', hashed: 42 });
  spoil(3, contentAt(3).replace('body', 'bodY'));
  expect((await twins.verify('all')).differences).toMatchObject([{ kind: 'bytes', folder: 'INBOX', uid: 4 }]);
});

test('mail that is not to be kept is not missed', async () => {
  twins.to.folder('INBOX').messages.splice(0, 10);
  const since = { keepSince: new Date(1e12 + 10 * 86_400_000).toISOString().slice(0, 10) };
  expect((await twins.verify('all')).messages).toMatchObject({ source: 42, matched: 32 });
  const { outcome, messages } = await twins.verify('all', since);
  expect({ outcome, messages }).toMatchObject({ outcome: 'equal', messages: { source: 32, matched: 32 } });
});
