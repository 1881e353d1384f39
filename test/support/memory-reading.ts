/** How a store in memory is read: what IMAP tells of folders, messages and changes. */
import { headerBlock, readHeaderFields } from '../../server/running/header-fields.ts';
import type {
  Content,
  Folder,
  FolderChanges,
  FolderList,
  FolderState,
  FolderUse,
  MailReading,
  Message,
  MessageEntry,
  Selection,
} from '../../server/running/ports.ts';
import { inPieces } from './large-content.ts';
import { replaced } from './memory-failures.ts';

export interface StoredMessage {
  uid: number;
  content: Buffer;
  flags: string[];
  receivedAt: Date;
  /** The folder's when the message or its flags last changed. */
  modseq: number;
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

/** A mailbox in memory, as far as it is read. */
interface MemoryFolders {
  readonly folders: ReadonlyMap<string, StoredFolder>;
  readonly delimiter: string;
  readonly prefix: string;
  readonly changes: 'new and gone' | 'new' | 'none';
  readonly largeFrom: number;
  readonly faults: {
    readonly beforeRead?: (folder: string, uid: number) => void;
    readonly beforeLastPiece?: (folder: string, uid: number) => void;
  };
  folder(path: string): StoredFolder;
}

export function readMemory(mailbox: MemoryFolders, opened: OpenedFolders): MailReading {
  const folder = (path: string) => opened.same(mailbox.folder(path));
  const selected = (path: string, which: Selection) => folder(path).messages.filter(selector(which));
  return {
    folders: async () => list(mailbox),
    openForReading: async (path) => {
      opened.remember(mailbox.folder(path));
      return state(mailbox, mailbox.folder(path));
    },
    uids: async (path) => folder(path).messages.map(({ uid }) => uid),
    changes: async (path, since) => changes(mailbox, folder(path), Number(since)),
    async *entries(path, which) {
      for (const message of selected(path, which)) yield entry(message);
    },
    async *looks(path, which) {
      for (const message of selected(path, which)) {
        yield { ...entry(message), ...readHeaderFields(headerBlock(message.content)) };
      }
    },
    async *messages(path, wanted) {
      const held = new Map(folder(path).messages.map(({ uid, content }) => [uid, content]));
      for (const { uid } of wanted) {
        const bytes = held.get(uid);
        if (!bytes) continue;
        mailbox.faults.beforeRead?.(path, uid);
        // It may have become another folder while the last message was used.
        folder(path);
        const breaks = () => mailbox.faults.beforeLastPiece?.(path, uid);
        yield* handedOut(uid, bytes.length < mailbox.largeFrom ? bytes : inPieces(bytes, 65_536, breaks));
      }
    },
    close: async () => undefined,
  };
}

/** Under which UIDVALIDITY a store speaks of its folders. */
export class OpenedFolders {
  readonly #validities = new Map<string, string>();

  remember({ path, uidValidity }: StoredFolder): void {
    this.#validities.set(path, uidValidity);
  }

  same(folder: StoredFolder): StoredFolder {
    const { path, uidValidity } = folder;
    if ((this.#validities.get(path) ?? uidValidity) !== uidValidity) throw replaced(path);
    return folder;
  }
}

function list(mailbox: MemoryFolders): FolderList {
  const { prefix, delimiter } = mailbox;
  const folders = [...mailbox.folders.values()].map((folder): Folder => {
    const { path, use, selectable, subscribed } = folder;
    const listed = { path, delimiter, selectable, subscribed, ...(use && { use }) };
    return selectable ? { ...listed, state: state(mailbox, folder) } : listed;
  });
  return { folders, prefix, delimiter };
}

function state(mailbox: MemoryFolders, folder: StoredFolder): FolderState {
  const { uidValidity, uidNext, messages, modseq } = folder;
  const told = { uidValidity, uidNext, messages: messages.length };
  return mailbox.changes === 'none' ? told : { ...told, highestModseq: String(modseq) };
}

function changes(mailbox: MemoryFolders, folder: StoredFolder, since: number): FolderChanges | undefined {
  if (mailbox.changes === 'none') return undefined;
  const entries = folder.messages.filter(({ modseq }) => modseq > since).map(entry);
  if (mailbox.changes === 'new') return { entries };
  const there = new Set(folder.messages.map(({ uid }) => uid));
  const all = Array.from({ length: folder.uidNext - 1 }, (_, at) => at + 1);
  return { entries, vanished: all.filter((uid) => !there.has(uid)) };
}

/** What is large is read before the next message is asked for, or not at all. */
async function* handedOut(uid: number, content: Content): AsyncGenerator<Message> {
  if (Buffer.isBuffer(content)) return yield { uid, content };
  let isOver = false;
  const pieces = (signal: AbortSignal) => {
    if (isOver) throw new TypeError(`message ${uid} was read after the next one had been asked for`);
    return content.pieces(signal);
  };
  yield { uid, content: { size: content.size, pieces } };
  isOver = true;
}

function selector(which: Selection): (message: StoredMessage) => boolean {
  if ('uids' in which) return ({ uid }) => which.uids.includes(uid);
  return ({ uid }) => !('from' in which) || uid >= which.from;
}

function entry({ uid, content, flags, receivedAt }: StoredMessage): MessageEntry {
  return { uid, size: content.length, flags: [...flags], receivedAt };
}
