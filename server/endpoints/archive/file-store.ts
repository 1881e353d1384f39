/**
 * Messages as files of their own, a Maildir's or a folder's of .eml files: written under a passing name, on disk, then renamed. What is in
 * sight is whole. The bytes are the message's own, whatever they are.
 */
import type { FileHandle } from 'node:fs/promises';
import type { NewMessage } from '../../running/ports.ts';
import { type DiskPath, factsOf, folderOf, moveFile, openToWrite, removeFile, syncFolder } from './disk.ts';
import type { StoredMessage } from './folder-contents.ts';
import type { MessageStore, PutMessage } from './message-store.ts';
import { putContent } from './put-content.ts';

/** What the two formats differ in. */
export interface FileNaming {
  /** Where a message is written, where it goes, and by which name it is known. */
  name(
    uid: number,
    message: NewMessage,
    size: number,
  ): Promise<{ readonly file: string; readonly to: DiskPath }>;
  passing(uid: number): DiskPath;
  changeFlags: MessageStore['changeFlags'];
}

interface Pending {
  readonly file: FileHandle;
  readonly from: DiskPath;
  readonly to: DiskPath;
}

export function fileStore(naming: FileNaming): MessageStore {
  let pending: Pending[] = [];
  const put = async (uid: number, message: NewMessage, signal: AbortSignal): Promise<PutMessage> => {
    const from = naming.passing(uid);
    await removeFile(from); // of a run that was stopped
    const file = await openToWrite(from, 'wx');
    try {
      const { size, sha256 } = await putContent(file, 0, message.content, signal);
      const { to, file: name } = await naming.name(uid, message, size);
      await setTime(file, message.receivedAt);
      pending.push({ file, from, to });
      const written = { size, sha256, date: message.receivedAt.toISOString() };
      return { file: name, written, place: { file: to, lineEnds: 'as-is', sha256 } };
    } catch (error) {
      await file.close();
      await removeFile(from);
      throw error;
    }
  };
  return {
    begin: async () => {
      pending = [];
      return [];
    },
    put,
    async settle() {
      await Promise.all(pending.map(({ file }) => file.sync()));
      for (const { file, from, to } of pending) {
        await file.close();
        await moveFile(from, to);
      }
      for (const folder of new Set(pending.map(({ to }) => folderOf(to)))) await syncFolder(folder);
      return [];
    },
    async undo() {
      for (const { file, from, to } of pending) {
        await file.close().catch(() => undefined);
        await removeFile(from);
        await removeFile(to);
      }
      pending = [];
    },
    changeFlags: naming.changeFlags,
    remove: async (messages) => removeFiles(messages),
    close: async () => undefined,
  };
}

async function removeFiles(messages: readonly StoredMessage[]): Promise<void> {
  for (const { place } of messages) await removeFile(place.file);
  for (const folder of new Set(messages.map(({ place }) => folderOf(place.file)))) await syncFolder(folder);
}

/** For those who read the files without our index; not every file system keeps every date. */
async function setTime(file: FileHandle, at: Date): Promise<void> {
  await file.utimes(at, at).catch(() => undefined);
}

/** A name that nothing has: renaming would put the message in another one's place. */
export async function freeName(wanted: (number: number) => DiskPath): Promise<DiskPath> {
  for (let number = 1; ; number++) {
    const name = wanted(number);
    if (!(await factsOf(name))) return name;
  }
}
