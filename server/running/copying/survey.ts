/**
 * What there is in a source folder since it was last settled: by mod-sequences where the source keeps them (RFC 7162), by whole lists
 * of UIDs and flags where it does not. Writes nothing.
 */
import type { FolderRecord, FolderState, MailSource, MessageEntry, MessageRow } from '../ports.ts';

export interface Survey {
  /** Every message that is new or whose flags may have changed; not all that are there. */
  readonly entries: readonly MessageEntry[];
  /** UIDs that rows speak of and that are there no more. */
  readonly gone: readonly number[];
  /** How many are there. */
  readonly messages: number;
}

export interface Surveyed {
  readonly source: MailSource;
  readonly folder: string;
  readonly state: FolderState;
  readonly record: FolderRecord | undefined;
  readonly rows: ReadonlyMap<number, MessageRow>;
  /** UIDs whose messages have to be copied again. */
  readonly lost: readonly number[];
}

export async function surveyFolder(of: Surveyed, signal: AbortSignal): Promise<Survey> {
  return (await sinceSettled(of, signal)) ?? whole(of, signal);
}

async function sinceSettled(of: Surveyed, signal: AbortSignal): Promise<Survey | undefined> {
  const { source, folder, state, record, rows, lost } = of;
  const settled = record?.settled;
  if (!settled?.highestModseq || settled.uidValidity !== state.uidValidity) return undefined;
  const changes = await source.changes(folder, settled.highestModseq, signal);
  if (!changes) return undefined;
  const { entries, vanished } = changes;
  const gone = vanished ? vanished.filter((uid) => rows.has(uid)) : await goneFrom(of, signal);
  const again = lost.length > 0 ? await entriesOf(source, folder, lost, signal) : [];
  const told = new Set(entries.map(({ uid }) => uid));
  const all = [...entries, ...again.filter(({ uid }) => !told.has(uid))];
  return { entries: all, gone, messages: state.messages };
}

async function goneFrom({ source, folder, rows }: Surveyed, signal: AbortSignal): Promise<number[]> {
  const there = new Set(await source.uids(folder, signal));
  return [...rows.keys()].filter((uid) => !there.has(uid));
}

async function whole({ source, folder, rows }: Surveyed, signal: AbortSignal): Promise<Survey> {
  const entries: MessageEntry[] = [];
  const there = new Set<number>();
  for await (const entry of source.entries(folder, { all: true }, signal)) {
    entries.push(entry);
    there.add(entry.uid);
  }
  const gone = [...rows.keys()].filter((uid) => !there.has(uid));
  return { entries, gone, messages: entries.length };
}

async function entriesOf(
  source: MailSource,
  folder: string,
  uids: readonly number[],
  signal: AbortSignal,
): Promise<MessageEntry[]> {
  const found: MessageEntry[] = [];
  for await (const entry of source.entries(folder, { uids }, signal)) found.push(entry);
  return found;
}
