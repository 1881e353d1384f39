/**
 * A mail store in memory that behaves as an IMAP server does, for tests that want to see every state and to break things at will.
 * Two mailboxes of one store share nothing.
 */
import type { FlagChange, MailSource, MailTarget, NewMessage } from '../../server/running/ports.ts';
import { AppendQueue, type Intake } from './memory-appending.ts';
import { refusal } from './memory-failures.ts';
import { OpenedFolders, readMemory, type StoredFolder, type StoredMessage } from './memory-reading.ts';

export type { StoredFolder, StoredMessage } from './memory-reading.ts';

/** What the next calls do instead of working. Each is asked before the work, and may throw. */
export interface Faults {
  /** Message by message: a failure of reach `message` refuses it, another ends the batch. */
  beforeAppend?: (folder: string, content: Buffer, flags: readonly string[]) => void;
  /** The message is stored, and the answer is lost. */
  afterAppend?: (folder: string, content: Buffer) => void;
  beforeCreate?: (folder: string) => void;
  beforeRead?: (folder: string, uid: number) => void;
  /** Of what comes in pieces, before the last. */
  beforeLastPiece?: (folder: string, uid: number) => void;
  beforeChange?: (folder: string, change: FlagChange) => void;
  beforeMove?: (folder: string, uids: readonly number[], to: string) => void;
  beforeRemove?: (folder: string, uids: readonly number[]) => void;
  /** What is kept of what was sent. */
  keeps?: (content: Buffer) => Buffer;
  /** A batch is stored whole or not at all (MULTIAPPEND, RFC 3502). */
  wholeBatches?: boolean;
  /** No UIDs are told, and none can be expunged by its UID (RFC 4315). */
  withoutUidPlus?: boolean;
  /** Messages are copied and removed instead (RFC 6851). */
  withoutMove?: boolean;
}

export interface MemoryOptions {
  readonly delimiter?: string;
  readonly prefix?: string;
  /** Of what changed it tells (RFC 7162) what is new and what is gone, what is new alone, or nothing. */
  readonly changes?: 'new and gone' | 'new' | 'none';
  /** Messages of so many bytes come in pieces. */
  readonly largeFrom?: number;
}

let validity = 1000;

export class MemoryMailbox {
  readonly folders = new Map<string, StoredFolder>();
  readonly delimiter: string;
  readonly prefix: string;
  changes: NonNullable<MemoryOptions['changes']>;
  largeFrom: number;
  faults: Faults = {};

  constructor(options: MemoryOptions = {}) {
    this.delimiter = options.delimiter ?? '/';
    this.prefix = options.prefix ?? '';
    this.changes = options.changes ?? 'new and gone';
    this.largeFrom = options.largeFrom ?? Number.POSITIVE_INFINITY;
    this.create('INBOX', { use: 'inbox', subscribed: true });
  }

  create(path: string, more: Partial<StoredFolder> = {}): StoredFolder {
    const folder = {
      path,
      selectable: true,
      subscribed: false,
      uidValidity: String(++validity),
      uidNext: 1,
      modseq: 1,
      messages: [],
      ...more,
    };
    this.folders.set(path, folder);
    return folder;
  }

  folder(path: string): StoredFolder {
    const folder = this.folders.get(path);
    if (!folder) throw refusal(`NO [NONEXISTENT] no folder "${path}"`);
    return folder;
  }

  put(path: string, content: string | Buffer, more: Partial<StoredMessage> = {}): StoredMessage {
    const folder = this.folders.get(path) ?? this.create(path);
    const receivedAt = new Date('2024-03-01T10:00:00Z');
    const fresh = { uid: folder.uidNext++, flags: [], receivedAt, modseq: ++folder.modseq };
    const message = { ...fresh, content: Buffer.from(content), ...more };
    folder.messages.push(message);
    return message;
  }

  mark(path: string, uid: number, flags: string[]): void {
    const folder = this.folder(path);
    folder.modseq++;
    for (const message of folder.messages.filter((one) => one.uid === uid)) {
      Object.assign(message, { flags, modseq: folder.modseq });
    }
  }

