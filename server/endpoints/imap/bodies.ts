/**
 * Hands out messages byte for byte (BODY.PEEK[], RFC 3501, 6.4.5), the next ones being asked for while these are used. What is large
 * comes in pieces. At most three pieces of work are in memory, whatever a folder holds.
 */

import { stopIfAsked } from '../../running/failures.ts';
import type { LargeContent, Message, MessageEntry } from '../../running/ports.ts';
import { fetch, notHandedOut } from './fetching.ts';
import type { ImapConnection, ImapSession } from './imap-session.ts';
import { mayHoldNulBytes, withNulBytes } from './nul-bytes.ts';
import { fetchItems, type Untagged, uidRanges } from './response.ts';
import { stayIn } from './selecting.ts';

type Wanted = Pick<MessageEntry, 'uid' | 'size'>;

/** Messages that are asked for at once; servers cut lines off at 8 KB, and memory is bounded. */
const AT_ONCE = { messages: 100, bytes: 1_000_000 };
/** Requests under way before their answers are used: one is being answered while the next is known to the server. */
const AHEAD = 3;
const LARGE = 8_000_000;
const PIECE = 1_000_000;

export async function* fetchMessages(
  session: ImapSession,
  folder: string,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): AsyncIterable<Message> {
  await session.read(notHandedOut(folder), signal, (connection) => stayIn(session, connection, folder, true));
  const under: Promise<readonly Message[]>[] = [];
  for (const part of inParts(wanted)) {
    const [first] = part;
    if (first && first.size > LARGE) {
      while (under.length > 0) yield* (await under.shift()) ?? [];
      const content = await largeContent(session, folder, first, signal);
      if (content) yield { uid: first.uid, content };
      continue;
    }
    const asked = fetchPart(session, folder, part, signal);
    // Its failure is told when it is its turn.
    asked.catch(() => undefined);
    under.push(asked);
    if (under.length >= AHEAD) yield* (await under.shift()) ?? [];
  }
  for (const asked of under) yield* await asked;
}

function* inParts(wanted: readonly Wanted[]): Iterable<Wanted[]> {
  let part: Wanted[] = [];
  let bytes = 0;
  for (const one of wanted) {
    const isFull = part.length >= AT_ONCE.messages || bytes + one.size > AT_ONCE.bytes;
    if (part.length > 0 && isFull) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(one);
    bytes += one.size;
  }
  if (part.length > 0) yield part;
}

function fetchPart(
  session: ImapSession,
  folder: string,
  part: readonly Wanted[],
  signal: AbortSignal,
): Promise<Message[]> {
  return session.read(notHandedOut(folder), signal, async (connection) => {
    await stayIn(session, connection, folder, true);
    const uids = part.map(({ uid }) => uid);
    const found = await contents(session, connection, folder, uids, 'BODY');
    await restoreNulBytes(session, connection, folder, found);
    return part.flatMap(({ uid, size }) => {
      const content = found.get(uid);
      return content && isWhole(content, size) ? [{ uid, content }] : [];
    });
  });
}

/** A server may hand out nothing for a message that was expunged meanwhile (RFC 2180, 4.1): that is not the message. */
const isWhole = ({ length }: Buffer, listed: number): boolean => length > 0 || listed === 0;

/** `section`: BINARY is decoded by the server (RFC 3516), BODY is as it was sent. */
async function contents(
  session: ImapSession,
  connection: ImapConnection,
  folder: string,
  uids: readonly number[],
  section: 'BODY' | 'BINARY',
  partial = '',
): Promise<Map<number, Buffer>> {
  const found = new Map<number, Buffer>();
  const wanted = new Set(uids);
  const ordered = uids.toSorted((one, other) => one - other);
  const [range = ''] = uidRanges(ordered, ordered.length);
  const command = `UID FETCH ${range} (UID ${section}.PEEK[]${partial})`;
  await fetch(session, connection, notHandedOut(folder), command, (response) => {
    const told = contentOf(response, section);
    if (!told || !wanted.has(told.uid)) return false;
    found.set(told.uid, told.content);
    return true;
  });
  return found;
}

function contentOf(response: Untagged, section: string): { uid: number; content: Buffer } | undefined {
  if (response.kind !== 'FETCH') return undefined;
  const items = fetchItems(response);
  const uid = Number(items.get('UID'));
  for (const [name, value] of items) {
    if (!name.startsWith(`${section}[`)) continue;
    // NIL stands for nothing, which is a message too.
    return { uid, content: Buffer.isBuffer(value) ? value : Buffer.alloc(0) };
  }
  return undefined;
}

/** Dovecot shows a NUL byte as 0x80 in BODY[] and as itself in BINARY[] alone. */
async function restoreNulBytes(
  session: ImapSession,
  connection: ImapConnection,
  folder: string,
  found: Map<number, Buffer>,
): Promise<void> {
  if (!connection.capabilities.has('BINARY')) return;
  const suspects = [...found].filter(([, content]) => mayHoldNulBytes(content)).map(([uid]) => uid);
  if (suspects.length === 0) return;
  const decoded = await contents(session, connection, folder, suspects, 'BINARY');
  for (const [uid, binary] of decoded) {
    const content = found.get(uid);
    if (content && binary.includes(0)) found.set(uid, withNulBytes(content, binary));
  }
}

/** Undefined where the message is gone, or nothing of it is handed out (`isWhole`). */
async function largeContent(
  session: ImapSession,
  folder: string,
  { uid, size: told }: Wanted,
  signal: AbortSignal,
): Promise<LargeContent | undefined> {
  const piece = (start: number, length: number, wish: AbortSignal) =>
    session.read(notHandedOut(folder), wish, async (connection) => {
      await stayIn(session, connection, folder, true);
      const found = await contents(session, connection, folder, [uid], 'BODY', `<${start}.${length}>`);
      return found.get(uid);
    });
  const last = await piece(told - 1, 2, signal);
  if (!last) return undefined;
  // A listed size may be wrong, and a literal's may not: then all of it is counted first.
  const size = last.length === 1 ? told : await counted(pieces(piece, Number.POSITIVE_INFINITY, signal));
  if (size === 0) return undefined;
  return { size, pieces: (wish) => pieces(piece, size, wish) };
}

type PieceAt = (start: number, length: number, signal: AbortSignal) => Promise<Buffer | undefined>;

/** One piece ahead of whoever takes them. */
async function* pieces(piece: PieceAt, size: number, signal: AbortSignal): AsyncIterable<Buffer> {
  let ahead = piece(0, PIECE, signal);
  // Its failure is told when it is its turn.
  ahead.catch(() => undefined);
  for (let start = 0; start < size; start += PIECE) {
    stopIfAsked(signal);
    const current = await ahead;
    if (!current || current.length === 0) return;
    const next = start + PIECE;
    if (next < size && current.length === PIECE) {
      ahead = piece(next, Math.min(PIECE, size - next), signal);
      ahead.catch(() => undefined);
    }
    yield current;
    if (current.length < PIECE) return;
  }
}

async function counted(all: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const piece of all) bytes += piece.length;
  return bytes;
}
