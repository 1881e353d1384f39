/**
 * A folder of an archive that is written to: knows what it holds without looking again, and acknowledges a message once its bytes and its
 * index line are on disk. One call at a time. Knows no format: a MessageStore does.
 */
import { text } from '../../planning/text.ts';
import { type Failure, failureOf, stopIfAsked } from '../../running/failures.ts';
import { sortFlags } from '../../running/message-flags.ts';
import type { AppendOutcome, FlagChange, NewMessage } from '../../running/ports.ts';
import { type ArchiveAccess, fileFailure } from './file-failures.ts';
import type { FolderContents, StoredMessage } from './folder-contents.ts';
import type { IndexRecord } from './folder-index.ts';
import type { IndexWriter } from './index-writer.ts';
import type { MessageStore, PutMessage } from './message-store.ts';

/** Messages that are put on disk together: each holds a file open until then. */
const TOGETHER = 64;

interface Added extends PutMessage {
  readonly uid: number;
  readonly message: NewMessage;
}

export class WrittenFolder {
  readonly folder: string;
  readonly #access: ArchiveAccess;
  readonly #index: IndexWriter;
  readonly #store: MessageStore;
  readonly #messages: Map<number, StoredMessage>;
  #uidNext: number;

  constructor(access: ArchiveAccess, index: IndexWriter, store: MessageStore, contents: FolderContents) {
    this.folder = index.head.folder;
    this.#access = access;
    this.#index = index;
    this.#store = store;
    this.#uidNext = contents.uidNext;
    this.#messages = new Map(contents.messages.map((message) => [message.uid, message]));
  }

  /** As it is now. */
  get contents(): FolderContents {
    return {
      uidValidity: this.#index.head.uidValidity,
      uidNext: this.#uidNext,
      messages: [...this.#messages.values()],
      isDerived: false,
      unlisted: [],
    };
  }

  message(uid: number): StoredMessage | undefined {
    return this.#messages.get(uid);
  }

  async append(messages: readonly NewMessage[], signal: AbortSignal): Promise<AppendOutcome[]> {
    const outcomes: AppendOutcome[] = [];
    for (let at = 0; at < messages.length; at += TOGETHER) {
      const some = messages.slice(at, at + TOGETHER);
      const stop = outcomes.find((outcome) => outcome.kind !== 'appended');
      if (stop) outcomes.push(...some.map(() => unsent(stop.failure)));
      else outcomes.push(...(await this.#appendSome(some, signal)));
    }
    return outcomes;
  }

  async changeFlags(uids: readonly number[], change: FlagChange): Promise<void> {
    const changes = uids
      .flatMap((uid) => this.#messages.get(uid) ?? [])
      .map((message) => ({ message, flags: changed(message.flags, change) }))
      .filter(({ message, flags }) => message.flags.join(' ') !== flags.join(' '));
    const after = await this.#store.changeFlags(changes);
    const known = after.filter((message) => message !== undefined);
    await this.#index.add(known.map(({ uid, flags }) => ({ uid, flags })));
    for (const message of known) this.#messages.set(message.uid, message);
    for (const [at, { message }] of changes.entries()) if (!after[at]) this.#messages.delete(message.uid);
  }

  async remove(uids: readonly number[]): Promise<void> {
    const gone = uids.flatMap((uid) => this.#messages.get(uid) ?? []);
    if (gone.length === 0) return;
    await this.#store.remove(gone);
    await this.#index.add([{ gone: gone.map(({ uid }) => uid) }]);
    for (const { uid } of gone) this.#messages.delete(uid);
  }

  async close(): Promise<void> {
    await this.#store.close();
    await this.#index.close();
  }

  async #appendSome(messages: readonly NewMessage[], signal: AbortSignal): Promise<AppendOutcome[]> {
    const added: Added[] = [];
    const stopped = await this.#stopOf(async () => {
      await this.#index.add(await this.#store.begin());
      for (const message of messages) {
        stopIfAsked(signal);
        const uid = this.#uidNext + added.length;
        added.push({ uid, message, ...(await this.#store.put(uid, message, signal)) });
      }
    });
    const lost = await this.#stopOf(() => this.#settle(added));
    const put = added.map(({ uid }): AppendOutcome => lost ?? { kind: 'appended', uid });
    const stop = lost ?? stopped;
    if (!stop || added.length === messages.length) return put;
    const rest = messages.slice(added.length + 1).map(() => unsent(stop.failure));
    return [...put, lost ? unsent(lost.failure) : stop, ...rest];
  }

  /** Acknowledges what was put, or takes it back. */
  async #settle(added: readonly Added[]): Promise<void> {
    if (added.length === 0) return this.#store.undo();
    try {
      const after = await this.#store.settle();
      const stored = added.map(storedMessage);
      await this.#index.add([...stored.map(recordOf), ...after]);
      for (const { message } of stored) this.#messages.set(message.uid, message);
      this.#uidNext += added.length;
    } catch (error) {
      await this.#store.undo().catch((cause: unknown) => {
        throw new NotUndone(cause);
      });
      throw error;
    }
  }

  /** What an action's failure comes to for the message it was about. */
  async #stopOf(action: () => Promise<void>): Promise<StoppedAppend | undefined> {
    try {
      await action();
      return undefined;
    } catch (error) {
      const isUndone = !(error instanceof NotUndone);
      const { failure } = fileFailure(this.#access, notAdded(this.folder), isUndone ? error : error.cause);
      // What the store did not say itself came from whoever handed the message in, or before it: nothing was written.
      const kind = failureOf(error) ? 'unsent' : 'refused';
      return { kind: isUndone ? kind : 'unknown', failure };
    }
  }
}

type StoppedAppend = Exclude<AppendOutcome, { kind: 'appended' }>;

/** Files that were to be taken back are still there. */
class NotUndone extends Error {
  constructor(cause: unknown) {
    super('not undone', { cause });
  }
}

const unsent = (failure: Failure): StoppedAppend => ({ kind: 'unsent', failure });

const notAdded = (folder: string) =>
  text(`could not add a message to "${folder}"`, `n’a pas pu ajouter un message à «\u00A0${folder}\u00A0»`);

function storedMessage({ uid, file, written, place, message }: Added) {
  const { size } = written;
  const { carried: flags } = sortFlags(message.flags);
  return { written, message: { uid, identity: file, size, flags, receivedAt: message.receivedAt, place } };
}

function recordOf({ message, written }: ReturnType<typeof storedMessage>): IndexRecord {
  const { uid, identity, flags } = message;
  return { uid, file: identity, written, flags };
}

/** Only flags that IMAP allows; compared without regard to case, as servers do. */
function changed(flags: readonly string[], { add, remove }: FlagChange): string[] {
  const known = new Set(flags.map((flag) => flag.toLowerCase()));
  const gone = new Set(remove.map((flag) => flag.toLowerCase()));
  const more = sortFlags(add).carried.filter((flag) => !known.has(flag.toLowerCase()));
  return [...flags, ...more].filter((flag) => !gone.has(flag.toLowerCase()));
}
