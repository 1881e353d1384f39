/**
 * Looks at two servers' Maildirs on disk and says where they differ. Shares no code with the engine: it knows files, not IMAP.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One line a message: folder, bytes, flags and keywords, date. As sorted text, two mailboxes are equal when their lines are. */
export function maildirLines(maildir: string): string[] {
  return maildirFolders(maildir)
    .flatMap((folder) =>
      messageFiles(join(maildir, folder)).map((file) => messageLine(maildir, folder, file)),
    )
    .sort();
}

/** Folders and subscriptions, as sorted text. */
export function maildirFolderLines(maildir: string): string[] {
  const folders = maildirFolders(maildir).map((folder) => `folder ${folder}`);
  return [...folders, ...subscriptions(maildir)].sort();
}

/** Everything about the mail files that a reader must not change: names (which hold the flags), dates, bytes. */
export function untouchedLines(maildir: string): string[] {
  return maildirFolders(maildir).flatMap((folder) =>
    messageFiles(join(maildir, folder)).map((file) => {
      const path = join(maildir, folder, file);
      return `${folder}/${file} ${statSync(path).mtimeMs} ${sha256(readFileSync(path))}`;
    }),
  );
}

function maildirFolders(maildir: string): string[] {
  if (!existsSync(maildir)) return [];
  const below = readdirSync(maildir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [
    '',
    ...below.map(({ name }) => name).filter((name) => name.startsWith('.') && name.length > 1),
  ].sort();
}

function messageFiles(folder: string): string[] {
  return ['cur', 'new'].flatMap((part) => {
    const path = join(folder, part);
    return existsSync(path) ? readdirSync(path).map((name) => `${part}/${name}`) : [];
  });
}

function messageLine(maildir: string, folder: string, file: string): string {
  const path = join(maildir, folder, file);
  const date = Math.floor(statSync(path).mtimeMs / 1000);
  return `${folder} ${sha256(asServed(readFileSync(path)))} [${flags(join(maildir, folder), file)}] ${date}`;
}

/** A Maildir may hold either kind of line end; a server hands out CRLF (RFC 3501 knows no other). */
function asServed(content: Buffer): Buffer {
  return Buffer.from(content.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

function flags(folder: string, file: string): string {
  const letters = [...(file.split(':2,')[1] ?? '')];
  const known = keywords(folder);
  return letters
    .map((letter) => (letter < 'a' ? letter : (known[letter.charCodeAt(0) - 97] ?? `?${letter}`)))
    .sort()
    .join(' ');
}

function keywords(folder: string): string[] {
  const path = join(folder, 'dovecot-keywords');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const named: string[] = [];
  for (const line of lines) named[Number(line.split(' ')[0])] = line.slice(line.indexOf(' ') + 1);
  return named;
}

function subscriptions(maildir: string): string[] {
  const path = join(maildir, 'subscriptions');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '' && !line.startsWith('V\t')).map((line) => `subscribed ${line}`);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
