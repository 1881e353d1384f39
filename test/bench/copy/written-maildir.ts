/**
 * Generated mail as Dovecot keeps it (Maildir++), put there as files: with the sizes in the names, as if it had been
 * delivered. Knows no server.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskPath } from '../../support/odd-mail.ts';
import type { GeneratedMailbox } from './generated-mailbox.ts';
import type { GeneratedMessage } from './generated-message.ts';
import { sizeOnWire } from './message-content.ts';

export function writeMailbox(maildir: string, { folders, messages }: GeneratedMailbox): void {
  for (const { path } of folders) makeFolder(maildir, path);
  addMessages(maildir, messages(), 0);
  const subscribed = folders.filter((folder) => folder.subscribed).map(({ path }) => subscription(path));
  writeFileSync(join(maildir, 'subscriptions'), `V\t2\n\n${subscribed.map((line) => `${line}\n`).join('')}`);
}

/** `from`: how many there are already; Dovecot numbers new files in the order of their names. */
export function addMessages(maildir: string, messages: Iterable<GeneratedMessage>, from: number): void {
  const keywords = new KeywordLetters(maildir);
  let number = from;
  for (const message of messages) addMessage(maildir, message, number++, keywords);
  keywords.write();
}

/** Changes the flags of `count` messages, as a person does in a day: some are read, some flagged, some unread again. */
export function changeFlags(maildir: string, path: string, count: number): void {
  const folder = join(maildir, diskPath(path), 'cur');
  const files = readdirSync(folder).sort();
  const every = Math.floor(files.length / count);
  const chosen = files.filter((_, number) => number % every === 0).slice(0, count);
  for (const [number, file] of chosen.entries()) {
    renameSync(join(folder, file), join(folder, toggled(file, number % 3 === 0 ? 'F' : 'S')));
  }
}

function toggled(file: string, letter: string): string {
  const [name = '', letters = ''] = file.split(':2,');
  const changed = letters.includes(letter) ? letters.replace(letter, '') : letters + letter;
  return `${name}:2,${[...changed].sort().join('')}`;
}

function makeFolder(maildir: string, path: string): void {
  const folder = join(maildir, diskPath(path));
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(folder, part), { recursive: true });
  if (path !== 'INBOX') writeFileSync(join(folder, 'maildirfolder'), '');
}

function addMessage(
  maildir: string,
  { folder, content, letters, keywords, receivedAt }: GeneratedMessage,
  number: number,
  known: KeywordLetters,
): void {
  const seconds = receivedAt.getTime() / 1000;
  const marks = [...letters, ...known.of(folder, keywords)].sort().join('');
  const sizes = `S=${content.length},W=${sizeOnWire(content)}`;
  const name = `${1_700_000_000 + number}.M${number}P1.bench,${sizes}:2,${marks}`;
  const file = join(maildir, diskPath(folder), 'cur', name);
  writeFileSync(file, content);
  utimesSync(file, seconds, seconds);
}

/** Dovecot writes a keyword as a small letter, which means another one in every folder. */
class KeywordLetters {
  readonly #maildir: string;
  readonly #byFolder = new Map<string, string[]>();

  constructor(maildir: string) {
    this.#maildir = maildir;
  }

  of(folder: string, keywords: readonly string[]): string[] {
    const known = this.#byFolder.get(folder) ?? this.#read(folder);
    this.#byFolder.set(folder, known);
    return keywords.map((keyword) => {
      if (!known.includes(keyword)) known.push(keyword);
      return String.fromCharCode(97 + known.indexOf(keyword));
    });
  }

  write(): void {
    for (const [folder, keywords] of this.#byFolder) {
      writeFileSync(this.#file(folder), keywords.map((keyword, at) => `${at} ${keyword}\n`).join(''));
    }
  }

  #read(folder: string): string[] {
    try {
      const lines = readFileSync(this.#file(folder), 'utf8').split('\n').filter(Boolean);
      return lines.map((line) => line.slice(line.indexOf(' ') + 1));
    } catch {
      return [];
    }
  }

  #file(folder: string): string {
    return join(this.#maildir, diskPath(folder), 'dovecot-keywords');
  }
}

/** `Projets<TAB>Ann&AOk-e 2024`, as Dovecot's second version of the file has it. */
function subscription(path: string): string {
  return path === 'INBOX' ? path : diskPath(path).slice(1).replaceAll('.', '\t');
}
