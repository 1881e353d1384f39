/** One mailbox of an archive, open: which folders it has, what they hold now, and which of them are being written. */
import { type Text, text } from '../../planning/text.ts';
import type { Folder, FolderList, FolderState, FolderUse, Note, Selection } from '../../running/ports.ts';
import { type ArchiveAccess, archiveFailure, fileFailure } from './file-failures.ts';
import { findMailbox } from './find-mailbox.ts';
import { type FolderContents, type StoredMessage, stateOf } from './folder-contents.ts';
import { type DiskFolder, type DiskMailbox, listFolders } from './list-folders.ts';
import { readFolder, stampOf } from './read-folder.ts';
import { subscriptionsIn } from './subscriptions.ts';
import type { WrittenFolder } from './written-folder.ts';

/** Messages whose places are remembered, over all folders. */
const MOST_REMEMBERED = 150_000;

const EMPTY: FolderContents = { uidValidity: '1', uidNext: 1, messages: [], isDerived: true, unlisted: [] };

export type Tell = (told: Text) => void;

interface Remembered {
  readonly stamp: string | undefined;
  readonly contents: FolderContents;
}

export class OpenedArchive {
  readonly access: ArchiveAccess;
  /** Undefined while there is none: it has an INBOX, and nothing in it. */
  mailbox: DiskMailbox | undefined;
  /** Folders that are written to, by path. */
  readonly written = new Map<string, WrittenFolder>();
  #turn: Promise<unknown> = Promise.resolve();
  readonly #tell: Tell;
  readonly #told = new Set<string>();
  #folders: ReadonlyMap<string, DiskFolder> | undefined;
  #leftOut: readonly Note[] = [];
  readonly #remembered = new Map<string, Remembered>();
  readonly #opened = new Map<string, FolderContents>();

  constructor(access: ArchiveAccess, mailbox: DiskMailbox | undefined, tell: Tell) {
    this.access = access;
    this.mailbox = mailbox;
    this.#tell = tell;
  }

