/**
 * What there is in a source folder since it was last settled: by mod-sequences where the source keeps them (RFC 7162), by whole lists
 * of UIDs and flags where it does not. Writes nothing.
 */
import type {
  FolderChanges,
  FolderRecord,
  FolderState,
  MailSource,
  MessageEntry,
  MessageRow,
} from '../ports.ts';
import { everyUid } from './every-uid.ts';

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
  const { source, folder, state, record, lost } = of;
  const settled = record?.settled;
  if (!settled?.highestModseq || settled.uidValidity !== state.uidValidity || isBefore(state, settled))
    return undefined;
  const changes = await source.changes(folder, settled.highestModseq, signal);
  if (!changes) return undefined;
  const { entries } = changes;
  const gone = await goneSince(of, settled, changes, signal);
  if (!gone) return undefined;
  const again = lost.length > 0 ? await entriesOf(source, folder, lost, signal) : [];
  const told = new Set(entries.map(({ uid }) => uid));
  const all = [...entries, ...again.filter(({ uid }) => !told.has(uid))];
  return { entries: all, gone, messages: state.messages };
}

/** A server that lost its index counts mod-sequences afresh, under the same UIDVALIDITY (Dovecot does): nothing follows from them. */
function isBefore(state: FolderState, settled: FolderState): boolean {
  const [now = '', then = ''] = [state.highestModseq, settled.highestModseq];
  const areNumbers = /^\d+$/.test(now) && /^\d+$/.test(then);
  return state.uidNext < settled.uidNext || (areNumbers && BigInt(now) < BigInt(then));
}

/** UIDs of rows that are gone; undefined where what changed does not make up for what is there: a change was not told. */
async function goneSince(
  { source, folder, state, rows }: Surveyed,
  settled: FolderState,
  { entries, vanished }: FolderChanges,
  signal: AbortSignal,
): Promise<number[] | undefined> {
  const fresh = new Set(entries.map(({ uid }) => uid).filter((uid) => uid >= settled.uidNext));
  if (vanished) {
    const gone = [...new Set(vanished)].filter((uid) => rows.has(uid));
    return settled.messages - gone.length + fresh.size === state.messages ? gone : undefined;
  }
  const there = new Set(await everyUid(source, folder, state, signal));
  const isTold = there.values().every((uid) => uid < settled.uidNext || fresh.has(uid));
  return isTold ? [...rows.keys()].filter((uid) => !there.has(uid)) : undefined;
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
