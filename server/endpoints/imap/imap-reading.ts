/**
 * Reads a mailbox over IMAP without leaving a trace: folders are EXAMINEd and bodies fetched with BODY.PEEK (RFC 3501, 6.3.2 and 6.4.5).
 * Knows nothing of why it is read. A lost connection is a `transient` failure; the next call opens a new one.
 */
import type { FetchMessageObject, ImapFlow, ListResponse } from 'imapflow';
import { type Text, text } from '../../planning/text.ts';
import { MailFailure } from '../../running/failures.ts';
import { readHeaderFields } from '../../running/header-fields.ts';
import type {
  Folder,
  FolderList,
  FolderState,
  FolderUse,
  MailReading,
  Message,
  MessageEntry,
  MessageLook,
  Selection,
} from '../../running/ports.ts';
import { execute } from './execute.ts';
import { commandFailure } from './imap-failures.ts';
import type { ImapSession } from './imap-session.ts';
import { mayHoldNulBytes, restoreNulBytes } from './nul-bytes.ts';
import { mustBeSameFolder, rememberFolder } from './same-folder.ts';

const entryItems = { uid: true, size: true, flags: true, internalDate: true } as const;
const lookItems = { ...entryItems, headers: ['message-id', 'date', 'subject'] };
const statusItems = { messages: true, uidNext: true, uidValidity: true, highestModseq: true };

/** UIDs in one command: servers cut lines off at 8 KB and more, and an abandoned FETCH must end soon. */
const uidsPerFetch = 50;
const uidsPerList = 300;

export function imapReading(session: ImapSession): MailReading {
  return {
    folders: (signal) => listFolders(session, signal),
    openForReading: (folder, signal) => openForReading(session, folder, signal),
    entries: (folder, which, signal) => fetchEntries(session, folder, which, signal),
    looks: (folder, which, signal) => fetchLooks(session, folder, which, signal),
    messages: (folder, uids, signal) => fetchMessages(session, folder, uids, signal),
    close: () => session.close(),
  };
}

const notListed = text('did not list its folders', 'n’a pas listé ses dossiers');

function listFolders(session: ImapSession, signal: AbortSignal): Promise<FolderList> {
  return session.read(notListed, signal, async (client) => {
    const listed = await client.list({ statusQuery: statusItems });
    const personal = listed.filter((entry) => isOwn(client, entry.path) && !entry.flags.has('\\NonExistent'));
    const delimiter = client.namespace?.delimiter ?? listed[0]?.delimiter ?? '/';
    const inboxSubscribed = await isInboxSubscribed(client);
    const folders = personal
      .map(toFolder)
      .map((folder) => (folder.use === 'inbox' ? { ...folder, subscribed: inboxSubscribed } : folder));
    return { folders, prefix: client.namespace?.prefix ?? '', delimiter };
  });
}

/** imapflow tells INBOX as subscribed whatever the server says. */
async function isInboxSubscribed(client: ImapFlow): Promise<boolean> {
  let told = false;
  const untagged = {
    LSUB: async () => {
      told = true;
    },
  };
  try {
    await execute(client, 'LSUB', ['', 'INBOX'], { untagged });
    return told;
  } catch {
    // A server of IMAP4rev2 alone has no LSUB (RFC 9051, appendix E): every client shows INBOX anyway.
    return true;
  }
}

/** Other users' and shared folders (RFC 2342) belong to other mailboxes of the plan. */
function isOwn(client: ImapFlow, path: string): boolean {
  const { other, shared } = client.namespaces ?? {};
  const foreign = [...(other || []), ...(shared || [])].map((space) => space.prefix);
  return !foreign.some((prefix) => prefix !== '' && path.startsWith(prefix));
}

function toFolder(entry: ListResponse): Folder {
  const use = folderUse(entry);
  const state = folderState(entry);
  return {
    path: entry.path,
    delimiter: entry.delimiter,
    selectable: !entry.flags.has('\\Noselect'),
    // Absent, in truth, for a folder that is not.
    subscribed: Boolean(entry.subscribed),
    ...(use && { use }),
    ...(state && { state }),
  };
}

