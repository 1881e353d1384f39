/**
 * Gmail's labels as folders of their own: a message that shows in several is left in one of them and taken out of what the others
 * tell (X-GM-EXT-1, "IMAP Extensions", developers.google.com, 2026-11-24). Whatever reads the store sees each message once.
 *
 * Where each message is at home is found out when folders are listed. A folder that is opened and has changed since is looked into
 * again, alone: no message gets a second home meanwhile, whatever people do with it. From one listing to the next it may get another,
 * and then is gone from one folder and new in another, as if it had been moved.
 */
import { createHash } from 'node:crypto';
import { text } from '../../planning/text.ts';
import { failureOf } from '../../running/failures.ts';
import { exclusion } from '../../running/folders/source-folders.ts';
import type {
  Folder,
  FolderChanges,
  FolderList,
  FolderState,
  MailSource,
  MessageEntry,
  Note,
  Selection,
} from '../../running/ports.ts';
import { type GmailMessage, homeOrder, isView, LabelHomes, type ShownFolder } from './label-homes.ts';

/** What is asked of the store besides what every store can tell. */
export interface GmailSurvey {
  /** All messages of the folder that was opened last: all of them, or a failure. */
  gmailIds(folder: string, signal: AbortSignal): AsyncIterable<GmailMessage>;
}

/** By folder and UID of what is copied, the labels that the copy does not show by where it is. */
export type LabelsByMessage = ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>;

export interface FoldingOptions {
  /** What the plan does not copy: a message that is elsewhere too is copied from there. */
  readonly exclude?: readonly string[];
  /** Told once for each survey that messages are read by. */
  readonly onFolded?: (labels: LabelsByMessage) => Promise<void>;
}

export function foldedLabels(
  source: MailSource,
  survey: GmailSurvey,
  options: FoldingOptions = {},
): MailSource {
  const folded = new FoldedSource(source, survey, options);
  return {
    role: 'source',
    isDear: true,
    folders: (signal) => folded.folders(signal),
    openForReading: (folder, signal) => folded.open(folder, signal),
    uids: async (folder, signal) => (await source.uids(folder, signal)).filter(folded.shows(folder)),
    entries: (folder, which, signal) =>
      folded.only(folder, which, (left) => source.entries(folder, left, signal)),
    looks: (folder, which, signal) =>
      folded.only(folder, which, (left) => source.looks(folder, left, signal)),
    changes: (folder, since, signal) => folded.changes(folder, since, signal),
    messages: (folder, wanted, signal) => {
      const shows = folded.shows(folder);
      return source.messages(
        folder,
        wanted.filter(({ uid }) => shows(uid)),
        signal,
      );
    },
    close: () => source.close(),
  };
}

/** A folder as it was found by the survey. */
interface Surveyed extends ShownFolder {
  readonly isView: boolean;
  /** As it is told. */
  readonly state: FolderState;
  /** The source's own, before its messages were looked at. */
  readonly real: FolderState;
}

interface Survey {
  readonly list: FolderList;
  readonly homes: LabelHomes;
  readonly folders: Map<string, Surveyed>;
}

class FoldedSource {
  readonly #source: MailSource;
  readonly #ids: GmailSurvey;
  readonly #options: FoldingOptions;
  #survey: Survey | undefined;
  #isTold = false;

  constructor(source: MailSource, ids: GmailSurvey, options: FoldingOptions) {
    this.#source = source;
    this.#ids = ids;
    this.#options = options;
  }

  async folders(signal: AbortSignal): Promise<FolderList> {
    const { list, folders } = await this.#surveyed(signal);
    const shown = list.folders.filter(({ path }) => {
      const surveyed = folders.get(path);
      return !surveyed?.isView || surveyed.state.messages > 0;
    });
    const notes = [...folders.values()].flatMap((folder) => noteOf(folder) ?? []);
    return { ...list, folders: shown.map((folder) => asTold(folder, folders.get(folder.path))), notes };
  }

