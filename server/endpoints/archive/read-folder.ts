/** Reads what a folder holds, in whatever format, and tells when it must be read again. */
import { below, factsOf } from './disk.ts';
import type { FolderContents } from './folder-contents.ts';
import type { DiskFolder } from './list-folders.ts';
import { KEYWORDS_FILE } from './maildir-files.ts';
import { readEml } from './read-eml.ts';
import { readMaildir } from './read-maildir.ts';
import { readMbox } from './read-mbox.ts';

/** Some file systems keep whole seconds, and FAT every other. */
const COARSEST_CLOCK = 2500;

export function readFolder(folder: DiskFolder, signal: AbortSignal): Promise<FolderContents> {
  switch (folder.format) {
    case 'maildir':
      return readMaildir(folder, signal);
    case 'mbox':
      return readMbox(folder, signal);
    case 'eml':
      return readEml(folder, signal);
  }
}

/** Differs from the one of before if the folder does; undefined while that cannot be told, since it has only just changed. */
export async function stampOf({ format, place, index }: DiskFolder): Promise<string | undefined> {
  const parts = format === 'maildir' ? ['cur', 'new', KEYWORDS_FILE, 'dovecot-uidlist'] : [];
  const paths = [index, place, ...parts.map((part) => below(place, part))];
  const facts = await Promise.all(paths.map(factsOf));
  const newest = Math.max(...facts.map((one) => one?.modified.getTime() ?? 0));
  return Date.now() - newest > COARSEST_CLOCK ? facts.map((one) => one?.stamp ?? '').join(' ') : undefined;
}
