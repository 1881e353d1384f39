/** Gmail's labels folded: each message is told once, where it belongs, and nothing of what was folded is lost. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { foldedLabels, type LabelsByMessage } from '../../server/endpoints/imap/gmail-labels.ts';
import { inLanguage } from '../../server/planning/text.ts';
import type { MailSource, Selection } from '../../server/running/ports.ts';
import { ALL_MAIL, GmailMailbox, IMPORTANT, SENT, SPAM, STARRED, TRASH } from '../support/gmail-memory.ts';
import { refusal } from '../support/memory-failures.ts';
import { MemoryMailbox } from '../support/memory-mail.ts';
import { describeMailContract } from './mail-contract.ts';

const { signal } = new AbortController();
let gmail: GmailMailbox;
beforeEach(() => {
  gmail = new GmailMailbox();
});

const all: Selection = { all: true };

async function uidsOf(told: AsyncIterable<{ readonly uid: number }>): Promise<number[]> {
  const uids: number[] = [];
  for await (const { uid } of told) uids.push(uid);
  return uids;
}

/** Subjects by folder, of folders that tell any. */
async function told(source: MailSource): Promise<Record<string, string[]>> {
  const { folders } = await source.folders(signal);
  const found: Record<string, string[]> = {};
  for (const { path, selectable, state } of folders) {
    if (!selectable) continue;
    const subjects: string[] = [];
    for await (const { subject } of source.looks(path, all, signal)) subjects.push(subject);
    expect([path, subjects.length]).toEqual([path, state?.messages]);
    if (subjects.length > 0) found[path] = subjects.sort();
  }
  return found;
}

describe('a message is told', () => {
  test('where its use comes first, then its deepest label, then its name; All Mail is for what has none', async () => {
    gmail.box.create('Work');
    gmail.receive('read', 'INBOX', 'Work', IMPORTANT);
    gmail.receive('answer', SENT, 'INBOX', 'Work');
    gmail.receive('sent', SENT, 'Work');
    gmail.receive('filed', 'Work', 'Work/Projects', 'Zoo', IMPORTANT);
    gmail.receive('shallow', 'Work', 'Zoo');
    gmail.receive('archived');
    gmail.receive('starred', STARRED);
    gmail.receive('spam', SPAM);
    gmail.receive('thrown away', TRASH, 'Work');
    expect(await told(gmail.source())).toEqual({
      INBOX: ['answer', 'read'],
      [SENT]: ['sent'],
      [SPAM]: ['spam'],
      [TRASH]: ['thrown away'],
      'Work/Projects': ['filed'],
      Work: ['shallow'],
      [ALL_MAIL]: ['archived', 'starred'],
    });
  });

  test('in a view only where All Mail is hidden and nothing else shows it', async () => {
    gmail.receive('starred', STARRED);
    gmail.receive('both', STARRED, IMPORTANT, 'INBOX');
    expect((await gmail.source().folders(signal)).folders.map(({ path }) => path)).not.toContain(STARRED);
    gmail.box.folders.delete(ALL_MAIL);
    expect(await told(gmail.source())).toEqual({ INBOX: ['both'], [STARRED]: ['starred'] });
  });

  test('where the plan copies it, if it is in a folder that is left out as well', async () => {
    gmail.receive('both', 'Adverts', 'Work');
    gmail.receive('advert', 'Adverts');
    gmail.receive('sent advert', 'Adverts/Sent', SENT);
    const exclude = ['Adverts', '[Gmail]/Sent Mail'];
    expect(await told(gmail.source({ exclude }))).toEqual({
      Work: ['both'],
      Adverts: ['advert'],
      'Adverts/Sent': ['sent advert'],
    });
  });

  test('twice where one folder holds it twice', async () => {
    gmail.receive('twin', 'Work');
    gmail.label('twin', 'Work');
    expect(await told(gmail.source())).toEqual({ Work: ['twin', 'twin'] });
  });

  test('once and only once, whatever its labels, and whatever is left out', async () => {
    const folders = ['INBOX', SENT, TRASH, SPAM, STARRED, IMPORTANT, 'Work', 'Work/Deep', 'Zoo'];
    const labels = fc.array(fc.subarray(folders), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(labels, fc.subarray(folders), async (messages, exclude) => {
        gmail = new GmailMailbox();
        for (const [number, own] of messages.entries()) gmail.receive(`m${number}`, ...own);
        const shown = await told(gmail.source({ exclude }));
        expect(Object.values(shown).flat().sort()).toEqual(messages.map((_, number) => `m${number}`).sort());
        expect(Object.keys(shown)).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/Starred|Important/)]),
        );
        const isLeftOut = (path: string) => exclude.some((one) => path === one || path.startsWith(`${one}/`));
        for (const [path, subjects] of Object.entries(shown).filter(([path]) => isLeftOut(path)))
          for (const subject of subjects) {
            const own = messages[Number(subject.slice(1))] ?? [];
            const others = own.filter((one) => one !== STARRED && one !== IMPORTANT && !isLeftOut(one));
            expect([path, subject, others]).toEqual([path, subject, []]);
          }
      }),
      { numRuns: 100 },
    );
  });

  test('the same way by every question', async () => {
    gmail.receive('one', 'INBOX');
    gmail.receive('two');
    gmail.receive('three', 'INBOX');
    gmail.receive('four');
    const source = gmail.source();
    await source.folders(signal);
    expect((await source.openForReading(ALL_MAIL, signal)).messages).toBe(2);
    expect(await source.uids(ALL_MAIL, signal)).toEqual([2, 4]);
    const entries = (which: Selection) => uidsOf(source.entries(ALL_MAIL, which, signal));
    expect([await entries(all), await entries({ from: 3 }), await entries({ uids: [1, 2, 3] })]).toEqual([
      [2, 4],
      [4],
      [2],
    ]);
    const wanted = [1, 2, 3, 4].map((uid) => ({ uid, size: 10 }));
    expect(await uidsOf(source.messages(ALL_MAIL, wanted, signal))).toEqual([2, 4]);
  });
});

