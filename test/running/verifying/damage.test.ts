/** Any mailbox, and any one thing spoilt in it at the target: verify tells that, and nothing else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MemoryMailbox } from '../../support/memory-mail.ts';
import { type TwinFolder, type TwinMessage, Twins } from './twins.ts';

type StoredFolder = ReturnType<MemoryMailbox['folder']>;
type StoredMessage = StoredFolder['messages'][number];

/** Few of everything, so that there are copies, and messages that share a Message-ID, a size or a date. */
const content = fc
  .record({
    id: fc.constantFrom('', 'Message-ID: <1@x>\r\n', 'Message-ID: <2@x>\r\n', 'Message-ID: <3@x>\r\n'),
    date: fc.constantFrom('', 'Date: Tue, 2 Jan 2024 03:04:05 +0200\r\n'),
    subject: fc.constantFrom('', 'Subject: one\r\n', 'Subject: two\r\n'),
    body: fc.constantFrom('one\r\n', 'two\r\n', 'three\r\n', 'a1 CREATE pwned\r\n', 'é\x80ÿ'),
  })
  .map(({ id, date, subject, body }) => `${id}${date}${subject}\r\n${body}`);

const message: fc.Arbitrary<TwinMessage> = fc.record({
  content,
  flags: fc.subarray(['\\Seen', '\\Flagged', 'work', '$Forwarded']),
  receivedAt: fc.constantFrom(1e12, 1.1e12, 1.2e12).map((time) => new Date(time)),
});

const folder = (path: string, most = 12): fc.Arbitrary<TwinFolder> =>
  fc.record({
    path: fc.constant(path),
    subscribed: fc.boolean(),
    messages: fc.array(message, { maxLength: most }),
  });

const mailbox: fc.Arbitrary<TwinFolder[]> = fc.tuple(
  folder('INBOX'),
  folder('a'),
  folder('a/b'),
  folder('Sent', 3).map((sent): TwinFolder => ({ ...sent, use: 'sent' })),
);

interface Told {
  readonly kind: string;
  readonly folder: string;
}

type Damage = (twins: Twins, folder: StoredFolder, at: number) => Told[];

/** The message that a random number chooses; a folder without one has nothing that could be spoilt. */
function chosen({ messages }: StoredFolder, at: number): StoredMessage {
  fc.pre(messages.length > 0);
  return messages[at % messages.length] as StoredMessage;
}

function toggle(message: StoredMessage, flag: string): void {
  const without = message.flags.filter((other) => other !== flag);
  message.flags = without.length < message.flags.length ? without : [...without, flag];
}

function remove(folder: StoredFolder, at: number): StoredMessage {
  const message = chosen(folder, at);
  folder.messages.splice(folder.messages.indexOf(message), 1);
  return message;
}

function swap(folder: StoredFolder, at: number): void {
  const one = chosen(folder, at);
  const other = folder.messages.find((another) => !another.content.equals(one.content));
  fc.pre(other !== undefined);
  const [here, there] = [{ ...one }, { ...(other as StoredMessage) }];
  Object.assign(one, there, { uid: here.uid });
  Object.assign(other as StoredMessage, here, { uid: there.uid });
}

