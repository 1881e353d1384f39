/**
 * The folders of a source as a tree: those to be copied, and every name that one of them lies below, listed or not. Says nothing of
 * the target.
 */
import type { Folder, FolderList } from '../ports.ts';
import { INBOX, inOrder, isGmailsOwn, isInbox, levelsOf, withoutPrefix } from './listed-paths.ts';

export interface SourceName {
  /** As the source lists it, or would. */
  readonly path: string;
  /** Its own level. */
  readonly name: string;
  readonly levels: readonly string[];
  readonly parent?: SourceName;
  /** What is to be copied; absent for a name that only holds others. */
  readonly folder?: Folder;
  /** The inbox itself: the listed one, or what others are said to lie in. */
  readonly isInbox: boolean;
}

export interface SourceFolders {
  /** Parents before what lies below them, else by path: whatever the order of the listing. */
  readonly names: readonly SourceName[];
  readonly excluded: readonly Folder[];
}

export function sourceFolders(list: FolderList, exclude: readonly string[]): SourceFolders {
  const isExcluded = exclusion(list, exclude);
  const excluded = list.folders.filter(({ path }) => isExcluded(path));
  const left = new Set(excluded);
  const kept = list.folders.filter((folder) => folder.selectable && !left.has(folder));
  const tree = new Tree(list, kept);
  for (const { path } of kept) tree.name(path);
  return { names: tree.inOrder(), excluded };
}

/** Whether a path that people wrote in a plan means this one: as listed, without its prefix, or with slashes between its levels. */
export function isCalled(written: string, path: string, list: FolderList): boolean {
  return (
    written === path || written === withoutPrefix(path, list) || written === levelsOf(path, list).join('/')
  );
}

/** Whether a listed path is left out. A folder goes with what lies above it. */
export function exclusion(list: FolderList, exclude: readonly string[]): (path: string) => boolean {
  if (exclude.length === 0) return () => false;
  return (path) => {
    const { delimiter } = list;
    const above = [path];
    for (let cut = delimiter === '' ? -1 : path.lastIndexOf(delimiter); cut > 0; ) {
      above.push(path.slice(0, cut));
      cut = path.lastIndexOf(delimiter, cut - 1);
    }
    // What lies below a prefix `INBOX.` does not lie in the inbox.
    const meant = above.filter((one, at) => at === 0 || one.length >= list.prefix.length);
    return meant.some((one) => exclude.some((written) => isCalled(written, one, list)));
  };
}

class Tree {
  readonly #list: FolderList;
  readonly #kept: ReadonlyMap<string, Folder>;
  readonly #inbox: string | undefined;
  readonly #names = new Map<string, SourceName>();

  constructor(list: FolderList, kept: readonly Folder[]) {
    this.#list = list;
    this.#kept = new Map(kept.map((folder) => [folder.path, folder]));
    const inboxes = kept.filter(({ use, path }) => use === 'inbox' || isInbox(path)).map(({ path }) => path);
    this.#inbox = inboxes.includes(INBOX) ? INBOX : inboxes.toSorted(inOrder)[0];
  }

  name(path: string): SourceName {
    const known = this.#names.get(path);
    if (known) return known;
    const levels = levelsOf(path, this.#list);
    const own = withoutPrefix(path, this.#list);
    const name = levels.at(-1) ?? own;
    const parent = levels.length > 1 ? this.#above(path, name) : undefined;
    const folder = this.#kept.get(path);
    const isTheInbox = folder ? path === this.#inbox : levels.length === 1 && isInbox(name);
    const made: SourceName = {
      path,
      // What the source itself called it.
      name: levels.length === 1 ? own : name,
      levels,
      isInbox: isTheInbox,
      ...(parent && { parent }),
      ...(folder && { folder }),
    };
    this.#names.set(path, made);
    return made;
  }

  /** `[Gmail]` itself is no folder: what lies below it lies at the top. */
  #above(path: string, name: string): SourceName | undefined {
    const parent = this.name(path.slice(0, path.length - name.length - this.#list.delimiter.length));
    return parent.folder === undefined && parent.parent === undefined && isGmailsOwn(parent.name)
      ? undefined
      : parent;
  }

  inOrder(): SourceName[] {
    const all = [...this.#names.values()];
    return all.toSorted(
      (one, other) => one.levels.length - other.levels.length || inOrder(one.path, other.path),
    );
  }
}
