/** Reads a Maildir folder: what this program wrote as its index says, what others wrote as an IMAP server would hand it out. Writes nothing. */
import { closeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { stopIfAsked } from '../../running/failures.ts';
import type { Place } from './content.ts';
import {
  below,
  contentOf,
  type DiskPath,
  entriesOf,
  factsOf,
  openPlain,
  orMissing,
  readRange,
} from './disk.ts';
import { type FolderContents, type FoundMessage, type Numbers, numbered } from './folder-contents.ts';
import { type FolderIndex, readIndex } from './folder-index.ts';
import { bareLineFeeds, LF } from './line-ends.ts';
import type { DiskFolder } from './list-folders.ts';
import {
  byDelivery,
  deliveredAt,
  flagsOfLetters,
  KEYWORDS_FILE,
  type KnownUids,
  ownSize,
  parseKeywords,
  parseMaildirName,
  parseUidList,
  wireSize,
} from './maildir-files.ts';

/** A file whose time is later than its name says by more was unpacked without its times. */
const A_DAY = 86_400_000;

/** A listing that misses files that are just being renamed is made again, at most so often. */
const MOST_LISTINGS = 5;

/** Other work is let in after so many files. */
const AT_ONCE = 200;

export async function readMaildir(folder: DiskFolder, signal: AbortSignal): Promise<FolderContents> {
  const index = await readIndex(folder.index);
  const keywords = await keywordsIn(folder.place);
  for (let listing = 1; ; listing++) {
    const found = await listMessages(folder.place, index, keywords, signal);
    if (!found && listing < MOST_LISTINGS) continue;
    const messages = (found ?? []).sort((one, other) => byDelivery(one.identity, other.identity));
    return numbered(messages, index ? numbersOf(index) : await serversNumbers(folder.place));
  }
}

export async function keywordsIn(place: DiskPath): Promise<string[]> {
  return parseKeywords((await contentOf(below(place, KEYWORDS_FILE)))?.toString('latin1') ?? '');
}

/** What our own index says of UIDs. */
export function numbersOf(index: FolderIndex): Numbers | undefined {
  if (index.isDamaged) return undefined;
  const uids = new Map([...index.records.values()].map(({ uid, file }) => [file, uid]));
  return { uidValidity: index.head.uidValidity, uidNext: index.uidNext, uidOf: (file) => uids.get(file) };
}

/** A file of a Maildir by its base name. */
export interface MaildirFile {
  readonly base: string;
  readonly letters: string;
  readonly file: DiskPath;
}

/** What is in cur and in new; where a message is in both, it is just being moved to cur. */
export async function maildirFiles(place: DiskPath): Promise<Map<string, MaildirFile>> {
  const files = new Map<string, MaildirFile>();
  for (const part of ['new', 'cur']) {
    for (const { name, kind } of (await orMissing(entriesOf(below(place, part)))) ?? []) {
      if (name.startsWith('.') || kind === 'folder') continue;
      const { base, letters } = parseMaildirName(name);
      files.set(base, { base, letters, file: below(place, part, name) });
    }
  }
  return files;
}

/** Undefined where a file was gone when it was looked at. */
async function listMessages(
  place: DiskPath,
  index: FolderIndex | undefined,
  keywords: readonly string[],
  signal: AbortSignal,
): Promise<FoundMessage[] | undefined> {
  const own = new Map([...(index?.records.values() ?? [])].map((record) => [record.file, record]));
  const found: FoundMessage[] = [];
  let isMissing = false;
  for (const file of (await maildirFiles(place)).values()) {
    if (found.length % AT_ONCE === AT_ONCE - 1) {
      await turn();
      stopIfAsked(signal);
    }
    const record = own.get(file.base);
    const facts = record?.written
      ? {
          size: record.written.size,
          receivedAt: new Date(record.written.date),
          place: asItIs(file.file, record.written.sha256),
        }
      : await strangersFacts(file);
    // Keywords beyond the letters are in the index alone.
    const more = (record?.flags ?? []).filter((flag) => !flag.startsWith('\\') && !keywords.includes(flag));
    const flags = [...flagsOfLetters(file.letters, keywords), ...more];
    if (facts) found.push({ identity: file.base, flags, ...facts });
    else isMissing = true;
  }
  return isMissing ? undefined : found;
}

const asItIs = (file: DiskPath, sha256?: string): Place => ({
  file,
  lineEnds: 'as-is',
  ...(sha256 === undefined ? {} : { sha256 }),
});

type Facts = Pick<FoundMessage, 'size' | 'receivedAt' | 'place'>;

async function strangersFacts({ base, file }: MaildirFile): Promise<Facts | undefined> {
  const facts = await factsOf(file);
  if (!facts) return undefined;
  const receivedAt = arrival(base, facts.modified);
  if (ownSize(base) === facts.size) return { size: facts.size, receivedAt, place: asItIs(file) };
  const size = wireSize(base) ?? (await orMissing(sizeOnTheWire(file)));
  if (size === undefined) return undefined;
  return { size, receivedAt, place: { file, fileSize: facts.size, lineEnds: 'crlf' } };
}

/** Servers keep INTERNALDATE as the file's time. */
function arrival(base: string, modified: Date): Date {
  const delivered = deliveredAt(base);
  const isUnpacked = delivered !== undefined && modified.getTime() - delivered.getTime() > A_DAY;
  return isUnpacked ? delivered : modified;
}

/** With CRLF line ends. A file that may not be read is listed by its size, and refused when it is asked for. */
async function sizeOnTheWire(path: DiskPath): Promise<number> {
  try {
    const { fd, size } = openPlain(path);
    try {
      return size + bareLineFeedsIn(fd, size);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    return (await factsOf(path))?.size ?? 0;
  }
}

function bareLineFeedsIn(fd: number, size: number): number {
  let count = 0;
  let last = LF;
  for (let at = 0; at < size; ) {
    const piece = readRange(fd, at, Math.min(1_000_000, size - at));
    if (piece.length === 0) break;
    count += bareLineFeeds(piece, last).length;
    last = piece.at(-1) ?? LF;
    at += piece.length;
  }
  return count;
}

async function serversNumbers(place: DiskPath): Promise<Numbers | undefined> {
  for (const name of ['dovecot-uidlist', 'courierimapuiddb']) {
    const file = await contentOf(below(place, name)).catch(() => undefined);
    const known = file && parseUidList(file.toString('latin1'));
    if (known) return numbersIn(known);
  }
  return undefined;
}

function numbersIn({ uidValidity, uidNext, uids }: KnownUids): Numbers {
  return { uidValidity, uidNext, uidOf: (base) => uids.get(base) };
}