function folderUse(entry: ListResponse): FolderUse | undefined {
  if (entry.path.toUpperCase() === 'INBOX') return 'inbox';
  // imapflow guesses from names too; guessing belongs to the folder mapping, which knows more languages.
  if (entry.specialUseSource !== 'extension') return undefined;
  return entry.specialUse?.slice(1).toLowerCase() as FolderUse | undefined;
}

function folderState({ status }: ListResponse): FolderState | undefined {
  if (status?.uidValidity === undefined) return undefined;
  return {
    uidValidity: String(status.uidValidity),
    uidNext: status.uidNext ?? 0,
    messages: status.messages ?? 0,
    ...(status.highestModseq === undefined ? {} : { highestModseq: String(status.highestModseq) }),
  };
}

async function* fetchEntries(
  session: ImapSession,
  folder: string,
  which: Selection,
  signal: AbortSignal,
): AsyncIterable<MessageEntry> {
  for await (const found of listed(session, folder, which, entryItems, signal)) yield toEntry(found);
}

async function* fetchLooks(
  session: ImapSession,
  folder: string,
  which: Selection,
  signal: AbortSignal,
): AsyncIterable<MessageLook> {
  for await (const found of listed(session, folder, which, lookItems, signal)) {
    yield { ...toEntry(found), ...readHeaderFields(found.headers) };
  }
}

/** All that was asked for. What a list leaves out is taken to be gone by whoever reads it, so a list that comes short must fail. */
async function* listed(
  session: ImapSession,
  folder: string,
  which: Selection,
  items: Parameters<ImapFlow['fetch']>[1],
  signal: AbortSignal,
): AsyncIterable<FetchMessageObject> {
  const ranges = await openFor(session, folder, which, signal);
  const held = messagesHeld(await session.client(signal));
  let told = 0;
  for (const range of ranges) {
    for await (const found of fetched(session, folder, range, items, signal)) {
      told++;
      if (isWithin(which, found.uid)) yield found;
    }
  }
  if (!('all' in which)) return;
  // imapflow passes over an answer it cannot read, and takes `NO Some of the requested messages no longer exist` for success.
  const expected = Math.min(held, messagesHeld(await session.client(signal)));
  if (told < expected) throw cameShort(session, folder, told, expected);
}

/** Fewer as soon as the server tells of one that was removed; no bound on a connection that has opened nothing yet. */
function messagesHeld({ mailbox }: ImapFlow): number {
  return mailbox === false ? Number.POSITIVE_INFINITY : mailbox.exists;
}

/** Another try may tell them all; if none does, it is this folder's fault, and not its mailbox's. */
function cameShort(session: ImapSession, folder: string, told: number, expected: number): MailFailure {
  const what = text(`did not list all of "${folder}"`, `n’a pas listé tout « ${folder} »`);
  const words = text(`${told} of ${expected} messages`, `${told} messages sur ${expected}`);
  const { failure } = commandFailure(session.access, what, {});
  return new MailFailure({ ...failure, reach: 'message', words });
}

async function* fetchMessages(
  session: ImapSession,
  folder: string,
  uids: readonly number[],
  signal: AbortSignal,
): AsyncIterable<Message> {
  for (const range of uidRanges(uids, uidsPerFetch)) {
    // What may hold NUL bytes waits until the FETCH is over, and what comes after it too: order is kept.
    const held: Message[] = [];
    for await (const found of fetched(session, folder, range, { uid: true, source: true }, signal)) {
      if (found.source === undefined) continue;
      const message = { uid: found.uid, content: found.source };
      if (held.length > 0 || mayHoldNulBytes(message)) held.push(message);
      else yield message;
    }
    for (const message of held) {
      yield mayHoldNulBytes(message) ? await restoreNulBytes(session, folder, message, signal) : message;
    }
  }
}