  async open(folder: string, signal: AbortSignal): Promise<FolderState> {
    this.#survey ??= await this.#surveyed(signal);
    const state = await this.#source.openForReading(folder, signal);
    const { folders, list } = this.#survey;
    const found = list.folders.find(({ path }) => path === folder) ?? { ...unlisted, path: folder };
    if (!isSame(folders.get(folder)?.real, state)) await this.#find(found, state, this.#survey, signal);
    await this.#tell();
    return folders.get(folder)?.state ?? state;
  }

  /** Whether a UID of this folder is told. One that came after the survey is not: who shows it besides is not known. */
  shows(folder: string): (uid: number) => boolean {
    const surveyed = this.#survey?.folders.get(folder);
    if (!surveyed) return () => true;
    const { elsewhere, state } = surveyed;
    return (uid) => uid < state.uidNext && !elsewhere.has(uid);
  }

  async *only<E extends MessageEntry>(
    folder: string,
    which: Selection,
    read: (left: Selection) => AsyncIterable<E>,
  ): AsyncIterable<E> {
    const shows = this.shows(folder);
    const left = 'uids' in which ? { uids: which.uids.filter(shows) } : which;
    if ('uids' in left && left.uids.length === 0) return;
    for await (const entry of read(left)) if (shows(entry.uid)) yield entry;
  }

  /** Undefined, too, where older messages are at home elsewhere than then: their own mod-sequence need not tell. */
  async changes(folder: string, since: string, signal: AbortSignal): Promise<FolderChanges | undefined> {
    const surveyed = this.#survey?.folders.get(folder);
    const then = readMark(since);
    if (!surveyed || !then || markOf(then.modseq, then.uidNext, surveyed.elsewhere) !== since)
      return undefined;
    const changes = await this.#source.changes(folder, then.modseq, signal);
    return changes && { ...changes, entries: changes.entries.filter(({ uid }) => this.shows(folder)(uid)) };
  }

  async #tell(): Promise<void> {
    if (this.#isTold || !this.#survey) return;
    this.#isTold = true;
    const told = [...this.#survey.folders.values()].filter(({ labels }) => labels.size > 0);
    await this.#options.onFolded?.(new Map(told.map(({ path, labels }) => [path, labels])));
  }

  /** The last one, where nothing changed in any folder since; otherwise a new one. */
  async #surveyed(signal: AbortSignal): Promise<Survey> {
    const list = await this.#source.folders(signal);
    if (this.#survey && isUnchanged(this.#survey.list, list)) return this.#survey;
    const isExcluded = exclusion(list, this.#options.exclude ?? []);
    const survey = { list, homes: new LabelHomes(), folders: new Map<string, Surveyed>() };
    const selectable = list.folders.filter((folder) => folder.selectable);
    for (const folder of homeOrder(selectable, ({ path }) => isExcluded(path)))
      await this.#lookInto(folder, survey, signal);
    this.#isTold = false;
    this.#survey = survey;
    return survey;
  }

  /** A folder that does not open stays unknown: whoever opens it next is told so. */
  async #lookInto(folder: Folder, survey: Survey, signal: AbortSignal): Promise<void> {
    const real = await this.#source.openForReading(folder.path, signal).catch((error: unknown) => {
      if (failureOf(error)?.kind === 'refused') return undefined;
      throw error;
    });
    if (real) await this.#find(folder, real, survey, signal);
  }

  /** Which messages of the folder just opened are at home there. */
  async #find(
    folder: Folder,
    real: FolderState,
    { homes, folders }: Survey,
    signal: AbortSignal,
  ): Promise<void> {
    const { path, use } = folder;
    const messages: GmailMessage[] = [];
    // Of the moment it was opened, as its state is.
    for await (const message of this.#ids.gmailIds(path, signal))
      if (real.uidNext === 0 || message.uid < real.uidNext) messages.push(message);
    const shown = homes.add(path, use === undefined || use === 'archive', messages);
    const uidNext = real.uidNext || (messages.at(-1)?.uid ?? 0) + 1;
    const state = toldState({ ...real, uidNext }, messages.length, shown);
    folders.set(path, { ...shown, isView: isView(folder), real, state });
  }
}

