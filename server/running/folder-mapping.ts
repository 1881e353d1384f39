/**
 * Which folder of the target each folder of the source goes to. Pure: what is decided depends on the two listings, the plan's
 * wishes and what was decided before, so that it is the same from run to run.
 * Order of claims: INBOX, the plan's own words, earlier runs, declared SPECIAL-USE, names known in some language, then as they are.
 */
import { type Text, text } from '../planning/text.ts';
import { useByName } from './folder-names.ts';
import type { Folder, FolderList, FolderUse, Note } from './ports.ts';

export interface FolderPair {
  readonly source: Folder;
  /** Full path at the target, with its prefix and delimiter. */
  readonly target: string;
  /** The folder as the target lists it; absent when it has to be made. */
  readonly existing?: Folder;
}

export interface FolderMapping {
  readonly pairs: readonly FolderPair[];
  readonly notes: readonly Note[];
}

export interface FolderWishes {
  readonly exclude: readonly string[];
  readonly folders: readonly { readonly from: string; readonly to: string }[];
}

/** `earlier`: source path → target path, as recorded by runs before this one. */
export function mapFolders(
  source: FolderList,
  target: FolderList,
  wishes: FolderWishes,
  earlier: ReadonlyMap<string, string>,
): FolderMapping {
  const excluded = source.folders.filter((folder) => isExcluded(folder, source, wishes.exclude));
  const kept = source.folders.filter((folder) => folder.selectable && !excluded.includes(folder));
  const mapper = new Mapper(source, target, wishes, earlier);
  const pairs = kept.toSorted(byClaim(mapper)).map((folder) => mapper.pair(folder));
  const notes = [...excluded.map(exclusionNote), ...mapper.notes, ...caseClashes(pairs)];
  return { pairs: pairs.toSorted(byPath), notes };
}

/** Where the pair's mail is at the target now: under its mapped name, or a plainer one that it had to take. */
export function presentAt(pair: FolderPair, target: FolderList): Folder | undefined {
  const plainer = plainerPath(pair.target, target.prefix, target.delimiter);
  return pair.existing ?? target.folders.find((folder) => folder.path === plainer);
}

/** A name that servers of every kind take, for a folder whose name the target refused. */
export function plainerPath(path: string, prefix: string, delimiter: string): string {
  const levels = path.slice(prefix.length).split(delimiter);
  const plain = levels.map((level) => level.replace(/[^\p{L}\p{N} _-]/gu, '_').trim() || '_');
  return prefix + plain.join(delimiter);
}

type Claim = 'inbox' | 'plan' | 'earlier' | 'use' | 'name' | 'as-is';
const claims: readonly Claim[] = ['inbox', 'plan', 'earlier', 'use', 'name', 'as-is'];

class Mapper {
  readonly notes: Note[] = [];
  readonly #source: FolderList;
  readonly #target: FolderList;
  readonly #wishes: ReadonlyMap<string, string>;
  readonly #earlier: ReadonlyMap<string, string>;
  readonly #taken = new Map<string, string>();
  readonly #planned = new Set<string>();
  readonly #decided = new Map<string, string>();

  constructor(
    source: FolderList,
    target: FolderList,
    wishes: FolderWishes,
    earlier: ReadonlyMap<string, string>,
  ) {
    this.#source = source;
    this.#target = target;
    this.#wishes = new Map(wishes.folders.map(({ from, to }) => [from, to]));
    this.#earlier = earlier;
  }

  claim(folder: Folder): Claim {
    if (folder.use === 'inbox') return 'inbox';
    if (this.#wish(folder) !== undefined) return 'plan';
    if (this.#earlier.has(folder.path)) return 'earlier';
    if (folder.use !== undefined && this.#targetFor(folder, folder.use)) return 'use';
    const guessed = this.#guessedUse(folder);
    return guessed !== undefined && this.#targetFor(folder, guessed) ? 'name' : 'as-is';
  }

  pair(folder: Folder): FolderPair {
    const claim = this.claim(folder);
    const target = this.#settle(folder, claim, this.#wanted(folder, claim));
    const existing = this.#target.folders.find((candidate) => candidate.path === target);
    return { source: folder, target, ...(existing && { existing }) };
  }

  #wanted(folder: Folder, claim: Claim): string {
    switch (claim) {
      case 'inbox':
        return 'INBOX';
      case 'plan':
        return this.#fullPath(this.#wish(folder) ?? '');
      case 'earlier':
        return this.#earlier.get(folder.path) ?? '';
      case 'use':
        return this.#untaken(this.#targetFor(folder, folder.use), folder);
      case 'name':
        return this.#untaken(this.#targetFor(folder, this.#guessedUse(folder)), folder);
      case 'as-is':
        return this.#asItIs(folder.path);
    }
  }

  /** Below what its parent became, under its own name. */
  #asItIs(path: string): string {
    const decided = this.#decided.get(path);
    if (decided !== undefined) return decided;
    const { delimiter, prefix } = this.#source;
    const own = path.startsWith(prefix) ? path.slice(prefix.length) : path;
    const cut = delimiter === '' ? -1 : own.lastIndexOf(delimiter);
    if (cut < 0) return this.#fullPath(this.#level(own));
    const parent = path.slice(0, path.length - own.length + cut);
    return `${this.#asItIs(parent)}${this.#target.delimiter}${this.#level(own.slice(cut + delimiter.length))}`;
  }

  /** A level's name may hold what separates levels at the target. */
  #level(name: string): string {
    const { delimiter } = this.#target;
    const whole = delimiter === '' ? name : name.replaceAll(delimiter, '_');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no server takes them, RFC 3501 5.1
    return whole.replace(/[\x00-\x1f\x7f]/g, '_');
  }

