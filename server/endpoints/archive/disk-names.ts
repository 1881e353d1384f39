/**
 * What a folder of mail is called on disk, so that any name finds its file: dots, slashes, NUL, endings that mean something, names that
 * are too long, names that differ by case alone. Pure. The whole name is kept in the folder's index; the name on disk is for people.
 */
import { createHash } from 'node:crypto';
import type { MailArchive } from '../../planning/migration-plan.ts';
import { encodeFolderName } from '../imap/modified-utf7.ts';
import type { DiskEntry } from './disk.ts';

type Format = MailArchive['format'];

/** File systems take 255 bytes a name; an index and a passing file add to it. */
const LONGEST = 200;

/** Below any system's limit, with room for where the archive is. */
const LONGEST_PATH = 900;

/** Endings that a folder of mbox or .eml files reads as something else than a folder's name. */
const MEANING = /\.(sbd|msf|mbox|mbx|eml|dat|html|log|txt|new|msg|lock)$/i;

/** Names of Maildirs' parts, of servers' and our own files, and those that Windows keeps to itself. */
const RESERVED =
  /^(|cur|new|tmp|mbox|migplan-.*|dovecot.*|courier.*|subscriptions|maildirfolder|maildirsize|con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Where a folder belongs below its mailbox, as names in bytes: its ordinary place, and the one it takes where another name is there that
 * file systems hold for the same.
 */
export function placesOf(format: Format, path: string): readonly [readonly string[], readonly string[]] {
  if (format === 'maildir') return maildirPlaces(path);
  const levels = path.split('/');
  const names = levels.map((level, at) => (at < levels.length - 1 ? parent(format, level) : plain(level)));
  const last = marked(levels.at(-1) ?? '', path);
  return names.join('/').length > LONGEST_PATH ? [[last], [last]] : [names, [...names.slice(0, -1), last]];
}

/** Maildir++: all folders side by side, `.Projets.2024`, in modified UTF-7 as Dovecot and Courier read them; INBOX is the mailbox itself. */
function maildirPlaces(path: string): readonly [readonly string[], readonly string[]] {
  if (path === 'INBOX') return [[], []];
  const levels = path.split('/');
  const name = `.${levels.map(encodeFolderName).join('.')}`;
  const label = safe(levels.join('_').replaceAll('.', '_')).slice(0, 40);
  const other = `.${encodeFolderName(label)}~${digest(path)}`;
  const isPlain = levels.every(isPlainInMaildir) && name.length <= LONGEST;
  return [[isPlain ? name : other], [other]];
}

/** As it is in modified UTF-7, on any file system. */
function isPlainInMaildir(level: string): boolean {
  return level !== '' && !/[./\\:*?"<>|\p{C}~]/u.test(level) && !/^ | $/.test(level);
}

const parent = (format: Format, level: string): string =>
  format === 'mbox' ? `${plain(level)}.sbd` : plain(level);

/** The level's own name where it may be one, else a safe one with a mark by which it is told from others. */
function plain(level: string): string {
  const name = utf8(level);
  return safe(level) === level && name.length <= LONGEST ? name : marked(level, level);
}

function marked(level: string, path: string): string {
  return `${shortened(utf8(safe(level)))}~${digest(path)}`;
}

/** Windows' forbidden signs with those of Unix; no hidden name, none that ends in a dot or a space, none that means something. */
function safe(level: string): string {
  const name = level
    .replace(/[/\\:*?"<>|~\p{C}]/gu, '_')
    .replace(/^[. ]|[. ]$/g, '_')
    .replace(MEANING, (ending) => `_${ending.slice(1)}`);
  return RESERVED.test(name) ? `_${name}` : name;
}

const utf8 = (name: string): string => Buffer.from(name).toString('latin1');

/** At most so many bytes that a mark fits behind, and no letter cut in two. */
function shortened(name: string): string {
  if (name.length <= 120) return name;
  let end = 120;
  while (end > 0 && (name.charCodeAt(end) & 0xc0) === 0x80) end--;
  return name.slice(0, end);
}

/** Of UTF-16 units: two names that are one in UTF-8, by a half of a pair that is no letter, stay two. */
function digest(path: string): string {
  return createHash('sha256').update(Buffer.from(path, 'utf16le')).digest('hex').slice(0, 12);
}

/** Whether two names are one to some file system: by case or by how letters are composed. */
export function sameToSome(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8').normalize('NFC').toLowerCase();
}

/** Whether a name is taken in a folder by one that is not exactly it. */
export function isClashing(name: string, entries: readonly DiskEntry[]): boolean {
  return entries.some((entry) => sameToSome(entry.name, name));
}
