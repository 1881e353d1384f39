/**
 * What this program remembers of a folder that it writes: UIDs, sizes, hashes, flags, dates, in a file of JSON lines beside the messages.
 * Lines are only added, and are on disk before anything is acknowledged; a torn last line is no line. Knows no format of mail.
 */
import { closeSync } from 'node:fs';
import type { MailArchive } from '../../planning/migration-plan.ts';
import type { FolderUse } from '../../running/ports.ts';
import { contentOf, type DiskPath, openPlain, readRange } from './disk.ts';

const LONGEST_HEAD = 100_000;

/** The first line. */
export interface IndexHead {
  readonly migplan: 1;
  readonly format: MailArchive['format'];
  /** The folder's whole name. */
  readonly folder: string;
  readonly uidValidity: string;
  readonly uidNext: number;
  /** What it was made for. */
  readonly use?: FolderUse;
}

/** How this program wrote a message. */
export interface Written {
  /** In bytes, and their SHA-256. */
  readonly size: number;
  readonly sha256: string;
  readonly date: string;
  /** In an mbox file: where its From_ line begins, where its own bytes do and end, where the next one begins. */
  readonly at?: readonly [number, number, number, number];
}

export interface IndexRecord {
  readonly uid: number;
  /** Its file's name, without what changes; empty in an mbox file. */
  readonly file: string;
  /** Absent for a message that another program put there. */
  readonly written?: Written;
  /** Absent where nobody has said so: what the file itself tells counts. */
  readonly flags?: readonly string[];
}

export type IndexLine =
  | IndexRecord
  | { readonly uid: number; readonly flags: readonly string[] }
  | { readonly gone: readonly number[] }
  /** Before an mbox file grows: from where on it holds what nobody acknowledged. */
  | { readonly writing: number }
  /** Once all of that is in lines of its own: where the mbox file ends. */
  | { readonly settled: number };

export interface FolderIndex {
  readonly head: IndexHead;
  readonly records: ReadonlyMap<number, IndexRecord>;
  readonly uidNext: number;
  /** Where an interrupted write began. */
  readonly writingFrom: number | undefined;
  /** Where what was acknowledged of an mbox file ends. */
  readonly end: number;
  /** The index's own bytes that are whole lines. */
  readonly length: number;
  readonly lines: number;
  /** Lines are missing in its midst: what it says of UIDs is no longer to be relied on. */
  readonly isDamaged: boolean;
}

/** Undefined where there is none, or one that cannot be read as such. */
export async function readIndex(path: DiskPath): Promise<FolderIndex | undefined> {
  const bytes = await contentOf(path);
  return bytes && parseIndex(bytes);
}

/** The first line alone, for who lists folders. */
export function readIndexHead(path: DiskPath): IndexHead | undefined {
  const { fd } = openPlain(path);
  try {
    const bytes = readRange(fd, 0, LONGEST_HEAD);
    const end = bytes.indexOf('\n');
    return end > 0 ? headOf(parsed(bytes.toString('utf8', 0, end))) : undefined;
  } finally {
    closeSync(fd);
  }
}

export const headLine = (head: IndexHead): string => `${JSON.stringify(head)}\n`;
export const linesOf = (lines: readonly IndexLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** Line by line: as one text, a large index would take its size several times over. */
function parseIndex(bytes: Buffer): FolderIndex | undefined {
  let reading: Reading | undefined;
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    const line = bytes.toString('utf8', from, end);
    const length = end + 1 - from;
    from = end + 1;
    if (reading) reading.take(line, length);
    else {
      const head = headOf(parsed(line));
      if (!head) return undefined;
      reading = new Reading(head, length);
    }
  }
  return reading?.index();
}

type AnyLine = Partial<IndexRecord & { gone: number[]; writing: number; settled: number }>;

class Reading {
  readonly #records = new Map<number, IndexRecord>();
  readonly #flags = new Map<string, readonly string[]>();
  readonly #head: IndexHead;
  #uidNext: number;
  #writingFrom: number | undefined;
  #length: number;
  #lines = 1;
  #torn = 0;
  #isDamaged = false;
  #end = 0;

  constructor(head: IndexHead, length: number) {
    this.#head = head;
    this.#uidNext = head.uidNext;
    this.#length = length;
  }

  /** `length`: of the line with its end, in bytes. */
  take(written: string, length: number): void {
    const line = parsed(written) as AnyLine | undefined;
    if (line === undefined) {
      this.#torn += length;
      return;
    }
    if (this.#torn > 0) this.#isDamaged = true;
    this.#length += this.#torn + length;
    this.#torn = 0;
    this.#lines++;
    this.#apply(line);
  }

  index(): FolderIndex {
    return {
      head: this.#head,
      records: this.#records,
      uidNext: this.#uidNext,
      writingFrom: this.#writingFrom,
      end: this.#end,
      length: this.#length,
      lines: this.#lines,
      isDamaged: this.#isDamaged,
    };
  }

  #apply(line: AnyLine): void {
    if (line.writing !== undefined) this.#writingFrom = line.writing;
    if (line.settled !== undefined) {
      this.#writingFrom = undefined;
      this.#end = line.settled;
    }
    for (const uid of line.gone ?? []) this.#records.delete(uid);
    if (line.uid === undefined) return;
    const { uid } = line;
    const known = this.#records.get(uid);
    const file = line.file ?? known?.file;
    if (file === undefined) return; // flags of a message that is gone
    const written = line.written ?? known?.written;
    const flags = line.flags ? this.#shared(line.flags) : known?.flags;
    this.#records.set(uid, { uid, file, ...(written && { written }), ...(flags && { flags }) });
    this.#uidNext = Math.max(this.#uidNext, line.uid + 1);
    this.#end = Math.max(this.#end, line.written?.at?.[3] ?? 0);
  }

  /** Most messages of a folder have the same few flags. */
  #shared(flags: readonly string[]): readonly string[] {
    const key = flags.join(' ');
    const known = this.#flags.get(key) ?? flags;
    this.#flags.set(key, known);
    return known;
  }
}

function headOf(value: unknown): IndexHead | undefined {
  const head = value as Partial<IndexHead> | undefined;
  const isHead =
    head?.migplan === 1 && typeof head.folder === 'string' && typeof head.uidValidity === 'string';
  return isHead ? (head as IndexHead) : undefined;
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
