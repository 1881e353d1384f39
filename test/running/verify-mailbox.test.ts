/** Verify over stores in memory: a good copy, and every way in which one can be spoilt. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { text } from '../../server/planning/text.ts';
import { MemoryCopy } from './memory-copy.ts';

let mail: MemoryCopy;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
});
afterEach(() => mail.end());

describe('verify, from nothing', () => {
  beforeEach(async () => {
    mail.fill(40);
    mail.from.put('INBOX', '\r\nno header A\r\n');
    mail.from.put('INBOX', '\r\nno header B\r\n');
    mail.from.put('a/b', 'Message-ID: <deep@x>\r\n\r\n');
    await mail.copy();
  });

  test.each(['sample', 'all'] as const)('finds nothing in a good copy (%s)', async (content) => {
    expect(await mail.verify(content)).toMatchObject({
      outcome: 'equal',
      differences: [],
      messages: { source: 43, target: 43, matched: 43 },
    });
  });

  const first = () => mail.to.folder('INBOX').messages[0];
  test.each<[string, () => void, object[]]>([
    [
      'a message that is missing',
      () => mail.to.folder('INBOX').messages.splice(5, 1),
      [{ kind: 'missing', folder: 'INBOX', uid: 6, messageId: '<INBOX5@x>' }],
    ],
    [
      'a message that is there twice',
      () => mail.to.put('INBOX', first()?.content.toString('latin1') ?? ''),
      [{ kind: 'doubled', folder: 'INBOX', uid: 43 }],
    ],
    [
      'one byte',
      () => first()?.content.write('X', (first()?.content.length ?? 0) - 3),
      [{ kind: 'bytes', uid: 1 }],
    ],
    [
      'a size',
      () =>
        Object.assign(first() ?? {}, {
          content: Buffer.concat([first()?.content ?? Buffer.alloc(0), Buffer.from('more')]),
        }),
      [{ kind: 'bytes', uid: 1 }],
    ],
    [
      'a flag',
      () => mail.to.mark('INBOX', 1, ['\\Flagged']),
      [{ kind: 'flags', uid: 1, reason: text('\\Flagged only there', '\\Flagged là-bas seulement') }],
    ],
    [
      'a keyword',
      () => mail.to.mark('INBOX', 2, ['\\Seen', 'work']),
      [{ kind: 'keywords', uid: 2, reason: text('work only there', 'work là-bas seulement') }],
    ],
    ['a date', () => Object.assign(first() ?? {}, { receivedAt: new Date(5) }), []],
    [
      'a date by a second',
      () => Object.assign(first() ?? {}, { receivedAt: new Date(5000) }),
      [{ kind: 'date', uid: 1 }],
    ],
    [
      'a subscription',
      () => Object.assign(mail.from.folder('a/b'), { subscribed: true }),
      [{ kind: 'subscription', folder: 'a/b' }],
    ],
    [
      'a folder',
      () => mail.to.folders.delete('a/b'),
      [
        { kind: 'folder-missing', folder: 'a/b' },
        { kind: 'missing', folder: 'a/b' },
      ],
    ],
  ])('finds %s', async (_, change, differences) => {
    change();
    const result = await mail.verify('all');
    expect(result.differences).toMatchObject(differences);
    expect(result.differences).toHaveLength(differences.length);
    expect(result.outcome).toBe(differences.length > 0 ? 'different' : 'equal');
  });

  test('tells what is only at the target, and does not hold it against the copy', async () => {
    mail.to.put('INBOX', 'Subject: arrived since\r\n\r\n');
    mail.to.put('Elsewhere', 'x');
    const { outcome, differences } = await mail.verify();
    expect(outcome).toBe('equal');
    expect(differences).toMatchObject([
      { kind: 'extra', folder: 'INBOX' },
      { kind: 'folder-extra', folder: 'Elsewhere' },
    ]);
  });
});
