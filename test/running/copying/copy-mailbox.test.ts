/** The copy over stores in memory, where every fault can be had and every state be seen. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { text } from '../../../server/planning/text.ts';
import { copyMailbox } from '../../../server/running/copying/copy-mailbox.ts';
import { MailFailure } from '../../../server/running/failures.ts';
import type { Progress } from '../../../server/running/ports.ts';
import { lostConnection, refusal } from '../../support/memory-failures.ts';
import { held, job, MemoryCopy } from './memory-copy.ts';

let mail: MemoryCopy;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
});
afterEach(() => mail.end());

describe('a mailbox is copied', () => {
  test('in order, with flags, keywords and dates; a second run adds nothing', async () => {
    mail.fill(120);
    mail.from.put('Projets/2024', 'x', { flags: ['\\Draft', 'work'] });
    expect(await mail.copy()).toMatchObject({
      outcome: 'complete',
      messages: { source: 121, copied: 121, already: 0 },
    });
    expect(held(mail.to)).toEqual(held(mail.from));
    expect(held(mail.to, 'Projets/2024')).toEqual(held(mail.from, 'Projets/2024'));
    expect(await mail.copy()).toMatchObject({
      outcome: 'complete',
      bytes: 0,
      messages: { copied: 0, already: 121 },
    });
    expect(held(mail.to)).toEqual(held(mail.from));
  });

  test('as often as a message stands in the source, header or no header', async () => {
    for (let count = 0; count < 3; count++) mail.from.put('INBOX', 'Message-ID: <1@x>\r\n\r\ntwin\r\n');
    for (let count = 0; count < 2; count++) mail.from.put('INBOX', '\r\nbare\r\n');
    await mail.copy();
    await mail.loseLedger();
    mail.to.folder('INBOX').messages.splice(1, 1);
    expect(await mail.copy()).toMatchObject({ messages: { copied: 1, already: 4 } });
    expect(held(mail.to).toSorted()).toEqual(held(mail.from).toSorted());
  });

  test('onto what another tool began, without doubling it', async () => {
    mail.fill(30);
    for (const { content, receivedAt } of mail.from.folder('INBOX').messages.slice(0, 20).toReversed()) {
      mail.to.put('INBOX', content, { receivedAt, flags: ['mine'] });
    }
    mail.to.put('INBOX', 'Subject: new here\r\n\r\n');
    expect(await mail.copy()).toMatchObject({ messages: { copied: 10, already: 20 } });
    expect(mail.to.folder('INBOX').messages).toHaveLength(31);
    // The source's flags are added; what was set at the target stays.
    expect(mail.to.folder('INBOX').messages[0]?.flags.toSorted()).toEqual(['\\Seen', 'mine']);
  });

  test('again after the target lost its folder', async () => {
    mail.fill(5);
    await mail.copy();
    mail.to.folders.delete('INBOX');
    mail.to.create('INBOX', { use: 'inbox' });
    const result = await mail.copy();
    expect(result).toMatchObject({ messages: { copied: 5 }, notes: [{ kind: 'target-folder-replaced' }] });
    expect(held(mail.to)).toEqual(held(mail.from));
  });

  test('and not doubled when the source’s UIDs are all new', async () => {
    mail.fill(9);
    await mail.copy();
    mail.from.renumber('INBOX');
    mail.from.put('INBOX', 'Subject: one more\r\n\r\n');
    const result = await mail.copy();
    expect(result).toMatchObject({
      messages: { copied: 1, already: 9 },
      notes: [{ kind: 'source-folder-replaced' }],
    });
    expect(held(mail.to)).toEqual(held(mail.from));
  });

  test('without what the plan leaves out, or what is older than it says', async () => {
    mail.from.put('INBOX', 'old', { receivedAt: new Date('2019-12-31T23:59:59Z') });
    mail.from.put('INBOX', 'new', { receivedAt: new Date('2020-01-01T00:00:00Z') });
    mail.from.put('Spam', 'spam');
    const wishes = { keepSince: '2020-01-01', exclude: ['Spam'] };
    expect(await mail.copy(wishes)).toMatchObject({
      outcome: 'complete',
      messages: { source: 2, copied: 1, skipped: 1 },
    });
    expect([...mail.to.folders.keys()]).toEqual(['INBOX']);
    expect(await mail.verify('all', wishes)).toMatchObject({ outcome: 'equal' });
    expect(await mail.copy({ exclude: ['Spam'] })).toMatchObject({
      messages: { copied: 1, already: 1, skipped: 0 },
    });
  });

  test('with its subscriptions, and no other', async () => {
    mail.from.create('a', { subscribed: true });
    mail.from.create('b');
    mail.to.create('b', { subscribed: true });
    await mail.copy();
    expect([...mail.to.folders.values()].map(({ path, subscribed }) => [path, subscribed])).toEqual([
      ['INBOX', true],
      ['b', true],
      ['a', true],
    ]);
  });

  test('telling progress that only grows, and ends at the whole', async () => {
    mail.fill(130);
    const told: Progress[] = [];
    await mail.copy({}, undefined, (progress) => told.push(progress));
    const counts = told.map(({ messages }) => messages);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    const bytes = mail.from.folder('INBOX').messages.reduce((sum, { content }) => sum + content.length, 0);
    expect(told.at(-1)).toMatchObject({
      folder: 'INBOX',
      messages: 130,
      ofMessages: 130,
      bytes,
      ofBytes: bytes,
    });
  });

  test('to a target that tells no UIDs', async () => {
    mail.fill(60);
    mail.to.faults.withoutUidPlus = true;
    mail.to.put('INBOX', 'Subject: there before\r\n\r\n');
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 60 } });
    mail.from.mark('INBOX', 3, ['\\Flagged']);
    expect(await mail.copy()).toMatchObject({ flagsChanged: 1 });
    expect(held(mail.to).slice(1)).toEqual(held(mail.from));
  });
});

describe('when something goes wrong', () => {
  test.each(['beforeAppend', 'afterAppend'] as const)(
    'a lost connection (%s) loses and doubles nothing',
    async (when) => {
      mail.fill(200);
      let calls = 0;
      mail.to.faults[when] = () => {
        if (++calls % 37 === 0) throw lostConnection();
      };
      const result = await mail.copy();
      expect(result.outcome).toBe('complete');
      expect(result.messages.copied + result.messages.already).toBe(200);
      expect(held(mail.to).toSorted()).toEqual(held(mail.from).toSorted());
      expect(mail.waits.length).toBeGreaterThan(3);
    },
  );

  test('it gives up after so many tries without progress, and says why', async () => {
    mail.fill(3);
    mail.to.faults.beforeAppend = () => {
      throw lostConnection();
    };
    expect(await mail.copy()).toMatchObject({
      outcome: 'stopped',
      stoppedBy: { kind: 'unknown-outcome' },
      messages: { copied: 0 },
    });
    // The others are for the folder to stand still, after each connection that was lost in the middle.
    expect(mail.waits.filter((wait) => wait !== 250)).toHaveLength(5);
    expect(await mail.ledger.statuses()).toMatchObject([{ state: 'Failed' }]);
  });

  test('a refused message is recorded in the server’s words, and tried again by the next run', async () => {
    mail.fill(60);
    mail.to.faults.beforeAppend = (_, content) => {
      if (content.includes('INBOX7@x')) throw refusal('NO [TOOBIG] too big');
    };
    const result = await mail.copy();
    expect(result).toMatchObject({ outcome: 'incomplete', messages: { copied: 59, failed: 1 } });
    const told = {
      folder: 'INBOX',
      uid: 8,
      words: 'NO [TOOBIG] too big',
      subject: '7',
      messageId: '<INBOX7@x>',
    };
    expect(result.refused).toMatchObject([told]);
    expect((await mail.verify()).differences).toMatchObject([{ folder: 'INBOX', uid: 8, kind: 'missing' }]);
    mail.to.faults = {};
    expect(await mail.copy()).toMatchObject({
      outcome: 'complete',
      refused: [],
      messages: { copied: 1, already: 59, failed: 0 },
    });
  });

  test('a full target stops the mailbox, with what was done recorded or recognised', async () => {
    mail.fill(100);
    const full = {
      kind: 'full',
      reach: 'mailbox',
      where: text('m', 'm'),
      what: text('is full', 'est pleine'),
      words: 'NO [OVERQUOTA]',
    } as const;
    mail.to.faults.beforeAppend = () => {
      if (mail.to.folder('INBOX').messages.length >= 70) throw new MailFailure(full);
    };
    expect(await mail.copy()).toMatchObject({ outcome: 'stopped', stoppedBy: full });
    mail.to.faults = {};
    expect(await mail.copy()).toMatchObject({ outcome: 'complete' });
    expect(held(mail.to).toSorted()).toEqual(held(mail.from).toSorted());
  });

  test('an interruption ends it between two messages, recorded; the next run goes on', async () => {
    mail.fill(100);
    const stop = new AbortController();
    mail.to.faults.afterAppend = () => {
      if (mail.to.folder('INBOX').messages.length === 60) stop.abort();
    };
    expect(await mail.copy({}, stop.signal)).toMatchObject({
      outcome: 'stopped',
      stoppedBy: { kind: 'interrupted' },
      messages: { copied: 60 },
    });
    expect(await mail.ledger.statuses()).toMatchObject([{ state: 'Stopped', done: 60 }]);
    mail.to.faults = {};
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 40, already: 60 } });
    expect(held(mail.to)).toEqual(held(mail.from));
  });

  test('a message that the source lists and will not hand out is told', async () => {
    mail.fill(3);
    const source = mail.from.asSource();
    const messages: typeof source.messages = async function* (path, uids, signal) {
      for await (const message of source.messages(path, uids, signal)) if (message.uid !== 2) yield message;
    };
    const options = { signal: new AbortController().signal, clock: mail.clock };
    const result = await copyMailbox(job, { ...source, messages }, mail.to.asTarget(), mail.ledger, options);
    expect(result).toMatchObject({
      outcome: 'incomplete',
      messages: { copied: 2, failed: 1 },
      refused: [{ uid: 2 }],
    });
  });

  describe('when a folder is made again under its name while the copy runs', () => {
    const trashed = (content: string) => mail.from.put('later', content, { flags: ['\\Deleted'] });
    const remade = () => {
      if (mail.from.folder('later').messages.some(({ content }) => content.includes('new'))) return;
      mail.from.remake('later');
      for (const number of [1, 2, 3]) trashed(`Subject: new ${number}\r\n\r\n`);
    };
    const later = () => held(mail.to, 'later').map((line) => line.replace(/ \d+$/, ''));
    const flagsOf = (line: string) => /\[.*\]$/.exec(line)?.[0];

    test('before it is its turn: its new mail is copied, and no flag hits the old', async () => {
      mail.fill(3, 'later');
      await mail.copy();
      const before = later();
      mail.from.mark('later', 3, []);
      mail.from.put('INBOX', 'Subject: first\r\n\r\n');
      mail.to.faults.afterAppend = remade;
      expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 4 } });
      expect(later().slice(0, 3)).toEqual(before);
      expect(later().slice(3).map(flagsOf)).toEqual(['[\\Deleted]', '[\\Deleted]', '[\\Deleted]']);
      expect((await mail.copy()).messages).toMatchObject({ copied: 0, already: 4 });
    });

    test('while it is copied: it is begun afresh', async () => {
      mail.fill(420, 'later');
      mail.to.faults.afterAppend = remade;
      const result = await mail.copy();
      expect(result).toMatchObject({ outcome: 'complete', notes: [{ kind: 'source-folder-replaced' }] });
      expect(later().slice(-3).map(flagsOf)).toEqual(['[\\Deleted]', '[\\Deleted]', '[\\Deleted]']);
      expect(later().slice(0, -3).map(flagsOf)).not.toContain('[\\Deleted]');
      expect(later().filter((line) => line.includes('new'))).toHaveLength(3);
    });

    test('at the target: what was put into the folder of before is put into this one', async () => {
      mail.fill(20);
      mail.to.faults.afterAppend = () => {
        mail.to.faults = {};
        mail.to.remake('INBOX');
      };
      expect(await mail.copy()).toMatchObject({
        outcome: 'complete',
        notes: [{ kind: 'target-folder-replaced' }],
      });
      expect(held(mail.to).toSorted()).toEqual(held(mail.from).toSorted());
    });
  });

  describe('a target that was put back to an earlier state', () => {
    test('is filled again, though nothing changed at the source', async () => {
      mail.fill(9);
      await mail.copy();
      mail.to.putBack('INBOX', 4);
      const result = await mail.copy();
      expect(result).toMatchObject({
        outcome: 'complete',
        messages: { copied: 5, already: 4 },
        notes: [{ kind: 'target-folder-replaced' }],
      });
      expect(held(mail.to)).toEqual(held(mail.from));
      expect(await mail.copy()).toMatchObject({ messages: { copied: 0, already: 9 }, notes: [] });
    });

    test('is filled again, and flags do not hit what others put there since', async () => {
      mail.fill(9);
      await mail.copy();
      mail.to.putBack('INBOX', 4);
      mail.to.put('INBOX', 'Subject: of another\r\n\r\n');
      mail.from.mark('INBOX', 5, ['\\Deleted']);
      expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { copied: 5, already: 4 } });
      expect(held(mail.to).toSpliced(4, 1)).toEqual(held(mail.from));
      expect(mail.to.folder('INBOX').messages[4]?.flags).toEqual([]);
    });

    test('holds all of what two folders put into it', async () => {
      mail.fill(4);
      mail.fill(5, 'old');
      const wishes = { folders: [{ from: 'old', to: 'INBOX' }] };
      await mail.copy(wishes);
      mail.to.putBack('INBOX', 2);
      expect(await mail.copy(wishes)).toMatchObject({
        outcome: 'complete',
        messages: { copied: 7, already: 2 },
      });
      expect(held(mail.to).toSorted()).toEqual([...held(mail.from), ...held(mail.from, 'old')].toSorted());
    });
  });

  describe('at a target that alters what it stores', () => {
    beforeEach(() => {
      for (let number = 0; number < 10; number++) {
        const headers = `Message-ID: <${number}@x>\r\nDate: d\r\nStatus: RO`;
        mail.from.put('INBOX', `${headers}\r\n\r\nbody ${number}\r\n`, {
          receivedAt: new Date(number * 1e5),
        });
      }
      mail.to.faults.keeps = (content) => Buffer.from(`${content}`.replace('Status: RO\r\n', ''));
    });
    const bodies = () => mail.to.folder('INBOX').messages.map(({ content }) => `${content}`.slice(-8));

    test.each(['beforeAppend', 'afterAppend'] as const)(
      'a batch that breaks off (%s) is not sent twice',
      async (when) => {
        let calls = 0;
        mail.to.faults[when] = () => {
          if (++calls === 7) throw lostConnection();
        };
        expect(await mail.copy()).toMatchObject({ outcome: 'complete' });
        expect(bodies()).toHaveLength(10);
        expect(new Set(bodies()).size).toBe(10);
        expect((await mail.copy()).messages).toMatchObject({ copied: 0, already: 10 });
      },
    );

    test('an engine that ends before it has recorded anything sends nothing twice, and says what it believes', async () => {
      const ends = mail.ledger;
      const dying = async (...key: Parameters<typeof ends.mailbox>) => ({
        ...(await ends.mailbox(...key)),
        record: () => Promise.reject(new TypeError('killed')),
      });
      mail.ledger = { ...ends, mailbox: dying };
      await expect(mail.copy()).rejects.toThrow('killed');
      mail.ledger = ends;
      mail.to.put('INBOX', 'Message-ID: <9@x>\r\nDate: d\r\n\r\nanother of that name\r\n');
      const result = await mail.copy();
      expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 0, already: 10 } });
      expect(result.notes.filter(({ kind }) => kind === 'altered-by-target')).toHaveLength(10);
      expect(bodies()).toHaveLength(11);
    });

    test.each(['source', 'target'] as const)(
      'what it holds is recognised when its rows mean nothing any more (%s)',
      async (whose) => {
        await mail.copy();
        if (whose === 'source') mail.from.renumber('INBOX');
        else mail.to.putBack('INBOX', 6);
        const copied = whose === 'source' ? 0 : 4;
        expect((await mail.copy()).messages).toMatchObject({ copied, already: 10 - copied });
        expect(bodies()).toHaveLength(10);
      },
    );

    test('what was there before the copy is not taken for its own', async () => {
      const [one] = mail.from.folder('INBOX').messages;
      mail.to.put('INBOX', 'Message-ID: <0@x>\r\nDate: d\r\n\r\nother\r\n', {
        receivedAt: one?.receivedAt ?? new Date(),
      });
      expect((await mail.copy()).messages).toMatchObject({ copied: 10, already: 0 });
    });
  });

  describe('at a target that refuses a keyword', () => {
    beforeEach(() => {
      mail.to.faults.beforeChange = (_, { add }) => {
        if (add.includes('long')) throw refusal('NO [CANNOT] too long');
      };
    });
    const leftOut = { kind: 'flag-left-out', folder: 'INBOX' };

    test('what is recognised is recorded, with its other flags', async () => {
      const { content, receivedAt } = mail.from.put('INBOX', 'a', { flags: ['\\Seen', 'long', 'short'] });
      mail.to.put('INBOX', content, { receivedAt });
      const result = await mail.copy();
      expect(result).toMatchObject({
        outcome: 'complete',
        messages: { copied: 0, already: 1 },
        notes: [leftOut],
      });
      expect(mail.to.folder('INBOX').messages[0]?.flags).toEqual(['\\Seen', 'short']);
    });

    test('other changes of flags are brought over, once', async () => {
      mail.fill(3);
      await mail.copy();
      mail.from.mark('INBOX', 1, ['\\Flagged', 'long']);
      mail.from.mark('INBOX', 2, ['\\Answered']);
      expect(await mail.copy()).toMatchObject({ outcome: 'complete', flagsChanged: 2, notes: [leftOut] });
      expect(mail.to.folder('INBOX').messages.map(({ flags }) => flags)).toEqual([
        ['\\Flagged'],
        ['\\Answered'],
        [],
      ]);
      expect(await mail.copy()).toMatchObject({ flagsChanged: 0, notes: [] });
    });

    test('a message whose APPEND lost it in silence is copied all the same', async () => {
      mail.from.put('INBOX', 'a', { flags: ['\\Seen', 'long'] });
      mail.to.faults.afterAppend = () => mail.to.mark('INBOX', 1, []);
      expect(await mail.copy()).toMatchObject({
        outcome: 'complete',
        messages: { copied: 1 },
        notes: [leftOut],
      });
      expect(mail.to.folder('INBOX').messages[0]?.flags).toEqual(['\\Seen']);
    });

    test('a message whose APPEND is refused for it keeps its other keywords', async () => {
      mail.from.put('INBOX', 'a', { flags: ['\\Seen', 'long', 'short'] });
      mail.to.faults.beforeAppend = (_, __, flags) => {
        if (flags.includes('long')) throw refusal('NO [CANNOT] too long');
      };
      expect(await mail.copy()).toMatchObject({ messages: { copied: 1 }, notes: [leftOut] });
      expect(mail.to.folder('INBOX').messages[0]?.flags).toEqual(['\\Seen', 'short']);
    });

    test('a folder whose every change is refused is told as refused', async () => {
      mail.fill(2);
      await mail.copy();
      mail.to.faults.beforeChange = () => {
        throw refusal('NO [NOPERM] read only');
      };
      mail.from.mark('INBOX', 1, ['\\Flagged', 'work']);
      expect(await mail.copy()).toMatchObject({
        outcome: 'incomplete',
        folderFailures: [{ folder: 'INBOX' }],
      });
    });
  });

  test('a fault of the program itself is thrown, not told as the server’s', async () => {
    mail.fill(1);
    mail.to.faults.beforeAppend = () => {
      throw new TypeError('a fault');
    };
    await expect(mail.copy()).rejects.toThrow('a fault');
  });
});
