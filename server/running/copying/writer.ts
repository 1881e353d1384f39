/**
 * Puts a batch of messages into one target folder, sees that they arrived as they were sent, and says what may be recorded.
 * Knows neither the source nor the ledger. What was acknowledged before a failure is told with the failure, so that it is recorded: a
 * target that alters what it stores could not be asked for it by content. Several batches may be under way.
 */
import { type Text, text, type Words } from '../../planning/text.ts';
import { type Failure, MailFailure } from '../failures.ts';
import { withGrace } from '../grace.ts';
import { flagDifference, isSystemFlag, sortFlags } from '../message-flags.ts';
import type {
  AppendOutcome,
  FolderWriting,
  MailTarget,
  MessageEntry,
  MessageLook,
  MessageRow,
  Note,
  Refusal,
} from '../ports.ts';
import { changeFlags } from './change-flags.ts';
import { findUntold, type Own, takeTold } from './own-entries.ts';
import type { ReadMessage } from './reader.ts';

export interface WritingFolder {
  readonly target: MailTarget;
  readonly folder: string;
  readonly writing: FolderWriting;
  readonly signal: AbortSignal;
  readonly note: (kind: Note['kind'], told: Words) => void;
  /** UIDs in it that were there before, or that rows stand for: none of them is of what is written now. */
  readonly taken: Iterable<number>;
}

export interface Written {
  readonly rows: readonly MessageRow[];
  /** What ended the batch early, to be thrown once the rows are recorded. */
  readonly failure?: { readonly error: unknown };
}

/** A message on its way, with the flags it shall have; not all of them need be sent along. */
interface Sent {
  readonly message: ReadMessage;
  readonly wished: readonly string[];
  readonly outcome: AppendOutcome;
}

interface Acknowledged {
  readonly message: ReadMessage;
  readonly wished: readonly string[];
  readonly uid: number | undefined;
}

/** One target folder during one attempt: it knows which messages there are spoken for, where the server does not tell UIDs. */
export class FolderWriter {
  readonly #to: WritingFolder;
  readonly #taken: Set<number>;
  #looking: Promise<unknown> = Promise.resolve();
  #hasSeenAll = true;

  constructor(to: WritingFolder) {
    this.#to = to;
    this.#taken = new Set(to.taken);
  }

  /** False once something was acknowledged and not found: it may be there without a row. */
  get hasSeenAll(): boolean {
    return this.#hasSeenAll;
  }

  /** Rows for all messages of the batch; for those before the interruption or the failure, if there is one. */
  async write(messages: readonly ReadMessage[]): Promise<Written> {
    const sent = await this.#send(messages, (message) => this.#carried(message));
    const settled = await this.#withoutKeywords(sent);
    const rows = settled.flatMap(refusedRows);
    const acknowledged = settled.flatMap(acknowledgedOf);
    // An interruption does not keep what is done from being recorded.
    const unseen = await failureIn(() =>
      withGrace(this.#to.signal, async (signal) => {
        for (const row of await this.#seen(acknowledged, signal)) rows.push(row);
      }),
    );
    const stopped = settled.map(({ outcome }) => stopIn(outcome)).find((failure) => failure !== undefined);
    const failure = stopped ? { error: new MailFailure(stopped) } : unseen;
    return { rows, ...(failure && { failure }) };
  }

  #carried({ entry }: ReadMessage): readonly string[] {
    const { carried, leftOut } = sortFlags(entry.flags, this.#to.writing.permanentFlags);
    if (leftOut.length > 0) this.#to.note('flag-left-out', notCarried(leftOut));
    return carried;
  }