describe('what is folded is told', () => {
  test('in a note a folder', async () => {
    gmail.receive('one', 'INBOX', 'Work', IMPORTANT);
    gmail.receive('two', 'INBOX', 'Work');
    gmail.receive('three', SENT, 'Work');
    gmail.receive('four', 'A', 'Work/Deep');
    gmail.receive('five', 'B', 'INBOX');
    const { notes } = await gmail.source().folders(signal);
    expect(notes?.map(({ kind, folder, text }) => `${kind} ${folder}: ${inLanguage('en', text)}`)).toEqual([
      'labels-folded A: 1 message is also in "Work/Deep": copied once, there',
      'labels-folded B: 1 message is also in "INBOX": copied once, there',
      'labels-folded Work: 3 messages are also in "INBOX", "[Gmail]/Sent Mail": copied once, there',
      'labels-folded [Gmail]/All Mail: 5 messages are also in "INBOX", "[Gmail]/Sent Mail", "Work/Deep": copied once, there',
    ]);
    expect(inLanguage('fr', notes?.[2]?.text ?? '')).toBe(
      '3 messages sont aussi dans «\u00A0INBOX\u00A0», «\u00A0[Gmail]/Sent Mail\u00A0»\u00A0: copiés une fois, là-bas',
    );
  });

  test('for each message, once folders are opened to be read', async () => {
    gmail.hidden.add('Hidden');
    gmail.receive('one', 'INBOX', 'Work', IMPORTANT, STARRED);
    gmail.receive('two');
    gmail.receive('three', TRASH, 'Work');
    const heard: LabelsByMessage[] = [];
    const source = gmail.source({ onFolded: async (labels) => void heard.push(labels) });
    await source.folders(signal);
    expect(heard).toEqual([]);
    for (const path of ['INBOX', ALL_MAIL]) await source.openForReading(path, signal);
    const hidden = 'Hidden';
    expect(
      heard.map((labels) =>
        Object.fromEntries([...labels].map(([path, own]) => [path, Object.fromEntries(own)])),
      ),
    ).toEqual([
      {
        INBOX: { 1: ['\\Important', 'Work', hidden] },
        [ALL_MAIL]: { 2: [hidden] },
        [TRASH]: { 1: ['Work', hidden] },
      },
    ]);
  });
});

