/**
 * Reads a mailbox that lies in files, as a mail store: folders, UIDs, flags, dates, bytes. Writes nothing, so an archive may be read-only.
 * What cannot be read is told by the file's name and keeps nothing else back.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { type Text, text } from '../../planning/text.ts';
import { failureOf, stopIfAsked } from '../../running/failures.ts';
import { headerBlock, readHeaderFields } from '../../running/header-fields.ts';
import type {
  Content,
  FolderState,
  MailReading,
  Message,
  MessageEntry,
  MessageLook,
  Selection,
} from '../../running/ports.ts';
import { readBeginning, readContent } from './content.ts';
import { folderOf } from './disk.ts';
import { type ArchiveAccess, fileFailure } from './file-failures.ts';
import type { StoredMessage } from './folder-contents.ts';
import type { OpenedArchive } from './opened-archive.ts';
import { maildirFiles } from './read-maildir.ts';

/** A header is looked for in the first bytes alone. */
const MOST_HEADER = 65_536;

export function archiveReading(archive: OpenedArchive): MailReading {
  return {
    folders: (signal) => archive.folders(signal),
    openForReading: (folder, signal) => openForReading(archive, folder, signal),
    uids: async (folder, signal) =>
      (await selected(archive, folder, { all: true }, signal)).map(({ uid }) => uid),
    entries: (folder, which, signal) => entries(archive, folder, which, signal),
    changes: async () => undefined,
    looks: (folder, which, signal) => looks(archive, folder, which, signal),
    messages: (folder, wanted, signal) => messages(archive, folder, wanted, signal),
    close: () => archive.close(),
  };
}

function openForReading(archive: OpenedArchive, folder: string, signal: AbortSignal): Promise<FolderState> {
  return archive.doing(notOpened(folder), () => archive.open(folder, signal));
}

export const notOpened = (folder: string): Text =>
  text(`did not open "${folder}"`, `n’a pas ouvert «\u00A0${folder}\u00A0»`);

function selected(
  archive: OpenedArchive,
  folder: string,
  which: Selection,
  signal: AbortSignal,
): Promise<readonly StoredMessage[]> {
  const what = text(`did not list "${folder}"`, `n’a pas listé «\u00A0${folder}\u00A0»`);
  return archive.doing(what, () => archive.messages(folder, which, signal));
}

async function* entries(
  archive: OpenedArchive,
  folder: string,
  which: Selection,
  signal: AbortSignal,
): AsyncGenerator<MessageEntry> {
  for (const message of await selected(archive, folder, which, signal)) yield entry(message);
}

function entry({ uid, size, flags, receivedAt }: StoredMessage): MessageEntry {
  return { uid, size, flags, receivedAt };
}

async function* looks(
  archive: OpenedArchive,
  folder: string,
  which: Selection,
  signal: AbortSignal,
): AsyncGenerator<MessageLook> {
  for (const message of await selected(archive, folder, which, signal)) {
    await letOthersWork(signal);
    const read = (now: StoredMessage): Buffer => headerBlock(readBeginning(now.place, MOST_HEADER));
    const found = await whereItIs(archive, folder, message, read);
    yield { ...entry(message), ...readHeaderFields(found) };
  }
}

async function* messages(
  archive: OpenedArchive,
  folder: string,
  wanted: readonly Pick<MessageEntry, 'uid' | 'size'>[],
  signal: AbortSignal,
): AsyncGenerator<Message> {
  const found = new Map<number, StoredMessage>();
  const uids = wanted.map(({ uid }) => uid);
  for (const message of await selected(archive, folder, { uids }, signal)) found.set(message.uid, message);
  for (const uid of uids) {
    await letOthersWork(signal);
    const message = found.get(uid);
    const read = (now: StoredMessage): Content => readContent(now.place, now.size);
    const content = message && (await whereItIs(archive, folder, message, read));
    if (content)
      yield { uid, content: Buffer.isBuffer(content) ? content : told(archive.access, folder, content) };
  }
}

/** Files are read without waiting; what else the program has to do comes between two of them. */
async function letOthersWork(signal: AbortSignal): Promise<void> {
  await turn();
  stopIfAsked(signal);
}

/** Reads a message, under its new name where another program has renamed it; undefined where it is gone or cannot be read, which is told. */
async function whereItIs<T>(
  archive: OpenedArchive,
  folder: string,
  message: StoredMessage,
  read: (message: StoredMessage) => T,
): Promise<T | undefined> {
  try {
    return read(message);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return archive.unreadable(notRead(folder), error);
  }
  const renamed = await renamedFile(message);
  try {
    return renamed && read(renamed);
  } catch (error) {
    return archive.unreadable(notRead(folder), error);
  }
}

async function renamedFile(message: StoredMessage): Promise<StoredMessage | undefined> {
  const files = await maildirFiles(folderOf(folderOf(message.place.file)));
  const file = files.get(message.identity)?.file;
  return file && { ...message, place: { ...message.place, file } };
}

const notRead = (folder: string): Text =>
  text(`could not read a message of "${folder}"`, `n’a pas pu lire un message de «\u00A0${folder}\u00A0»`);

/** Only failures of the port leave it. */
function told(access: ArchiveAccess, folder: string, content: Exclude<Content, Buffer>): Content {
  return {
    size: content.size,
    async *pieces(signal) {
      try {
        yield* content.pieces(signal);
      } catch (error) {
        throw failureOf(error) ? error : fileFailure(access, notRead(folder), error);
      }
    },
  };
}
