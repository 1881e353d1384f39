/** Writes a Maildir folder: flags in the names, keywords in `dovecot-keywords`, as any Maildir program reads them. */

import { sortFlags } from '../../running/message-flags.ts';
import type { NewMessage } from '../../running/ports.ts';
import { below, type DiskPath, folderOf, moveFile, orMissing, replaceFile, syncFolder } from './disk.ts';
import { fileStore } from './file-store.ts';
import type { StoredMessage } from './folder-contents.ts';
import { KEYWORDS_FILE, keywordsFile, lettersOf, maildirName, ownBase } from './maildir-files.ts';
import type { MessageStore } from './message-store.ts';
import { keywordsIn, maildirFiles } from './read-maildir.ts';

let serial = 0;

export async function writeMaildir(place: DiskPath): Promise<MessageStore> {
  const letters = new KeywordLetters(place, await keywordsIn(place));
  return fileStore({
    passing: (uid) => below(place, 'tmp', `${uid}.${process.pid}.migplan`),
    async name(_uid, message: NewMessage, size) {
      const base = ownBase(Date.now(), ++serial, size);
      const flags = await letters.of(sortFlags(message.flags).carried);
      return { file: base, to: below(place, 'cur', maildirName(base, flags)) };
    },
    async changeFlags(changes) {
      const moves: Move[] = [];
      for (const { message, flags } of changes) {
        const name = maildirName(message.identity, await letters.of(flags));
        moves.push({ message, flags, to: below(place, 'cur', name) });
      }
      const changed: (StoredMessage | undefined)[] = [];
      for (const move of moves) changed.push(await rename(place, move));
      for (const folder of foldersOf(moves)) await syncFolder(folder);
      return changed;
    },
  });
}

interface Move {
  readonly message: StoredMessage;
  readonly flags: readonly string[];
  readonly to: DiskPath;
}

/** Where another program has renamed the file, it is looked for; undefined where it is gone. */
async function rename(place: DiskPath, { message, flags, to }: Move): Promise<StoredMessage | undefined> {
  const after = { ...message, flags, place: { ...message.place, file: to } };
  if (message.place.file === to || (await moved(message.place.file, to))) return after;
  const found = (await maildirFiles(place)).get(message.identity)?.file;
  return found && (found === to || (await moved(found, to))) ? after : undefined;
}

async function moved(from: DiskPath, to: DiskPath): Promise<boolean> {
  return (await orMissing(moveFile(from, to).then(() => true))) === true;
}

function foldersOf(moves: readonly Move[]): Set<DiskPath> {
  return new Set(moves.flatMap(({ message, to }) => [folderOf(message.place.file), folderOf(to)]));
}

/** A keyword's letter is on disk before any file's name has it. */
class KeywordLetters {
  readonly #file: DiskPath;
  readonly #keywords: string[];

  constructor(place: DiskPath, keywords: string[]) {
    this.#file = below(place, KEYWORDS_FILE);
    this.#keywords = keywords;
  }

  async of(flags: readonly string[]): Promise<string> {
    const before = keywordsFile(this.#keywords);
    const letters = lettersOf(flags, this.#keywords);
    const after = keywordsFile(this.#keywords);
    if (after !== before) await replaceFile(this.#file, after);
    return letters;
  }
}
