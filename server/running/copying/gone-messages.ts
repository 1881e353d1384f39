/**
 * Messages that were copied and have left the folder they were copied from: moved at the source, or deleted. A message that turns up
 * elsewhere with the same content is moved at the target too, so that it does not stand in two places. Writes nothing.
 */
import { failureOf } from '../failures.ts';
import type { FolderRecord, FolderState, MailboxLedger, MailSource, MessageRow } from '../ports.ts';
import { everyUid } from './every-uid.ts';

export interface GoneMessage {
  readonly folder: string;
  readonly uid: number;
  readonly target: string;
  /** Under which its UID was given: another folder may have the name by now. */
  readonly targetUidValidity: string;
  readonly targetUid: number;
  readonly flags: readonly string[];
  readonly size: number;
  readonly sha256: string;
}

/** By size, since a content has to be read to be compared. */
export class GoneMessages {
  readonly #bySize = new Map<number, GoneMessage[]>();

  add(message: GoneMessage): void {
    const same = this.#bySize.get(message.size);
    if (same) same.push(message);
    else this.#bySize.set(message.size, [message]);
  }

  /** What left later is the likelier to have turned up, and is taken first. Nothing is known twice. */
  addLater(others: GoneMessages): void {
    for (const [size, messages] of others.#bySize) {
      const same = this.#bySize.get(size) ?? [];
      const isKnown = ({ folder, uid }: GoneMessage) =>
        same.some((one) => one.folder === folder && one.uid === uid);
      const later = messages.filter((one) => !isKnown(one));
      if (later.length > 0) this.#bySize.set(size, [...later, ...same]);
    }
  }

  /** What is known of a folder of the target is so no more: it was put back to an older state of itself. */
  forgetTarget(target: string): void {
    for (const [size, messages] of this.#bySize) {
      const left = messages.filter((message) => message.target !== target);
      if (left.length > 0) this.#bySize.set(size, left);
      else this.#bySize.delete(size);
    }
  }

  has(message: GoneMessage): boolean {
    return this.#bySize.get(message.size)?.includes(message) ?? false;
  }

  all(): GoneMessage[] {
    return [...this.#bySize.values()].flat();
  }

  get isEmpty(): boolean {
    return this.#bySize.size === 0;
  }

  mayHold(size: number): boolean {
    return this.#bySize.has(size);
  }

  /** Takes one of these bytes out; each stands for one message. */
  take(size: number, sha256: string): GoneMessage | undefined {
    const same = this.#bySize.get(size) ?? [];
    const at = same.findIndex((message) => message.sha256 === sha256);
    if (at < 0) return undefined;
    const [found] = same.splice(at, 1);
    if (same.length === 0) this.#bySize.delete(size);
    return found;
  }
}

export interface GoneSearch {
  readonly ledger: MailboxLedger;
  readonly source: MailSource;
  /** Folders of the listing. One that is listed no more counts as one whose messages all left. */
  readonly listed: ReadonlySet<string>;
  /** Whether anything recorded of a folder may have left it. */
  readonly mayLack: (record: FolderRecord) => boolean;
  /** Of what size it has to be to count; of any where this is not given. */
  readonly sizes?: ReadonlySet<number>;
}

/** Looks through what is recorded. */
export async function findGone(search: GoneSearch, signal: AbortSignal): Promise<GoneMessages> {
  const gone = new GoneMessages();
  for (const record of await search.ledger.folders()) {
    if (!search.mayLack(record)) continue;
    for (const message of await goneFrom(search, record, signal)) gone.add(message);
  }
  return gone;
}

async function goneFrom(
  { ledger, source, listed, sizes }: GoneSearch,
  record: FolderRecord,
  signal: AbortSignal,
): Promise<GoneMessage[]> {
  const { folder, uidValidity, target, targetUidValidity } = record;
  const rows = await ledger.rows(folder, uidValidity);
  const known = rows
    .values()
    .flatMap(({ uid, state, targetUid, flags, sha256, size }) =>
      state !== 'done' || targetUid === undefined || sha256 === undefined || sizes?.has(size) === false
        ? []
        : [{ folder, uid, target, targetUidValidity, targetUid, flags, size, sha256 }],
    );
  if (!listed.has(folder)) return [...known];
  const isAny = sizes === undefined ? rows.size > 0 : rows.values().some(({ size }) => sizes.has(size));
  const there = isAny ? await uidsUnder(source, record, rows, signal) : undefined;
  return there ? [...known.filter(({ uid }) => !there.has(uid))] : [];
}

/** Settled with more messages at the target than the source had: what left the source may turn up elsewhere yet. */
export function holdsMore({ settled, settledTarget = 0 }: FolderRecord): boolean {
  return settled !== undefined && settledTarget > settled.messages;
}

/** Undefined where nothing is gone, the UIDs mean nothing to the rows, or the folder cannot be opened, which is told when it is its turn. */
async function uidsUnder(
  source: MailSource,
  record: FolderRecord,
  rows: ReadonlyMap<number, MessageRow>,
  signal: AbortSignal,
) {
  const { folder, uidValidity } = record;
  try {
    // As it is now, not as it was listed: what left it since has turned up elsewhere by now.
    const state = await source.openForReading(folder, signal);
    if (state.uidValidity !== uidValidity || isWhole(record, rows, state)) return undefined;
    return new Set(await everyUid(source, folder, state, signal));
  } catch (error) {
    if (failureOf(error)?.kind !== 'refused') throw error;
    return undefined;
  }
}

/**
 * All that rows speak of is there, without a search: they spoke of just what the folder held when it was settled, and it has grown by as
 * many messages as it has given out UIDs since (each takes a new one: RFC 3501, 2.3.1.1).
 */
function isWhole(
  { settled }: FolderRecord,
  rows: ReadonlyMap<number, MessageRow>,
  now: FolderState,
): boolean {
  if (!settled?.uidNext || now.mayTakeBack || now.uidValidity !== settled.uidValidity) return false;
  const given = now.uidNext - settled.uidNext;
  const before = rows.keys().reduce((count, uid) => count + (uid < settled.uidNext ? 1 : 0), 0);
  return before === settled.messages && given >= 0 && now.messages - settled.messages === given;
}
