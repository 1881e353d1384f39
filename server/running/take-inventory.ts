/** Counts what one mailbox of the source holds, without reading a single body and without leaving a trace. */
import type { InventoryEntry } from '../language/model/inventory.ts';
import type { Folder, FolderList, MailSource } from './ports.ts';

/** Messages, bytes, largest message, folders, newest message's day and keywords of an open mailbox. */
export async function takeInventory(source: MailSource, signal: AbortSignal): Promise<InventoryEntry> {
  const counted = { messages: 0, bytes: 0, largest: 0, fullest: 0, newest: '', flags: new Set<string>() };
  const list = await source.folders(signal);
  const selectable = list.folders.filter((folder) => folder.selectable);
  for (const { path, state } of selectable) {
    if (state?.messages === 0) continue;
    const before = counted.messages;
    for await (const entry of source.entries(path, { all: true }, signal)) {
      counted.messages++;
      counted.bytes += entry.size;
      counted.largest = Math.max(counted.largest, entry.size);
      const day = entry.receivedAt.toISOString().slice(0, 10);
      if (day > counted.newest) counted.newest = day;
      for (const flag of entry.flags) if (!flag.startsWith('\\')) counted.flags.add(flag);
    }
    counted.fullest = Math.max(counted.fullest, counted.messages - before);
  }
  const { messages, bytes, largest, fullest, newest, flags } = counted;
  return {
    ...{ messages, bytes, largest, folders: selectable.length },
    ...{ deepest: Math.max(0, ...selectable.map((folder) => depthOf(folder, list))), fullest },
    ...(newest === '' ? {} : { newest }),
    ...(flags.size === 0 ? {} : { flags: [...flags].sort() }),
  };
}

/** Levels from the top: a namespace's prefix, as in `INBOX.Sent`, is none. */
function depthOf({ path, delimiter }: Folder, { prefix }: FolderList): number {
  const below = path.startsWith(prefix) ? path.slice(prefix.length) : path;
  return delimiter === '' ? 1 : below.split(delimiter).length;
}
