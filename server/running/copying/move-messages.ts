/**
 * Brings over moves: what is missing in a folder of the target, and stands in another one where the source has it no more, is moved
 * there. Only messages that this program put at the target are moved, and only those of the same bytes.
 */
import { text, type Words } from '../../planning/text.ts';
import { hashContent, hashLines } from '../content-identity.ts';
import { failureOf } from '../failures.ts';
import type { Content, MailSource, MailTarget, MessageEntry, MessageRow } from '../ports.ts';
import type { GoneMessage, GoneMessages } from './gone-messages.ts';

export interface Moving {
  readonly source: MailSource;
  readonly target: MailTarget;
  readonly gone: GoneMessages;
  /** People work at the target: where their mail is, is theirs to say, and it is not brought a second time either. */
  readonly isOpen: boolean;
  readonly from: string;
  readonly to: string;
  /** Of `to` at the target. */
  readonly uidValidity: string;
  readonly signal: AbortSignal;
  readonly keep: (rows: readonly MessageRow[]) => Promise<void>;
  /** Takes back what is recorded of messages that left a folder of the source. */
  readonly forget: (folder: string, uids: readonly number[]) => Promise<void>;
  readonly note: (kind: 'moved', told: Words) => void;
}

interface Match {
  readonly entry: MessageEntry;
  readonly gone: GoneMessage;
  /** Of its bytes without any CR: what a target that stores lines its own way keeps of it. */
  readonly lines: string;
}

/** Rows of the messages that were moved, each group's recorded before the next is moved; the others are to be copied. */
export async function moveMessages(moving: Moving, missing: readonly MessageEntry[]): Promise<MessageRow[]> {
  const { gone } = moving;
  if (gone.isEmpty) return [];
  const candidates = missing.filter(({ size }) => gone.mayHold(size));
  const matches: Match[] = [];
  const rows: MessageRow[] = [];
  try {
    await matching(moving, candidates, matches);
    const groups = Map.groupBy(matches, ({ gone: { folder, target } }) => JSON.stringify([folder, target]));
    for (const group of groups.values()) rows.push(...(await moveGroup(moving, group)));
    return rows;
  } catch (error) {
    // They are where they were, or stand unrecorded where they belong: another try finds out.
    const settled = new Set(rows.map(({ uid }) => uid));
    for (const { entry, gone: one } of matches) if (!settled.has(entry.uid) && !gone.has(one)) gone.add(one);
    throw error;
  }
}

async function matching(
  { source, from, gone, signal }: Moving,
  candidates: readonly MessageEntry[],
  matches: Match[],
): Promise<void> {
  const byUid = new Map(candidates.map((entry) => [entry.uid, entry]));
  for await (const { uid, content } of source.messages(from, candidates, signal)) {
    const entry = byUid.get(uid);
    const found = entry && gone.take(entry.size, await hashContent(content, signal));
    if (entry && found) matches.push({ entry, gone: found, lines: await hashLines(content, signal) });
  }
}

/** All from one folder of the source, and so from one of the target. */
async function moveGroup(moving: Moving, group: readonly Match[]): Promise<MessageRow[]> {
  const [first] = group;
  if (!first) return [];
  const { target: origin } = first.gone;
  const moved = moving.isOpen ? leftAlone(group) : await movedTo(moving, group, origin);
  const done = group.filter(({ gone }) => moved.has(gone.targetUid));
  // What stands for none of these may stand for another message yet.
  for (const { gone } of group) if (!moved.has(gone.targetUid)) moving.gone.add(gone);
  if (done.length === 0) return [];
  if (origin !== moving.to && !moving.isOpen) moving.note('moved', toldMoved(done.length, first.gone.folder));
  const rows = done.map(({ entry, gone }) => rowOf(entry, gone, moved.get(gone.targetUid)));
  // A row stands for one message: it excuses no other one later.
  await moving.forget(
    first.gone.folder,
    done.map(({ gone }) => gone.uid),
  );
  await moving.keep(rows);
  return rows;
}

type NewUids = ReadonlyMap<number, number | undefined>;

const NONE: NewUids = new Map();

/** People work at the target: their mail stays where they have it. */
const leftAlone = (group: readonly Match[]): NewUids =>
  new Map(group.map(({ gone }) => [gone.targetUid, undefined]));

