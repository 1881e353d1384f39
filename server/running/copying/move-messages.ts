/**
 * Brings over moves: what is missing in a folder of the target, and stands in another one where the source has it no more, is moved
 * there. Only messages that this program put at the target are moved, and only those of the same bytes.
 */
import { text, type Words } from '../../planning/text.ts';
import { hashContent } from '../content-identity.ts';
import { failureOf } from '../failures.ts';
import type { MailSource, MailTarget, MessageEntry, MessageRow } from '../ports.ts';
import type { GoneMessage, GoneMessages } from './gone-messages.ts';

export interface Moving {
  readonly source: MailSource;
  readonly target: MailTarget;
  readonly gone: GoneMessages;
  /** People work at the target: where their mail is, is theirs to say, and it is not brought a second time either. */
  readonly isOpen: boolean;
  readonly from: string;
  readonly to: string;
  /** UIDs in `to` at the target. */
  readonly there: ReadonlySet<number>;
  readonly signal: AbortSignal;
  /** Takes back what is recorded of messages that left a folder of the source. */
  readonly forget: (folder: string, uids: readonly number[]) => Promise<void>;
  readonly note: (kind: 'moved', told: Words) => void;
}

interface Match {
  readonly entry: MessageEntry;
  readonly gone: GoneMessage;
}

/** Rows of the messages that were moved; the others are to be copied. */
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
    for (const match of matches) gone.add(match.gone);
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
    if (entry && found) matches.push({ entry, gone: found });
  }
}

/** All from one folder of the source, and so from one of the target. */
async function moveGroup(moving: Moving, group: readonly Match[]): Promise<MessageRow[]> {
  const { forget, there, to } = moving;
  const [first] = group;
  if (!first) return [];
  if (moving.isOpen) return group.map(({ entry, gone }) => rowOf(entry, gone, undefined));
  const { folder, target: origin } = first.gone;
  const moved = origin === to ? inPlace(group, there) : await movedTo(moving, group, origin);
  const done = group.filter(({ gone }) => moved.has(gone.targetUid));
  if (done.length === 0) return [];
  if (origin !== to) moving.note('moved', toldMoved(done.length, folder));
  const old = done.map(({ gone }) => gone.uid);
  await forget(folder, old);
  return done.map(({ entry, gone }) => rowOf(entry, gone, moved.get(gone.targetUid)));
}

type NewUids = ReadonlyMap<number, number | undefined>;

/** A target that cannot move gets a copy and keeps the old one, which the comparison tells: better twice than not at all. */
async function movedTo(
  { target, to, signal }: Moving,
  group: readonly Match[],
  origin: string,
): Promise<NewUids> {
  const uids = group.map(({ gone }) => gone.targetUid).sort((one, other) => one - other);
  try {
    return await target.move(origin, uids, to, signal);
  } catch (error) {
    if (failureOf(error)?.kind !== 'refused') throw error;
    return new Map();
  }
}

/** Moved away and back, or between folders that the plan brings together; not what a deletion has taken from there since. */
function inPlace(group: readonly Match[], there: ReadonlySet<number>): NewUids {
  const uids = group.map(({ gone }) => gone.targetUid).filter((uid) => there.has(uid));
  return new Map(uids.map((uid) => [uid, uid]));
}

/** With the flags it was copied with: what changed since is brought over as any change is. */
function rowOf({ uid, size }: MessageEntry, gone: GoneMessage, targetUid: number | undefined): MessageRow {
  const { flags, sha256 } = gone;
  return { uid, state: 'done', flags, size, sha256, ...(targetUid !== undefined && { targetUid }) };
}

const toldMoved = (count: number, folder: string): Words =>
  text(
    `${count} moved here from "${folder}", as at the source`,
    `${count} ${count > 1 ? 'déplacés' : 'déplacé'} ici depuis « ${folder} », comme à la source`,
  );
