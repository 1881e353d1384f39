/** Makes mailboxes and folders of an archive, and opens folders to write to them. What is in sight has its index already. */
import { mkdir } from 'node:fs/promises';
import { text } from '../../planning/text.ts';
import type { FolderUse } from '../../running/ports.ts';
import {
  below,
  bytesOf,
  type DiskPath,
  diskPath,
  entriesOf,
  folderOf,
  isFolder,
  nameOf,
  openToWrite,
  orMissing,
  replaceFile,
  syncFolder,
} from './disk.ts';
import { isClashing, placesOf } from './disk-names.ts';
import { type ArchiveAccess, archiveFailure } from './file-failures.ts';
import { newMailboxPlace } from './find-mailbox.ts';
import type { FolderContents } from './folder-contents.ts';
import { headLine, readIndex } from './folder-index.ts';
import { IndexWriter, indexOfFound, newUidValidity } from './index-writer.ts';
import { type DiskFolder, type DiskMailbox, type Format, indexOf } from './list-folders.ts';
import { readFolder } from './read-folder.ts';
import { writeSubscriptions } from './subscriptions.ts';
import { writeEml } from './write-eml.ts';
import { writeMaildir } from './write-maildir.ts';
import { writeMbox } from './write-mbox.ts';
import { WrittenFolder } from './written-folder.ts';

/** A mailbox that is not there yet, with no folder and no subscription; the archive itself, if need be. */
export async function makeMailbox(access: ArchiveAccess): Promise<DiskMailbox> {
  await makeFolders(diskPath(access.root));
  const mailbox = await newMailboxPlace(access);
  await makeFolders(mailbox.top);
  await writeSubscriptions(mailbox.top, []);
  return mailbox;
}

export async function makeFolder(
  mailbox: DiskMailbox,
  format: Format,
  path: string,
  use?: FolderUse,
): Promise<DiskFolder> {
  const place = await freePlace(mailbox.top, format, path);
  const index = indexOf(format, place);
  await makeFolders(folderOf(index));
  const head = { migplan: 1, format, folder: path, uidValidity: newUidValidity(), uidNext: 1 } as const;
  await replaceFile(index, headLine({ ...head, ...(use && { use }) }));
  if (format === 'mbox') await makeFile(place);
  if (format === 'maildir') await makeMaildir(place);
  return { path, format, place, index };
}

/** The folder with what it holds, ready to be written. */
export async function openToAppend(
  access: ArchiveAccess,
  folder: DiskFolder,
  signal: AbortSignal,
): Promise<WrittenFolder> {
  if (folder.format === 'maildir') await makeMaildir(folder.place);
  const found = await readFolder(folder, signal);
  if (folder.format === 'mbox') return openMbox(access, folder, found);
  const index = await readIndex(folder.index);
  const isKnown = index !== undefined && !index.isDamaged;
  const writer = isKnown
    ? await IndexWriter.goOn(access, folder.index, index)
    : await indexOfFound(access, folder.index, headOf(folder), recordsOf(found));
  if (isKnown) await writer.add(found.unlisted);
  const contents = isKnown ? found : renumbered(found);
  const store = folder.format === 'maildir' ? await writeMaildir(folder.place) : writeEml(folder.place);
  return new WrittenFolder(access, writer, store, contents);
}

const headOf = ({ format, path }: DiskFolder) => ({ format, folder: path });

const recordsOf = ({ messages }: FolderContents) =>
  messages.map(({ identity }) => ({ uid: 0, file: identity }));

/** As the new index has them. */
function renumbered(found: FolderContents): FolderContents {
  const messages = found.messages.map((message, at) => ({ ...message, uid: at + 1 }));
  return { ...found, messages, uidNext: messages.length + 1 };
}

async function openMbox(
  access: ArchiveAccess,
  folder: DiskFolder,
  found: FolderContents,
): Promise<WrittenFolder> {
  if (found.unlisted.length > 0) throw notOurs(access, folder);
  const index = found.ownEnd === undefined ? undefined : await readIndex(folder.index);
  const writer = index
    ? await IndexWriter.goOn(access, folder.index, index)
    : await indexOfFound(access, folder.index, headOf(folder), []);
  const store = await writeMbox(access, folder.path, folder.place, found.ownEnd ?? 0);
  return new WrittenFolder(access, writer, store, found);
}

/** Another program's notes about its file, flags and places in it, would no longer be right. */
function notOurs(access: ArchiveAccess, { path, place }: DiskFolder): Error {
  return archiveFailure(access, {
    kind: 'refused',
    reach: 'message',
    what: text(
      `holds "${path}" in an mbox file that another program wrote or changed`,
      `contient «\u00A0${path}\u00A0» dans un fichier mbox qu’un autre programme a écrit ou modifié`,
    ),
    words: nameOf(place),
    advice: text(
      'Mail is added to mbox files of its own only: name another path in the plan, or set the file aside.',
      'Le courrier n’est ajouté qu’à ses propres fichiers mbox\u00A0: donnez un autre chemin dans le plan, ou mettez le fichier de côté.',
    ),
  });
}

/** Its ordinary place, unless a name is there that some file system takes for the same. */
async function freePlace(top: DiskPath, format: Format, path: string): Promise<DiskPath> {
  const [plain, marked] = placesOf(format, path);
  if (plain.length === 0) return top;
  const place = below(top, ...plain);
  const name = nameOf(place);
  const beside = (await orMissing(entriesOf(folderOf(place)))) ?? [];
  const others = beside.filter((entry) => entry.name !== name);
  const isTaken =
    beside.some((entry) => entry.name === name) && (format !== 'eml' || (await hasIndex(place)));
  return isTaken || isClashing(name, others) ? below(top, ...marked) : place;
}

async function hasIndex(place: DiskPath): Promise<boolean> {
  return (await readIndex(indexOf('eml', place))) !== undefined;
}

async function makeMaildir(place: DiskPath): Promise<void> {
  // `cur` comes last: by it the folder is one.
  for (const part of ['tmp', 'new', 'cur']) await makeFolders(below(place, part));
}

async function makeFile(place: DiskPath): Promise<void> {
  const file = await openToWrite(place, 'a');
  await file.sync().finally(() => file.close());
  await syncFolder(folderOf(place));
}

/** With those above it, each on disk in the one that holds it. */
async function makeFolders(place: DiskPath): Promise<void> {
  if (await isFolder(place)) return;
  const above = folderOf(place);
  if (above !== '') await makeFolders(above);
  await mkdir(bytesOf(place), { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (above !== '') await syncFolder(above);
}
