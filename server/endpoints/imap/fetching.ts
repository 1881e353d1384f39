/**
 * Lists messages of a folder without their bodies: UIDs, sizes, flags, dates, the header fields they are recognised by, and what
 * changed since (CONDSTORE and QRESYNC, RFC 7162). A list that comes short fails, since what it leaves out is taken to be gone.
 */
import { inLanguage, type Text, text } from '../../planning/text.ts';
import { failureOf, MailFailure, stopIfAsked } from '../../running/failures.ts';
import { readHeaderFields } from '../../running/header-fields.ts';
import type { FolderChanges, MessageEntry, MessageLook, Selection } from '../../running/ports.ts';
import { commandFailure } from './imap-failures.ts';
import type { ImapConnection, ImapSession } from './imap-session.ts';
import { readInternalDate } from './internal-date.ts';
import { fetchItems, MOST_UIDS, numbersOf, type Untagged, uidRanges, type Value } from './response.ts';
import { notOpened, openAfresh, stayIn } from './selecting.ts';
import type { Listener } from './wire.ts';

const ENTRY_ITEMS = 'UID RFC822.SIZE FLAGS INTERNALDATE';
const LOOK_ITEMS = `${ENTRY_ITEMS} BODY.PEEK[HEADER.FIELDS (MESSAGE-ID DATE SUBJECT)]`;

/** UIDs in one command: servers cut lines off at 8 KB and more. */
const UIDS_PER_LIST = 300;
/** Messages whose answers are held at once; a range of UIDs is a short line. */
const MESSAGES_PER_LIST = 2_000;

/** What is asked of each message, and what is kept of its answer. */
interface Asking<T> {
  readonly items: string;
  read(items: Items): T;
}

const entry: Asking<MessageEntry> = { items: ENTRY_ITEMS, read: toEntry };
const look: Asking<MessageLook> = { items: LOOK_ITEMS, read: toLook };

export function fetchEntries(
  session: ImapSession,
  folder: string,
  which: Selection,
  signal: AbortSignal,
): AsyncIterable<MessageEntry> {
  return listed(session, folder, which, entry, signal);
}

export function fetchLooks(
  session: ImapSession,
  folder: string,
  which: Selection,
  signal: AbortSignal,
): AsyncIterable<MessageLook> {
  return listed(session, folder, which, look, signal);
}

type Items = ReadonlyMap<string, Value>;

/** Messages of one command: what it asks for, and which answers are its own. */
interface Piece {
  readonly range: string;
  isOwn(uid: number): boolean;
  /** Asked for one by one: those that do not come are asked for once more. */
  readonly uids?: readonly number[];
}

/** In ascending order, each message once; the next piece is asked for while one is used. */
async function* listed<T>(
  session: ImapSession,
  folder: string,
  which: Selection,
  asking: Asking<T>,
  signal: AbortSignal,
): AsyncIterable<T> {
  const { pieces, expected } = await plan(session, folder, which, signal);
  const ask = (piece: Piece | undefined) => {
    const asked = piece && askFor(session, folder, piece, asking, signal);
    // Its failure is told when it is its turn.
    asked?.catch(() => undefined);
    return asked;
  };
  let told = 0;
  let ahead = ask(pieces[0]);
  for (let at = 0; at < pieces.length; at++) {
    const current = await ahead;
    ahead = ask(pieces[at + 1]);
    for (const [, message] of current ?? []) yield message;
    told += current?.length ?? 0;
  }
  if (!('all' in which)) return;
  const { selected } = await session.connection(signal);
  mustBeAll(session, folder, told, Math.min(expected, selected?.exists ?? expected));
}

async function plan(session: ImapSession, folder: string, which: Selection, signal: AbortSignal) {
  if ('uids' in which) return { pieces: piecesOf(which.uids), expected: 0 };
  const expected = await session.read(notHandedOut(folder), signal, async (connection) => {
    const selected = await stayIn(session, connection, folder, true);
    // What was put there a moment ago is counted only once the server has looked (RFC 3501, 6.1.2).
    if (selected.exists === 0) await connection.wire.send(['NOOP']);
    return selected.exists;
  });
  if (expected === 0) return { pieces: [], expected };
  const from = 'from' in which ? Math.max(1, which.from) : 1;
  // `n:*` always matches the last message, even when its UID is below n (RFC 3501, 6.4.8).
  const rest: Piece = { range: `${from}:*`, isOwn: (uid) => uid >= from };
  if (expected <= MESSAGES_PER_LIST) return { pieces: [rest], expected };
  const uids = (await fetchUids(session, folder, signal)).filter((uid) => uid >= from);
  return { pieces: spans(uids), expected };
}