const damages: Readonly<Record<string, Damage>> = {
  nothing: () => [],
  'a message removed': (_, folder, at) => {
    remove(folder, at);
    return [{ kind: 'missing', folder: folder.path }];
  },
  'a message doubled': ({ to }, folder, at) => {
    const { uid, ...same } = chosen(folder, at);
    to.put(folder.path, same.content, same);
    return [{ kind: 'doubled', folder: folder.path }];
  },
  'a message moved': ({ to }, folder, at) => {
    const { uid, ...same } = remove(folder, at);
    to.put(folder.path === 'a' ? 'INBOX' : 'a', same.content, same);
    return [{ kind: 'elsewhere', folder: folder.path }];
  },
  'a message moved to a folder of its own': ({ to }, folder, at) => {
    const { uid, ...same } = remove(folder, at);
    to.put('New', same.content, same);
    return [{ kind: 'elsewhere', folder: folder.path }];
  },
  'a message added': ({ to }, folder) => {
    to.put(folder.path, 'Message-ID: <since@x>\r\n\r\narrived since\r\n');
    return [{ kind: 'extra', folder: folder.path }];
  },
  'a flag': (_, folder, at) => {
    toggle(chosen(folder, at), '\\Answered');
    return [{ kind: 'flags', folder: folder.path }];
  },
  'a flag that is there': (_, folder, at) => {
    toggle(chosen(folder, at), '\\Seen');
    return [{ kind: 'flags', folder: folder.path }];
  },
  'a keyword': (_, folder, at) => {
    toggle(chosen(folder, at), 'work');
    return [{ kind: 'keywords', folder: folder.path }];
  },
  'a date': (_, folder, at) => {
    const spoilt = chosen(folder, at);
    spoilt.receivedAt = new Date(spoilt.receivedAt.getTime() + 1000 * (1 + (at % 1e6)));
    return [{ kind: 'date', folder: folder.path }];
  },
  'a byte': (_, folder, at) => {
    const spoilt = chosen(folder, at);
    spoilt.content = Buffer.from(spoilt.content);
    const byte = at % spoilt.content.length;
    spoilt.content[byte] = (spoilt.content[byte] ?? 0) ^ 1;
    return [{ kind: 'bytes', folder: folder.path }];
  },
  'a byte less': (_, folder, at) => {
    const spoilt = chosen(folder, at);
    const byte = at % spoilt.content.length;
    spoilt.content = Buffer.concat([spoilt.content.subarray(0, byte), spoilt.content.subarray(byte + 1)]);
    return [{ kind: 'bytes', folder: folder.path }];
  },
  'a header field more': (_, folder, at) => {
    const spoilt = chosen(folder, at);
    spoilt.content = Buffer.concat([Buffer.from('X-TUID: 1\r\n'), spoilt.content]);
    return [{ kind: 'bytes', folder: folder.path }];
  },
  'a folder': ({ to }, folder) => {
    fc.pre(folder.path !== 'INBOX');
    to.folders.delete(folder.path);
    const lost = folder.messages.map(() => ({ kind: 'missing', folder: folder.path }));
    return [{ kind: 'folder-missing', folder: folder.path }, ...lost];
  },
  'the order': (_, folder, at) => {
    swap(folder, at);
    return [{ kind: 'order', folder: folder.path }];
  },
  'a subscription': (_, folder) => {
    folder.subscribed = !folder.subscribed;
    return [{ kind: folder.subscribed ? 'subscription-extra' : 'subscription', folder: folder.path }];
  },
  'a use': ({ to }) => {
    to.folder('Sent').use = 'archive';
    return [{ kind: 'use', folder: 'Sent' }];
  },
  'a folder more': ({ to }) => {
    to.put('Elsewhere', 'Subject: since\r\n\r\nnobody has this\r\n');
    return [{ kind: 'folder-extra', folder: 'Elsewhere' }];
  },
};

/** Told, and not held against the copy. */
const harmless = new Set(['extra', 'folder-extra', 'order', 'subscription-extra', 'use']);

const sorted = (told: readonly Told[]) => told.map(({ kind, folder }) => `${folder} ${kind}`).toSorted();

const runs = Number(process.env['MIGPLAN_DAMAGES'] ?? 60);

async function expectTold(damage: Damage, content: 'sample' | 'all'): Promise<void> {
  const cases = fc.tuple(mailbox, fc.nat({ max: 3 }), fc.nat());
  const property = fc.asyncProperty(cases, async ([folders, where, at]) => {
    const twins = new Twins(folders);
    const expected = damage(twins, twins.to.folder(folders[where]?.path ?? ''), at);
    const { outcome, differences } = await twins.verify(content);
    expect(sorted(differences)).toEqual(sorted(expected));
    expect(outcome).toBe(expected.every(({ kind }) => harmless.has(kind)) ? 'equal' : 'different');
  });
  await fc.assert(property, { numRuns: runs });
}

describe('with every byte hashed, what is spoilt is told and nothing else', () => {
  test.each(Object.keys(damages))('%s', (name) => expectTold(damages[name] as Damage, 'all'));
});

describe('with a sample too, but for bytes that change where size, Message-ID and Date stay', () => {
  const names = Object.keys(damages).filter((name) => name !== 'a byte');
  test.each(names)('%s', (name) => expectTold(damages[name] as Damage, 'sample'));
});
