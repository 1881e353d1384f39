/**
 * Which folder of the target each folder of the source goes to, and under which name. Pure: what is decided depends on the two
 * listings, the plan's wishes and what was decided before, so that a dry run can show it and a later run comes to the same. A folder
 * that had to be told apart carries a sign made from its own path, so that the target itself remembers, whatever became of the ledger.
 */

import type { Folder, FolderList, FolderUse, Note } from '../ports.ts';
import { INBOX, inOrder, pathOf } from './listed-paths.ts';
import { type Decision, Placing, type Reason, type Wish } from './placing.ts';
import { becomes, clashes, goesAlong, leftOut } from './said-of-names.ts';
import { type SourceName, sourceFolders } from './source-folders.ts';
import { folded, TargetNames } from './target-names.ts';

export interface FolderPair {
  readonly source: Folder;
  /** Full path at the target, with its prefix and delimiter. */
  readonly target: string;
  /** The folder as the target lists it; absent when it has to be made. */
  readonly existing?: Folder;
  /** What it is to be declared for when it is made: what the source declares, where the target has no folder of that use. */
  readonly use?: FolderUse;
}

export interface FolderMapping {
  readonly pairs: readonly FolderPair[];
  readonly notes: readonly Note[];
}

export interface FolderWishes {
  readonly exclude: readonly string[];
  readonly folders: readonly Wish[];
  /** Whose folders they become: its name counts in the length of a path, on some targets. */
  readonly target?: { readonly mailbox: string };
}

/** `earlier`: source path → target path, as recorded by runs before this one. What the target takes is in its own listing. */
export function mapFolders(
  source: FolderList,
  target: FolderList,
  wishes: FolderWishes,
  earlier: ReadonlyMap<string, string>,
): FolderMapping {
  const { names: sources, excluded } = sourceFolders(source, wishes.exclude);
  const names = new TargetNames(target, wishes.target?.mailbox);
  const placing = new Placing(source, target, names);
  placing.decide(sources, wishes.folders, earlier);
  const mapped = sources.flatMap((from) => mappedOf(from, placing, names));
  mapped.sort((one, other) => byPath(one.pair, other.pair));
  const pairs = mapped.map(({ pair }) => pair);
  const notes = mapped.flatMap((one) => noteOf(one, target, placing));
  const clashing = names.limits.lookAlikes === undefined ? lookAlikes(pairs) : [];
  return { pairs: declaredOnce(pairs), notes: [...excluded.map(exclusionNote), ...notes, ...clashing] };
}

/** Where the pair's mail is at the target now: under its mapped name, or a plainer one that it had to take. */
export function presentAt(pair: FolderPair, target: FolderList): Folder | undefined {
  const plainer = plainerPath(pair.target, target.prefix, target.delimiter);
  return pair.existing ?? target.folders.find((folder) => folder.path === plainer);
}

/** A name that servers of every kind take, for a folder whose name the target refused against all that is known of it. */
export function plainerPath(path: string, prefix: string, delimiter: string): string {
  const own = path.startsWith(prefix) ? path.slice(prefix.length) : path;
  const levels = delimiter === '' ? [own] : own.split(delimiter);
  const plain = levels.map((level) => level.replace(/[^\p{L}\p{N} _-]/gu, '_').trim() || '_');
  return path.slice(0, path.length - own.length) + plain.join(delimiter);
}

interface Mapped {
  readonly from: SourceName;
  readonly pair: FolderPair;
  readonly decision: Decision;
}

function mappedOf(from: SourceName, placing: Placing, names: TargetNames): Mapped[] {
  if (!from.folder) return [];
  const decision = placing.of(from);
  const existing = names.folder(decision.path);
  const use = existing ? undefined : placing.toDeclare(from);
  const pair = {
    source: from.folder,
    target: decision.path,
    ...(existing && { existing }),
    ...(use && { use }),
  };
  return [{ from, pair, decision }];
}

/** A use is one folder's (RFC 6154, 2). */
function declaredOnce(pairs: readonly FolderPair[]): FolderPair[] {
  const declared = new Set<FolderUse>();
  return pairs.map((pair) => {
    const { use, ...undeclared } = pair;
    if (use === undefined) return pair;
    if (declared.has(use)) return undeclared;
    declared.add(use);
    return pair;
  });
}

function byPath(one: FolderPair, other: FolderPair): number {
  const inbox = Number(other.source.use === 'inbox') - Number(one.source.use === 'inbox');
  return inbox || inOrder(one.source.path, other.source.path);
}

/** Nothing is told where only the target's own delimiter and prefix were put in: no change that a person would call a new name. */
function noteOf({ from, decision }: Mapped, target: FolderList, placing: Placing): Note[] {
  const { path, mergedWith } = decision;
  const folder = from.path;
  if (mergedWith !== undefined) return [{ kind: 'folder-merged', folder, text: goesAlong(path, mergedWith) }];
  if (path === expected(from, target)) return [];
  const above = from.parent;
  const isClosed = decision.reasons.some(({ kind }) => kind === 'closed');
  const isMovedAlong = above && !isClosed && placing.of(above).path !== expected(above, target);
  const reasons: readonly Reason[] = isMovedAlong
    ? [...decision.reasons, { kind: 'above' }]
    : decision.reasons;
  return [{ kind: 'folder-renamed', folder, text: becomes(path, reasons) }];
}

function expected({ levels, name, parent, isInbox }: SourceName, target: FolderList): string {
  if (isInbox) return INBOX;
  if (levels.length === 1) return pathOf([name], target);
  return pathOf(parent?.isInbox && target.prefix !== '' ? levels.slice(1) : levels, target);
}

function exclusionNote({ path }: Folder): Note {
  return { kind: 'folder-excluded', folder: path, text: leftOut };
}

/** Some systems hold two names apart that others take for one. */
function lookAlikes(pairs: readonly FolderPair[]): Note[] {
  const seen = new Map<string, string>();
  const notes: Note[] = [];
  for (const { source, target } of pairs) {
    const other = seen.get(folded(target));
    if (other !== undefined && other !== target) {
      const isByCase = other.normalize('NFC') !== target.normalize('NFC');
      notes.push({ kind: 'folder-case-clash', folder: source.path, text: clashes(other, isByCase) });
    }
    seen.set(folded(target), target);
  }
  return notes;
}