describe('while it is read, no message gets a second home', () => {
  test('whatever labels it is given', async () => {
    gmail.receive('kept', 'Work');
    const source = gmail.source();
    await source.folders(signal);
    gmail.label('kept', 'INBOX');
    for (const path of ['INBOX', 'Work', ALL_MAIL]) await source.openForReading(path, signal);
    expect([await source.uids('INBOX', signal), await source.uids('Work', signal)]).toEqual([[], [1]]);
    expect(await told(source)).toEqual({ INBOX: ['kept'] });
  });

  test('nor does one that came meanwhile', async () => {
    const source = gmail.source();
    await source.folders(signal);
    gmail.box.create('Work');
    gmail.receive('new', 'Work', 'INBOX');
    await source.openForReading(ALL_MAIL, signal);
    await source.openForReading('INBOX', signal);
    expect([await source.uids(ALL_MAIL, signal), await source.uids('INBOX', signal)]).toEqual([[1], []]);
    expect(await told(source)).toEqual({ INBOX: ['new'] });
  });
});

describe('what changed since', () => {
  const marks = async (source: MailSource) =>
    Object.fromEntries(
      (await source.folders(signal)).folders.map(({ path, state }) => [path, state?.highestModseq ?? '']),
    );

  test('is nothing, where nothing did: the survey is not made again', async () => {
    gmail.receive('one', 'INBOX', 'Work');
    const source = gmail.source();
    const before = await marks(source);
    expect(await marks(source)).toEqual(before);
    expect(await marks(gmail.source())).toEqual(before);
  });

  test('is told by the server itself, less what is at home elsewhere', async () => {
    gmail.receive('one');
    const before = (await marks(gmail.source()))[ALL_MAIL] ?? '';
    gmail.receive('two', 'INBOX');
    gmail.receive('three');
    const source = gmail.source();
    await source.folders(signal);
    const changes = await source.changes(ALL_MAIL, before, signal);
    expect(changes?.entries.map(({ uid }) => uid)).toEqual([3]);
  });

  test('is not known where a message found another home, though the server tells nothing of it', async () => {
    gmail.receive('one', 'INBOX', 'Work');
    const before = await marks(gmail.source());
    gmail.unlabel('one', 'INBOX');
    const source = gmail.source();
    const after = await marks(source);
    expect(after['Work']).not.toBe(before['Work']);
    expect(await source.changes('Work', before['Work'] ?? '', signal)).toBeUndefined();
    expect(await source.changes('Work', '17', signal)).toBeUndefined();
  });
});

test('a folder that does not open is told by whoever opens it, and its messages where else they are', async () => {
  gmail.receive('one', 'INBOX', 'Work');
  const real = gmail.box.asSource();
  const openForReading: MailSource['openForReading'] = async (path, stop) => {
    if (path === 'INBOX') gmail.box.folder('nowhere');
    return real.openForReading(path, stop);
  };
  const source = foldedLabels({ ...real, openForReading }, gmail.survey());
  await source.folders(signal);
  await expect(source.openForReading('INBOX', signal)).rejects.toThrow(/nowhere/);
  await source.openForReading('Work', signal);
  expect(await source.uids('Work', signal)).toEqual([1]);
});

/** Where each message shows in one folder alone, nothing is to be seen of it. */
const unwanted = Buffer.from('Subject: unwanted\r\n\r\n');

describeMailContract('a store with folded labels', {
  unwanted,
  largeFrom: 100_000,
  changes: 'new and gone',
  empty: async () => {
    const box = new MemoryMailbox({ largeFrom: 100_000 });
    box.faults.beforeAppend = (_, content) => {
      if (content.equals(unwanted)) throw refusal('NO [CANNOT] unwanted');
    };
    const ids = {
      async *gmailIds(path: string) {
        for (const { uid } of box.folder(path).messages) yield { uid, msgid: `${path} ${uid}`, labels: [] };
      },
    };
    return { source: foldedLabels(box.asSource(), ids), target: box.asTarget() };
  },
});
