/** The copy over stores in memory, where every fault can be had and every state be seen. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MailboxCopy } from '../../server/planning/migration-plan.ts';
import { copyMailbox } from '../../server/running/copy-mailbox.ts';
import { MailFailure } from '../../server/running/failures.ts';
import { openLedger } from '../../server/running/ledger.ts';
import type { Clock, Ledger, Progress } from '../../server/running/ports.ts';
import { verifyMailbox } from '../../server/running/verify-mailbox.ts';
import { lostConnection, MemoryMailbox, refusal } from '../support/memory-mail.ts';

const waits: number[] = [];
const clock: Clock = {
  now: () => new Date('2026-01-01T00:00:00Z'),
  wait: async (milliseconds) => {
    waits.push(milliseconds);
  },
};
const job: MailboxCopy = {
  source: { endpoint: 'old', mailbox: 'a' },
  target: { endpoint: 'new', mailbox: 'a' },
  exclude: [],
  folders: [],
};

let folder: string;
let ledger: Ledger;
let from: MemoryMailbox;
let to: MemoryMailbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-copy-'));
  ledger = await openLedger(join(folder, 'ledger.sqlite'), clock);
  from = new MemoryMailbox();
  to = new MemoryMailbox();
  waits.length = 0;
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const copy = (
  more: Partial<MailboxCopy> = {},
  signal = new AbortController().signal,
  onProgress?: (told: Progress) => void,
) =>
  copyMailbox({ ...job, ...more }, from.asSource(), to.asTarget(), ledger, {
    signal,
    clock,
    ...(onProgress && { onProgress }),
  });
const verify = (content: 'sample' | 'all' = 'all', more: Partial<MailboxCopy> = {}) =>
  verifyMailbox({ ...job, ...more }, from.asSource(), to.asTarget(), {
    signal: new AbortController().signal,
    clock,
    content,
  });

/** What stands in a folder: bytes, flags and dates, in the order of UIDs. */
function held(mailbox: MemoryMailbox, path = 'INBOX'): string[] {
  return mailbox
    .folder(path)
    .messages.map(({ content, flags, receivedAt }) => `${content} [${flags.toSorted()}] ${+receivedAt}`);
}

function fill(count: number, path = 'INBOX'): void {
  for (let number = 0; number < count; number++) {
    const headers = `Message-ID: <${path}${number}@x>\r\nSubject: ${number}`;
    from.put(path, `${headers}\r\n\r\n${'x'.repeat(number % 7)}\r\n`, {
      flags: number % 2 ? ['\\Seen'] : [],
      receivedAt: new Date(number * 1000),
    });
  }
}

async function newLedger(): Promise<void> {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
  ledger = await openLedger(join(folder, 'ledger.sqlite'), clock);
}

