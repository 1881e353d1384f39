/**
 * What every MailSource and MailTarget does, whatever is behind it. One suite for the memory store and for real servers: a place
 * is handed in as a way to get an empty mailbox, opened both ways.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentHash } from '../../server/running/content-identity.ts';
import type { MailSource, MailTarget, MessageEntry, Selection } from '../../server/running/ports.ts';

export interface EmptyMailbox {
  readonly source: MailSource;
  readonly target: MailTarget;
}

const signal = new AbortController().signal;
const receivedAt = new Date('2019-12-31T23:59:58Z');
const content = Buffer.from(
  'Message-ID: <one@c.example>\r\nSubject: a\r\n folded one\r\nDate: today\r\n\r\nbody\r\n',
);

export function describeMailContract(name: string, empty: () => Promise<EmptyMailbox>): void {
  describe(`${name} keeps the contract of a mail store`, () => {
    let source: MailSource;
    let target: MailTarget;

    beforeEach(async () => {
      ({ source, target } = await empty());
    });
    afterEach(() => Promise.all([source.close(), target.close()]));

    const list = async (which: Selection = { all: true }, folder = 'INBOX') => {
      const found: MessageEntry[] = [];
      for await (const entry of source.entries(folder, which, signal)) found.push(entry);
      return found;
    };
    const put = (flags: string[] = [], bytes = content) =>
      target.append('INBOX', { content: bytes, flags, receivedAt }, signal);
    const read = async (uids: number[]) => {
      const found: Buffer[] = [];
      for await (const message of source.messages('INBOX', uids, signal)) found.push(message.content);
      return found;
    };

    test('an empty mailbox has an INBOX and nothing in it', async () => {
      const { folders } = await source.folders(signal);
      const inbox = folders.find(({ use }) => use === 'inbox');
      expect(inbox).toMatchObject({ path: 'INBOX', selectable: true, state: { messages: 0 } });
      expect(await list()).toEqual([]);
    });

    test('what is appended is there: size, flags, keywords and instant', async () => {
      await put(['\\Seen', '\\Flagged', 'work', '$Forwarded']);
      const [entry] = await list();
      expect(entry).toMatchObject({ size: content.length, receivedAt });
      expect(entry?.flags.toSorted()).toEqual(['$Forwarded', '\\Flagged', '\\Seen', 'work']);
    });

    test('the UID told for an appended message is the one it is listed under', async () => {
      const told = [await put(), await put()].map(({ uid }) => uid);
      expect((await list()).map(({ uid }) => uid)).toEqual(told);
    });

    test('entries come in ascending order: all, from a UID on, or those asked for', async () => {
      for (let count = 0; count < 5; count++) await put();
      const uids = (await list()).map(({ uid }) => uid);
      expect(uids).toEqual(uids.toSorted((one, other) => one - other));
      const [, second = 0, third = 0, , last = 0] = uids;
      expect((await list({ from: third })).map(({ uid }) => uid)).toEqual(uids.slice(2));
      expect(await list({ from: last + 1 })).toEqual([]);
      expect((await list({ uids: [second, last, last + 9] })).map(({ uid }) => uid)).toEqual([second, last]);
    });

    test('the look tells Message-ID, date and unfolded subject, and empty text where there is none', async () => {
      await put();
      await put([], Buffer.from('\r\nno header\r\n'));
      const looks: unknown[] = [];
      for await (const { messageId, date, subject } of source.looks('INBOX', { all: true }, signal)) {
        looks.push({ messageId, date, subject });
      }
      expect(looks).toEqual([
        { messageId: '<one@c.example>', date: 'today', subject: 'a folded one' },
        { messageId: '', date: '', subject: '' },
      ]);
    });

    test('content comes byte for byte, in the order of UIDs, and what is gone is left out', async () => {
      const contents = [
        'x',
        'A: b\r\n\r\nq\0q\x80\0\r\n',
        `Subject: é\r\n\r\n${'y'.repeat(300_000)}\r\n`,
        'A: \x80\r\n\r\n',
      ];
      const sent = contents.map((text) => Buffer.from(text, 'latin1'));
      for (const bytes of sent) await put([], bytes);
      const uids = (await list()).map(({ uid }) => uid);
      const found = await read([...uids, 4_000_000]);
      expect(found.map(contentHash)).toEqual(sent.map(contentHash));
    });

    test('reading leaves no trace', async () => {
      const { uid = 0 } = await put();
      const before = await list();
      await read([uid]);
      expect(await list()).toEqual(before);
      expect(before[0]?.flags).toEqual([]);
    });

    test('a folder is made, subscribed and listed under the name it was given', async () => {
      const { prefix, delimiter } = await target.folders(signal);
      for (const name of ['Été & hiver', `Été & hiver${delimiter}日本 "quoted" \\ %`]) {
        const path = prefix + name;
        await target.createFolder(path, signal);
        await target.subscribe(path, signal);
        const { folders } = await source.folders(signal);
        expect(folders.find((folder) => folder.path === path)).toMatchObject({
          subscribed: true,
          selectable: true,
        });
      }
    });

    test('a folder that is made is not subscribed unasked', async () => {
      const { prefix } = await target.folders(signal);
      await target.createFolder(`${prefix}Quiet`, signal);
      const { folders } = await source.folders(signal);
      expect(folders.find(({ path }) => path === `${prefix}Quiet`)?.subscribed).toBe(false);
    });

    test('a folder that is there already is refused, and so is mail for one that is not', async () => {
      const { prefix } = await target.folders(signal);
      await target.createFolder(`${prefix}once`, signal);
      await expect(target.createFolder(`${prefix}once`, signal)).rejects.toMatchObject({
        failure: { kind: 'refused' },
      });
      await expect(target.openForWriting(`${prefix}nowhere`, signal)).rejects.toMatchObject({
        failure: { reach: 'message' },
      });
    });

    test('flags are added and removed for the messages named, and for no other', async () => {
      const { uid = 0 } = await put(['\\Seen', 'old']);
      const { uid: other = 0 } = await put(['\\Seen', 'old']);
      await target.changeFlags(
        'INBOX',
        [uid],
        { add: ['\\Answered', 'new'], remove: ['\\Seen', 'old'] },
        signal,
      );
      const flags = new Map((await list()).map((entry) => [entry.uid, entry.flags.toSorted()]));
      expect(flags.get(uid)).toEqual(['\\Answered', 'new']);
      expect(flags.get(other)).toEqual(['\\Seen', 'old']);
    });

    test('the state changes with mail and with flags, and keeps its UIDVALIDITY', async () => {
      const state = async () =>
        (await source.folders(signal)).folders.find(({ use }) => use === 'inbox')?.state;
      const { uid = 0 } = await put();
      const before = await state();
      await target.changeFlags('INBOX', [uid], { add: ['\\Seen'], remove: [] }, signal);
      const marked = await state();
      await put();
      const grown = await state();
      expect(marked?.highestModseq).not.toBe(before?.highestModseq);
      expect(grown).toMatchObject({
        messages: 2,
        uidNext: (before?.uidNext ?? 0) + 1,
        uidValidity: before?.uidValidity,
      });
    });

    test('a folder that is opened tells its state, and is read and marked as before', async () => {
      const { uid = 0 } = await put();
      const { state } = await target.openForWriting('INBOX', signal);
      const listed = (await source.folders(signal)).folders.find(({ use }) => use === 'inbox')?.state;
      expect(await source.openForReading('INBOX', signal)).toMatchObject({
        uidValidity: listed?.uidValidity,
        uidNext: uid + 1,
        messages: 1,
      });
      expect(state.uidValidity).toBe(listed?.uidValidity);
      await target.changeFlags('INBOX', [uid], { add: ['\\Seen'], remove: [] }, signal);
      expect(await list()).toMatchObject([{ uid, flags: ['\\Seen'] }]);
    });

    test('a source has nothing to write with', () => {
      expect(Object.keys(source).toSorted()).toEqual([
        'close',
        'entries',
        'folders',
        'looks',
        'messages',
        'openForReading',
        'role',
      ]);
    });
  });
}
