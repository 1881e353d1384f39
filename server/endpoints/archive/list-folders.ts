/**
 * Finds the folders of a mailbox that lies in files, whatever wrote them: Maildir, Maildir++, nested Maildirs, mbox files with Thunderbird's
 * `.sbd` or Apple's `.mbox` folders, folders of .eml files. Reads names and first bytes only. Follows no link out of the archive.
 */
import { closeSync } from 'node:fs';
import { type Text, text } from '../../planning/text.ts';
import type { FolderUse, Note } from '../../running/ports.ts';
import { decodeFolderName } from '../imap/modified-utf7.ts';
import {
  below,
  type DiskEntry,
  type DiskPath,
  entriesOf,
  kindBehind,
  openPlain,
  readable,
  readRange,
  realPathOf,
} from './disk.ts';
import { placesOf, sameToSome } from './disk-names.ts';
import { type IndexHead, readIndexHead } from './folder-index.ts';

export type Format = IndexHead['format'];

/** A folder of mail as it lies on disk. */
export interface DiskFolder {
  readonly path: string;
  readonly format: Format;
  /** The mbox file, or the folder that holds the messages. */
  readonly place: DiskPath;
  /** What this program remembers of it, where it wrote it. */
  readonly index: DiskPath;
  readonly use?: FolderUse;
}

export interface DiskMailbox {
  readonly top: DiskPath;
  /** The archive's own place, with no link in it. */
  readonly root: DiskPath;
  /** One mbox file and nothing else. */
  readonly isFile: boolean;
}

export interface Listing {
  readonly folders: readonly DiskFolder[];
  /** What was left out and why. */
  readonly leftOut: readonly Note[];
}

export const INDEX = 'migplan-index';
const OWN_FILES =
  /^(migplan-.*|\..*|dovecot.*|courier.*|subscriptions|maildirfolder|maildirsize|.*\.(msf|dat|lock|new))$/i;

export const indexOf = (format: Format, place: DiskPath): DiskPath =>
  format === 'mbox' ? (place.replace(/([^/]*)$/, `.$1.${INDEX}`) as DiskPath) : below(place, INDEX);

export async function listFolders(mailbox: DiskMailbox): Promise<Listing> {
  const walk = new Walk(mailbox);
  if (mailbox.isFile) walk.file(mailbox.top, []);
  else await walk.folder(mailbox.top, []);
  return walk.listing();
}

class Walk {
  readonly #mailbox: DiskMailbox;
  readonly #folders: DiskFolder[] = [];
  readonly #leftOut: Note[] = [];
  readonly #strange: string[] = [];
  readonly #seen = new Set<string>();

  constructor(mailbox: DiskMailbox) {
    this.#mailbox = mailbox;
  }

  listing(): Listing {
    const leftOut = [...this.#leftOut];
    if (this.#strange.length > 0) leftOut.push(leftOutNote(notMail(this.#strange)));
    return { folders: this.#folders, leftOut };
  }

  /** `levels`: the names that lead to it, as people read them. */
  async folder(place: DiskPath, levels: readonly string[]): Promise<void> {
    const real = await realPathOf(place);
    if (this.#seen.has(real)) return;
    this.#seen.add(real);
    const entries = await this.#entries(place).catch(() => undefined);
    if (!entries) {
      // It is listed all the same, and told when it is opened.
      this.#add('eml', place, levels.length === 0 ? ['INBOX'] : levels);
      return;
    }
    const names = new Set(entries.map(({ name }) => name));
    const isMaildir = isFolderIn(entries, 'cur') || isFolderIn(entries, 'new');
    const format = isMaildir ? 'maildir' : this.#formatOf(place, entries);
    if (format) this.#add(format, place, levels.length === 0 ? ['INBOX'] : levels);
    for (const entry of entries) {
      if (entry.kind === 'file') this.#fileIn(place, entry.name, names, levels);
      else if (entry.kind === 'folder') await this.#folderIn(place, entry.name, entries, levels, isMaildir);
    }
  }

  /** A file that may hold a folder. */
  file(place: DiskPath, levels: readonly string[]): void {
    this.#add('mbox', place, levels.length === 0 ? ['INBOX'] : levels);
  }

  /** Of .eml files, or one that this program has begun. */
  #formatOf(place: DiskPath, entries: readonly DiskEntry[]): Format | undefined {
    if (entries.some(({ name, kind }) => kind === 'file' && name === INDEX))
      return readIndexHead(below(place, INDEX))?.format ?? 'eml';
    return entries.some(({ name, kind }) => kind === 'file' && /\.eml$/i.test(name)) ? 'eml' : undefined;
  }

  /** Links become what they lead to, within the archive; others are told and left out. */
  async #entries(place: DiskPath): Promise<DiskEntry[]> {
    const entries: DiskEntry[] = [];
    for (const entry of await entriesOf(place)) {
      if (entry.kind !== 'link') entries.push(entry);
      else if (await this.#isWithin(below(place, entry.name)))
        entries.push({ name: entry.name, kind: await folderBehind(below(place, entry.name)) });
      else this.#leftOut.push(leftOutNote(leadsOut(below(place, entry.name))));
    }
    return entries;
  }

  async #isWithin(link: DiskPath): Promise<boolean> {
    const real = await realPathOf(link).catch(() => undefined);
    return real !== undefined && `${real}/`.startsWith(`${this.#mailbox.root}/`);
  }

  async #folderIn(
    place: DiskPath,
    name: string,
    entries: readonly DiskEntry[],
    levels: readonly string[],
    isMaildir: boolean,
  ): Promise<void> {
    if (isMaildir && /^(cur|new|tmp)$/.test(name)) return;
    const inside = below(place, name);
    if (name.startsWith('.')) {
      if (levels.length === 0 && (await isMaildirAt(inside))) await this.folder(inside, dottedLevels(name));
      return;
    }
    const own = name.replace(/\.(sbd|mbox)$/i, '');
    // Apple Mail: `Sent.mbox/mbox`.
    if (own !== name && entries.length > 0 && (await hasFile(inside, 'mbox'))) {
      this.file(below(inside, 'mbox'), [...levels, level(own, levels)]);
      return;
    }
    await this.folder(inside, [...levels, level(/\.sbd$/i.test(name) ? own : name, levels)]);
  }

  #fileIn(place: DiskPath, name: string, names: ReadonlySet<string>, levels: readonly string[]): void {
    if (OWN_FILES.test(name) || /\.eml$/i.test(name)) return;
    const path = below(place, name);
    const isKnown = names.has(`.${name}.${INDEX}`) || names.has(`${name}.msf`);
    const own = name.replace(/\.(mbox|mbx)$/i, '');
    if (isKnown || beginsAsMbox(path, own !== name || !name.includes('.')))
      this.file(path, [...levels, level(own, levels)]);
    else this.#strange.push(readable(name));
  }

