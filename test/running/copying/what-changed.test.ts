/** What a second copy brings over: flags, moves, deletions, what is gone; between mailboxes in memory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lostConnection } from '../../support/memory-failures.ts';
import { held, MemoryCopy } from './memory-copy.ts';

let mail: MemoryCopy;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
});
afterEach(() => mail.end());

describe('what changed since', () => {
  test('flags are brought over as changes: what was done at the target stays', async () => {
    mail.from.put('INBOX', 'a', { flags: ['\\Seen', 'x'] });
    await mail.copy();
    mail.to.mark('INBOX', 1, ['\\Seen', 'x', '\\Answered']);
    mail.from.mark('INBOX', 1, ['\\Seen', '\\Flagged']);
    expect(await mail.copy()).toMatchObject({ flagsChanged: 1, messages: { copied: 0 } });
    expect(mail.to.folder('INBOX').messages[0]?.flags.toSorted()).toEqual([
      '\\Answered',
      '\\Flagged',
      '\\Seen',
    ]);
    expect(await mail.copy()).toMatchObject({ flagsChanged: 0 });
  });

  test.each([
    [false, ['\\Seen', 'kept']],
    [true, ['\\Deleted', '\\Flagged', '\\Seen', 'kept']],
  ])(
    'marks that are taken off at the source while the connection is lost do not stay on what was put there (open: %s)',
    async (isOpen, flags) => {
      mail.from.put('INBOX', 'a', { flags: ['\\Deleted', '\\Flagged', 'kept'] });
      mail.to.faults.afterAppend = () => {
        mail.to.faults = {};
        mail.from.mark('INBOX', 1, ['\\Seen']);
        throw lostConnection();
      };
      expect(await mail.copy({ isOpen })).toMatchObject({ outcome: 'complete', messages: { already: 1 } });
      expect(mail.to.folder('INBOX').messages.map((message) => message.flags.toSorted())).toEqual([flags]);
    },
  );

  test('a message that is gone from the target is brought again, until its people work there', async () => {
    mail.fill(3);
    await mail.copy();
    mail.to.folder('INBOX').messages.splice(1, 1);
    expect(await mail.copy()).toMatchObject({ messages: { copied: 1, already: 2 } });
    expect(held(mail.to).toSorted()).toEqual(held(mail.from).toSorted());
    mail.to.folder('INBOX').messages.splice(0, 1);
    mail.from.put('INBOX', 'Subject: new\r\n\r\n');
    expect(await mail.copy({ isOpen: true })).toMatchObject({ messages: { copied: 1, already: 3 } });
    expect(mail.to.folder('INBOX').messages).toHaveLength(3);
  });

  test('a message that is gone from the target is brought again though another was delivered there meanwhile', async () => {
    mail.fill(3);
    await mail.copy();
    mail.to.folder('INBOX').messages.splice(1, 1);
    mail.to.put('INBOX', 'Subject: delivered here\r\n\r\n');
    expect(await mail.copy()).toMatchObject({ messages: { copied: 1, already: 2 } });
    expect(held(mail.to)).toEqual(expect.arrayContaining(held(mail.from)));
    expect(held(mail.to)).toHaveLength(4);
    expect(await mail.copy({ isOpen: true })).toMatchObject({ messages: { copied: 0 } });
  });

  test('what is gone from a folder that two of the source came to is brought again', async () => {
    const folders = [{ from: 'B', to: 'A' }];
    mail.fill(5, 'A');
    mail.fill(5, 'B');
    await mail.copy({ folders });
    mail.to.folder('A').messages.splice(2, 3);
    expect(await mail.copy({ folders })).toMatchObject({ messages: { copied: 3 } });
    expect(held(mail.to, 'A')).toHaveLength(10);
  });

  test('a message that was moved is moved at the target, with its flags, and stands there once', async () => {
    mail.fill(4);
    mail.from.create('Done');
    await mail.copy();
    const [first, second] = mail.from.folder('INBOX').messages.splice(1, 2);
    for (const { content, receivedAt } of [first, second].filter((one) => one !== undefined))
      mail.from.put('Done', content, { flags: ['\\Flagged', '\\Seen'], receivedAt });
    mail.from.folder('INBOX').modseq++;
    const result = await mail.copy();
    expect(result).toMatchObject({
      outcome: 'complete',
      messages: { copied: 0 },
      notes: [{ kind: 'moved' }],
    });
    for (const folder of ['INBOX', 'Done']) expect(held(mail.to, folder)).toEqual(held(mail.from, folder));
    expect(await mail.copy()).toMatchObject({ messages: { copied: 0 }, flagsChanged: 0, notes: [] });
  });

  test('a message that was moved at the source once people work at the target is neither moved nor brought again', async () => {
    mail.fill(4);
    mail.from.create('Done');
    await mail.copy();
    const [moved] = mail.from.folder('INBOX').messages.splice(1, 1);
    if (moved) mail.from.put('Done', moved.content);
    mail.from.folder('INBOX').modseq++;
    for (let run = 0; run < 2; run++)
      expect(await mail.copy({ isOpen: true })).toMatchObject({
        outcome: 'complete',
        messages: { copied: 0 },
      });
    expect([held(mail.to).length, held(mail.to, 'Done').length]).toEqual([4, 0]);
  });

  test('a folder that got another name takes its messages along', async () => {
    mail.fill(4, 'Projet');
    await mail.copy();
    const renamed = mail.from.folder('Projet');
    mail.from.folders.delete('Projet');
    mail.from.create('Archives', { messages: renamed.messages, uidNext: renamed.uidNext });
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 0 } });
    expect(held(mail.to, 'Archives')).toEqual(held(mail.from, 'Archives'));
    expect(held(mail.to, 'Projet')).toEqual([]);
  });

  test('of equal messages, as many are moved as left', async () => {
    for (let count = 0; count < 3; count++) mail.from.put('INBOX', 'Subject: same\r\n\r\n');
    mail.from.create('Done');
    await mail.copy();
    mail.from.folder('INBOX').messages.splice(0, 1);
    mail.from.folder('INBOX').modseq++;
    for (let count = 0; count < 2; count++) mail.from.put('Done', 'Subject: same\r\n\r\n');
    expect(await mail.copy()).toMatchObject({ messages: { copied: 1 } });
    for (const folder of ['INBOX', 'Done']) expect(held(mail.to, folder)).toEqual(held(mail.from, folder));
  });

  describe('a message that was deleted at the source', () => {
    beforeEach(async () => {
      mail.fill(30);
      await mail.copy();
      mail.to.put('INBOX', 'Subject: of somebody else\r\n\r\n');
      mail.from.folder('INBOX').messages.splice(3, 2);
      mail.from.folder('INBOX').modseq++;
    });

    test('stays at the target', async () => {
      expect(await mail.copy()).toMatchObject({ outcome: 'complete' });
      expect(held(mail.to)).toHaveLength(31);
    });

    test('is deleted there where the plan mirrors deletions, and nothing else is', async () => {
      expect(await mail.copy({ mirrorsDeletions: true })).toMatchObject({ notes: [{ kind: 'deleted' }] });
      expect(held(mail.to).slice(0, -1)).toEqual(held(mail.from));
      expect(held(mail.to).at(-1)).toContain('somebody else');
    });

    test('of two equal ones, the other stays where it was brought anew meanwhile', async () => {
      const [kept] = mail.from.folder('INBOX').messages;
      if (kept) mail.from.put('INBOX', kept.content, { receivedAt: kept.receivedAt });
      mail.from.folder('INBOX').messages.splice(0, 1);
      await mail.copy({ mirrorsDeletions: true });
      expect(held(mail.to).slice(0, -1).toSorted()).toEqual(held(mail.from).toSorted());
      expect(await mail.copy({ mirrorsDeletions: true })).toMatchObject({
        messages: { copied: 0 },
        notes: [],
      });
    });

    test('one that moved between folders brought together is not taken for one that is still there', async () => {
      const folders = [{ from: 'Done', to: 'INBOX' }];
      mail.from.create('Done');
      await mail.copy({ folders });
      const [moved] = mail.from.folder('INBOX').messages.splice(0, 1);
      if (moved) mail.from.put('Done', moved.content, { receivedAt: moved.receivedAt });
      await mail.copy({ folders, mirrorsDeletions: true });
      const both = [...held(mail.from), ...held(mail.from, 'Done')];
      expect(
        held(mail.to)
          .filter((line) => !line.includes('somebody else'))
          .toSorted(),
      ).toEqual(both.toSorted());
    });

    test('stays once people work there', async () => {
      await mail.copy({ mirrorsDeletions: true, isOpen: true });
      expect(held(mail.to)).toHaveLength(31);
    });

    test('stays where all of a folder is gone at once', async () => {
      mail.from.folder('INBOX').messages.length = 0;
      expect(await mail.copy({ mirrorsDeletions: true })).toMatchObject({ notes: [{ kind: 'deleted' }] });
      expect(held(mail.to)).toHaveLength(31);
    });
  });

  test('newest mail comes first where that is wished', async () => {
    mail.fill(250);
    await mail.copy({}, undefined, undefined, { newestFirst: true });
    expect(held(mail.to)).toEqual(held(mail.from).toReversed());
  });

  test.each(['none', 'new', 'new and gone'] as const)('changes told by the source: %s', async (changes) => {
    mail.from.changes = changes;
    mail.fill(5);
    await mail.copy();
    mail.from.mark('INBOX', 2, ['\\Flagged']);
    mail.from.put('INBOX', 'Subject: new\r\n\r\n');
    expect(await mail.copy()).toMatchObject({ messages: { copied: 1, already: 5 }, flagsChanged: 1 });
    expect(held(mail.to)).toEqual(held(mail.from));
  });
});