function piecesOf(uids: readonly number[]): Piece[] {
  const wanted = new Set(uids);
  const ranges = uidRanges(uids, UIDS_PER_LIST);
  return ranges.map((range, at) => ({
    range,
    isOwn: (uid) => wanted.has(uid),
    uids: uids.slice(at * UIDS_PER_LIST, (at + 1) * UIDS_PER_LIST),
  }));
}

function spans(uids: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < uids.length; start += MESSAGES_PER_LIST) {
    const first = uids[start] ?? 1;
    const last = uids[Math.min(start + MESSAGES_PER_LIST, uids.length) - 1] ?? first;
    pieces.push({ range: `${first}:${last}`, isOwn: (uid) => uid >= first && uid <= last });
  }
  return pieces;
}

function askFor<T>(
  session: ImapSession,
  folder: string,
  piece: Piece,
  { items, read }: Asking<T>,
  signal: AbortSignal,
): Promise<[number, T][]> {
  return session.read(notHandedOut(folder), signal, async (connection) => {
    await stayIn(session, connection, folder, true);
    const found = new Map<number, T>();
    const listen = collect(piece, (uid, told) => found.set(uid, read(told)));
    const ask = (range: string) =>
      fetch(session, connection, notHandedOut(folder), `UID FETCH ${range} (${items})`, listen);
    await ask(piece.range);
    const unheard = (piece.uids ?? []).filter((uid) => !found.has(uid));
    if (unheard.length > 0) {
      await connection.wire.send(['NOOP']);
      for (const range of uidRanges(unheard, UIDS_PER_LIST)) await ask(range);
    }
    return [...found].sort(([one], [other]) => one - other);
  });
}

/** A server may send an untagged FETCH of its own when a flag changes meanwhile; only whole answers count. */
function collect({ isOwn }: Pick<Piece, 'isOwn'>, take: (uid: number, items: Items) => void): Listener {
  return (response: Untagged): boolean => {
    if (response.kind !== 'FETCH') return false;
    const items = fetchItems(response);
    const uid = Number(items.get('UID'));
    if (!Number.isSafeInteger(uid) || !items.has('RFC822.SIZE') || !isOwn(uid)) return false;
    take(uid, items);
    return true;
  };
}

/**
 * A FETCH of messages of which some were removed meanwhile ends with NO on some servers (`[EXPUNGEISSUED]`, RFC 5530; RFC 2180, 4.1):
 * what came counts. False then: of what is still there, something may be missing.
 */
export async function fetch(
  session: ImapSession,
  connection: ImapConnection,
  what: Text,
  command: string,
  listen: Listener,
): Promise<boolean> {
  try {
    await session.command(connection, what, [command], listen);
    return true;
  } catch (error) {
    const failure = failureOf(error);
    const isAboutGone = /EXPUNGEISSUED|no longer exist/i.test(inLanguage('en', failure?.words ?? ''));
    if (failure?.kind !== 'refused' || !isAboutGone) throw error;
    return false;
  }
}

export const notHandedOut = (folder: string): Text =>
  text(`did not hand out messages of "${folder}"`, `n’a pas remis de messages de «\u00A0${folder}\u00A0»`);

/** `NO Some of the requested messages no longer exist` may come as OK too; another try may tell them all. */
function mustBeAll(session: ImapSession, folder: string, told: number, expected: number): void {
  if (told >= expected) return;
  const what = text(`did not list all of "${folder}"`, `n’a pas listé tout «\u00A0${folder}\u00A0»`);
  const words = text(`${told} of ${expected} messages`, `${told} messages sur ${expected}`);
  const { failure } = commandFailure(session.access, what, {});
  throw new MailFailure({ ...failure, reach: 'message', words });
}

function toEntry(items: Items): MessageEntry {
  const date = items.get('INTERNALDATE');
  return {
    uid: Number(items.get('UID')),
    size: Number(items.get('RFC822.SIZE')),
    flags: flagsOf(items.get('FLAGS')),
    receivedAt: readInternalDate(Buffer.isBuffer(date) ? date.toString('latin1') : String(date)),
  };
}

