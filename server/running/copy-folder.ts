/**
 * Copies one folder: what is missing at the target, and flags that changed since. May be run again at any time, after any
 * failure: it begins from the ledger and from what the target holds, and adds nothing twice.
 * Write order: append, acknowledged, seen at the target, recorded. Never the other way round.
 */
import { text, type Words } from '../planning/text.ts';
import { changeFlags, type FlagTarget } from './change-flags.ts';
import { stopIfAsked } from './failures.ts';
import { bringFlags } from './flag-delta.ts';
import { flagDifference, sortFlags } from './message-flags.ts';
import type {
  Folder,
  FolderState,
  FolderWriting,
  MailboxLedger,
  MailSource,
  MailTarget,
  MessageEntry,
  MessageRow,
  Note,
} from './ports.ts';
import { type ReadBatch, readBatches } from './reader.ts';
import { findHeld, type Held } from './reconcile.ts';
import { writeBatch } from './writer.ts';

export interface FolderCopy {
  readonly from: Folder;
  readonly to: string;
  readonly source: MailSource;
  readonly target: MailTarget;
  readonly ledger: MailboxLedger;
  readonly keepSince: Date | undefined;
  readonly signal: AbortSignal;
  readonly tally: FolderTally;
}

/** Told as it happens, and over all attempts at one folder. */
export interface FolderTally {
  note(kind: Note['kind'], folder: string, told: Words): void;
  /** Once an attempt: how many messages and bytes there are, how many of them are recorded already or too old. */
  found(counts: FolderCounts): void;
  copied(messages: number, bytes: number): void;
  /** Found at the target, where no row spoke of them. */
  recognised(messages: number, bytes: number): void;
  refused(messages: number): void;
  vanished(messages: number): void;
  flagsChanged(messages: number): void;
}

export interface FolderCounts {
  readonly messages: number;
  readonly bytes: number;
  readonly recorded: number;
  readonly recordedBytes: number;
  readonly tooOld: number;
}

interface Work extends FolderCopy {
  /** The source folder's, as it was opened. */
  readonly uidValidity: string;
  readonly writing: FolderWriting;
  /** The target UID from which an earlier attempt may have left messages unrecorded. */
  readonly writtenFrom: number | undefined;
  readonly rows: Map<number, MessageRow>;
}

export async function copyFolder(copy: FolderCopy): Promise<void> {
  const work = await begin(copy);
  const entries = await wanted(work);
  const missing = entries.filter((entry) => work.rows.get(entry.uid)?.state !== 'done');
  if (missing.length > 0) await bringMissing(work, missing);
  await bringChangedFlags(work, entries);
  await settle(work, entries);
}

async function begin(copy: FolderCopy): Promise<Work> {
  const { from, to, source, target, ledger, signal } = copy;
  const writing = await target.openForWriting(to, signal);
  // Not the listing's, which may be hours old: the folder may have been made again since.
  const { uidValidity } = await source.openForReading(from.path, signal);
  const targetUidValidity = writing.state.uidValidity;
  const before = (await ledger.folders()).find((record) => record.folder === from.path);
  if (before && before.uidValidity !== uidValidity) {
    copy.tally.note(
      'source-folder-replaced',
      from.path,
      text(
        'has a new UIDVALIDITY: its messages are recognised by content',
        'a un nouvel UIDVALIDITY : ses messages sont reconnus à leur contenu',
      ),
    );
  }
  if (before && before.target === to && before.targetUidValidity !== targetUidValidity) {
    copy.tally.note(
      'target-folder-replaced',
      from.path,
      text(
        `"${to}" is not the folder of before: its messages are recognised by content`,
        `« ${to} » n’est plus le même dossier : ses messages sont reconnus à leur contenu`,
      ),
    );
  }
  if (await isPutBack(ledger, to, writing.state)) await forgetPutBack(copy, targetUidValidity);
  await ledger.beginFolder({ folder: from.path, uidValidity, target: to, targetUidValidity });
  const rows = new Map(await ledger.rows(from.path, uidValidity));
  const now = (await ledger.folders()).find((record) => record.folder === from.path);
  return { ...copy, uidValidity, writing, writtenFrom: now?.writingFrom, rows };
}

/** UIDs only ever grow: a folder that has yet to give out one that it gave out before is an older state of itself. */
export async function isPutBack(
  ledger: MailboxLedger,
  target: string,
  state: FolderState | undefined,
): Promise<boolean> {
  // Without UIDNEXT, which old servers need not tell, nothing is known.
  if (!state?.uidNext) return false;
  return (await ledger.highestTargetUid(target, state.uidValidity)) >= state.uidNext;
}