  /** Another folder under the same name, whose UIDs begin anew. */
  remake(path: string): void {
    this.create(path, {
      use: this.folder(path).use,
      subscribed: this.folder(path).subscribed,
    } as Partial<StoredFolder>);
  }

  /** An older state of itself, as from a backup: only the first messages, and the UIDNEXT of then. */
  putBack(path: string, messages: number): void {
    const folder = this.folder(path);
    folder.messages.length = messages;
    folder.uidNext = (folder.messages.at(-1)?.uid ?? 0) + 1;
  }

  /** The same mail under new UIDs, as after a restored backup. */
  renumber(path: string): void {
    const folder = this.folder(path);
    folder.uidValidity = String(++validity);
    for (const message of folder.messages) message.uid += 5000;
    folder.uidNext += 5000;
  }

  asSource(): MailSource {
    return { ...readMemory(this, new OpenedFolders()), role: 'source' };
  }

  asTarget(): MailTarget {
    const opened = new OpenedFolders();
    const reading = readMemory(this, opened);
    const queue = new AppendQueue();
    return {
      ...reading,
      role: 'target',
      way: 'memory',
      createFolder: async (path, _, use) => {
        this.faults.beforeCreate?.(path);
        if (this.folders.has(path)) throw refusal('NO [ALREADYEXISTS] it is there');
        const isFree = [...this.folders.values()].every((folder) => folder.use !== use);
        this.create(path, use && isFree ? { use } : {});
      },
      subscribe: async (path) => {
        this.folder(path).subscribed = true;
      },
      openForWriting: async (path, signal) => ({ state: await reading.openForReading(path, signal) }),
      append: (path, messages, signal) => queue.add(messages, () => this.#intake(path), signal),
      changeFlags: async (path, uids, change) => this.#change(opened.same(this.folder(path)), uids, change),
      move: async (path, uids, to) => this.#move(opened.same(this.folder(path)), uids, to),
      remove: async (path, uids) => this.#remove(opened.same(this.folder(path)), uids),
    };
  }

  #intake(path: string): Intake {
    const { faults } = this;
    return {
      wholeBatches: faults.wholeBatches ?? false,
      before: (content, flags) => {
        this.folder(path);
        faults.beforeAppend?.(path, content, flags);
      },
      store: (content, { flags, receivedAt }: NewMessage) => {
        const kept = faults.keeps?.(content) ?? content;
        const { uid } = this.put(path, kept, { flags: [...flags], receivedAt });
        return faults.withoutUidPlus ? {} : { uid };
      },
      after: (content) => faults.afterAppend?.(path, content),
    };
  }

  #change(folder: StoredFolder, uids: readonly number[], { add, remove }: FlagChange): void {
    this.faults.beforeChange?.(folder.path, { add, remove });
    for (const { uid, flags } of folder.messages.filter((one) => uids.includes(one.uid))) {
      const changed = [...new Set([...flags, ...add])].filter((flag) => !remove.includes(flag));
      this.mark(folder.path, uid, changed);
    }
  }

  #move(folder: StoredFolder, uids: readonly number[], to: string): Map<number, number | undefined> {
    this.faults.beforeMove?.(folder.path, uids, to);
    const { withoutMove, withoutUidPlus } = this.faults;
    if (withoutMove && withoutUidPlus) throw refusal('BAD no MOVE and no UID EXPUNGE here');
    this.folder(to);
    const moved = new Map<number, number | undefined>();
    for (const { uid, content, flags, receivedAt } of folder.messages.filter((one) =>
      uids.includes(one.uid),
    )) {
      const put = this.put(to, content, { flags: [...flags], receivedAt });
      moved.set(uid, withoutUidPlus ? undefined : put.uid);
    }
    take(folder, uids);
    return moved;
  }

  #remove(folder: StoredFolder, uids: readonly number[]): void {
    this.faults.beforeRemove?.(folder.path, uids);
    if (this.faults.withoutUidPlus) throw refusal('BAD no UID EXPUNGE here');
    take(folder, uids);
  }
}

function take(folder: StoredFolder, uids: readonly number[]): void {
  folder.messages = folder.messages.filter(({ uid }) => !uids.includes(uid));
  folder.modseq++;
}