  /** The system's errors become failures of the port. */
  async doing<T>(what: Text, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw fileFailure(this.access, what, error);
    }
  }

  /** What is written is written in the order in which it was asked for. */
  inTurn<T>(action: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(action);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Something that is left out, said once, by the name of its file. */
  unreadable(what: Text, error: unknown): undefined {
    const { failure } = fileFailure(this.access, what, error);
    const words =
      typeof failure.words === 'string' ? { en: failure.words, fr: failure.words } : failure.words;
    this.tell(
      text(
        `${failure.where.en} ${failure.what.en} (${words.en}). It is left out.`,
        `${failure.where.fr} ${failure.what.fr} (${words.fr}). Il est laissé de côté.`,
      ),
    );
    return undefined;
  }

  tell(told: Text): void {
    if (!this.#told.has(told.en)) this.#tell(told);
    this.#told.add(told.en);
  }

  folders(signal: AbortSignal): Promise<FolderList> {
    const what = text('did not list its folders', 'n’a pas listé ses dossiers');
    return this.doing(what, async () => {
      const found = await this.list();
      const isSubscribed = await this.#subscriptions();
      const notes = [...this.#leftOut];
      const uses = new Set<FolderUse>();
      const folders: Folder[] = [];
      for (const path of new Set(['INBOX', ...found.keys()])) {
        const use = path === 'INBOX' ? 'inbox' : found.get(path)?.use;
        // A use that two folders were made for is the first one's.
        const told = use && !uses.has(use) ? { use } : {};
        if (use) uses.add(use);
        const state = await this.#state(path, signal, notes);
        const subscribed = isSubscribed(path);
        folders.push({
          path,
          delimiter: '/',
          selectable: true,
          subscribed,
          ...told,
          ...(state && { state }),
        });
      }
      return { folders, prefix: '', delimiter: '/', ...(notes.length > 0 && { notes }) };
    });
  }

  /** From disk, anew. */
  async list(): Promise<ReadonlyMap<string, DiskFolder>> {
    this.mailbox ??= await findMailbox(this.access, true);
    const { folders, leftOut } = this.mailbox
      ? await listFolders(this.mailbox)
      : { folders: [], leftOut: [] };
    this.#leftOut = leftOut;
    this.#folders = new Map(folders.map((folder) => [folder.path, folder]));
    return this.#folders;
  }

  /** Undefined for an INBOX that is on no disk yet; throws for any other folder that is not there. */
  async folder(path: string): Promise<DiskFolder | undefined> {
    const found = this.#folders?.get(path) ?? (await this.list()).get(path);
    if (found || path === 'INBOX') return found;
    throw archiveFailure(this.access, {
      kind: 'refused',
      reach: 'message',
      what: text(`has no folder "${path}"`, `n’a pas de dossier «\u00A0${path}\u00A0»`),
      words: '',
    });
  }

  async open(path: string, signal: AbortSignal): Promise<FolderState> {
    this.forget(path);
    const contents = await this.#contents(path, signal);
    this.remember(path, contents);
    return stateOf(contents);
  }

  /** What was told of a folder so far holds no longer. */
  forget(path: string): void {
    this.#opened.delete(path);
  }

  /** From now on, UIDs of this folder are those of these contents. */
  remember(path: string, contents: FolderContents): void {
    this.#opened.clear();
    this.#opened.set(path, contents);
  }

  /** Throws where UIDs told of a folder are those of another one. */
  mustBeSame(path: string, { uidValidity }: Pick<FolderContents, 'uidValidity'>): void {
    const opened = this.#opened.get(path);
    if (opened && opened.uidValidity !== uidValidity) throw this.#replaced(path);
  }

  async messages(path: string, which: Selection, signal: AbortSignal): Promise<readonly StoredMessage[]> {
    const written = this.written.get(path);
    if (written && 'uids' in which) return ascending(which.uids).flatMap((uid) => written.message(uid) ?? []);
    const { messages } = await this.#contents(path, signal);
    if ('uids' in which) {
      const wanted = new Set(which.uids);
      return messages.filter(({ uid }) => wanted.has(uid));
    }
    return 'from' in which ? messages.filter(({ uid }) => uid >= which.from) : messages;
  }

  async close(): Promise<void> {
    await this.#turn;
    const open = [...this.written.values()];
    this.written.clear();
    await Promise.all(open.map((folder) => folder.close()));
  }

  /** Where a mailbox tells nothing of subscriptions, its folders shall be seen. */
  async #subscriptions(): Promise<(path: string) => boolean> {
    if (!this.mailbox) return () => false;
    const subscribed = this.mailbox.isFile ? undefined : await subscriptionsIn(this.mailbox.top);
    return (path) => subscribed?.has(path) ?? true;
  }

  async #state(path: string, signal: AbortSignal, notes: Note[]): Promise<FolderState | undefined> {
    try {
      const contents = this.written.get(path)?.contents ?? (await this.#read(path, signal));
      if (contents.expunged) notes.push(expunged(path, contents.expunged));
      return stateOf(contents);
    } catch (error) {
      this.unreadable(text(`could not read "${path}"`, `n’a pas pu lire «\u00A0${path}\u00A0»`), error);
      return undefined;
    }
  }

  async #contents(path: string, signal: AbortSignal): Promise<FolderContents> {
    const opened = this.#opened.get(path);
    const written = this.written.get(path);
    const now = written ? written.contents : await this.#read(path, signal);
    if (!opened || opened.uidValidity === now.uidValidity) return now;
    // Files that came or went since it was opened make no other folder of it: what was listed then still is what it was.
    const folder = await this.folder(path);
    if (opened.isDerived && now.isDerived && folder && folder.format !== 'mbox') return opened;
    throw this.#replaced(path);
  }

  async #read(path: string, signal: AbortSignal): Promise<FolderContents> {
    const folder = await this.folder(path);
    if (!folder) return EMPTY;
    const stamp = await stampOf(folder);
    const known = this.#remembered.get(path);
    if (known && stamp !== undefined && known.stamp === stamp) return known.contents;
    const contents = await readFolder(folder, signal);
    this.#keep(path, { stamp, contents });
    return contents;
  }

  /** The latest ones, as far as memory allows. */
  #keep(path: string, remembered: Remembered): void {
    this.#remembered.delete(path);
    this.#remembered.set(path, remembered);
    let held = 0;
    for (const { contents } of this.#remembered.values()) held += contents.messages.length;
    for (const [other, { contents }] of this.#remembered) {
      if (held <= MOST_REMEMBERED || other === path) return;
      held -= contents.messages.length;
      this.#remembered.delete(other);
    }
  }

  #replaced(path: string): Error {
    return archiveFailure(this.access, {
      kind: 'transient',
      reach: 'mailbox',
      what: text(
        `has other mail under the name "${path}" since it was opened`,
        `a un autre courrier sous le nom «\u00A0${path}\u00A0» depuis son ouverture`,
      ),
      words: '',
    });
  }
}

const expunged = (folder: string, count: number): Note => ({
  kind: 'left-out',
  folder,
  text: text(
    `${count} deleted, not yet compacted away by their program: left out`,
    `${count} supprimés, que leur programme n’a pas encore retirés\u00A0: laissés de côté`,
  ),
});

function ascending(uids: readonly number[]): number[] {
  return [...new Set(uids)].sort((one, other) => one - other);
}
