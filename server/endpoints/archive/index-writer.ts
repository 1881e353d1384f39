/** Adds lines to a folder's index so that they are on disk when it says so; puts it right first where it is missing, torn or too long. */
import type { FileHandle } from 'node:fs/promises';
import { text } from '../../planning/text.ts';
import { type DiskPath, openToWrite, replaceFile } from './disk.ts';
import { type ArchiveAccess, archiveFailure } from './file-failures.ts';
import {
  type FolderIndex,
  headLine,
  type IndexHead,
  type IndexLine,
  type IndexRecord,
  linesOf,
  readIndex,
} from './folder-index.ts';

/** An index with more lines of the past than this and than messages is written anew. */
const MOST_PAST_LINES = 1000;

let lastValidity = 0;

/** RFC 3501, 2.3.1.1: higher than any before, for the same name too. */
export function newUidValidity(): string {
  lastValidity = Math.max(lastValidity + 1, Math.floor(Date.now() / 1000));
  return String(lastValidity);
}

export class IndexWriter {
  readonly head: IndexHead;
  readonly #access: ArchiveAccess;
  readonly #file: FileHandle;
  #length: number;

  private constructor(access: ArchiveAccess, head: IndexHead, file: FileHandle, length: number) {
    this.#access = access;
    this.head = head;
    this.#file = file;
    this.#length = length;
  }

  /** Goes on with an index, of which what is no whole line is cut off. */
  static async goOn(access: ArchiveAccess, path: DiskPath, index: FolderIndex): Promise<IndexWriter> {
    if (index.lines > 2 * index.records.size + MOST_PAST_LINES) {
      const head = { ...index.head, uidNext: index.uidNext };
      return IndexWriter.begin(access, path, head, [...index.records.values(), { settled: index.end }]);
    }
    const file = await openToWrite(path, 'r+');
    await file.truncate(index.length);
    return new IndexWriter(access, index.head, file, index.length);
  }

  static async begin(
    access: ArchiveAccess,
    path: DiskPath,
    head: IndexHead,
    lines: readonly IndexLine[],
  ): Promise<IndexWriter> {
    const content = Buffer.from(headLine(head) + linesOf(lines));
    await replaceFile(path, content);
    return new IndexWriter(access, head, await openToWrite(path, 'r+'), content.length);
  }

  /** On disk when it returns; where that fails, the lines are not there. */
  async add(lines: readonly IndexLine[]): Promise<void> {
    if (lines.length === 0) return;
    await this.#mustBeAlone();
    const bytes = Buffer.from(linesOf(lines));
    try {
      await writeAll(this.#file, bytes, this.#length);
      await this.#file.datasync();
    } catch (error) {
      await this.#file.truncate(this.#length).catch(() => undefined);
      throw error;
    }
    this.#length += bytes.length;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #mustBeAlone(): Promise<void> {
    if ((await this.#file.stat()).size === this.#length) return;
    throw changedByOthers(this.#access, this.head.folder);
  }
}

/** Another run writes there too: this one begins afresh with what it finds. */
export function changedByOthers(access: ArchiveAccess, folder: string): Error {
  return archiveFailure(access, {
    kind: 'transient',
    reach: 'mailbox',
    what: text(
      `has "${folder}" changed by another program while it is written`,
      `voit «\u00A0${folder}\u00A0» modifié par un autre programme pendant l’écriture`,
    ),
    words: '',
  });
}

/** A write may take a part only (write(2)). */
export async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** What was there before this program began to write to a folder, with numbers that are written down from now on. */
export async function indexOfFound(
  access: ArchiveAccess,
  path: DiskPath,
  head: Omit<IndexHead, 'migplan' | 'uidValidity' | 'uidNext'>,
  found: readonly IndexRecord[],
): Promise<IndexWriter> {
  const known = await readIndex(path);
  const byFile = new Map([...(known?.records.values() ?? [])].map((record) => [record.file, record]));
  const records = found.map((record, at) => ({ ...byFile.get(record.file), file: record.file, uid: at + 1 }));
  const uidNext = records.length + 1;
  return IndexWriter.begin(
    access,
    path,
    { migplan: 1, ...head, uidValidity: newUidValidity(), uidNext },
    records,
  );
}
