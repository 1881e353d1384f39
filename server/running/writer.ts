/**
 * Puts a batch of messages into one target folder, sees that they arrived as they were sent, and says what may be recorded.
 * Knows neither the source nor the ledger. What was acknowledged before a failure is told with the failure, so that it is recorded: a
 * target that alters what it stores could not be asked for it by content.
 */
import { type Text, text, type Words } from '../planning/text.ts';
import { changeFlags } from './change-flags.ts';
import { failureOf } from './failures.ts';
import { withGrace } from './grace.ts';
import { headerBlock, readHeaderFields } from './header-fields.ts';
import { flagDifference, isSystemFlag, sortFlags } from './message-flags.ts';
import type { FolderWriting, MailTarget, MessageEntry, MessageRow, Note, Refusal } from './ports.ts';
import type { ReadMessage } from './reader.ts';

export interface WritingFolder {
  readonly target: MailTarget;
  readonly folder: string;
  readonly writing: FolderWriting;
  readonly signal: AbortSignal;
  readonly note: (kind: Note['kind'], told: Words) => void;
}

interface Acknowledged {
  readonly message: ReadMessage;
  /** The flags it shall have; not all of them need have been sent along. */
  readonly wished: readonly string[];
  readonly uid: number | undefined;
}

export interface Written {
  readonly rows: readonly MessageRow[];
  /** What ended the batch early, to be thrown once the rows are recorded. */
  readonly failure?: { readonly error: unknown };
}

/** Rows for all messages of the batch; for those before the interruption or the failure, if there is one. */
export async function writeBatch(to: WritingFolder, messages: readonly ReadMessage[]): Promise<Written> {
  const outcomes: (Acknowledged | MessageRow)[] = [];
  const failure = await failureIn(async () => {
    for (const message of messages) {
      if (to.signal.aborted) break;
      outcomes.push(await writeOne(to, message));
    }
  });
  const rows = outcomes.filter((outcome) => 'state' in outcome);
  const acknowledged = outcomes.filter(isAcknowledged);
  // An interruption does not keep what is done from being recorded.
  const unseen = await failureIn(() =>
    withGrace(to.signal, async (signal) => {
      for await (const row of seenAtTarget({ ...to, signal }, acknowledged)) rows.push(row);
    }),
  );
  const first = failure ?? unseen;
  return { rows, ...(first && { failure: first }) };
}

function isAcknowledged(outcome: Acknowledged | MessageRow): outcome is Acknowledged {
  return 'message' in outcome;
}

async function failureIn(action: () => Promise<void>): Promise<Written['failure']> {
  try {
    await action();
    return undefined;
  } catch (error) {
    return { error };
  }
}

async function writeOne(to: WritingFolder, message: ReadMessage): Promise<Acknowledged | MessageRow> {
  const { carried, leftOut } = sortFlags(message.entry.flags, to.writing.permanentFlags);
  if (leftOut.length > 0) to.note('flag-left-out', notCarried(leftOut));
  const refusal = await append(to, message, carried);
  if (!('words' in refusal)) return refusal;
  const system = carried.filter(isSystemFlag);
  if (system.length === carried.length) return refusedRow(message, refusal.words);
  return withoutKeywords(to, message, carried, system, refusal.words);
}

const notCarried = (flags: readonly string[]): Text =>
  text(`${flags.join(' ')} cannot be carried`, `${flags.join(' ')} ne peut pas être transmis`);

/** One keyword that a server finds too long must not cost the message, nor the other keywords: those are set once it is there. */
async function withoutKeywords(
  to: WritingFolder,
  message: ReadMessage,
  carried: readonly string[],
  system: readonly string[],
  words: Words,
): Promise<Acknowledged | MessageRow> {
  const outcome = await append(to, message, system);
  return 'words' in outcome ? refusedRow(message, words) : { ...outcome, wished: carried };
}

async function append(
  to: WritingFolder,
  message: ReadMessage,
  flags: readonly string[],
): Promise<Acknowledged | { readonly words: Words }> {
  const { content, entry } = message;
  try {
    const { uid } = await to.target.append(
      to.folder,
      { content, flags, receivedAt: entry.receivedAt },
      to.signal,
    );
    return { message, wished: flags, uid };
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.kind === 'refused' && failure.reach === 'message') return { words: failure.words };
    throw error;
  }
}

function refusedRow(message: ReadMessage, words: Words): MessageRow {
  const { entry, sha256, content } = message;
  const refusal: Refusal = { words, ...readHeaderFields(headerBlock(content)) };
  return { uid: entry.uid, state: 'refused', flags: entry.flags, size: entry.size, sha256, refusal };
}

/** Asks the target for what it just acknowledged: present, of the same size, with its flags. */
async function* seenAtTarget(
  to: WritingFolder,
  acknowledged: readonly Acknowledged[],
): AsyncIterable<MessageRow> {
  if (acknowledged.length === 0) return;
  const { signal } = to;
  const known = acknowledged.map(({ uid }) => uid).filter((uid) => uid !== undefined);
  const which = known.length === acknowledged.length ? { uids: known } : { from: to.writing.state.uidNext };
  const found: MessageEntry[] = [];
  for await (const entry of to.target.entries(to.folder, which, signal)) found.push(entry);
  for (const one of acknowledged) yield await compare(to, one, takeOwn(found, one), signal);
}

/** By UID; without UIDPLUS, the first that looks the same and is not taken. */
function takeOwn(found: MessageEntry[], { uid, message: { content, entry } }: Acknowledged) {
  const at = found.findIndex((candidate) =>
    uid === undefined
      ? candidate.size === content.length && sameInstant(candidate.receivedAt, entry.receivedAt)
      : candidate.uid === uid,
  );
  return at < 0 ? undefined : found.splice(at, 1)[0];
}

function sameInstant(one: Date, other: Date): boolean {
  return Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000);
}

const notListed = text(
  'the target acknowledged it, and does not list it',
  'la cible l’a accepté, et ne le liste pas',
);

const altered = (uid: number, sent: number, told: number): Text =>
  text(
    `UID ${uid}: ${sent} bytes were sent, the target tells ${told}`,
    `UID ${uid} : ${sent} octets envoyés, la cible en annonce ${told}`,
  );

async function compare(
  to: WritingFolder,
  one: Acknowledged,
  seen: MessageEntry | undefined,
  signal: AbortSignal,
) {
  const { message, wished } = one;
  const { entry, content, sha256 } = message;
  if (!seen) return refusedRow(message, notListed);
  if (seen.size !== content.length) {
    to.note('altered-by-target', altered(entry.uid, content.length, seen.size));
  }
  const missing = flagDifference(seen.flags, wished).add;
  if (missing.length > 0) await changeFlags({ ...to, signal }, [seen.uid], { add: missing, remove: [] });
  const done = {
    uid: entry.uid,
    state: 'done',
    targetUid: seen.uid,
    flags: entry.flags,
    size: content.length,
    sha256,
  };
  return done as MessageRow;
}
