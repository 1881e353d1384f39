/**
 * What a Maildir holds, read from its files: folders, subscriptions, and of every message its bytes as a server hands them
 * out, its flags, keywords and date. Shares no code with the engine.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface KeptMessage {
  /** SHA-256 of all bytes, and of what comes after the header. */
  readonly content: string;
  readonly body: string;
  /** The Message-ID as it is written, or nothing. */
  readonly id: string;
  /** Sorted, as one text. */
  readonly flags: string;
  readonly keywords: string;
  /** Seconds. */
  readonly receivedAt: number;
}

export interface KeptMail {
  readonly folders: ReadonlyMap<string, readonly KeptMessage[]>;
  readonly subscriptions: ReadonlySet<string>;
}

export function keptMail(maildir: string): KeptMail {
  const folders = new Map(foldersOf(maildir).map((folder) => [folder, messagesOf(join(maildir, folder))]));
  return { folders, subscriptions: new Set(subscriptionsOf(maildir)) };
}

/** INBOX is the Maildir itself. */
function foldersOf(maildir: string): string[] {
  if (!existsSync(maildir)) return [];
  const below = readdirSync(maildir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const named = below.map(({ name }) => name).filter((name) => name.startsWith('.') && name.length > 1);
  return ['', ...named.sort()];
}

function messagesOf(folder: string): KeptMessage[] {
  const known = keywordsOf(folder);
  return ['cur', 'new'].flatMap((part) => {
    const path = join(folder, part);
    return existsSync(path) ? readdirSync(path).map((name) => messageOf(path, name, known)) : [];
  });
}

function messageOf(folder: string, name: string, known: readonly string[]): KeptMessage {
  const path = join(folder, name);
  const bytes = asServed(readFileSync(path));
  const letters = [...(name.split(':2,')[1] ?? '')].sort();
  const end = bytes.indexOf('\r\n\r\n');
  return {
    content: sha256(bytes),
    body: sha256(end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4)),
    id: /^message-id:\s*(.*)$/im.exec(bytes.toString('latin1', 0, Math.max(0, end)))?.[1]?.trim() ?? '',
    flags: letters.filter((letter) => letter < 'a').join(''),
    keywords: keywordsIn(letters, known),
    receivedAt: Math.floor(statSync(path).mtimeMs / 1000),
  };
}

/** A file may have either kind of line end; a server hands out CRLF (RFC 3501 knows no other). */
function asServed(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

function keywordsIn(letters: readonly string[], known: readonly string[]): string {
  const small = letters.filter((letter) => letter >= 'a');
  return small
    .map((letter) => known[letter.charCodeAt(0) - 97] ?? `?${letter}`)
    .sort()
    .join(' ');
}

function keywordsOf(folder: string): string[] {
  const named: string[] = [];
  for (const line of linesOf(join(folder, 'dovecot-keywords'))) {
    named[Number(line.split(' ')[0])] = line.slice(line.indexOf(' ') + 1);
  }
  return named;
}

function subscriptionsOf(maildir: string): string[] {
  return linesOf(join(maildir, 'subscriptions')).filter((line) => !line.startsWith('V\t'));
}

const linesOf = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');
