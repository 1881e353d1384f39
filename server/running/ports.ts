/**
 * What copying and verifying need of the world: a place to read mail from, a place to put it, a memory, a clock.
 * Nothing here knows a protocol, a file or a screen.
 */
import type { NameLimits } from '../language/facts/name-limits.ts';
import type { Text, Words } from '../planning/text.ts';
import type { Failure } from './failures.ts';

/** The uses RFC 6154 names, the one RFC 3501 does, and that of RFC 8457. */
export type FolderUse =
  | 'inbox'
  | 'sent'
  | 'drafts'
  | 'junk'
  | 'trash'
  | 'archive'
  | 'all'
  | 'flagged'
  | 'important';

export interface FolderState {
  /** UIDs of two folders or two moments compare only under the same UIDVALIDITY (RFC 3501, 2.3.1.1). */
  readonly uidValidity: string;
  readonly uidNext: number;
  readonly messages: number;
  /** Changes whenever a message or a flag does (RFC 7162), where the server keeps it. */
  readonly highestModseq?: string;
  /** A message that left it may come again under its UID of before: into what is shown of labels, into files that people move about. */
  readonly mayTakeBack?: boolean;
}

export interface Folder {
  /** Decoded, with the server's own delimiter, with its namespace prefix. */
  readonly path: string;
  readonly delimiter: string;
  /** What the server itself declares the folder to be for. Never guessed from its name. */
  readonly use?: FolderUse;
  /** False for a name that only holds other folders. */
  readonly selectable: boolean;
  readonly subscribed: boolean;
  /** Absent when the folder cannot be opened. */
  readonly state?: FolderState;
}

export interface FolderList {
  readonly folders: readonly Folder[];
  /** What every personal folder but INBOX begins with: `INBOX.`, or nothing. */
  readonly prefix: string;
  readonly delimiter: string;
  /** What the store takes as names of new folders, where that is known. */
  readonly names?: NameLimits;
  /** What a person should know of how the folders are told: labels of Gmail that were folded. */
  readonly notes?: readonly Note[];
}

/** A message without its content. */
export interface MessageEntry {
  readonly uid: number;
  readonly size: number;
  /** System flags and keywords, as the server spells them, without `\Recent`. */
  readonly flags: readonly string[];
  /** INTERNALDATE. */
  readonly receivedAt: Date;
}

/** The cheap first look by which a message is recognised on another system; its bytes decide. */
export interface MessageLook extends MessageEntry {
  readonly messageId: string;
  readonly date: string;
  readonly subject: string;
}

/** A message's bytes: at once, or piece by piece where they would be too many to hold. */
export type Content = Buffer | LargeContent;

export interface LargeContent {
  /** In bytes, exactly. */
  readonly size: number;
  /** Read from the start each time it is asked for; nothing else may be asked of the store meanwhile. */
  pieces(signal: AbortSignal): AsyncIterable<Buffer>;
}

export interface Message {
  readonly uid: number;
  /** A large one is read before the next message is asked for, or not at all. */
  readonly content: Content;
}

/** All messages of a folder, those from a UID on, or these. */
export type Selection =
  | { readonly all: true }
  | { readonly from: number }
  | { readonly uids: readonly number[] };

export interface FolderChanges {
  /** New messages, and those whose flags changed. */
  readonly entries: readonly MessageEntry[];
  /** UIDs that are gone, others among them that never were; absent where the store does not tell. */
  readonly vanished?: readonly number[];
}

/**
 * What can be asked of any mail store. Everything is read without a trace: no `\Seen` is set. One iteration at a time: it holds the
 * store until it is over. Of a folder that was opened, what is told is as of that opening, and of what this store did itself since.
 */
export interface MailReading {
  folders(signal: AbortSignal): Promise<FolderList>;
  /**
   * The folder's state now. Whatever this store is asked about the folder from then on is about this one: where its name belongs to
   * another meanwhile (another UIDVALIDITY), a `transient` failure says so, and it is opened again.
   */
  openForReading(folder: string, signal: AbortSignal): Promise<FolderState>;
  /** UIDs that are there, ascending. */
  uids(folder: string, signal: AbortSignal): Promise<readonly number[]>;
  /** In ascending UID order. Asked for all, it tells all or fails: a `transient` failure of reach `message`. */
  entries(folder: string, which: Selection, signal: AbortSignal): AsyncIterable<MessageEntry>;
  /**
   * What changed since a HIGHESTMODSEQ that this folder told under the same UIDVALIDITY (RFC 7162). Undefined where the store keeps
   * none, or may not have told all: whole lists are compared then.
   */
  changes(folder: string, sinceModseq: string, signal: AbortSignal): Promise<FolderChanges | undefined>;
  looks(folder: string, which: Selection, signal: AbortSignal): AsyncIterable<MessageLook>;
  /**
   * Byte for byte, in the order asked for. Messages that are gone are left out, and so are those of which nothing is handed out though
   * the folder lists a size. `size` is that size, by which the store asks for no more at once than it may hold.
   */
  messages(
    folder: string,
    wanted: readonly Pick<MessageEntry, 'uid' | 'size'>[],
    signal: AbortSignal,
  ): AsyncIterable<Message>;
  close(): Promise<void>;
}

