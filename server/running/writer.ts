/**
 * Puts a batch of messages into one target folder, sees that they arrived as they were sent, and says what may be recorded.
 * Knows neither the source nor the ledger. Whatever it throws, nothing of the batch counts as done: the caller reconciles.
 */
import { inLanguage, type Text, text, type Words } from '../planning/text.ts';
import { failureOf } from './failures.ts';
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
  readonly sent: readonly string[];
  readonly uid: number | undefined;
}

/** Rows for all messages of the batch; for those before the interruption, if the signal aborts. */
export async function writeBatch(to: WritingFolder, messages: readonly ReadMessage[]): Promise<MessageRow[]> {
  const acknowledged: Acknowledged[] = [];
  const rows: MessageRow[] = [];
  for (const message of messages) {
    if (to.signal.aborted) break;
    const outcome = await writeOne(to, message);
    if ('state' in outcome) rows.push(outcome);
    else acknowledged.push(outcome);
  }
  return [...rows, ...(await seenAtTarget(to, acknowledged))];
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

/** One keyword that a server finds too long must not cost the message. */
async function withoutKeywords(
  to: WritingFolder,
  message: ReadMessage,
  carried: readonly string[],
  system: readonly string[],
  words: Words,
): Promise<Acknowledged | MessageRow> {
  const outcome = await append(to, message, system);
  if ('words' in outcome) return refusedRow(message, words);
  to.note('flag-left-out', keywordsRefused(flagDifference(system, carried).add, words));
  return outcome;
}

function keywordsRefused(keywords: readonly string[], words: Words): Text {
  const named = keywords.join(' ');
  return text(
    `${named} is refused by the target (${inLanguage('en', words)})`,
    `${named} est refusé par la cible (${inLanguage('fr', words)})`,
  );
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
    return { message, sent: flags, uid };
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
async function seenAtTarget(to: WritingFolder, acknowledged: readonly Acknowledged[]): Promise<MessageRow[]> {
  if (acknowledged.length === 0) return [];
  // An interruption does not keep what is done from being recorded.
  const signal = AbortSignal.timeout(60_000);
  const known = acknowledged.map(({ uid }) => uid).filter((uid) => uid !== undefined);
  const which = known.length === acknowledged.length ? { uids: known } : { from: to.writing.state.uidNext };
  const found: MessageEntry[] = [];
  for await (const entry of to.target.entries(to.folder, which, signal)) found.push(entry);
  const rows: MessageRow[] = [];
  for (const one of acknowledged) rows.push(await compare(to, one, takeOwn(found, one), signal));
  return rows;
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
  const { message, sent } = one;
  const { entry, content, sha256 } = message;
  if (!seen) return refusedRow(message, notListed);
  if (seen.size !== content.length) {
    to.note('altered-by-target', altered(entry.uid, content.length, seen.size));
  }
  const missing = flagDifference(seen.flags, sent).add;
  if (missing.length > 0)
    await to.target.changeFlags(to.folder, [seen.uid], { add: missing, remove: [] }, signal);
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