  async #send(
    messages: readonly ReadMessage[],
    flagsOf: (message: ReadMessage) => readonly string[],
  ): Promise<Sent[]> {
    const { target, folder, signal } = this.#to;
    if (messages.length === 0) return [];
    const wished = messages.map(flagsOf);
    const outcomes = await target.append(
      folder,
      messages.map(({ content, entry: { receivedAt } }, at) => ({
        content,
        flags: wished[at] ?? [],
        receivedAt,
      })),
      signal,
    );
    return messages.map((message, at) => ({
      message,
      wished: wished[at] ?? [],
      outcome: outcomes[at] ?? missingOutcome(folder),
    }));
  }

  /** One keyword that a server finds too long must not cost the message, nor the other keywords: those are set once it is there. */
  async #withoutKeywords(sent: readonly Sent[]): Promise<readonly Sent[]> {
    const again = sent.filter(({ outcome, wished }) => isRefused(outcome) && !wished.every(isSystemFlag));
    if (again.length === 0) return sent;
    const wishes = new Map(again.map(({ message, wished }) => [message, wished]));
    const plain = (message: ReadMessage) => (wishes.get(message) ?? []).filter(isSystemFlag);
    const results = await this.#send([...wishes.keys()], plain);
    const anew = new Map(results.map((one) => [one.message, one]));
    return sent.map((one) => {
      const second = anew.get(one.message);
      if (!second) return one;
      // The words of the first refusal say more: they are about all of it.
      return isRefused(second.outcome) ? one : { ...second, wished: one.wished };
    });
  }

  /** Asks the target for what it just acknowledged: present, of the same size, with its flags. */
  async #seen(acknowledged: readonly Acknowledged[], signal: AbortSignal): Promise<MessageRow[]> {
    if (acknowledged.length === 0) return [];
    const known = acknowledged.map(({ uid }) => uid).filter((uid) => uid !== undefined);
    if (known.length === acknowledged.length)
      return this.#compareAll(acknowledged, { uids: sorted(known) }, signal);
    // Told no UIDs, one batch must have taken its own before the next looks.
    const { uidNext } = this.#to.writing.state;
    const turn = this.#looking.then(() => this.#compareAll(acknowledged, { from: uidNext }, signal));
    this.#looking = turn.catch(() => undefined);
    return turn;
  }

  async #compareAll(
    acknowledged: readonly Acknowledged[],
    which: { uids: readonly number[] } | { from: number },
    signal: AbortSignal,
  ): Promise<MessageRow[]> {
    const { target, folder } = this.#to;
    const found = new Map<number, MessageEntry>();
    for await (const entry of target.entries(folder, which, signal))
      if (!this.#taken.has(entry.uid)) found.set(entry.uid, entry);
    const own = await this.#ownAmong(found, acknowledged, signal);
    const rows: MessageRow[] = [];
    const lacking: Lacking[] = [];
    for (const one of acknowledged) {
      const seen = own.get(one);
      if (!seen) {
        this.#hasSeenAll = false;
        rows.push(refusedRow(one.message, notListed));
      } else {
        this.#taken.add(seen.uid);
        rows.push(this.#doneRow(one, seen));
        lacking.push({ uid: seen.uid, add: flagDifference(seen.flags, one.wished).add });
      }
    }
    await this.#setLacking(lacking, signal);
    return rows;
  }

  /** Those of known UIDs first: what is left is for the others. */
  async #ownAmong(
    found: Map<number, MessageEntry>,
    acknowledged: readonly Acknowledged[],
    signal: AbortSignal,
  ): Promise<Own<Acknowledged>> {
    const { target, folder } = this.#to;
    const told = takeTold(acknowledged, found);
    const untold = acknowledged.filter(({ uid }) => uid === undefined);
    if (untold.length === 0) return told;
    const looks: MessageLook[] = [];
    const uids = sorted([...found.keys()]);
    for await (const look of target.looks(folder, { uids }, signal)) looks.push(look);
    return new Map([...told, ...findUntold(untold, looks)]);
  }

  #doneRow({ message }: Acknowledged, seen: MessageEntry): MessageRow {
    const { entry, size } = message;
    if (seen.size !== size) this.#to.note('altered-by-target', altered(entry.uid, size, seen.size));
    if (!sameInstant(seen.receivedAt, entry.receivedAt))
      this.#to.note('altered-by-target', otherDate(entry.uid, seen.receivedAt));
    const sha256 = message.sha256();
    const row = { uid: entry.uid, state: 'done', targetUid: seen.uid, flags: entry.flags, size } as const;
    return { ...row, ...(sha256 !== undefined && { sha256 }) };
  }

  async #setLacking(lacking: readonly Lacking[], signal: AbortSignal): Promise<void> {
    const groups = Map.groupBy(
      lacking.filter(({ add }) => add.length > 0),
      ({ add }) => add.join(' '),
    );
    for (const group of groups.values()) {
      const [first] = group;
      const uids = sorted(group.map(({ uid }) => uid));
      if (first) await changeFlags({ ...this.#to, signal }, uids, { add: first.add, remove: [] });
    }
  }
}

interface Lacking {
  readonly uid: number;
  readonly add: readonly string[];
}

const sorted = (uids: readonly number[]): number[] => uids.toSorted((one, other) => one - other);

async function failureIn(action: () => Promise<void>): Promise<Written['failure']> {
  try {
    await action();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** The target will not have this one message, now or later. */
function isRefused(outcome: AppendOutcome): boolean {
  return (
    outcome.kind === 'refused' && outcome.failure.kind === 'refused' && outcome.failure.reach === 'message'
  );
}

/** What stops more than one message. */
function stopIn(outcome: AppendOutcome): Failure | undefined {
  return outcome.kind === 'appended' || isRefused(outcome) ? undefined : outcome.failure;
}

function acknowledgedOf({ message, wished, outcome }: Sent): Acknowledged[] {
  return outcome.kind === 'appended' ? [{ message, wished, uid: outcome.uid }] : [];
}

function refusedRows({ message, outcome }: Sent): MessageRow[] {
  if (outcome.kind !== 'refused' || !isRefused(outcome)) return [];
  return [refusedRow(message, outcome.failure.words)];
}

function refusedRow(message: ReadMessage, words: Words): MessageRow {
  const { entry } = message;
  const sha256 = message.sha256();
  const refusal: Refusal = { words, ...message.fields() };
  const row = { uid: entry.uid, state: 'refused', flags: entry.flags, size: entry.size, refusal } as const;
  return { ...row, ...(sha256 !== undefined && { sha256 }) };
}

function sameInstant(one: Date, other: Date): boolean {
  return Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000);
}

function missingOutcome(folder: string): never {
  throw new Error(`the target did not say what became of a message for "${folder}"`);
}

const notCarried = (flags: readonly string[]): Text =>
  text(`${flags.join(' ')} cannot be carried`, `${flags.join(' ')} ne peut pas être transmis`);

const notListed = text(
  'the target acknowledged it, and does not list it',
  'la cible l’a accepté, et ne le liste pas',
);

const otherDate = (uid: number, told: Date): Text =>
  text(
    `UID ${uid}: the target gives it another date of receipt, ${told.toISOString()}`,
    `UID ${uid}\u00A0: la cible lui donne une autre date de réception, ${told.toISOString()}`,
  );

const altered = (uid: number, sent: number, told: number): Text =>
  text(
    `UID ${uid}: ${sent} bytes were sent, the target tells ${told}`,
    `UID ${uid}\u00A0: ${sent} octets envoyés, la cible en annonce ${told}`,
  );