async function movedTo(moving: Moving, group: readonly Match[], origin: string): Promise<NewUids> {
  const standing = await standingIn(moving, group, origin);
  if (standing.length === 0) return NONE;
  // Moved away and back, or between folders that the plan brings together.
  if (origin === moving.to) return new Map(standing.map(({ gone }) => [gone.targetUid, gone.targetUid]));
  return movedFrom(moving, standing, origin);
}

/**
 * Those that stand where they are recorded. A folder may have been made again or put back since, and its UIDs be somebody else's
 * messages, which no number tells for certain: their bytes do.
 */
async function standingIn(moving: Moving, group: readonly Match[], origin: string): Promise<Match[]> {
  const { target, signal } = moving;
  const uidValidity = origin === moving.to ? moving.uidValidity : await validityOf(moving, origin);
  const ours = group.filter(({ gone }) => gone.targetUidValidity === uidValidity);
  if (ours.length === 0) return [];
  const byUid = new Map(ours.map((match) => [match.gone.targetUid, match]));
  const uids = [...byUid.keys()].sort((one, other) => one - other);
  const there: MessageEntry[] = [];
  for await (const entry of target.entries(origin, { uids }, signal))
    if (isOfItsTime(byUid.get(entry.uid), entry)) there.push(entry);
  const standing: Match[] = [];
  for await (const { uid, content } of target.messages(origin, there, signal)) {
    const match = byUid.get(uid);
    if (match && (await isOf(match, content, signal))) standing.push(match);
  }
  return standing;
}

/** A move keeps the date of receipt (RFC 6851, 3.2): what has another one is another message of the same bytes. IMAP keeps seconds. */
function isOfItsTime(match: Match | undefined, { receivedAt }: MessageEntry): boolean {
  const second = (date: Date): number => Math.floor(date.getTime() / 1000);
  return match !== undefined && second(match.entry.receivedAt) === second(receivedAt);
}

async function isOf({ gone, lines }: Match, content: Content, signal: AbortSignal): Promise<boolean> {
  return (await hashContent(content, signal)) === gone.sha256 || (await hashLines(content, signal)) === lines;
}

/** Undefined for a folder that is not there any more. */
async function validityOf({ target, signal }: Moving, folder: string): Promise<string | undefined> {
  try {
    return (await target.openForWriting(folder, signal)).state.uidValidity;
  } catch (error) {
    if (failureOf(error)?.kind !== 'refused') throw error;
    return undefined;
  }
}

/** A target that cannot move gets a copy and keeps the old one, which the comparison tells: better twice than not at all. */
async function movedFrom(
  { target, to, signal }: Moving,
  group: readonly Match[],
  origin: string,
): Promise<NewUids> {
  const uids = group.map(({ gone }) => gone.targetUid).sort((one, other) => one - other);
  try {
    const moved = await target.move(origin, uids, to, signal);
    await unmarkDeleted({ target, to, signal }, group, moved);
    return moved;
  } catch (error) {
    if (failureOf(error)?.kind !== 'refused') throw error;
    return NONE;
  }
}

/** Where moving is copying, marking and expunging, one that was cut off before has been marked already, and is copied with its mark. */
async function unmarkDeleted(
  { target, to, signal }: Pick<Moving, 'target' | 'to' | 'signal'>,
  group: readonly Match[],
  moved: NewUids,
): Promise<void> {
  const uids = group
    .filter(({ gone }) => !gone.flags.includes('\\Deleted'))
    .flatMap(({ gone }) => moved.get(gone.targetUid) ?? [])
    .sort((one, other) => one - other);
  if (uids.length > 0) await target.changeFlags(to, uids, { add: [], remove: ['\\Deleted'] }, signal);
}

/** With the flags it was copied with: what changed since is brought over as any change is. */
function rowOf({ uid, size }: MessageEntry, gone: GoneMessage, targetUid: number | undefined): MessageRow {
  const { flags, sha256 } = gone;
  return { uid, state: 'done', flags, size, sha256, ...(targetUid !== undefined && { targetUid }) };
}

const toldMoved = (count: number, folder: string): Words =>
  text(
    `${count} moved here from "${folder}", as at the source`,
    `${count} ${count > 1 ? 'déplacés' : 'déplacé'} ici depuis «\u00A0${folder}\u00A0», comme à la source`,
  );
