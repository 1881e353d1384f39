/**
 * Brings what is missing in a folder of the target: moved there where it was moved at the source, recognised where it is there already,
 * else copied. Write order: append, acknowledged, seen at the target, recorded. Never the other way round.
 */
import { type Text, text, type Words } from '../../planning/text.ts';
import { failureOf, MailFailure, stopIfAsked } from '../failures.ts';
import { flagDifference, isSystemFlag, sortFlags } from '../message-flags.ts';
import type { MessageEntry, MessageRow } from '../ports.ts';
import { changeFlags } from './change-flags.ts';
import { isPerhapsOneMessages } from './each-message.ts';
import { bytesOf, flagTarget, forget, keep, type Work } from './folder-work.ts';
import { takeBackDoubles } from './late-doubles.ts';
import { moveMessages } from './move-messages.ts';
import { type ReadBatch, readBatches } from './reader.ts';
import { findHeld, type Held } from './reconcile.ts';
import { FolderWriter, type Written } from './writer.ts';

/** Batches on their way to the target before the first is recorded: one is stored while the next is sent. */
const UNDER_WAY = 2;

export async function bringMissing(work: Work, missing: readonly MessageEntry[]): Promise<void> {
  await work.lookForMoved(missing, work.state);
  const mayMove = missing.some(({ size }) => work.gone.mayHold(size));
  if (mayMove) await markWriting(work);
  const moved = await bringMoved(work, missing);
  const held = await recognise(work, without(missing, moved));
  const absent = without(missing, [...moved, ...held]);
  if (absent.length > 0 || mayMove || work.writtenFrom !== undefined) await bringMarked(work, absent);
}

const markWriting = ({ ledger, from, writtenFrom, writing }: Work): Promise<void> =>
  ledger.markWriting(from.path, writtenFrom ?? writing.state.uidNext);

/** What is put there without a row yet is marked first, so that whoever comes after a stop knows where to look. */
async function bringMarked(work: Work, absent: readonly MessageEntry[]): Promise<void> {
  await markWriting(work);
  const hasSeenAll = await bringAbsent(work, work.rules.newestFirst ? absent.toReversed() : absent);
  await afterInterruption(work);
  // What was acknowledged and not found may be listed later: the next run looks from here.
  if (hasSeenAll) await work.ledger.markWriting(work.from.path, undefined);
}

async function afterInterruption(work: Work): Promise<void> {
  const { writtenFrom, writing, tally, from, rules } = work;
  // Where people work, what is equal may be theirs: the comparison tells it.
  if (!writtenFrom || rules.isOpen) return; // 0: what is equal may have been there before this copy
  const note = (told: Text) => tally.note('taken-back', from.path, told);
  await takeBackDoubles({ ...work, writtenFrom, uidValidity: writing.state.uidValidity, note });
}

function without(
  entries: readonly MessageEntry[],
  rows: readonly { readonly uid: number }[],
): MessageEntry[] {
  const known = new Set(rows.map(({ uid }) => uid));
  return entries.filter(({ uid }) => !known.has(uid));
}

/**
 * Read, sent and recorded side by side: a batch is read while the one before is on its way, and at most two of them are. Tells whether
 * all that was acknowledged was found.
 */
async function bringAbsent(work: Work, wanted: readonly MessageEntry[]): Promise<boolean> {
  const unreadable = wanted.filter(({ uid }) => (work.broken.get(uid) ?? 0) >= MOST_READINGS);
  await record(work, unreadableRows(unreadable));
  const absent = without(wanted, unreadable);
  const writer = new FolderWriter({ ...flagTarget(work), writing: work.writing, taken: takenIn(work) });
  const underWay: Promise<Written>[] = [];
  try {
    for await (const batch of readBatches(work.source, work.from.path, absent, work.signal)) {
      stopIfAsked(work.signal);
      underWay.push(writer.write(batch.messages).then((written) => withoutBroken(work, batch, written)));
      await recordUnwritten(work, batch);
      while (underWay.length > (batch.isLarge ? 0 : UNDER_WAY)) await recordNext(work, underWay);
    }
    while (underWay.length > 0) await recordNext(work, underWay);
    return writer.hasSeenAll;
  } catch (error) {
    // What the target has taken meanwhile is recorded all the same; the first failure is told.
    while (underWay.length > 0) await recordNext(work, underWay).catch(mustBeMail);
    throw error;
  }
}

function takenIn({ there, rows }: Work): number[] {
  return [...there, ...[...rows.values()].flatMap(({ targetUid }) => targetUid ?? [])];
}

/** A large message that cannot be read keeps no other one back: the folder is begun again, and goes on without it after another try. */
const MOST_READINGS = 2;

function withoutBroken({ broken, from }: Work, { messages }: ReadBatch, written: Written): Written {
  const uids = messages.filter((message) => message.isBroken()).map(({ entry }) => entry.uid);
  if (uids.length === 0) return written;
  for (const uid of uids) broken.set(uid, (broken.get(uid) ?? 0) + 1);
  const rows = written.rows.filter(({ uid }) => !uids.includes(uid));
  const isOnlyThat = !written.failure || isPerhapsOneMessages(failureOf(written.failure.error));
  return { rows, failure: isOnlyThat ? { error: brokeOff(from.path) } : written.failure };
}

