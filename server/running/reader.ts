/**
 * Reads messages of a source folder in bounded batches, one batch ahead of whoever takes them, in the order asked for.
 * Knows nothing of where they go. At most two batches are in memory, a batch of one message being as large as that message.
 */
import { contentHash } from './content-identity.ts';
import type { MailReading, MessageEntry } from './ports.ts';

export interface ReadMessage {
  readonly entry: MessageEntry;
  readonly content: Buffer;
  readonly sha256: string;
}

export interface ReadBatch {
  readonly messages: readonly ReadMessage[];
  /** Still listed by the source, which did not hand out their content. */
  readonly unreadable: readonly MessageEntry[];
  /** Gone from the source since they were listed. */
  readonly vanished: readonly MessageEntry[];
}

export interface BatchSize {
  readonly messages: number;
  readonly bytes: number;
}

const ordinaryBatch: BatchSize = { messages: 50, bytes: 4_000_000 };

export async function* readBatches(
  source: MailReading,
  folder: string,
  entries: readonly MessageEntry[],
  signal: AbortSignal,
  size: BatchSize = ordinaryBatch,
): AsyncIterable<ReadBatch> {
  let ahead: Promise<ReadBatch> | undefined;
  try {
    for (const batch of batches(entries, size)) {
      const current = ahead;
      ahead = (current ?? Promise.resolve()).then(() => readBatch(source, folder, batch, signal));
      // Its failure is told when it is this batch's turn.
      ahead.catch(() => undefined);
      if (current) yield await current;
    }
    if (ahead) yield await ahead;
  } finally {
    // Whoever leaves early must not find the source still busy: calls on one store never overlap.
    await ahead?.catch(() => undefined);
  }
}

function* batches(entries: readonly MessageEntry[], size: BatchSize): Iterable<MessageEntry[]> {
  let batch: MessageEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (batch.length > 0 && (batch.length >= size.messages || bytes + entry.size > size.bytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += entry.size;
  }
  if (batch.length > 0) yield batch;
}

async function readBatch(
  source: MailReading,
  folder: string,
  batch: readonly MessageEntry[],
  signal: AbortSignal,
): Promise<ReadBatch> {
  const byUid = new Map(batch.map((entry) => [entry.uid, entry]));
  const messages: ReadMessage[] = [];
  for await (const { uid, content } of source.messages(folder, [...byUid.keys()], signal)) {
    const entry = byUid.get(uid);
    if (entry) messages.push({ entry, content, sha256: contentHash(content) });
    byUid.delete(uid);
  }
  const missing = [...byUid.values()];
  const listed = await stillListed(source, folder, missing, signal);
  const unreadable = missing.filter((entry) => listed.has(entry.uid));
  return { messages, unreadable, vanished: missing.filter((entry) => !listed.has(entry.uid)) };
}

async function stillListed(
  source: MailReading,
  folder: string,
  missing: readonly MessageEntry[],
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const listed = new Set<number>();
  if (missing.length === 0) return listed;
  const uids = missing.map((entry) => entry.uid);
  for await (const entry of source.entries(folder, { uids }, signal)) listed.add(entry.uid);
  return listed;
}
