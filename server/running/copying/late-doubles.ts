/**
 * After a connection was lost with messages under way, the server may still be storing what it had received, while they are sent again.
 * Waits until the folder stands still before it is believed, and takes back what came in twice all the same: messages that no row
 * stands for, put there since, of the very bytes and date of one that has its row.
 */
import { type Text, text } from '../../planning/text.ts';
import { hashContent } from '../content-identity.ts';
import { failureOf } from '../failures.ts';
import type { FolderWriting, MailboxLedger, MailTarget, MessageEntry, MessageRow } from '../ports.ts';

export interface Interrupted {
  readonly target: MailTarget;
  readonly to: string;
  readonly ledger: MailboxLedger;
  /** Rows of the source folder, all of its messages being at the target. */
  readonly rows: ReadonlyMap<number, MessageRow>;
  /** The target's UIDNEXT before anything was put there that may have no row. */
  readonly writtenFrom: number;
  readonly uidValidity: string;
  readonly signal: AbortSignal;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly note: (told: Text) => void;
}

/** Milliseconds. */
export const LOOK_EVERY = 250;
/** Looks in a row that have to agree, and how many there are at most: a batch is stored in a fraction of a second. */
const STILL = 4;
const MOST_LOOKS = 20;

/** Opens the folder until it does not grow any more. */
export async function whenStill({
  target,
  to,
  signal,
  pause,
}: Pick<Interrupted, 'target' | 'to' | 'signal' | 'pause'>): Promise<FolderWriting> {
  let writing = await target.openForWriting(to, signal);
  for (let looks = 0, still = 0; still < STILL && looks < MOST_LOOKS; looks++) {
    await pause(LOOK_EVERY);
    const now = await target.openForWriting(to, signal);
    const isSame =
      now.state.uidNext === writing.state.uidNext && now.state.messages === writing.state.messages;
    still = isSame ? still + 1 : 0;
    writing = now;
  }
  return writing;
}

/** Returns how many were taken back. */
export async function takeBackDoubles(of: Interrupted): Promise<number> {
  const { target, to, ledger, writtenFrom, uidValidity, signal } = of;
  await whenStill(of);
  const accounted = await ledger.accounted(to, uidValidity);
  const there = await target.uids(to, signal);
  const strangers = there.filter((uid) => uid >= writtenFrom && !accounted.has(uid));
  if (strangers.length === 0) return 0;
  const doubles = await ownAmong(of, strangers);
  if (doubles.length === 0) return 0;
  try {
    await target.remove(to, doubles, signal);
  } catch (error) {
    if (failureOf(error)?.kind !== 'refused') throw error;
    of.note(notTakenBack(doubles.length, to));
    return 0;
  }
  of.note(takenBack(doubles.length, to));
  return doubles.length;
}

/** Those of the same bytes and the same second as a message that this copy put there. */
async function ownAmong(of: Interrupted, strangers: readonly number[]): Promise<number[]> {
  const { target, to, rows, signal } = of;
  const done = [...rows.values()].filter(
    ({ state, targetUid }) => state === 'done' && targetUid !== undefined,
  );
  const sizes = new Set(done.map(({ size }) => size));
  const alike: MessageEntry[] = [];
  for await (const entry of target.entries(to, { uids: strangers }, signal))
    if (sizes.has(entry.size)) alike.push(entry);
  const hashes = new Map<number, string>();
  for await (const { uid, content } of target.messages(to, alike, signal))
    hashes.set(uid, await hashContent(content, signal));
  const copies = Map.groupBy(done, ({ sha256 }) => sha256);
  const doubles: number[] = [];
  for (const entry of alike) {
    const equal = copies.get(hashes.get(entry.uid)) ?? [];
    if (hashes.has(entry.uid) && (await isAmong(of, equal, entry))) doubles.push(entry.uid);
  }
  return doubles;
}

async function isAmong(
  { target, to, signal }: Interrupted,
  rows: readonly MessageRow[],
  { receivedAt }: MessageEntry,
): Promise<boolean> {
  const uids = rows.flatMap(({ targetUid }) => targetUid ?? []).sort((one, other) => one - other);
  const second = (date: Date) => Math.floor(date.getTime() / 1000);
  const copies: MessageEntry[] = [];
  for await (const copy of target.entries(to, { uids }, signal)) copies.push(copy);
  return copies.some((copy) => second(copy.receivedAt) === second(receivedAt));
}

const takenBack = (count: number, folder: string): Text =>
  text(
    `${count} came into "${folder}" twice over a lost connection: the second copies were taken back`,
    `${count} sont arrivés deux fois dans «\u00A0${folder}\u00A0» à cause d’une connexion perdue\u00A0: les doublons ont été repris`,
  );

const notTakenBack = (count: number, folder: string): Text =>
  text(
    `${count} came into "${folder}" twice over a lost connection, and the server cannot delete single messages`,
    `${count} sont arrivés deux fois dans «\u00A0${folder}\u00A0» à cause d’une connexion perdue, et le serveur ne sait pas supprimer un message seul`,
  );