  #fullPath(path: string): string {
    const { prefix } = this.#target;
    return path.toUpperCase() === 'INBOX' ? 'INBOX' : path.startsWith(prefix) ? path : prefix + path;
  }

  #settle(folder: Folder, claim: Claim, wanted: string): string {
    // The plan's own word may bring two folders together; nothing else does.
    const merged = this.#taken.has(wanted) && (claim === 'plan' || this.#planned.has(wanted));
    const target = merged ? wanted : this.#free(wanted);
    if (merged) this.#note('folder-merged', folder, mergedNote(target, this.#taken.get(target) ?? ''));
    else if (target !== this.#expected(folder)) this.#note('folder-renamed', folder, renamedNote(target));
    this.#taken.set(target, folder.path);
    if (claim === 'plan') this.#planned.add(target);
    this.#decided.set(folder.path, target);
    return target;
  }

  #free(wanted: string): string {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? wanted : `${wanted} (${number})`;
      if (!this.#taken.has(candidate)) return candidate;
    }
  }

  /** Only the target's own delimiter and prefix put in: no change that a person would call a new name. */
  #expected(folder: Folder): string {
    if (folder.use === 'inbox') return 'INBOX';
    const { delimiter, prefix } = this.#source;
    const own = folder.path.startsWith(prefix) ? folder.path.slice(prefix.length) : folder.path;
    return this.#fullPath(delimiter === '' ? own : own.split(delimiter).join(this.#target.delimiter));
  }

  #wish(folder: Folder): string | undefined {
    return this.#wishes.get(folder.path) ?? this.#wishes.get(withoutPrefix(folder.path, this.#source));
  }

  /** A name speaks only for a folder at the top, and only where no folder declares that use. */
  #guessedUse(folder: Folder): FolderUse | undefined {
    if (folder.use !== undefined) return undefined;
    const use = useByName(withoutPrefix(folder.path, this.#source));
    return use !== undefined && this.#source.folders.some((other) => other.use === use) ? undefined : use;
  }

  /** Its own name, where that is there already, comes before another known name: so the second run finds what the first made. */
  #targetFor(folder: Folder, use: FolderUse | undefined): Folder | undefined {
    if (use === undefined) return undefined;
    const { folders } = this.#target;
    const declared = folders.find((candidate) => candidate.use === use);
    const named = folders.filter(({ path }) => useByName(withoutPrefix(path, this.#target)) === use);
    return declared ?? named.find(({ path }) => path === this.#asItIs(folder.path)) ?? named[0];
  }

  #untaken(found: Folder | undefined, folder: Folder): string {
    const free = found && (!this.#taken.has(found.path) || this.#planned.has(found.path));
    return free ? found.path : this.#asItIs(folder.path);
  }

  #note(kind: Note['kind'], folder: Folder, told: Text): void {
    this.notes.push({ kind, folder: folder.path, text: told });
  }
}

const mergedNote = (target: string, other: string): Text =>
  text(`goes to "${target}", as "${other}" does`, `va dans « ${target} », comme « ${other} »`);

const renamedNote = (target: string): Text => text(`becomes "${target}"`, `devient « ${target} »`);

function withoutPrefix(path: string, { prefix }: FolderList): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

/** By claim, and parents before what lies below them. */
function byClaim(mapper: Mapper) {
  const rank = (folder: Folder) => claims.indexOf(mapper.claim(folder));
  return (one: Folder, other: Folder) => rank(one) - rank(other) || compare(one.path, other.path);
}

function byPath(one: FolderPair, other: FolderPair): number {
  const inbox = Number(other.source.use === 'inbox') - Number(one.source.use === 'inbox');
  return inbox || compare(one.source.path, other.source.path);
}

/** By code units: the same order on every machine, whatever its language. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function isExcluded(folder: Folder, source: FolderList, exclude: readonly string[]): boolean {
  const path = withoutPrefix(folder.path, source);
  return exclude.some((name) => {
    const excluded = withoutPrefix(name, source);
    return path === excluded || path.startsWith(`${excluded}${folder.delimiter}`);
  });
}

function exclusionNote(folder: Folder): Note {
  const told = text('is left out, as the plan says', 'est laissé de côté, comme le dit le plan');
  return { kind: 'folder-excluded', folder: folder.path, text: told };
}

/** Some systems hold two names apart that others take for one. */
function caseClashes(pairs: readonly FolderPair[]): Note[] {
  const seen = new Map<string, string>();
  const notes: Note[] = [];
  for (const { source, target } of pairs) {
    const other = seen.get(target.toLowerCase());
    if (other !== undefined && other !== target) {
      notes.push({
        kind: 'folder-case-clash',
        folder: source.path,
        text: text(`differs from "${other}" by case alone`, `ne diffère de « ${other} » que par la casse`),
      });
    }
    seen.set(target.toLowerCase(), target);
  }
  return notes;
}