export const notOpened = (folder: string): Text =>
  text(`did not open "${folder}"`, `n’a pas ouvert « ${folder} »`);

async function openForReading(session: ImapSession, folder: string, signal: AbortSignal) {
  const opened = await session.read(notOpened(folder), signal, (client) =>
    client.mailboxOpen(folder, { readOnly: true }),
  );
  return rememberFolder(session, folder, opened);
}

/** Opens the folder afresh, so that its counts are of now, and says which UIDs to ask for, in bounded pieces. */
async function openFor(session: ImapSession, folder: string, which: Selection, signal: AbortSignal) {
  const opened = await session.read(notOpened(folder), signal, (client) =>
    client.mailboxOpen(folder, { readOnly: true }),
  );
  mustBeSameFolder(session, folder, opened);
  if (opened.exists === 0) return [];
  if ('uids' in which) return uidRanges(which.uids, uidsPerList);
  return [`${'from' in which ? Math.max(1, which.from) : 1}:*`];
}

/** `n:*` always matches the last message, even when its UID is below n (RFC 3501, 6.4.8). */
function isWithin(which: Selection, uid: number): boolean {
  return !('from' in which) || uid >= which.from;
}

async function* fetched(
  session: ImapSession,
  folder: string,
  range: string,
  items: Parameters<ImapFlow['fetch']>[1],
  signal: AbortSignal,
): AsyncIterable<FetchMessageObject> {
  const client = await session.client(signal);
  const what = text(`did not hand out messages of "${folder}"`, `n’a pas remis de messages de « ${folder} »`);
  let finished = false;
  try {
    const seen = new Set<number>();
    if (!isOpen(client, folder))
      await session.read(what, signal, () => client.mailboxOpen(folder, { readOnly: true }));
    mustBeSameFolder(session, folder, client.mailbox);
    for await (const found of readThrough(session, what, client.fetch(range, items, { uid: true }), signal)) {
      // A server may send an untagged FETCH of its own when a flag changes meanwhile; only whole answers count, once.
      if (found.uid === undefined || seen.has(found.uid) || isPartial(found, items)) continue;
      seen.add(found.uid);
      if (!isOpen(client, folder)) throw new Error(`another folder was opened while "${folder}" was read`);
      yield found;
    }
    finished = true;
  } finally {
    // imapflow would read the rest of the answer before the next command.
    if (!finished) session.drop();
  }
}

function isOpen({ mailbox }: ImapFlow, folder: string): boolean {
  return mailbox !== false && mailbox.path === folder && mailbox.readOnly === true;
}

function isPartial(found: FetchMessageObject, items: Parameters<ImapFlow['fetch']>[1]): boolean {
  return items.source ? found.source === undefined : found.size === undefined;
}

/** Errors of the iteration become failures; those of whoever consumes it pass untouched. */
async function* readThrough<T>(
  session: ImapSession,
  what: Text,
  answers: AsyncGenerator<T, unknown>,
  signal: AbortSignal,
): AsyncIterable<T> {
  for (;;) {
    const next = await session.read(what, signal, () => answers.next());
    if (next.done) return;
    yield next.value;
  }
}

function toEntry(found: FetchMessageObject): MessageEntry {
  const flags = [...(found.flags ?? [])].filter((flag) => flag.toLowerCase() !== '\\recent');
  const date = found.internalDate;
  return {
    uid: found.uid,
    size: found.size ?? 0,
    flags,
    receivedAt: date instanceof Date ? date : new Date(0),
  };
}

/** `1:3,7` for 1, 2, 3, 7, at most so many UIDs apiece. */
export function uidRanges(uids: readonly number[], atMost: number): string[] {
  const ranges: string[] = [];
  for (let start = 0; start < uids.length; start += atMost) {
    ranges.push(uidRange(uids.slice(start, start + atMost)));
  }
  return ranges;
}

function uidRange(uids: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const uid of uids) {
    const last = runs.at(-1);
    if (last && last[1] === uid - 1) last[1] = uid;
    else runs.push([uid, uid]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}