describe('a mailbox is copied', () => {
  test('in order, with flags, keywords and dates; a second run adds nothing', async () => {
    fill(120);
    from.put('Projets/2024', 'x', { flags: ['\\Draft', 'work'] });
    expect(await copy()).toMatchObject({
      outcome: 'complete',
      messages: { source: 121, copied: 121, already: 0 },
    });
    expect(held(to)).toEqual(held(from));
    expect(held(to, 'Projets/2024')).toEqual(held(from, 'Projets/2024'));
    expect(await copy()).toMatchObject({
      outcome: 'complete',
      bytes: 0,
      messages: { copied: 0, already: 121 },
    });
    expect(held(to)).toEqual(held(from));
  });

  test('as often as a message stands in the source, header or no header', async () => {
    for (let count = 0; count < 3; count++) from.put('INBOX', 'Message-ID: <1@x>\r\n\r\ntwin\r\n');
    for (let count = 0; count < 2; count++) from.put('INBOX', '\r\nbare\r\n');
    await copy();
    await newLedger();
    to.folder('INBOX').messages.splice(1, 1);
    expect(await copy()).toMatchObject({ messages: { copied: 1, already: 4 } });
    expect(held(to).toSorted()).toEqual(held(from).toSorted());
  });

  test('onto what another tool began, without doubling it', async () => {
    fill(30);
    for (const { content, receivedAt } of from.folder('INBOX').messages.slice(0, 20).toReversed()) {
      to.put('INBOX', content, { receivedAt, flags: ['mine'] });
    }
    to.put('INBOX', 'Subject: new here\r\n\r\n');
    expect(await copy()).toMatchObject({ messages: { copied: 10, already: 20 } });
    expect(to.folder('INBOX').messages).toHaveLength(31);
    // The source's flags are added; what was set at the target stays.
    expect(to.folder('INBOX').messages[0]?.flags.toSorted()).toEqual(['\\Seen', 'mine']);
  });

  test('again after the target lost its folder', async () => {
    fill(5);
    await copy();
    to.folders.delete('INBOX');
    to.create('INBOX', { use: 'inbox' });
    const result = await copy();
    expect(result).toMatchObject({ messages: { copied: 5 }, notes: [{ kind: 'target-folder-replaced' }] });
    expect(held(to)).toEqual(held(from));
  });

  test('and not doubled when the source’s UIDs are all new', async () => {
    fill(9);
    await copy();
    from.renumber('INBOX');
    from.put('INBOX', 'Subject: one more\r\n\r\n');
    const result = await copy();
    expect(result).toMatchObject({
      messages: { copied: 1, already: 9 },
      notes: [{ kind: 'source-folder-replaced' }],
    });
    expect(held(to)).toEqual(held(from));
  });

  test('without what the plan leaves out, or what is older than it says', async () => {
    from.put('INBOX', 'old', { receivedAt: new Date('2019-12-31T23:59:59Z') });
    from.put('INBOX', 'new', { receivedAt: new Date('2020-01-01T00:00:00Z') });
    from.put('Spam', 'spam');
    const wishes = { keepSince: '2020-01-01', exclude: ['Spam'] };
    expect(await copy(wishes)).toMatchObject({
      outcome: 'complete',
      messages: { source: 2, copied: 1, skipped: 1 },
    });
    expect([...to.folders.keys()]).toEqual(['INBOX']);
    expect(await verify('all', wishes)).toMatchObject({ outcome: 'equal' });
    expect(await copy({ exclude: ['Spam'] })).toMatchObject({
      messages: { copied: 1, already: 1, skipped: 0 },
    });
  });

  test('with its subscriptions, and no other', async () => {
    from.create('a', { subscribed: true });
    from.create('b');
    to.create('b', { subscribed: true });
    await copy();
    expect([...to.folders.values()].map(({ path, subscribed }) => [path, subscribed])).toEqual([
      ['INBOX', true],
      ['b', true],
      ['a', true],
    ]);
  });

  test('telling progress that only grows, and ends at the whole', async () => {
    fill(130);
    const told: Progress[] = [];
    await copy({}, undefined, (progress) => told.push(progress));
    const counts = told.map(({ messages }) => messages);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    const bytes = from.folder('INBOX').messages.reduce((sum, { content }) => sum + content.length, 0);
    expect(told.at(-1)).toEqual({ folder: 'INBOX', messages: 130, ofMessages: 130, bytes, ofBytes: bytes });
  });

  test('to a target that tells no UIDs', async () => {
    fill(60);
    to.faults.withoutUidPlus = true;
    to.put('INBOX', 'Subject: there before\r\n\r\n');
    expect(await copy()).toMatchObject({ outcome: 'complete', messages: { copied: 60 } });
    from.mark('INBOX', 3, ['\\Flagged']);
    expect(await copy()).toMatchObject({ flagsChanged: 1 });
    expect(held(to).slice(1)).toEqual(held(from));
  });
});

describe('what changed since', () => {
  test('flags are brought over as changes: what was done at the target stays', async () => {
    from.put('INBOX', 'a', { flags: ['\\Seen', 'x'] });
    await copy();
    to.mark('INBOX', 1, ['\\Seen', 'x', '\\Answered']);
    from.mark('INBOX', 1, ['\\Seen', '\\Flagged']);
    expect(await copy()).toMatchObject({ flagsChanged: 1, messages: { copied: 0 } });
    expect(to.folder('INBOX').messages[0]?.flags.toSorted()).toEqual(['\\Answered', '\\Flagged', '\\Seen']);
    expect(await copy()).toMatchObject({ flagsChanged: 0 });
  });

  test('a message that is gone from the target is not brought back', async () => {
    fill(3);
    await copy();
    to.folder('INBOX').messages.splice(1, 1);
    from.put('INBOX', 'Subject: new\r\n\r\n');
    expect(await copy()).toMatchObject({ messages: { copied: 1, already: 3 } });
    expect(to.folder('INBOX').messages).toHaveLength(3);
  });
});

