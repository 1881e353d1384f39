/**
 * The names and small files of a Maildir: flags behind `:2,`, letters for keywords, the numbers that Dovecot and Courier gave to messages.
 * Pure; as https://cr.yp.to/proto/maildir.html and Dovecot's "Maildir Mailbox Format" (doc.dovecot.org, 2026-11) have them.
 */
import { readable } from './disk.ts';

export const KEYWORDS_FILE = 'dovecot-keywords';

/** How many keywords a folder's letters can tell. */
const MOST_KEYWORDS = 26;

const LETTERS: Readonly<Record<string, string>> = {
  D: '\\Draft',
  F: '\\Flagged',
  R: '\\Answered',
  S: '\\Seen',
  T: '\\Deleted',
  P: '$Forwarded',
};

export interface MaildirName {
  /** What stays the same when flags change. */
  readonly base: string;
  readonly letters: string;
}

/** `:` parts the flags, `!` or `;` where a file system takes no colon. */
export function parseMaildirName(name: string): MaildirName {
  const found = /^(.*)[:!;]2,([A-Za-z]*)[^:!;]*$/s.exec(name);
  return { base: found?.[1] ?? name, letters: found?.[2] ?? '' };
}

export function maildirName(base: string, letters: string): string {
  return `${base}${process.platform === 'win32' ? ';' : ':'}2,${letters}`;
}

/** The size of a message that this program wrote, whose bytes are handed out as they are; undefined for any other file. */
export function ownSize(base: string): number | undefined {
  const found = /^\d+\.M\d+P\d+Q\d+\.migplan,S=(\d+)$/.exec(base);
  return found ? Number(found[1]) : undefined;
}

export function ownBase(now: number, serial: number, size: number): string {
  const seconds = Math.floor(now / 1000);
  return `${seconds}.M${String(now % 1000).padStart(3, '0')}000P${process.pid}Q${serial}.migplan,S=${size}`;
}

/** Dovecot's `W=`: the size with CRLF line ends. */
export function wireSize(base: string): number | undefined {
  const found = /,W=(\d+)(?=,|$)/.exec(base);
  return found ? Number(found[1]) : undefined;
}

/** A message's name begins with the second of its delivery. */
export function deliveredAt(base: string): Date | undefined {
  const found = /^(\d{9,10})\./.exec(base);
  return found ? new Date(Number(found[1]) * 1000) : undefined;
}

/** In the order of delivery: by number where both begin with one, else by bytes. */
export function byDelivery(one: string, other: string): number {
  const [ours, theirs] = [numbersOf(one), numbersOf(other)];
  for (const [at, part] of ours.entries()) {
    const difference = part - (theirs[at] ?? 0);
    if (difference !== 0 && theirs.length > 0) return difference;
  }
  return one < other ? -1 : Number(one > other);
}

function numbersOf(base: string): number[] {
  const found = /^(\d+)(?:\.M(\d+))?(?:P\d+)?(?:Q(\d+))?/.exec(base) ?? [];
  return [...found].slice(1).map((part) => Number(part ?? 0));
}

/** Keywords by their letters, `a` first. */
export function parseKeywords(file: string): string[] {
  const keywords: string[] = [];
  for (const line of file.split('\n')) {
    const found = /^(\d+) (.+)$/.exec(line);
    if (found && Number(found[1]) < MOST_KEYWORDS) keywords[Number(found[1])] = readable(found[2] ?? '');
  }
  return keywords;
}

export function keywordsFile(keywords: readonly string[]): string {
  return keywords.map((keyword, at) => (keyword === undefined ? '' : `${at} ${keyword}\n`)).join('');
}

export function flagsOfLetters(letters: string, keywords: readonly string[]): string[] {
  const flags = [...letters].map((letter) => LETTERS[letter] ?? keywords[letter.charCodeAt(0) - 97]);
  return [...new Set(flags.filter((flag) => flag !== undefined))];
}

/** The letters of flags, new keywords taken up into `keywords` while there are letters; what has none is kept elsewhere. */
export function lettersOf(flags: readonly string[], keywords: string[]): string {
  const letters = flags.map((flag) => {
    const system = Object.keys(LETTERS).find((letter) => LETTERS[letter] === flag && flag.startsWith('\\'));
    return system ?? keywordLetter(flag, keywords) ?? '';
  });
  return [...new Set(letters.join(''))].sort().join('');
}

function keywordLetter(keyword: string, keywords: string[]): string | undefined {
  if (keyword.startsWith('\\')) return undefined;
  const known = keywords.indexOf(keyword);
  const at = known >= 0 ? known : freeLetter(keywords);
  if (at >= MOST_KEYWORDS) return undefined;
  keywords[at] = keyword;
  return String.fromCharCode(97 + at);
}

function freeLetter(keywords: readonly (string | undefined)[]): number {
  const hole = Array.from(keywords).indexOf(undefined);
  return hole >= 0 ? hole : keywords.length;
}

/** The numbers that another server gave. */
export interface KnownUids {
  readonly uidValidity: string;
  readonly uidNext: number;
  readonly uids: ReadonlyMap<string, number>;
}

/** `dovecot-uidlist` of version 3 (`3 V1275660208 N25022 …`) or 1, which is `courierimapuiddb` (`1 1275660208 25022`). */
export function parseUidList(file: string): KnownUids | undefined {
  const [head = '', ...lines] = file.split('\n');
  const uidValidity = /^3 .*\bV(\d+)/.exec(head)?.[1] ?? /^1 (\d+) \d+/.exec(head)?.[1];
  const uidNext = /^3 .*\bN(\d+)/.exec(head)?.[1] ?? /^1 \d+ (\d+)/.exec(head)?.[1];
  if (uidValidity === undefined || uidNext === undefined) return undefined;
  const uids = new Map<string, number>();
  const entry = head.startsWith('3') ? /^(\d+) [^:]*:(.+)$/ : /^(\d+) (.+)$/;
  for (const line of lines) {
    const found = entry.exec(line);
    if (found) uids.set(parseMaildirName(found[2] ?? '').base, Number(found[1]));
  }
  const highest = [...uids.values()].reduce((most, uid) => Math.max(most, uid), 0);
  return { uidValidity, uidNext: Math.max(Number(uidNext), highest + 1), uids };
}
