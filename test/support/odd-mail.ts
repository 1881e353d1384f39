/**
 * Mail as it is found in old mailboxes, and worse: made from a seed, so that every run sees the same. Written straight into a
 * Maildir, since no server would take some of it.
 */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface OddMessage {
  readonly folder: string;
  readonly content: Buffer;
  /** Maildir's letters: S seen, R answered, F flagged, T deleted, D draft. */
  readonly letters: string;
  readonly keywords: readonly string[];
  readonly receivedAt: Date;
}

export interface OddMailbox {
  readonly folders: readonly { readonly path: string; readonly subscribed: boolean }[];
  readonly messages: readonly OddMessage[];
}

/** Numbers that look random and are the same everywhere (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const folders = [
  { path: 'INBOX', subscribed: true },
  { path: 'Sent', subscribed: true },
  { path: 'Éléments envoyés', subscribed: false },
  { path: 'Projets', subscribed: true },
  { path: 'Projets/Année 2024', subscribed: true },
  { path: 'Projets/Année 2024/Très profond & loin', subscribed: false },
  { path: '日本語/メール', subscribed: true },
  { path: 'quote"and\\backslash', subscribed: false },
  { path: 'percent%star*', subscribed: true },
  { path: 'empty', subscribed: true },
];

const keywords = ['$Forwarded', '$MDNSent', 'NonJunk', '$label1', 'project-2024', 'a.b', 'Étiquette'];

/** Every kind of message that has gone wrong for some tool. */
const oddContents: Readonly<Record<string, () => Buffer>> = {
  plain: () => text('Message-ID: <plain@odd.example>', 'Subject: plain', '', 'Hello.', ''),
  'no header': () => text('', 'only a body', ''),
  'header only': () => Buffer.from('Message-ID: <headeronly@odd.example>\r\nSubject: header only\r\n'),
  'no Message-ID': () => text('Subject: nobody', 'Date: Mon, 1 Jan 2024 00:00:00 +0000', '', 'x', ''),
  'NUL bytes': () =>
    Buffer.from('Subject: nul\r\nMessage-ID: <nul@odd.example>\r\n\r\nA\0B\0\0C\x80D\r\n', 'latin1'),
  'NUL and base64': () => Buffer.from(nulAndBase64, 'latin1'),
  '8-bit': () => Buffer.from('Subject: caf\xe9\r\nX: \x80\xff\r\n\r\nr\xe9sum\xe9 \x80\r\n', 'latin1'),
  'UTF-8': () => text('Subject: “À côté” — naïve', '', 'œuvre “À” — ß 日本語 🎉', ''),
  'bare LF': () => Buffer.from('Subject: bare lf\nMessage-ID: <lf@odd.example>\n\none\ntwo\n'),
  'bare CR': () => Buffer.from('Subject: bare cr\r\n\r\none\rtwo\rthree\r\n'),
  'no final newline': () => Buffer.from('Subject: open end\r\n\r\nno newline here'),
  'long line': () => text('Subject: long', '', 'x'.repeat(200_000), ''),
  'long header': () => text(`Subject: ${'long '.repeat(5_000)}`, '', 'b', ''),
  'IMAP commands': () => text('Subject: hostile', '', 'a1 CREATE pwned', 'a2 DELETE INBOX', '* BYE', ')', ''),
  'From line': () =>
    text('From nobody Mon Jan  1 00:00:00 2024', 'Subject: mbox', '', '>From me', '.', '..', ''),
  'one byte': () => Buffer.from('x'),
  'broken MIME': () =>
    text('Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'open', ''),
};

const nulAndBase64 = [
  'Subject: nul and base64',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  'pre\0',
  '--x',
  'Content-Type: text/plain',
  '',
  'NUL\0here',
  '--x',
  'Content-Type: application/octet-stream',
  'Content-Transfer-Encoding: base64',
  '',
  'aGVsbG8sIHdvcmxk',
  '--x',
  'Content-Type: text/plain; charset=x',
  'Content-Transfer-Encoding: binary',
  '',
  'bin\0bin\x80',
  '--x--',
  '',
].join('\r\n');

function text(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\r\n'));
}

/** A mailbox of its own for every seed. `large` adds a message of that many bytes. */
export function oddMailbox(seed: number, large?: number): OddMailbox {
  const random = seeded(seed);
  const messages: OddMessage[] = [];
  const add = (content: Buffer, folder: string) => messages.push(dress(random, content, folder));
  for (const make of Object.values(oddContents)) add(make(), pick(random, folders).path);
  for (let copy = 0; copy < 3; copy++)
    add(text('Message-ID: <twin@odd.example>', '', 'the same', ''), 'INBOX');
  for (let copy = 0; copy < 2; copy++) add(text('', 'the same, without a header', ''), 'Projets');
  for (let number = 0; number < 20; number++) {
    add(ordinary(seed, number, random), pick(random, folders.slice(0, 9)).path);
  }
  if (large !== undefined) add(Buffer.concat([text('Subject: large', '', ''), lines(large)]), 'INBOX');
  return { folders, messages: messages.filter(({ folder }) => folder !== 'empty') };
}

function ordinary(seed: number, number: number, random: () => number): Buffer {
  const id = `Message-ID: <${seed}.${number}@odd.example>`;
  const length = Math.floor(random() * 3_000);
  return text(
    id,
    `Subject: number ${number}`,
    'Date: Tue, 2 Jan 2024 03:04:05 +0200',
    '',
    'word '.repeat(length),
    '',
  );
}

function lines(bytes: number): Buffer {
  return Buffer.alloc(bytes, `${'0123456789'.repeat(7)}abcdef\r\n`);
}

function dress(random: () => number, content: Buffer, folder: string): OddMessage {
  const letters = [...'DFRST'].filter(() => random() < 0.3).join('');
  const chosen = keywords.slice(0, 6).filter(() => random() < 0.2);
  const receivedAt = new Date(1_000_000_000_000 + Math.floor(random() * 7e8) * 1000);
  return { folder, content, letters, keywords: chosen, receivedAt };
}

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** Writes the mailbox as Dovecot keeps it (Maildir++, names in modified UTF-7, keyword letters by folder). */
export function writeMaildir(maildir: string, mailbox: OddMailbox): void {
  for (const { path } of mailbox.folders) writeFolder(maildir, path, mailbox.messages);
  const subscribed = mailbox.folders
    .filter((folder) => folder.subscribed)
    .map(({ path }) => diskPath(path).slice(1));
  const names = subscribed.map((name) => (name === '' ? 'INBOX' : name.replaceAll('.', '\t')));
  writeFileSync(join(maildir, 'subscriptions'), `V\t2\n\n${names.map((name) => `${name}\n`).join('')}`);
}

function writeFolder(maildir: string, path: string, messages: readonly OddMessage[]): void {
  const folder = join(maildir, diskPath(path));
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(folder, part), { recursive: true });
  if (path !== 'INBOX') writeFileSync(join(folder, 'maildirfolder'), '');
  const used: string[] = [];
  for (const [number, message] of messages.entries()) {
    if (message.folder === path) writeMessage(folder, number, message, used);
  }
  writeFileSync(join(folder, 'dovecot-keywords'), used.map((keyword, at) => `${at} ${keyword}\n`).join(''));
}

function writeMessage(folder: string, number: number, message: OddMessage, used: string[]): void {
  const letters = message.keywords.map((keyword) => {
    if (!used.includes(keyword)) used.push(keyword);
    return String.fromCharCode(97 + used.indexOf(keyword));
  });
  const seconds = Math.floor(message.receivedAt.getTime() / 1000);
  // Dovecot numbers messages in the order of their file names.
  const name = `${1_700_000_000 + number}.M${number}P1.odd:2,${message.letters}${letters.toSorted().join('')}`;
  const file = join(folder, 'cur', name);
  writeFileSync(file, message.content);
  utimesSync(file, seconds, seconds);
}

/** `.Projets.Ann&AOk-e 2024` for `Projets/Année 2024`; nothing for INBOX. */
export function diskPath(path: string): string {
  return path === 'INBOX' ? '' : `.${path.split('/').map(modifiedUtf7).join('.')}`;
}

export function modifiedUtf7(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => {
    const base64 = Buffer.from(run, 'utf16le').swap16().toString('base64');
    return run === '&' ? '&-' : `&${base64.replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}
