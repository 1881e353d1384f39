/**
 * A mail store in memory that behaves as an IMAP server does, for tests that want to see every state and to break things at will.
 * Two mailboxes of one store share nothing.
 */
import { text } from '../../server/planning/text.ts';
import { MailFailure } from '../../server/running/failures.ts';
import { headerBlock, readHeaderFields } from '../../server/running/header-fields.ts';
import type {
  FlagChange,
  Folder,
  FolderList,
  FolderState,
  FolderUse,
  MailReading,
  MailSource,
  MailTarget,
  MessageEntry,
  Selection,
} from '../../server/running/ports.ts';

export interface StoredMessage {
  uid: number;
  content: Buffer;
  flags: string[];
  receivedAt: Date;
}

export interface StoredFolder {
  path: string;
  use?: FolderUse;
  selectable: boolean;
  subscribed: boolean;
  uidValidity: string;
  uidNext: number;
  modseq: number;
  messages: StoredMessage[];
}

/** What the next calls do instead of working. Each is asked before the work, and may throw. */
export interface Faults {
  beforeAppend?: (folder: string, content: Buffer, flags: readonly string[]) => void;
  /** The message is stored, and the answer is lost. */
  afterAppend?: (folder: string, content: Buffer) => void;
  beforeCreate?: (folder: string) => void;
  beforeRead?: (folder: string, uid: number) => void;
  beforeChange?: (folder: string, change: FlagChange) => void;
  /** What is kept of what was sent. */
  keeps?: (content: Buffer) => Buffer;
  withoutUidPlus?: boolean;
}

let validity = 1000;

export class MemoryMailbox {
  readonly folders = new Map<string, StoredFolder>();
  readonly delimiter: string;
  readonly prefix: string;
  faults: Faults = {};

  constructor(options: { delimiter?: string; prefix?: string } = {}) {
    this.delimiter = options.delimiter ?? '/';
    this.prefix = options.prefix ?? '';
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
    const message = { uid: folder.uidNext++, content: Buffer.from(content), flags: [], receivedAt, ...more };
    folder.messages.push(message);
    folder.modseq++;
    return message;
  }

  mark(path: string, uid: number, flags: string[]): void {
    const folder = this.folder(path);
    for (const message of folder.messages.filter((one) => one.uid === uid)) message.flags = flags;
    folder.modseq++;
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
    return { ...this.#reading(new OpenedFolders()), role: 'source' };
  }

  asTarget(): MailTarget {
    const opened = new OpenedFolders();
    const reading = this.#reading(opened);
    return {
      ...reading,
      role: 'target',
      createFolder: async (path) => {
        this.faults.beforeCreate?.(path);
        if (this.folders.has(path)) throw refusal('NO [ALREADYEXISTS] it is there');
        this.create(path);
      },
      subscribe: async (path) => {
        this.folder(path).subscribed = true;
      },
      openForWriting: async (path, signal) => ({ state: await reading.openForReading(path, signal) }),
      append: async (path, message) => {
        this.faults.beforeAppend?.(path, message.content, message.flags);
        const { uid } = this.put(path, this.faults.keeps?.(message.content) ?? message.content, {
          flags: [...message.flags],
          receivedAt: message.receivedAt,
        });
        this.faults.afterAppend?.(path, message.content);
        return this.faults.withoutUidPlus ? {} : { uid };
      },
      changeFlags: async (path, uids, { add, remove }) => {
        this.faults.beforeChange?.(path, { add, remove });
        const folder = this.folder(path);
        opened.mustBeSame(folder);
        for (const message of folder.messages.filter((one) => uids.includes(one.uid))) {
          message.flags = [...new Set([...message.flags, ...add])].filter((flag) => !remove.includes(flag));
        }
        folder.modseq++;
      },
    };
  }

  #reading(opened: OpenedFolders): MailReading {
    const selected = (path: string, which: Selection) => {
      const folder = this.folder(path);
      opened.mustBeSame(folder);
      return folder.messages.filter(selector(which));
    };
    const faults = () => this.faults;
    return {
      folders: async () => this.#list(),
      openForReading: async (path) => opened.remember(this.folder(path)),
      async *entries(path, which) {
        for (const message of selected(path, which)) yield entry(message);
      },
      async *looks(path, which) {
        for (const message of selected(path, which)) {
          yield { ...entry(message), ...readHeaderFields(headerBlock(message.content)) };
        }
      },
      async *messages(path, uids) {
        for (const { uid, content } of selected(path, { uids })) {
          faults().beforeRead?.(path, uid);
          yield { uid, content };
        }
      },
      close: async () => undefined,
    };
  }

  #list(): FolderList {
    const folders = [...this.folders.values()].map((folder): Folder => {
      const { path, use, selectable, subscribed } = folder;
      const listed = { path, delimiter: this.delimiter, selectable, subscribed, ...(use && { use }) };
      return selectable ? { ...listed, state: state(folder) } : listed;
    });
    return { folders, prefix: this.prefix, delimiter: this.delimiter };
  }
}

/** Under which UIDVALIDITY a store speaks of its folders. */
class OpenedFolders {
  readonly #validities = new Map<string, string>();

  remember(folder: StoredFolder): FolderState {
    this.#validities.set(folder.path, folder.uidValidity);
    return state(folder);
  }

  mustBeSame({ path, uidValidity }: StoredFolder): void {
    if ((this.#validities.get(path) ?? uidValidity) !== uidValidity) throw replaced(path);
  }
}

function selector(which: Selection): (message: StoredMessage) => boolean {
  if ('uids' in which) return ({ uid }) => which.uids.includes(uid);
  return ({ uid }) => !('from' in which) || uid >= which.from;
}

function entry({ uid, content, flags, receivedAt }: StoredMessage): MessageEntry {
  return { uid, size: content.length, flags: [...flags], receivedAt };
}

function state({ uidValidity, uidNext, messages, modseq }: StoredFolder) {
  return { uidValidity, uidNext, messages: messages.length, highestModseq: String(modseq) };
}

const memory = text('memory', 'mémoire');

export function refusal(words: string): MailFailure {
  const what = text('refused', 'a refusé');
  return new MailFailure({ kind: 'refused', reach: 'message', where: memory, what, words });
}

function replaced(path: string): MailFailure {
  const what = text(`has another folder "${path}"`, `a un autre dossier « ${path} »`);
  return new MailFailure({ kind: 'transient', reach: 'mailbox', where: memory, what, words: '' });
}

export function lostConnection(): MailFailure {
  const what = text('lost the connection', 'a perdu la connexion');
  return new MailFailure({ kind: 'unknown-outcome', reach: 'mailbox', where: memory, what, words: 'gone' });
}