describe('when something goes wrong', () => {
  test.each(['beforeAppend', 'afterAppend'] as const)(
    'a lost connection (%s) loses and doubles nothing',
    async (when) => {
      fill(200);
      let calls = 0;
      to.faults[when] = () => {
        if (++calls % 37 === 0) throw lostConnection();
      };
      const result = await copy();
      expect(result.outcome).toBe('complete');
      expect(result.messages.copied + result.messages.already).toBe(200);
      expect(held(to).toSorted()).toEqual(held(from).toSorted());
      expect(waits.length).toBeGreaterThan(3);
    },
  );

  test('it gives up after so many tries without progress, and says why', async () => {
    fill(3);
    to.faults.beforeAppend = () => {
      throw lostConnection();
    };
    expect(await copy()).toMatchObject({
      outcome: 'stopped',
      stoppedBy: { kind: 'unknown-outcome' },
      messages: { copied: 0 },
    });
    expect(waits).toHaveLength(5);
    expect(await ledger.statuses()).toMatchObject([{ state: 'Failed' }]);
  });

  test('a refused message is recorded in the server’s words, and tried again by the next run', async () => {
    fill(60);
    to.faults.beforeAppend = (_, content) => {
      if (content.includes('INBOX7@x')) throw refusal('NO [TOOBIG] too big');
    };
    const result = await copy();
    expect(result).toMatchObject({ outcome: 'incomplete', messages: { copied: 59, failed: 1 } });
    const told = {
      folder: 'INBOX',
      uid: 8,
      words: 'NO [TOOBIG] too big',
      subject: '7',
      messageId: '<INBOX7@x>',
    };
    expect(result.refused).toMatchObject([told]);
    expect((await verify()).differences).toMatchObject([{ folder: 'INBOX', uid: 8, kind: 'missing' }]);
    to.faults = {};
    expect(await copy()).toMatchObject({
      outcome: 'complete',
      refused: [],
      messages: { copied: 1, already: 59, failed: 0 },
    });
  });

  test('a folder that is refused takes a plainer name, or is told, and the others go on', async () => {
    from.put('a:b', 'x');
    from.put('c', 'y');
    to.faults.beforeCreate = (path) => {
      if (path === 'a:b' || path === 'c') throw refusal('NO not that name');
    };
    const result = await copy();
    expect(held(to, 'a_b')).toEqual(held(from, 'a:b'));
    expect(result).toMatchObject({ outcome: 'incomplete', messages: { copied: 1, failed: 1 } });
    expect(result.folderFailures).toMatchObject([{ folder: 'c', failure: { words: 'NO not that name' } }]);
    expect((await copy()).messages).toMatchObject({ copied: 0, already: 1 });
    expect((await verify()).differences).toMatchObject([
      { folder: 'c', kind: 'folder-missing' },
      { folder: 'c', kind: 'missing' },
    ]);
  });

  test('a full target stops the mailbox, with what was done recorded or recognised', async () => {
    fill(100);
    const full = {
      kind: 'full',
      reach: 'mailbox',
      where: 'm',
      what: 'is full',
      words: 'NO [OVERQUOTA]',
    } as const;
    to.faults.beforeAppend = () => {
      if (to.folder('INBOX').messages.length >= 70) throw new MailFailure(full);
    };
    expect(await copy()).toMatchObject({ outcome: 'stopped', stoppedBy: full });
    to.faults = {};
    expect(await copy()).toMatchObject({ outcome: 'complete' });
    expect(held(to).toSorted()).toEqual(held(from).toSorted());
  });

  test('an interruption ends it between two messages, recorded; the next run goes on', async () => {
    fill(100);
    const stop = new AbortController();
    to.faults.afterAppend = () => {
      if (to.folder('INBOX').messages.length === 60) stop.abort();
    };
    expect(await copy({}, stop.signal)).toMatchObject({
      outcome: 'stopped',
      stoppedBy: { kind: 'interrupted' },
      messages: { copied: 60 },
    });
    expect(await ledger.statuses()).toMatchObject([{ state: 'Stopped', done: 60 }]);
    to.faults = {};
    expect(await copy()).toMatchObject({ outcome: 'complete', messages: { copied: 40, already: 60 } });
    expect(held(to)).toEqual(held(from));
  });

  test('a message that the source lists and will not hand out is told', async () => {
    fill(3);
    const source = from.asSource();
    const messages: typeof source.messages = async function* (path, uids, signal) {
      for await (const message of source.messages(path, uids, signal)) if (message.uid !== 2) yield message;
    };
    const options = { signal: new AbortController().signal, clock };
    const result = await copyMailbox(job, { ...source, messages }, to.asTarget(), ledger, options);
    expect(result).toMatchObject({
      outcome: 'incomplete',
      messages: { copied: 2, failed: 1 },
      refused: [{ uid: 2 }],
    });
  });

  test('a fault of the program itself is thrown, not told as the server’s', async () => {
    fill(1);
    to.faults.beforeAppend = () => {
      throw new TypeError('a fault');
    };
    await expect(copy()).rejects.toThrow('a fault');
  });
});

