/**
 * Files and folders by the bytes of their names, since old exports hold names that are no UTF-8: a path is a string of bytes, one
 * character each. Opens nothing but plain files, and follows no link. Knows nothing of mail.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath, rename, stat, unlink } from 'node:fs/promises';

export type DiskPath = string & { readonly isBytes: true };

export interface DiskEntry {
  /** Its bytes. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

export const diskPath = (path: string): DiskPath => Buffer.from(path).toString('latin1') as DiskPath;

/** What the system takes. */
export const bytesOf = (path: DiskPath): Buffer => Buffer.from(path, 'latin1');

/** For people, and for the names of folders: UTF-8 where it is that, else each byte for its Latin-1 letter. */
export function readable(name: string): string {
  const bytes = Buffer.from(name, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : name;
}

/** `names` are bytes too. */
export function below(folder: DiskPath, ...names: readonly string[]): DiskPath {
  return [folder, ...names].join('/') as DiskPath;
}

export function nameOf(path: DiskPath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function folderOf(path: DiskPath): DiskPath {
  return path.slice(0, path.lastIndexOf('/')) as DiskPath;
}

/** In the order of their bytes. */
export async function entriesOf(folder: DiskPath): Promise<DiskEntry[]> {
  const found = await readdir(bytesOf(folder), { withFileTypes: true, encoding: 'buffer' });
  const entries = found.map((entry): DiskEntry => {
    const name = entry.name.toString('latin1');
    if (entry.isFile()) return { name, kind: 'file' };
    if (entry.isDirectory()) return { name, kind: 'folder' };
    return { name, kind: entry.isSymbolicLink() ? 'link' : 'other' };
  });
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

export async function isFolder(path: DiskPath): Promise<boolean> {
  const found = await orMissing(lstat(bytesOf(path)));
  return found?.isDirectory() === true;
}

/** The place itself, whatever links lead there. */
export async function realPathOf(path: DiskPath): Promise<DiskPath> {
  return (await realpath(bytesOf(path), 'buffer')).toString('latin1') as DiskPath;
}

/** What a link comes to, once it is known to lead to no forbidden place. */
export async function kindBehind(path: DiskPath): Promise<DiskEntry['kind']> {
  const found = await orMissing(stat(bytesOf(path)));
  if (found?.isFile()) return 'file';
  return found?.isDirectory() ? 'folder' : 'other';
}

export interface FileFacts {
  readonly size: number;
  readonly modified: Date;
  /** Differs whenever the file does, to the nanosecond that the system keeps. */
  readonly stamp: string;
}

/** Undefined where there is nothing of this name. */
export async function factsOf(path: DiskPath): Promise<FileFacts | undefined> {
  const found = await orMissing(lstat(bytesOf(path), { bigint: true }));
  if (!found) return undefined;
  const { size, mtime, mtimeNs, ino } = found;
  return { size: Number(size), modified: mtime, stamp: `${size}:${mtimeNs}:${ino}` };
}

const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A plain file, open for reading; its descriptor is the caller's to close. */
export function openPlain(path: DiskPath): { readonly fd: number; readonly size: number } {
  const fd = openSync(bytesOf(path), READ_PLAIN);
  const facts = fstatSync(fd);
  if (facts.isFile()) return { fd, size: facts.size };
  closeSync(fd);
  throw Object.assign(new Error('not a plain file'), { code: 'EINVAL', path: readable(path) });
}

/** Fewer bytes than asked for only where the file ends. */
export function readRange(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(fd, bytes, filled, length - filled, at + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled === length ? bytes : bytes.subarray(0, filled);
}

/** A control file's bytes; undefined where there is none. */
export async function contentOf(path: DiskPath): Promise<Buffer | undefined> {
  const file = await orMissing(open(bytesOf(path), READ_PLAIN));
  if (!file) return undefined;
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Whole or not at all, and still so after a power cut. */
export async function replaceFile(path: DiskPath, content: Buffer | string): Promise<void> {
  const written = `${path}.new` as DiskPath;
  const file = await open(bytesOf(written), 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(bytesOf(written), bytesOf(path));
  await syncFolder(folderOf(path));
}

/** Names in a folder last only once the folder itself is on disk (fsync(2)). */
export async function syncFolder(path: DiskPath): Promise<void> {
  if (process.platform === 'win32') return; // a folder cannot be opened there, and NTFS keeps a journal of names
  const folder = await open(bytesOf(path), constants.O_RDONLY);
  await folder.sync().finally(() => folder.close());
}

export async function removeFile(path: DiskPath): Promise<void> {
  await orMissing(unlink(bytesOf(path)));
}

export const moveFile = (from: DiskPath, to: DiskPath): Promise<void> => rename(bytesOf(from), bytesOf(to));

export const openToWrite = (path: DiskPath, flags: 'a' | 'r+' | 'wx'): Promise<FileHandle> =>
  open(bytesOf(path), flags, 0o600);

/** The answer, or undefined where what was asked for is not there. */
export async function orMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
