/** An archive as a test sees it: whole mailboxes as data, through the ports alone. */
import { openArchiveSource, openArchiveTarget } from '../../server/endpoints/archive/open-archive.ts';
import type { MailArchive } from '../../server/planning/migration-plan.ts';
import type { Text } from '../../server/planning/text.ts';
import type { AppendOutcome, MailReading, NewMessage } from '../../server/running/ports.ts';
import { wholeOf } from '../support/large-content.ts';

export const signal = new AbortController().signal;
export const FORMATS = ['maildir', 'mbox', 'eml'] as const;
export type Format = (typeof FORMATS)[number];

export const archive = (path: string, format: Format = 'maildir'): MailArchive => ({
  name: 'old',
  kind: 'archive',
  path,
  format,
  connections: 4,
});

export interface SeenMessage {
  readonly uid: number;
  /** Its bytes, as Latin-1. */
  readonly content: string;
  readonly flags: readonly string[];
  readonly receivedAt: string;
}

export interface SeenMailbox {
  readonly folders: Readonly<Record<string, readonly SeenMessage[]>>;
  /** Notes and what was told. */
  readonly told: readonly string[];
}

/** Everything in a mailbox of an archive. */
export async function readArchive(root: string, mailbox: string): Promise<SeenMailbox> {
  const told: string[] = [];
  const tell = ({ en }: Text) => void told.push(en);
  const source = await openArchiveSource(archive(root), root, mailbox, { tell });
  const { folders, notes = [] } = await source.folders(signal);
  const seen: Record<string, readonly SeenMessage[]> = {};
  for (const { path, state } of folders) if (state) seen[path] = await messagesIn(source, path);
  await source.close();
  const texts = notes.map(({ folder, text }) => `${folder}: ${typeof text === 'string' ? text : text.en}`);
  return { folders: seen, told: [...texts, ...told] };
}

/** Sizes are those listed, or it throws. */
export async function messagesIn(store: MailReading, folder: string): Promise<SeenMessage[]> {
  await store.openForReading(folder, signal);
  const entries = new Map<number, Omit<SeenMessage, 'content'> & { readonly size: number }>();
  for await (const { uid, size, flags, receivedAt } of store.entries(folder, { all: true }, signal)) {
    entries.set(uid, { uid, size, flags: flags.toSorted(), receivedAt: receivedAt.toISOString() });
  }
  const seen: SeenMessage[] = [];
  for await (const { uid, content } of store.messages(folder, [...entries.values()], signal)) {
    const { size, ...entry } = entries.get(uid) ?? { uid, size: -1, flags: [], receivedAt: '' };
    const bytes = await wholeOf(content, signal);
    if (bytes.length !== size)
      throw new Error(`UID ${uid} of ${folder}: listed ${size}, has ${bytes.length}`);
    seen.push({ ...entry, content: bytes.toString('latin1') });
  }
  return seen;
}

/** Puts messages into a folder of an archive, which is made if need be. */
export async function writeArchive(
  root: string,
  format: Format,
  mailbox: string,
  folder: string,
  messages: readonly NewMessage[],
): Promise<readonly AppendOutcome[]> {
  const target = await openArchiveTarget(archive(root, format), root, mailbox);
  const { folders } = await target.folders(signal);
  if (!folders.some(({ path }) => path === folder)) await target.createFolder(folder, signal);
  await target.openForWriting(folder, signal);
  const outcomes = await target.append(folder, messages, signal);
  await target.close();
  return outcomes;
}