  /** The name that its index tells, where the index is in the place that belongs to that name; else what the disk tells. */
  #add(format: Format, place: DiskPath, levels: readonly string[]): void {
    const index = indexOf(format, place);
    const head = indexHeadOf(index);
    const own = head?.format === format ? this.#ownName(format, place, head) : undefined;
    const path = this.#free(own ?? levels.join('/'));
    this.#folders.push({ path, format, place, index, ...(head?.use && { use: head.use }) });
  }

  #ownName(format: Format, place: DiskPath, head: IndexHead): string | undefined {
    const { top, isFile } = this.#mailbox;
    const relative = isFile || place === top ? '' : place.slice(top.length + 1);
    const isThere = placesOf(format, head.folder).some((names) => sameToSome(names.join('/'), relative));
    return isThere || place === top ? head.folder : undefined;
  }

  /** Two folders never share a name. */
  #free(wanted: string): string {
    const taken = new Set(this.#folders.map(({ path }) => path));
    for (let number = 1; ; number++) {
      const path = number === 1 ? wanted : `${wanted} (${number})`;
      if (!taken.has(path)) return path;
    }
  }
}

function indexHeadOf(index: DiskPath): IndexHead | undefined {
  try {
    return readIndexHead(index);
  } catch {
    return undefined; // there is none, or it cannot be read: then the names on disk count
  }
}

/** At the top, Inbox is INBOX however it is written (RFC 3501, 5.1). */
function level(name: string, above: readonly string[]): string {
  const told = decodedName(name);
  return above.length === 0 && told.toUpperCase() === 'INBOX' ? 'INBOX' : told;
}

/** `.INBOX.Sent` and `.Sent` of Maildir++. */
function dottedLevels(name: string): string[] {
  const levels = name.slice(1).split('.');
  return levels.map((one, at) => level(one, levels.slice(0, at)));
}

/** In modified UTF-7 where it can be that. */
function decodedName(name: string): string {
  return /&[A-Za-z0-9+,]*-/.test(name) ? decodeFolderName(name) : readable(name);
}

function isFolderIn(entries: readonly DiskEntry[], name: string): boolean {
  return entries.some((entry) => entry.kind === 'folder' && entry.name === name);
}

async function isMaildirAt(place: DiskPath): Promise<boolean> {
  return isFolderIn(await entriesOf(place).catch(() => []), 'cur');
}

async function hasFile(place: DiskPath, name: string): Promise<boolean> {
  return (await entriesOf(place)).some((entry) => entry.kind === 'file' && entry.name === name);
}

/** Links to files are not followed: a message is a file of its own. */
async function folderBehind(link: DiskPath): Promise<DiskEntry['kind']> {
  return (await kindBehind(link)) === 'folder' ? 'folder' : 'other';
}

/** An empty file is an empty folder where its name is a folder's. */
function beginsAsMbox(path: DiskPath, mayBeEmpty: boolean): boolean {
  try {
    const { fd, size } = openPlain(path);
    try {
      if (size === 0) return mayBeEmpty;
      return /^[\r\n]*From /.test(readRange(fd, 0, 64).toString('latin1'));
    } finally {
      closeSync(fd);
    }
  } catch {
    return mayBeEmpty; // it is listed, and told when it is opened
  }
}

const leftOutNote = (told: Text): Note => ({ kind: 'left-out', folder: 'INBOX', text: told });

const leadsOut = (link: DiskPath): Text =>
  text(
    `${readable(link)} is a link that leads out of the archive: it is not followed`,
    `${readable(link)} est un lien qui mène hors de l’archive\u00A0: il n’est pas suivi`,
  );

function notMail(names: readonly string[]): Text {
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
  return text(
    `${names.length} files are no mail and are left out: ${shown}`,
    `${names.length} fichiers ne sont pas du courrier et sont laissés de côté\u00A0: ${shown}`,
  );
}