/** A place mail is read from. There is no way to write through it, and there shall be none. */
export interface MailSource extends MailReading {
  readonly role: 'source';
  /** To open it once more is dear: it is read by one connection alone. */
  readonly isDear?: boolean;
}

export interface NewMessage {
  readonly content: Content;
  readonly flags: readonly string[];
  readonly receivedAt: Date;
}

/** What became of one message that was to be added. */
export type AppendOutcome =
  /** Acknowledged. The UID is absent where the server does not tell (no UIDPLUS, RFC 4315). */
  | { readonly kind: 'appended'; readonly uid?: number }
  /** It is not there, and the failure says why. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** The connection was lost before the answer: nobody knows. */
  | { readonly kind: 'unknown'; readonly failure: Failure }
  /** It was not sent, since something went wrong before it. */
  | { readonly kind: 'unsent'; readonly failure: Failure };

export interface FlagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What a folder of the target takes. */
export interface FolderWriting {
  readonly state: FolderState;
  /** Undefined: any keyword may be made (`\*` in PERMANENTFLAGS). Otherwise only these flags stay. */
  readonly permanentFlags?: readonly string[];
}

/** A place mail is put. It moves and deletes nothing but the messages that it is told by their UIDs. */
export interface MailTarget extends MailReading {
  readonly role: 'target';
  /** How messages are sent to it, for the log: `MULTIAPPEND with LITERAL+`. */
  readonly way: string;
  /** Connections that it has for single messages, where each costs a round trip; 1 where it is not given. */
  readonly lanes?: number;
  /** `use`: what it is to be declared for, where the store can (CREATE-SPECIAL-USE, RFC 6154); it is made without where it cannot. */
  createFolder(folder: string, signal: AbortSignal, use?: FolderUse): Promise<void>;
  subscribe(folder: string, signal: AbortSignal): Promise<void>;
  /** Binds the store to this folder as `openForReading` does. */
  openForWriting(folder: string, signal: AbortSignal): Promise<FolderWriting>;
  /**
   * Adds messages, in this order where the store keeps one, and says what became of each, in the order given. A call may be made
   * before the last one has answered: it is sent after it. Throws nothing but faults of this program.
   */
  append(
    folder: string,
    messages: readonly NewMessage[],
    signal: AbortSignal,
  ): Promise<readonly AppendOutcome[]>;
  changeFlags(
    folder: string,
    uids: readonly number[],
    change: FlagChange,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Moves messages to another folder, with their flags and dates (RFC 6851, or COPY and UID EXPUNGE). Returns the new UID of each
   * that was there, by its old one; `undefined` for one that the server does not tell. A `refused` failure where it cannot.
   */
  move(
    folder: string,
    uids: readonly number[],
    to: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, number | undefined>>;
  /** Deletes exactly these messages (UID EXPUNGE, RFC 4315); a `refused` failure where the server can only expunge all. */
  remove(folder: string, uids: readonly number[], signal: AbortSignal): Promise<void>;
}

/** One mailbox's copy, named as it is in the ledger: stable from run to run, whatever the lot or the phase. */
export interface CopyKey {
  readonly source: { readonly endpoint: string; readonly mailbox: string };
  readonly target: { readonly endpoint: string; readonly mailbox: string };
}

export interface MessageRow {
  readonly uid: number;
  /** `done`: acknowledged by the target and seen there. `refused`: the target would not have it. */
  readonly state: 'done' | 'refused';
  readonly targetUid?: number;
  /** The source's flags when they were last brought over. */
  readonly flags: readonly string[];
  readonly size: number;
  /** SHA-256 of the bytes, hexadecimal. Absent for a refused message that was never read. */
  readonly sha256?: string;
  readonly refusal?: Refusal;
}

/** Why a message is not at the target, in words a person can act on. */
export interface Refusal {
  readonly words: Words;
  readonly subject: string;
  readonly date: string;
  readonly messageId: string;
}

export interface FolderRecord {
  readonly folder: string;
  readonly uidValidity: string;
  readonly target: string;
  readonly targetUidValidity: string;
  /** The source's state when everything in it was last settled; absent while a copy is under way. */
  readonly settled?: FolderState;
  /** How many messages of it the target folder held then. */
  readonly settledTarget?: number;
  /** The target's UIDNEXT before messages were put there of which some may have no row; 0 where rows were forgotten, or it is not told. */
  readonly writingFrom?: number;
}

export interface RefusedMessage extends Refusal {
  readonly folder: string;
  readonly uid: number;
  readonly size: number;
}

/** What is remembered of one mailbox's copy. */
export interface MailboxLedger {
  folders(): Promise<readonly FolderRecord[]>;
  /** Rows of a source folder; empty if its UIDVALIDITY is not this one. */
  rows(folder: string, uidValidity: string): Promise<ReadonlyMap<number, MessageRow>>;
  /** UIDs of a target folder that some source folder's rows account for. */
  accounted(target: string, targetUidValidity: string): Promise<ReadonlySet<number>>;
  /** Begins (or renews) a folder. Rows recorded under another UIDVALIDITY of either side are forgotten with it. */
  beginFolder(record: FolderRecord): Promise<void>;
  /** Forgets all rows of messages in a target folder: what they say of it is no longer so. */
  forgetTarget(target: string, targetUidValidity: string): Promise<void>;
  /** The highest UID that rows account for in a target folder; 0 if there are none. */
  highestTargetUid(target: string, targetUidValidity: string): Promise<number>;
  /** Before messages are put at the target, its UIDNEXT; undefined once every one of them has its row. */
  markWriting(folder: string, from: number | undefined): Promise<void>;
  /** All or nothing, and on disk when it returns. */
  record(folder: string, rows: readonly MessageRow[]): Promise<void>;
  /** Takes rows back: what they say is so no more. */
  forgetRows(folder: string, uids: readonly number[]): Promise<void>;
  settleFolder(folder: string, state: FolderState, targetMessages: number): Promise<void>;
  refused(): Promise<readonly RefusedMessage[]>;
  setState(state: MailboxState, detail?: Words): Promise<void>;
}

/** The states an admin knows from Microsoft's batches. */
export type MailboxState =
  | 'Created'
  | 'Validating'
  | 'Provisioning'
  | 'Queued'
  | 'Syncing'
  | 'Synced'
  | 'IncrementalSyncing'
  | 'Completing'
  | 'Completed'
  | 'CompletedWithWarnings'
  | 'Failed'
  | 'Stopped';

/** Kept up to date with every batch, so that status never counts millions of rows. */
export interface MailboxStatus {
  readonly key: CopyKey;
  readonly state: MailboxState;
  readonly detail: Words;
  readonly done: number;
  readonly refused: number;
  readonly bytes: number;
  readonly updatedAt: Date;
}

/** What is remembered of a step other than copying mail: that it was done, by a run or by hand, or since when it waits. */
export interface StepRecord {
  readonly endpoint: string;
  /** The step's own. */
  readonly key: string;
  /** `by-hand`: somebody said that it is done. */
  readonly state: 'done' | 'waiting' | 'by-hand';
  /** The target's own, of what was made: another object under the same address is another one. */
  readonly id?: string;
  /** Since when it is so. */
  readonly since: Date;
}

export interface Ledger {
  /** What happened on opening that a person must know: a damaged one was set aside. */
  readonly notices: readonly Text[];
  mailbox(key: CopyKey): Promise<MailboxLedger>;
  statuses(): Promise<readonly MailboxStatus[]>;
  steps(): Promise<readonly StepRecord[]>;
  /** On disk when it returns. What is recorded anew in the same state keeps its `since`. */
  recordStep(record: StepRecord): Promise<void>;
  close(): Promise<void>;
}

export interface Clock {
  now(): Date;
  /** Returns early, without an error, when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** A thing a person should know that is not a failure. */
export interface Note {
  readonly kind:
    | 'folder-renamed'
    | 'folder-merged'
    | 'folder-case-clash'
    | 'folder-excluded'
    | 'folder-unreadable'
    | 'folder-refused'
    | 'subscription-refused'
    | 'target-folder-replaced'
    | 'source-folder-replaced'
    | 'flag-left-out'
    | 'altered-by-target'
    | 'moved'
    | 'deleted'
    | 'taken-back'
    | 'labels-folded'
    /** What the store holds and does not hand over: an archive's files that are no mail, links out of it, what was deleted. */
    | 'left-out'
    | 'nul-bytes';
  readonly folder: string;
  readonly text: Words;
}

export interface Progress {
  readonly folder: string;
  /** Messages and bytes settled so far, and how many there are to settle in the folders seen so far. */
  readonly messages: number;
  readonly ofMessages: number;
  readonly bytes: number;
  readonly ofBytes: number;
  /** Of these, what this run copied or recognised itself: how fast it goes is measured by it. */
  readonly worked: { readonly messages: number; readonly bytes: number };
}

export type OnProgress = (progress: Progress) => void;
export type OnFailure = (failure: Failure, attempt: number) => void;
