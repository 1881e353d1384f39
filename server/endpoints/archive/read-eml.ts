/** Reads a folder of .eml files: what this program wrote as its index says, what others wrote as an IMAP server would hand it out. Writes nothing. */
import { setImmediate as turn } from 'node:timers/promises';
import { stopIfAsked } from '../../running/failures.ts';
import { below, type DiskPath, entriesOf, type FileFacts, factsOf } from './disk.ts';
import { eachLine } from './file-lines.ts';
import { type FolderContents, type FoundMessage, numbered } from './folder-contents.ts';
import { type IndexRecord, readIndex } from './folder-index.ts';
import type { DiskFolder } from './list-folders.ts';
import { dateOfHeader } from './message-date.ts';
import { MessageScan } from './message-scan.ts';
import { numbersOf } from './read-maildir.ts';

/** Other work is let in after so many files. */
const AT_ONCE = 100;

export async function readEml(folder: DiskFolder, signal: AbortSignal): Promise<FolderContents> {
  const index = await readIndex(folder.index);
  const found: FoundMessage[] = [];
  let expunged = 0;
  const own = new Map([...(index?.records.values() ?? [])].map((record) => [record.file, record]));
  for (const [at, name] of (await emlFiles(folder.place)).entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) {
      await turn();
      stopIfAsked(signal);
    }
    const message = await messageIn(below(folder.place, name), name, own.get(name), signal);
    if (message === 'expunged') expunged++;
    else if (message) found.push(message);
  }
  return { ...numbered(found.sort(byArrival), index && numbersOf(index)), expunged };
}

async function emlFiles(place: DiskPath): Promise<string[]> {
  const entries = await entriesOf(place);
  return entries.filter(({ name, kind }) => kind !== 'folder' && isEml(name)).map(({ name }) => name);
}

const isEml = (name: string): boolean => /\.eml$/i.test(name) && !name.startsWith('.');

/** Programs name them as they like. */
function byArrival(one: FoundMessage, other: FoundMessage): number {
  const difference = one.receivedAt.getTime() - other.receivedAt.getTime();
  return difference || (one.identity < other.identity ? -1 : 1);
}

async function messageIn(
  file: DiskPath,
  name: string,
  record: IndexRecord | undefined,
  signal: AbortSignal,
): Promise<FoundMessage | 'expunged' | undefined> {
  if (record?.written) {
    const { size, sha256, date } = record.written;
    const place = { file, lineEnds: 'as-is', sha256 } as const;
    return { identity: name, size, flags: record.flags ?? [], receivedAt: new Date(date), place };
  }
  const facts = await factsOf(file);
  const message = facts && (await strangersMessage(file, name, facts, signal));
  if (!message || message === 'expunged' || record?.flags === undefined) return message;
  return { ...message, flags: record.flags };
}

async function strangersMessage(
  file: DiskPath,
  name: string,
  facts: FileFacts,
  signal: AbortSignal,
): Promise<FoundMessage | 'expunged'> {
  const scan = new MessageScan(0, false);
  try {
    const length = await eachLine(file, 0, signal, (line) => scan.take(line));
    const { size, flags, header, ranges, isExpunged } = scan.end(length);
    if (isExpunged) return 'expunged';
    const receivedAt = dateOfHeader(header) ?? facts.modified;
    return {
      identity: name,
      size,
      flags,
      receivedAt,
      place: { file, fileSize: length, ranges, lineEnds: 'crlf' },
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^E/.test(code)) throw error;
    // It is listed, and told when it is asked for.
    const place = { file, fileSize: facts.size, lineEnds: 'crlf' } as const;
    return { identity: name, size: facts.size, flags: [], receivedAt: facts.modified, place };
  }
}