function toLook(items: Items): MessageLook {
  const block = [...items].find(([name]) => name.startsWith('BODY['))?.[1];
  const { messageId, date, subject } = readHeaderFields(Buffer.isBuffer(block) ? block : undefined);
  return { ...toEntry(items), messageId: own(messageId), date: own(date), subject: own(subject) };
}

/** A piece of a text keeps all of it in memory; this is a text of its own. */
const own = (text: string): string => Buffer.from(text).toString();

const known = new Map<string, readonly string[]>();

/** Equal flags are one array: a folder of 100,000 messages has a handful of them. */
function flagsOf(value: Value | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  const flags = value.map((flag: Value) => (Buffer.isBuffer(flag) ? flag.toString('latin1') : String(flag)));
  const kept = flags.filter((flag) => flag.toLowerCase() !== '\\recent');
  const key = kept.join(' ');
  const before = known.get(key);
  if (before) return before;
  if (known.size > 1000) known.clear();
  known.set(key, kept);
  return kept;
}

/** UIDs that are there, as a set where the server can tell one (ESEARCH, RFC 4731): a few bytes for a large folder. */
export function fetchUids(
  session: ImapSession,
  folder: string,
  signal: AbortSignal,
): Promise<readonly number[]> {
  return session.read(notHandedOut(folder), signal, async (connection) => {
    const selected = await stayIn(session, connection, folder, true);
    const expected = selected.exists;
    if (expected === 0) return [];
    const returning = connection.capabilities.has('ESEARCH') ? ' RETURN (ALL)' : '';
    const found = new Set<number>();
    const command = [`UID SEARCH${returning} ALL`];
    await session.command(connection, notHandedOut(folder), command, ({ kind, values }) => {
      if (kind === 'SEARCH') for (const value of values) take(found, Number(value));
      else if (kind === 'ESEARCH') for (const uid of numbersOf(allOf(values))) take(found, uid);
      else return false;
      return true;
    });
    mustBeAll(session, folder, found.size, Math.min(expected, selected.exists));
    return [...found].sort((one, other) => one - other);
  });
}

function take(uids: Set<number>, uid: number): void {
  if (uids.size >= MOST_UIDS) throw new Error(`the server told more than ${MOST_UIDS} UIDs`);
  if (Number.isSafeInteger(uid) && uid > 0) uids.add(uid);
}

/** `(TAG "m3") UID ALL 1:5`: what stands after ALL. */
function allOf(values: readonly Value[]): string {
  const at = values.findIndex((value) => typeof value === 'string' && value.toUpperCase() === 'ALL');
  return at < 0 ? '' : String(values[at + 1] ?? '');
}

/** Undefined where the server keeps no mod-sequences for the folder, or may not have told all that changed. */
export function fetchChanges(
  session: ImapSession,
  folder: string,
  sinceModseq: string,
  signal: AbortSignal,
): Promise<FolderChanges | undefined> {
  return session.read(notHandedOut(folder), signal, async (connection) => {
    if (!connection.capabilities.has('CONDSTORE') || !/^\d+$/.test(sinceModseq)) return undefined;
    const knowsVanished = await connection.toldVanished;
    const selected = await stayIn(session, connection, folder, true);
    if (selected.highestModseq === undefined) return undefined;
    if (selected.exists === 0) return { entries: [] };
    const found = new Map<number, MessageEntry>();
    const vanished = new Set<number>();
    const taken = collect({ isOwn: () => true }, (uid, items) => found.set(uid, toEntry(items)));
    const since = `(CHANGEDSINCE ${sinceModseq}${knowsVanished ? ' VANISHED' : ''})`;
    const command = `UID FETCH 1:* (${ENTRY_ITEMS}) ${since}`;
    const isWhole = await fetch(session, connection, notHandedOut(folder), command, (response) => {
      if (response.kind !== 'VANISHED') return taken(response);
      for (const uid of numbersOf(String(response.values.at(-1) ?? ''))) take(vanished, uid);
      return true;
    });
    if (!isWhole) return undefined;
    const entries = [...found.values()].sort((one, other) => one.uid - other.uid);
    return { entries, ...(knowsVanished && { vanished: [...vanished] }) };
  });
}

export function openForReading(session: ImapSession, folder: string, signal: AbortSignal) {
  return session.read(notOpened(folder), signal, async (connection) => {
    stopIfAsked(signal);
    return (await openAfresh(session, connection, folder, true)).state;
  });
}
