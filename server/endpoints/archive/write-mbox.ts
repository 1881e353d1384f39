/**
 * Writes an mbox file as qmail and Thunderbird do ("mboxrd"): a From_ line, Thunderbird's status, the message with From_ lines of
 * its own quoted, an empty line. It only grows; all flags are in its index. What a stop left behind its acknowledged end is cut off before more is written.
 */
import type { FileHandle } from 'node:fs/promises';
import type { NewMessage } from '../../running/ports.ts';
import { type DiskPath, openToWrite } from './disk.ts';
import type { ArchiveAccess } from './file-failures.ts';
import type { StoredMessage } from './folder-contents.ts';
import { quotingFromLines } from './from-lines.ts';
import { changedByOthers, writeAll } from './index-writer.ts';
import { LF } from './line-ends.ts';
import type { MessageStore, PutMessage } from './message-store.ts';
import { mozillaStatus } from './program-fields.ts';
import { putContent } from './put-content.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `end`: where what was acknowledged ends. */
export async function writeMbox(
  access: ArchiveAccess,
  folder: string,
  place: DiskPath,
  end: number,
): Promise<MessageStore> {
  const file = await openToWrite(place, 'r+');
  await file.truncate(end);
  return new MboxStore(access, folder, place, file, end);
}

class MboxStore implements MessageStore {
  readonly #access: ArchiveAccess;
  readonly #folder: string;
  readonly #place: DiskPath;
  readonly #file: FileHandle;
  /** Where the last `begin` found the end, and where it is now. */
  #before: number;
  #end: number;

  constructor(access: ArchiveAccess, folder: string, place: DiskPath, file: FileHandle, end: number) {
    this.#access = access;
    this.#folder = folder;
    this.#place = place;
    this.#file = file;
    this.#before = end;
    this.#end = end;
  }

  async begin() {
    if ((await this.#file.stat()).size !== this.#end) throw changedByOthers(this.#access, this.#folder);
    this.#before = this.#end;
    return [{ writing: this.#end }];
  }

  async put(_uid: number, message: NewMessage, signal: AbortSignal): Promise<PutMessage> {
    const at = this.#end;
    try {
      const status = `X-Mozilla-Status: ${mozillaStatus(message.flags)}\r\n`;
      const fromLine = Buffer.from(`From - ${ctime(message.receivedAt)}\r\n${status}`);
      await writeAll(this.#file, fromLine, at);
      const start = at + fromLine.length;
      const { size, sha256, end, last } = await putContent(
        this.#file,
        start,
        message.content,
        signal,
        quotingFromLines(),
      );
      const parting = Buffer.from(last === LF ? '\r\n' : '\r\n\r\n');
      await writeAll(this.#file, parting, end);
      this.#end = end + parting.length;
      const place = {
        file: this.#place,
        ranges: [[start, end]],
        isQuoted: true,
        lineEnds: 'as-is',
        sha256,
      } as const;
      const date = message.receivedAt.toISOString();
      return { file: '', written: { size, sha256, date, at: [at, start, end, this.#end] }, place };
    } catch (error) {
      await this.#file.truncate(at).catch(() => undefined);
      throw error;
    }
  }

  async settle() {
    await this.#file.datasync();
    return [{ settled: this.#end }];
  }

  async undo(): Promise<void> {
    await this.#file.truncate(this.#before);
    this.#end = this.#before;
  }

  changeFlags: MessageStore['changeFlags'] = async (changes) => {
    for (const { message, flags } of changes) await this.#mark(message, mozillaStatus(flags));
    if (changes.length > 0) await this.#file.datasync();
    return changes.map(({ message, flags }) => ({ ...message, flags }));
  };

  /** Marked as any program marks what it deletes; the file is not written anew for it. */
  async remove(messages: readonly StoredMessage[]): Promise<void> {
    for (const message of messages) await this.#mark(message, mozillaStatus(message.flags, true));
    await this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** For programs that read the file without our index. */
  async #mark({ place }: StoredMessage, status: string): Promise<void> {
    const start = place.ranges?.[0]?.[0];
    if (start !== undefined) await writeAll(this.#file, Buffer.from(status), start - STATUS_BEFORE);
  }
}

/** How far before a message's own bytes the digits of its status stand. */
const STATUS_BEFORE = '0000\r\n'.length;

/** `Tue Jan  2 03:04:05 2024`, in UTC (RFC 4155). */
function ctime(at: Date): string {
  const day = `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)}`;
  return `${day} ${at.toISOString().slice(-13, -5)} ${String(at.getUTCFullYear()).padStart(4, '0')}`;
}