/** Which of its rows still hold cannot be known: UIDs may have been given out a second time. */
async function forgetPutBack({ ledger, tally, from, to }: FolderCopy, uidValidity: string): Promise<void> {
  await ledger.forgetTarget(to, uidValidity);
  tally.note(
    'target-folder-replaced',
    from.path,
    text(
      `"${to}" was put back to an earlier state: its messages are recognised by content`,
      `« ${to} » a été remis dans un état antérieur : ses messages sont reconnus à leur contenu`,
    ),
  );
}

async function wanted(work: Work): Promise<MessageEntry[]> {
  const { from, source, signal, keepSince, rows } = work;
  const all: MessageEntry[] = [];
  for await (const entry of source.entries(from.path, { all: true }, signal)) all.push(entry);
  const entries = all.filter((entry) => keepSince === undefined || entry.receivedAt >= keepSince);
  const recorded = entries.filter((entry) => rows.get(entry.uid)?.state === 'done');
  work.tally.found({
    messages: all.length,
    bytes: bytesOf(entries),
    recorded: recorded.length,
    recordedBytes: bytesOf(recorded),
    tooOld: all.length - entries.length,
  });
  return entries;
}

function bytesOf(entries: readonly { readonly size: number }[]): number {
  return entries.reduce((sum, entry) => sum + entry.size, 0);
}

async function bringMissing(work: Work, missing: readonly MessageEntry[]): Promise<void> {
  const held = await recognise(work, missing);
  const absent = missing.filter((entry) => !held.has(entry.uid));
  await work.ledger.markWriting(work.from.path, work.writing.state.uidNext);
  const to = { ...flagTarget(work), writing: work.writing };
  for await (const batch of readBatches(work.source, work.from.path, absent, work.signal)) {
    const { rows, failure } = await writeBatch(to, batch.messages);
    await record(work, [...rows, ...unreadableRows(batch)]);
    if (failure) throw failure.error;
    work.tally.vanished(batch.vanished.length);
    stopIfAsked(work.signal);
  }
  await work.ledger.markWriting(work.from.path, undefined);
}

function flagTarget({ target, to: folder, signal, tally, from }: Work): FlagTarget {
  return { target, folder, signal, note: (kind, told) => tally.note(kind, from.path, told) };
}

/** UIDs of the missing messages that turned out to be at the target, now recorded. */
async function recognise(work: Work, missing: readonly MessageEntry[]): Promise<ReadonlySet<number>> {
  const { source, target, from, to, ledger, writing, signal } = work;
  if (writing.state.messages === 0) return new Set();
  const accounted = await ledger.accounted(to, writing.state.uidValidity);
  const sides = [
    { store: source, folder: from.path },
    { store: target, folder: to },
  ] as const;
  const held = await findHeld(...sides, missing, accounted, work.writtenFrom, signal);
  for (const one of held) if (one.isAltered) tellAltered(work, one);
  await addFlags(work, held);
  const rows = held.map(heldRow);
  await keep(work, rows);
  work.tally.recognised(rows.length, bytesOf(rows));
  return new Set(rows.map((row) => row.uid));
}

/** Flags that the source has are added to what was found; none is taken away, since somebody may have set it there. */
async function addFlags(work: Work, held: readonly Held[]): Promise<void> {
  for (const one of held) {
    const add = flagDifference(one.target.flags, sortFlags(one.entry.flags).carried).add;
    if (add.length > 0) await changeFlags(flagTarget(work), [one.target.uid], { add, remove: [] });
  }
}

function tellAltered({ tally, from }: Work, { entry: { uid } }: Held): void {
  tally.note(
    'altered-by-target',
    from.path,
    text(
      `UID ${uid}: the target holds it with other bytes than were sent`,
      `UID ${uid} : la cible la détient avec d’autres octets que ceux envoyés`,
    ),
  );
}

function heldRow({ entry, target, sha256 }: Held): MessageRow {
  const { uid, flags, size } = entry;
  return { uid, state: 'done', targetUid: target.uid, flags, size, sha256 };
}

function unreadableRows({ unreadable }: ReadBatch): MessageRow[] {
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

async function keep({ ledger, from, rows: known }: Work, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ledger.record(from.path, rows);
  for (const row of rows) known.set(row.uid, row);
}

async function bringChangedFlags(work: Work, entries: readonly MessageEntry[]): Promise<void> {
  const rows = await bringFlags(flagTarget(work), entries, work.rows);
  await keep(work, rows);
  work.tally.flagsChanged(rows.length);
}

/** Settled: nothing is left to try, so that an unchanged folder need not be looked into again. */
async function settle(work: Work, entries: readonly MessageEntry[]): Promise<void> {
  const { ledger, from, rows, keepSince, tally } = work;
  const refused = entries.filter((entry) => rows.get(entry.uid)?.state === 'refused').length;
  tally.refused(refused);
  if (refused === 0 && keepSince === undefined && from.state?.uidValidity === work.uidValidity)
    await ledger.settleFolder(from.path, from.state);
}
