/**
 * Reads messages of a source folder in bounded batches, in the order asked for. Knows nothing of where they go. How much is read ahead
 * is the source's own business; a large message is a batch of its own, read while it is written.
 */
import { contentHash, HashedWhileRead } from '../content-identity.ts';
import { type HeaderFields, headerBlock, readHeaderFields } from '../header-fields.ts';
import type { Content, MailReading, Message, MessageEntry } from '../ports.ts';
import { eachMessage } from './each-message.ts';

export interface ReadMessage {
  readonly entry: MessageEntry;
  readonly content: Content;
  readonly size: number;
  /** Of a large one, undefined until it has been read through. */
  sha256(): string | undefined;
  /** Of a large one: the source broke off while it was read. */
  isBroken(): boolean;
  fields(): HeaderFields;
}

export interface ReadBatch {
  readonly messages: readonly ReadMessage[];
  /** It has to be written before the next batch is asked for. */
  readonly isLarge: boolean;
  /** Still listed by the source, which did not hand out their content. Told last. */
  readonly unreadable: readonly MessageEntry[];
  /** Gone from the source since they were listed. Told last. */
  readonly vanished: readonly MessageEntry[];
}

export interface BatchSize {
  readonly messages: number;
  readonly bytes: number;
}

/** MULTIAPPEND gains nothing beyond (measured with Dovecot), and a lost connection leaves no more than this unknown. */
const ordinaryBatch: BatchSize = { messages: 100, bytes: 2_000_000 };

export async function* readBatches(
  source: MailReading,
  folder: string,
  entries: readonly MessageEntry[],
  signal: AbortSignal,
  most: BatchSize = ordinaryBatch,
): AsyncIterable<ReadBatch> {
  const left = new Map(entries.map((entry) => [entry.uid, entry]));
  const unreadable: MessageEntry[] = [];
  let batch: ReadMessage[] = [];
  let bytes = 0;
  for await (const message of eachMessage({ source, folder, signal, unreadable }, entries)) {
    const entry = left.get(message.uid);
    if (!entry) continue;
    left.delete(message.uid);
    const read = readMessage(entry, message);
    const isLarge = !Buffer.isBuffer(message.content);
    if (batch.length > 0 && (isLarge || batch.length >= most.messages || bytes + read.size > most.bytes)) {
      yield ordinary(batch);
      batch = [];
      bytes = 0;
    }
    if (isLarge) yield { ...ordinary([read]), isLarge };
    else batch.push(read);
    bytes += isLarge ? 0 : read.size;
  }
  if (batch.length > 0) yield ordinary(batch);
  for (const { uid } of unreadable) left.delete(uid);
  if (left.size + unreadable.length === 0) return;
  const rest = await withoutContent(source, folder, [...left.values()], signal);
  yield { ...rest, unreadable: [...unreadable, ...rest.unreadable] };
}

const ordinary = (messages: readonly ReadMessage[]): ReadBatch => ({
  messages,
  isLarge: false,
  unreadable: [],
  vanished: [],
});

function readMessage(entry: MessageEntry, { content }: Message): ReadMessage {
  if (Buffer.isBuffer(content)) {
    const sha256 = contentHash(content);
    const fields = () => readHeaderFields(headerBlock(content));
    return { entry, content, size: content.length, sha256: () => sha256, isBroken: () => false, fields };
  }
  const hashed = new HashedWhileRead(content);
  const fields = () => readHeaderFields(headerBlock(hashed.head));
  const told = { sha256: () => hashed.sha256, isBroken: () => hashed.isBroken, fields };
  return { entry, content: hashed, size: content.size, ...told };
}

async function withoutContent(
  source: MailReading,
  folder: string,
  missing: readonly MessageEntry[],
  signal: AbortSignal,
): Promise<ReadBatch> {
  const listed = new Set<number>();
  const uids = missing.map((entry) => entry.uid).sort((one, other) => one - other);
  for await (const entry of source.entries(folder, { uids }, signal)) listed.add(entry.uid);
  const unreadable = missing.filter((entry) => listed.has(entry.uid));
  return { ...ordinary([]), unreadable, vanished: missing.filter((entry) => !listed.has(entry.uid)) };
}