/** However far the source's refusal reaches, and whatever the target said of half a message: the folder is begun again. */
const brokeOff = (folder: string): MailFailure =>
  new MailFailure({
    ...{ kind: 'transient', reach: 'mailbox', words: '' },
    where: text(`the source’s "${folder}"`, `«\u00A0${folder}\u00A0» à la source`),
    what: text('broke off in the middle of a message', 's’est interrompu au milieu d’un message'),
  });

async function recordNext(work: Work, underWay: Promise<Written>[]): Promise<void> {
  const written = await underWay.shift();
  if (!written) return;
  await record(work, written.rows);
  if (written.failure) throw written.failure.error;
}

function mustBeMail(error: unknown): void {
  if (!failureOf(error)) throw error;
}

async function recordUnwritten(work: Work, batch: ReadBatch): Promise<void> {
  await record(work, unreadableRows(batch.unreadable));
  work.tally.vanished(batch.vanished.length);
}

async function bringMoved(work: Work, missing: readonly MessageEntry[]): Promise<MessageRow[]> {
  const { source, target, gone, rules, from, to, writing, signal, tally } = work;
  const note = (kind: 'moved', told: Words) => tally.note(kind, from.path, told);
  const { isOpen } = rules;
  const forgetFrom = (folder: string, uids: readonly number[]) => forget(work, folder, uids);
  const { uidValidity } = writing.state;
  const ends = { source, target, from: from.path, to, uidValidity, signal };
  const records = {
    keep: (rows: readonly MessageRow[]) => keep(work, rows),
    forget: forgetFrom,
  };
  const rows = await moveMessages({ ...ends, ...records, gone, isOpen, note }, missing);
  tally.recognised(rows.length, bytesOf(rows));
  return rows;
}

/** The missing messages that turned out to be at the target, now recorded. */
async function recognise(work: Work, missing: readonly MessageEntry[]): Promise<readonly MessageRow[]> {
  const { source, target, from, to, rows: known, signal } = work;
  // A move may have settled some of them since the folder was begun.
  const accounted = new Set([...known.values()].map(({ targetUid }) => targetUid));
  const strangers = work.strangers.filter((uid) => !accounted.has(uid));
  if (strangers.length === 0 || missing.length === 0) return [];
  const sides = [
    { store: source, folder: from.path },
    { store: target, folder: to },
  ] as const;
  const held = await findHeld(...sides, missing, strangers, work.writtenFrom, signal);
  for (const one of held) if (one.isAltered) tellAltered(work, one);
  await bringFlagsOfHeld(work, held);
  const rows = held.map(heldRow);
  await keep(work, rows);
  work.tally.recognised(rows.length, bytesOf(rows));
  return rows;
}

/**
 * Flags that the source has are added to what was found; none is taken away, since somebody may have set it there. But what an
 * interrupted copy has put there came with the marks of then: a `\Deleted` that the source has no more must not stay.
 */
async function bringFlagsOfHeld(work: Work, held: readonly Held[]): Promise<void> {
  for (const one of held) {
    const there = sortFlags(one.target.flags).carried;
    const { add, remove } = flagDifference(there, sortFlags(one.entry.flags).carried);
    const marks = isOwn(work, one) ? remove.filter(isSystemFlag) : [];
    if (add.length + marks.length > 0)
      await changeFlags(flagTarget(work), [one.target.uid], { add, remove: marks });
  }
}

/** Put there by this copy, before people worked there. */
function isOwn({ rules, writtenFrom }: Work, { target: { uid } }: Held): boolean {
  return !rules.isOpen && writtenFrom !== undefined && writtenFrom > 0 && uid >= writtenFrom;
}

function tellAltered({ tally, from }: Work, { entry: { uid } }: Held): void {
  tally.note(
    'altered-by-target',
    from.path,
    text(
      `UID ${uid}: the target holds it with other bytes than were sent`,
      `UID ${uid}\u00A0: la cible la détient avec d’autres octets que ceux envoyés`,
    ),
  );
}

function heldRow({ entry, target, sha256 }: Held): MessageRow {
  const { uid, flags, size } = entry;
  return { uid, state: 'done', targetUid: target.uid, flags, size, sha256 };
}

function unreadableRows(unreadable: readonly MessageEntry[]): MessageRow[] {
  const refusal = {
    words: text('the source lists it, and does not hand it out', 'la source le liste, et ne le remet pas'),
    subject: '',
    date: '',
    messageId: '',
  };
  return unreadable.map(({ uid, flags, size }) => ({ uid, state: 'refused', flags, size, refusal }));
}

async function record(work: Work, rows: readonly MessageRow[]): Promise<void> {
  await keep(work, rows);
  const done = rows.filter((row) => row.state === 'done');
  work.tally.copied(done.length, bytesOf(done));
}
