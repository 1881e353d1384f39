/**
 * Reads an mbox file in one pass that holds no more than a header: what this program wrote as its index says, what others wrote as an
 * IMAP server would hand it out. Writes nothing, so a large file of another program is passed through once a run.
 */
import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { type DiskPath, factsOf, openPlain, readRange } from './disk.ts';
import { eachLine } from './file-lines.ts';
import { type FolderContents, type FoundMessage, type Numbers, numbered } from './folder-contents.ts';
import { type FolderIndex, type IndexRecord, readIndex } from './folder-index.ts';
import { startsWith } from './from-lines.ts';
import { CR, LF } from './line-ends.ts';
import type { DiskFolder } from './list-folders.ts';
import { dateOfFromLine, dateOfHeader } from './message-date.ts';
import { type Line, MessageScan, type Scanned } from './message-scan.ts';

export async function readMbox(folder: DiskFolder, signal: AbortSignal): Promise<FolderContents> {
  const facts = await factsOf(folder.place);
  const index = await readIndex(folder.index);
  const own = index && ownMessages(folder.place, facts?.size ?? 0, index);
  if (!own)
    return { ...(await strangers(folder.place, 0, facts?.modified ?? new Date(0), signal, undefined, [])) };
  // What was being written when all stopped is no message; what another program added since is.
  const isGrown = index.writingFrom === undefined && (facts?.size ?? 0) > own.end;
  const modified = facts?.modified ?? new Date(0);
  const numbers = ownNumbers(index);
  const read = isGrown
    ? await strangers(folder.place, own.end, modified, signal, numbers, own.messages)
    : { ...numbered(own.messages, numbers) };
  return { ...read, ownEnd: own.end };
}

function ownNumbers({ head, uidNext }: FolderIndex): Numbers {
  const { uidValidity } = head;
  return {
    uidValidity,
    uidNext,
    uidOf: (identity) => (/^\d+$/.test(identity) ? Number(identity) : undefined),
  };
}

/** Undefined where the index does not speak of this file as it is: another program wrote it anew. */
function ownMessages(file: DiskPath, size: number, index: FolderIndex) {
  const records = [...index.records.values()];
  if (index.isDamaged || size < index.end || !areThere(file, records)) return undefined;
  return { end: index.end, messages: records.flatMap((record) => ownMessage(file, record) ?? []) };
}

/** The first, the last and one between begin with a From_ line: nobody has moved them. */
function areThere(file: DiskPath, records: readonly IndexRecord[]): boolean {
  const some = [records[0], records[records.length >> 1], records.at(-1)];
  const places = some.flatMap((record) => record?.written?.at?.[0] ?? []);
  if (places.length === 0) return true;
  const { fd } = openPlain(file);
  try {
    return places.every((at) => startsWith(readRange(fd, at, 5), 0));
  } finally {
    closeSync(fd);
  }
}

function ownMessage(file: DiskPath, { uid, written, flags = [] }: IndexRecord): FoundMessage | undefined {
  if (!written?.at) return undefined;
  const { size, sha256, date, at } = written;
  const place = { file, ranges: [[at[1], at[2]]], isQuoted: true, lineEnds: 'as-is', sha256 } as const;
  return { identity: String(uid), size, flags, receivedAt: new Date(date), place };
}

async function strangers(
  file: DiskPath,
  start: number,
  modified: Date,
  signal: AbortSignal,
  numbers: Numbers | undefined,
  own: readonly FoundMessage[],
): Promise<FolderContents> {
  const found: FoundMessage[] = [...own];
  let expunged = 0;
  const scan = new MboxScan((fromLine, message) => {
    if (message.isExpunged) expunged++;
    else found.push(foundMessage(file, fromLine, message, modified));
  });
  const length = await eachLine(file, start, signal, (line) => scan.take(line));
  scan.end(length);
  const sized = found.map((message) => ({ ...message, place: { ...message.place, fileSize: length } }));
  return { ...numbered(sized, numbers), expunged };
}

function foundMessage(file: DiskPath, fromLine: string, message: Scanned, modified: Date): FoundMessage {
  const { size, flags, header, ranges } = message;
  const receivedAt = dateOfFromLine(fromLine) ?? dateOfHeader(header) ?? modified;
  const identity = createHash('sha256').update(`${size}\n${fromLine}\n${header}`).digest('hex').slice(0, 16);
  return {
    identity: `x${identity}`,
    size,
    flags,
    receivedAt,
    place: { file, ranges, isQuoted: true, lineEnds: 'crlf' },
  };
}

/** Cuts a file into its messages. */
class MboxScan {
  readonly #found: (fromLine: string, message: Scanned) => void;
  #message: { readonly fromLine: string; readonly scan: MessageScan } | undefined;
  /** An empty line that belongs to the message only if another line follows. */
  #blank: Line | undefined;

  constructor(found: (fromLine: string, message: Scanned) => void) {
    this.#found = found;
  }

  take(line: Line): void {
    const { bytes, from, to, at, isStart } = line;
    if (isStart && this.#beginsMessage(line)) {
      this.end(at);
      this.#message = {
        fromLine: bytes.toString('latin1', from, Math.min(to, from + 500)).trimEnd(),
        scan: new MessageScan(at + to - from, true),
      };
      return;
    }
    this.#takeBlank();
    if (isStart && isEmpty(line))
      this.#blank = { ...line, bytes: Buffer.from(bytes.subarray(from, to)), from: 0, to: to - from };
    else this.#message?.scan.take(line);
  }

  end(at: number): void {
    if (this.#message) this.#found(this.#message.fromLine, this.#message.scan.end(this.#blank?.at ?? at));
    this.#message = undefined;
    this.#blank = undefined;
  }

  #takeBlank(): void {
    if (this.#blank) this.#message?.scan.take(this.#blank);
    this.#blank = undefined;
  }

  /** With a date, wherever it stands; without one, as Thunderbird writes `From ` and `From - `, only behind an empty line. */
  #beginsMessage({ bytes, from, to }: Line): boolean {
    if (!startsWith(bytes, from)) return false;
    const line = bytes.toString('latin1', from, Math.min(to, from + 500)).trimEnd();
    if (dateOfFromLine(line)) return true;
    const isParted = this.#message === undefined || this.#blank !== undefined;
    return isParted && (/^From( -)?$/.test(line) || this.#message === undefined);
  }
}

function isEmpty({ bytes, from, to }: Line): boolean {
  return bytes[from] === LF || (to - from === 2 && bytes[from] === CR && bytes[from + 1] === LF);
}