function toldState(real: FolderState, messages: number, { elsewhere }: ShownFolder): FolderState {
  const { highestModseq, ...state } = real;
  return {
    ...state,
    mayTakeBack: true,
    messages: messages - elsewhere.size,
    ...(highestModseq === undefined ? {} : { highestModseq: markOf(highestModseq, real.uidNext, elsewhere) }),
  };
}

const asTold = (folder: Folder, surveyed: Surveyed | undefined): Folder =>
  surveyed ? { ...folder, state: surveyed.state } : folder;

/**
 * A HIGHESTMODSEQ that changes with the homes of messages, too: the server's own, the UIDNEXT of then, and which of the messages
 * below it are at home elsewhere.
 */
function markOf(modseq: string, uidNext: number, elsewhere: ReadonlyMap<number, string>): string {
  const hash = createHash('sha256');
  const uids = [...elsewhere.keys()].filter((uid) => uid < uidNext).sort((one, other) => one - other);
  hash.update(uids.join(','));
  return `${modseq}/${uidNext}/${hash.digest('hex').slice(0, 16)}`;
}

function readMark(mark: string): { readonly modseq: string; readonly uidNext: number } | undefined {
  const [, modseq, uidNext] = /^(\d+)\/(\d+)\/[0-9a-f]{16}$/.exec(mark) ?? [];
  return modseq === undefined ? undefined : { modseq, uidNext: Number(uidNext) };
}

/** A folder made since the list. */
const unlisted = { delimiter: '', selectable: true, subscribed: false } as const;

function isSame(before: FolderState | undefined, now: FolderState): boolean {
  return (
    before !== undefined &&
    before.uidValidity === now.uidValidity &&
    before.uidNext === now.uidNext &&
    before.messages === now.messages &&
    before.highestModseq === now.highestModseq
  );
}

/** Every folder is in the state it was in, and its server keeps a HIGHESTMODSEQ by which that can be told. */
function isUnchanged(before: FolderList, now: FolderList): boolean {
  const opened = now.folders.filter(({ selectable }) => selectable);
  if (opened.some(({ state }) => state?.highestModseq === undefined)) return false;
  return JSON.stringify(before) === JSON.stringify(now);
}

/** Folders named in one note: the rest are counted. */
const NAMED = 3;

function noteOf({ path, elsewhere, isView: view }: Surveyed): Note | undefined {
  if (elsewhere.size === 0 || view) return undefined;
  const counts = Map.groupBy(elsewhere.values(), (home) => home);
  const homes = [...counts].sort(([, one], [, other]) => other.length - one.length).map(([home]) => home);
  return {
    kind: 'labels-folded',
    folder: path,
    text: text(english(elsewhere.size, homes), french(elsewhere.size, homes)),
  };
}

function english(count: number, homes: readonly string[]): string {
  const more = homes.length - NAMED;
  const named = homes.slice(0, NAMED).map((home) => `"${home}"`);
  const what = count === 1 ? '1 message is' : `${count.toLocaleString('en')} messages are`;
  return `${what} also in ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}: copied once, there`;
}

function french(count: number, homes: readonly string[]): string {
  const more = homes.length - NAMED;
  const named = homes.slice(0, NAMED).map((home) => `«\u00A0${home}\u00A0»`);
  const what = count === 1 ? '1 message est' : `${count.toLocaleString('fr')} messages sont`;
  const others = more > 0 ? ` et ${more} ${more === 1 ? 'autre' : 'autres'}` : '';
  return `${what} aussi dans ${named.join(', ')}${others}\u00A0: ${count === 1 ? 'copié' : 'copiés'} une fois, là-bas`;
}
