/**
 * Finds, by content, which messages that seem missing the target already holds: after a crash, a lost connection, a lost ledger
 * or another tool's work. Pairs one to one, so that what the source holds twice ends up twice.
 * Writes nothing. Only bodies whose first look agrees are read.
 */
import { firstLook, hashContent, hashLines } from '../content-identity.ts';
import { sameFlags } from '../message-flags.ts';
import type { MailReading, MessageEntry, MessageLook } from '../ports.ts';

export interface Held {
  readonly entry: MessageEntry;
  readonly target: MessageEntry;
  readonly sha256: string;
  /** The target holds it with other bytes than were sent. */
  readonly isAltered?: boolean;
}

interface Side {
  readonly store: MailReading;
  readonly folder: string;
}

/**
 * `missing`: source messages without a row. `strangers`: UIDs at the target that no row stands for. `writtenFrom`: where an earlier
 * copy may have put, from this target UID on, messages that it could not record.
 */
export async function findHeld(
  source: Side,
  target: Side,
  missing: readonly MessageEntry[],
  strangers: readonly number[],
  writtenFrom: number | undefined,
  signal: AbortSignal,
): Promise<Held[]> {
  const there: MessageEntry[] = [];
  for await (const entry of target.store.entries(target.folder, { uids: strangers }, signal))
    there.push(entry);
  const candidates = alike(missing, there);
  if (candidates.length === 0) return [];
  const ours = await looksOf(source, candidates, signal);
  const theirs = await looksOf(target, alike(there, candidates), signal);
  const ourHashes = await hashesOf(source, sharing(ours, theirs), signal);
  const theirHashes = await hashesOf(target, sharing(theirs, ours), signal);
  return pairUp(ourHashes, theirHashes, writtenFrom);
}

/** Those that another one resembles: of its size, or received at its instant (servers alter line ends, and keep the date). */
function alike(entries: readonly MessageEntry[], others: readonly MessageEntry[]): MessageEntry[] {
  const sizes = new Set(others.map(({ size }) => size));
  const instants = new Set(others.map(instant));
  return entries.filter((entry) => sizes.has(entry.size) || instants.has(instant(entry)));
}

/** IMAP keeps whole seconds. */
function instant({ receivedAt }: MessageEntry): number {
  return Math.floor(receivedAt.getTime() / 1000);
}

async function looksOf(
  side: Side,
  entries: readonly MessageEntry[],
  signal: AbortSignal,
): Promise<MessageLook[]> {
  const looks: MessageLook[] = [];
  const uids = entries.map((entry) => entry.uid).sort((one, other) => one - other);
  for await (const look of side.store.looks(side.folder, { uids }, signal)) looks.push(look);
  return looks;
}

/** The cheap first look: whose Message-ID, date and size (or instant) nothing on the other side shares cannot be there. */
function sharing(looks: readonly MessageLook[], others: readonly MessageLook[]): MessageLook[] {
  const known = new Set(others.flatMap(lookKeys));
  return looks.filter((look) => lookKeys(look).some((key) => known.has(key)));
}

function lookKeys(look: MessageLook): string[] {
  return [firstLook(look), `at ${instant(look)} ${look.messageId} ${look.date}`];
}

interface Hashed {
  readonly entry: MessageLook;
  readonly sha256: string;
  /** Of the bytes without any CR: a server that stores lines its own way cannot keep all of them. */
  readonly lines: string;
}

async function hashesOf(side: Side, looks: readonly MessageLook[], signal: AbortSignal): Promise<Hashed[]> {
  const wanted = new Map(looks.map((look) => [look.uid, look]));
  const hashed: Hashed[] = [];
  for await (const { uid, content } of side.store.messages(side.folder, looks, signal)) {
    const entry = wanted.get(uid);
    if (!entry) continue;
    const sha256 = await hashContent(content, signal);
    hashed.push({ entry, sha256, lines: await hashLines(content, signal) });
  }
  return hashed;
}

/**
 * Exact copies first; then those received at the same instant whose line ends the target altered; then, among what an interrupted
 * copy may have left unrecorded, those that the target altered otherwise (header fields of its own taken out, say).
 */
function pairUp(ours: readonly Hashed[], theirs: readonly Hashed[], writtenFrom?: number): Held[] {
  const exact = pairBy(ours, theirs, ({ sha256 }) => sha256);
  const lines = pairBy(exact.left, exact.free, (message) => `${message.lines} ${instant(message.entry)}`);
  const held = [...exact.held, ...lines.held];
  if (writtenFrom === undefined) return held;
  const ownWork = lines.free.filter(({ entry }) => entry.uid >= writtenFrom);
  const altered = pairBy(lines.left.filter(isNamed), ownWork.filter(isNamed), nameOf);
  return [...held, ...altered.held.map((one) => ({ ...one, isAltered: true }))];
}

function isNamed({ entry }: Hashed): boolean {
  return entry.messageId !== '';
}

function nameOf({ entry }: Hashed): string {
  return JSON.stringify([entry.messageId, entry.date, entry.subject, instant(entry)]);
}

function pairBy(ours: readonly Hashed[], theirs: readonly Hashed[], key: (message: Hashed) => string) {
  const free = Map.groupBy(theirs, key);
  const held: Held[] = [];
  const left: Hashed[] = [];
  for (const message of ours) {
    const target = takeClosest(free.get(key(message)) ?? [], message.entry);
    if (target) held.push({ entry: message.entry, target, sha256: message.sha256 });
    else left.push(message);
  }
  return { held, left, free: [...free.values()].flat() };
}

/** Of several equal copies, the one with the same date and flags stands for this one. */
function takeClosest(copies: Hashed[], entry: MessageEntry): MessageEntry | undefined {
  const closeness = ({ entry: copy }: Hashed) =>
    2 * Number(instant(copy) === instant(entry)) + Number(sameFlags(copy.flags, entry.flags));
  let best = 0;
  for (const [at, copy] of copies.entries()) {
    if (closeness(copy) > closeness(copies[best] ?? copy)) best = at;
  }
  return copies.splice(best, 1)[0]?.entry;
}
