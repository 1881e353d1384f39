/** One folder's copy as it is begun: what it is given, and what both ends and the ledger say of the folder. */

import { text, type Words } from '../../planning/text.ts';
import { both } from '../at-once.ts';
import type {
  Folder,
  FolderRecord,
  FolderState,
  FolderWriting,
  MailboxLedger,
  MailSource,
  MailTarget,
  MessageEntry,
  MessageRow,
  Note,
} from '../ports.ts';
import type { FlagTarget } from './change-flags.ts';
import { everyUid } from './every-uid.ts';
import type { GoneMessages } from './gone-messages.ts';
import { whenStill } from './late-doubles.ts';

export interface FolderCopy {
  readonly from: Folder;
  readonly to: string;
  readonly source: MailSource;
  readonly target: MailTarget;
  readonly ledger: MailboxLedger;
  /** What has left folders of the source since it was copied. */
  readonly gone: GoneMessages;
  /** Finds what has left since, among what may be these messages, which seem new. */
  readonly lookForMoved: (missing: readonly MessageEntry[], state: FolderState) => Promise<void>;
  readonly rules: FolderRules;
  /** Large messages whose reading broke off in this run, by UID, and how often. */
  readonly broken: Map<number, number>;
  readonly signal: AbortSignal;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly tally: FolderTally;
}

export interface FolderRules {
  readonly keepSince: Date | undefined;
  /** Newest messages first: the order at the target is then not that of the source. */
  readonly newestFirst: boolean;
  /** What is gone at the target was deleted by its people, and is not brought again. */
  readonly isOpen: boolean;
  readonly mirrorsDeletions: boolean;
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

export interface Work extends FolderCopy {
  /** The source folder's state, as it was opened. */
  readonly state: FolderState;
  readonly writing: FolderWriting;
  /** As it stood before this run. */
  readonly record: FolderRecord | undefined;
  /** The target UID from which an earlier attempt may have left messages unrecorded. */
  readonly writtenFrom: number | undefined;
  readonly rows: Map<number, MessageRow>;
  /** UIDs at the target. */
  readonly there: ReadonlySet<number>;
  /** Those that no row stands for. */
  readonly strangers: readonly number[];
}

export async function begin(copy: FolderCopy): Promise<Work> {
  const { from, to, source, target, ledger, signal } = copy;
  // The state as it is opened, not the listing's, which may be hours old: the folder may have been made again since.
  const before = (await ledger.folders()).find((record) => record.folder === from.path);
  const isInterrupted = before?.target === to && before.writingFrom !== undefined;
  const [writing, state] = await both(
    isInterrupted ? whenStill(copy) : target.openForWriting(to, signal),
    source.openForReading(from.path, signal),
  );
  const { uidValidity } = state;
  const targetUidValidity = writing.state.uidValidity;
  tellReplaced(copy, before, uidValidity, targetUidValidity);
  if (await isPutBack(ledger, to, writing.state)) await forgetPutBack(copy, targetUidValidity);
  await ledger.beginFolder({ folder: from.path, uidValidity, target: to, targetUidValidity });
  const rows = new Map(await ledger.rows(from.path, uidValidity));
  const writtenFrom = (await ledger.folders()).find((record) => record.folder === from.path)?.writingFrom;
  const there = await everyUid(target, to, writing.state, signal);
  const accounted = there.length === 0 ? new Set() : await ledger.accounted(to, targetUidValidity);
  const strangers = there.filter((uid) => !accounted.has(uid));
  // What was settled holds only for the rows that it was settled with.
  const record = rows.size > 0 || before?.settled?.messages === 0 ? before : undefined;
  return { ...copy, state, writing, record, writtenFrom, rows, there: new Set(there), strangers };
}

function tellReplaced(
  { to, from, tally }: FolderCopy,
  before: FolderRecord | undefined,
  uidValidity: string,
  targetUidValidity: string,
): void {
  if (before && before.uidValidity !== uidValidity) {
    tally.note(
      'source-folder-replaced',
      from.path,
      text(
        'has a new UIDVALIDITY: its messages are recognised by content',
        'a un nouvel UIDVALIDITY\u00A0: ses messages sont reconnus à leur contenu',
      ),
    );
  }
  if (before && before.target === to && before.targetUidValidity !== targetUidValidity) {
    tally.note(
      'target-folder-replaced',
      from.path,
      text(
        `"${to}" is not the folder of before: its messages are recognised by content`,
        `«\u00A0${to}\u00A0» n’est plus le même dossier\u00A0: ses messages sont reconnus à leur contenu`,
      ),
    );
  }
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
async function forgetPutBack(
  { ledger, gone, tally, from, to }: FolderCopy,
  uidValidity: string,
): Promise<void> {
  await ledger.forgetTarget(to, uidValidity);
  gone.forgetTarget(to);
  tally.note(
    'target-folder-replaced',
    from.path,
    text(
      `"${to}" was put back to an earlier state: its messages are recognised by content`,
      `«\u00A0${to}\u00A0» a été remis dans un état antérieur\u00A0: ses messages sont reconnus à leur contenu`,
    ),
  );
}

/** Rows whose message has gone from the target before its people worked there: they are taken back. Returns their UIDs. */
export async function forgetLost(work: Work): Promise<number[]> {
  const { to, there, rows, rules, from, tally } = work;
  if (rules.isOpen) return [];
  const isLost = ({ targetUid }: MessageRow) => targetUid !== undefined && !there.has(targetUid);
  const lost = [...rows.values()].filter(isLost).map(({ uid }) => uid);
  if (lost.length === 0) return [];
  await forget(work, from.path, lost);
  tally.note(
    'target-folder-replaced',
    from.path,
    text(
      `${lost.length} messages were gone from "${to}" and are copied again`,
      `${lost.length} messages avaient disparu de «\u00A0${to}\u00A0» et sont recopiés`,
    ),
  );
  return lost;
}

/** On disk first, and known from then on. */
export async function keep({ ledger, from, rows: known }: Work, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ledger.record(from.path, rows);
  for (const row of rows) known.set(row.uid, row);
}

/** Rows of any folder of the source, this one or another: on disk, and in what this folder's copy goes on with. */
export async function forget({ ledger, from, rows }: Work, folder: string, uids: readonly number[]) {
  await ledger.forgetRows(folder, uids);
  if (folder === from.path) for (const uid of uids) rows.delete(uid);
}

export function flagTarget({ target, to: folder, signal, tally, from }: Work): FlagTarget {
  return { target, folder, signal, note: (kind, told) => tally.note(kind, from.path, told) };
}

export function bytesOf(entries: readonly { readonly size: number }[]): number {
  return entries.reduce((sum, entry) => sum + entry.size, 0);
}