describe('verify, from nothing', () => {
  beforeEach(async () => {
    fill(40);
    from.put('INBOX', '\r\nno header A\r\n');
    from.put('INBOX', '\r\nno header B\r\n');
    from.put('a/b', 'Message-ID: <deep@x>\r\n\r\n');
    await copy();
  });

  test.each(['sample', 'all'] as const)('finds nothing in a good copy (%s)', async (content) => {
    expect(await verify(content)).toMatchObject({
      outcome: 'equal',
      differences: [],
      messages: { source: 43, target: 43, matched: 43 },
    });
  });

  const first = () => to.folder('INBOX').messages[0];
  test.each<[string, () => void, object[]]>([
    [
      'a message that is missing',
      () => to.folder('INBOX').messages.splice(5, 1),
      [{ kind: 'missing', folder: 'INBOX', uid: 6, messageId: '<INBOX5@x>' }],
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
      () => to.mark('INBOX', 1, ['\\Flagged']),
      [{ kind: 'flags', uid: 1, reason: '\\Flagged only there' }],
    ],
    [
      'a keyword',
      () => to.mark('INBOX', 2, ['\\Seen', 'work']),
      [{ kind: 'keywords', uid: 2, reason: 'work only there' }],
    ],
    ['a date', () => Object.assign(first() ?? {}, { receivedAt: new Date(5) }), []],
    [
      'a date by a second',
      () => Object.assign(first() ?? {}, { receivedAt: new Date(5000) }),
      [{ kind: 'date', uid: 1 }],
    ],
    [
      'a subscription',
      () => Object.assign(from.folder('a/b'), { subscribed: true }),
      [{ kind: 'subscription', folder: 'a/b' }],
    ],
    [
      'a folder',
      () => to.folders.delete('a/b'),
      [
        { kind: 'folder-missing', folder: 'a/b' },
        { kind: 'missing', folder: 'a/b' },
      ],
    ],
  ])('finds %s', async (_, change, differences) => {
    change();
    const result = await verify('all');
    expect(result.differences).toMatchObject(differences);
    expect(result.differences).toHaveLength(differences.length);
    expect(result.outcome).toBe(differences.length > 0 ? 'different' : 'equal');
  });

  test('tells what is only at the target, and does not hold it against the copy', async () => {
    to.put('INBOX', 'Subject: arrived since\r\n\r\n');
    to.put('Elsewhere', 'x');
    const { outcome, differences } = await verify();
    expect(outcome).toBe('equal');
    expect(differences).toMatchObject([
      { kind: 'extra', folder: 'INBOX' },
      { kind: 'folder-extra', folder: 'Elsewhere' },
    ]);
  });
});
