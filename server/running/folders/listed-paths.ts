/** The paths of a listing: cut into levels and put together again, with or without the namespace's prefix (RFC 2342). */
import type { Folder, FolderList } from '../ports.ts';

/** The first level of what lies in the inbox; no case tells it from another (RFC 3501, 5.1). */
export const INBOX = 'INBOX';

export const isInbox = (name: string | undefined): boolean => name?.toUpperCase() === INBOX;

/** Below the prefix; the inbox and what a source has in it begin with `INBOX`. */
export function levelsOf(path: string, list: FolderList): string[] {
  const { delimiter } = list;
  const own = withoutPrefix(path, list);
  const [first = '', ...rest] = delimiter === '' ? [own] : own.split(delimiter);
  return [isInbox(first) ? INBOX : first, ...rest];
}

export function pathOf(levels: readonly string[], { prefix, delimiter }: FolderList): string {
  return prefix + levels.join(delimiter);
}

export function withoutPrefix(path: string, { prefix }: FolderList): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

/** By code units: the same order on every machine, whatever its language. */
export function inOrder(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Gmail shows its labels as folders, and its own below one of these, in whatever language. */
export const isGmailsOwn = (name: string | undefined): boolean =>
  /^\[(gmail|google mail)\]$/i.test(name ?? '');

/** It declares uses below a name that is no folder; others have such names from copies of Gmail's folders. */
export function isGmail(list: FolderList): boolean {
  const levels = (path: string) => levelsOf(path, list);
  const isOwn = ({ path, use }: Folder) =>
    use !== undefined && isGmailsOwn(levels(path)[0]) && levels(path).length === 2;
  const isFolder = ({ path, selectable }: Folder) =>
    selectable && isGmailsOwn(levels(path)[0]) && levels(path).length === 1;
  return list.folders.some(isOwn) && !list.folders.some(isFolder);
}
