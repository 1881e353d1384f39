/**
 * Messages that were copied and have left the folder they were copied from: moved at the source, or deleted. A message that turns up
 * elsewhere with the same content is moved at the target too, so that it does not stand in two places. Writes nothing.
 */
import { failureOf } from '../failures.ts';
import type { MailboxLedger, MailSource } from '../ports.ts';
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

/**
 * Looks through what earlier runs recorded. `changed`: folders of the listing that are not as they were settled; `listed`: all of it.
 * A folder that is listed no more counts as one whose messages all left.
 */
export async function findGone(
  ledger: MailboxLedger,
  source: MailSource,
  changed: ReadonlySet<string>,
  listed: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<GoneMessages> {
  const gone = new GoneMessages();
  for (const record of await ledger.folders()) {
    const { folder, uidValidity } = record;
    if (listed.has(folder) && !changed.has(folder)) continue;
    const rows = await ledger.rows(folder, uidValidity);
    if (rows.size === 0) continue;
    const there = listed.has(folder)
      ? await uidsUnder(source, folder, uidValidity, signal)
      : new Set<number>();
    for (const row of rows.values()) {
      const { uid, state, targetUid, flags, sha256, size } = row;
      if (state !== 'done' || targetUid === undefined || sha256 === undefined || !there || there.has(uid))
        continue;
      const { target, targetUidValidity } = record;
      gone.add({ folder, uid, target, targetUidValidity, targetUid, flags, size, sha256 });
    }
  }
  return gone;
}

/** Undefined where the folder's UIDs mean nothing to the rows, or it cannot be opened, which is told when it is its turn. */
async function uidsUnder(source: MailSource, folder: string, uidValidity: string, signal: AbortSignal) {
  try {
    const state = await source.openForReading(folder, signal);
    if (state.uidValidity !== uidValidity) return undefined;
    return new Set(await everyUid(source, folder, state, signal));
  } catch (error) {
    if (failureOf(error)?.kind !== 'refused') throw error;
    return undefined;
  }
}
