/**
 * A mailbox in which messages are waited for: what is new in any of its folders since it was last looked at. It is opened for each
 * look and read only, through a port that has nothing to write with.
 */
import type { Arrival } from '../../planning/old-addresses/trials.ts';
import { type Ends, using } from '../ends.ts';
import type { Folder, MailSource, MessageLook } from '../ports.ts';
import type { Bounce } from './bounce.ts';
import { readBounce } from './bounce.ts';
import { markOf } from './trial-message.ts';

/** One of our messages, where it was seen. */
export interface Sighting {
  readonly mark: string;
  readonly folder: string;
  readonly isJunk: boolean;
  /** The folder shows messages of others (RFC 6154 `\All`, `\Flagged`; RFC 8457 `\Important`). */
  readonly isView: boolean;
  readonly uid: number;
  /** Systems that it passed, by its Received fields (RFC 5321, 4.4). */
  readonly hops: number;
}

export interface Looked {
  readonly sightings: readonly Sighting[];
  readonly bounces: readonly Bounce[];
}

/** A bounce repeats a small message of ours: what is larger is none of ours. */
const LARGEST_BOUNCE = 1_000_000;

export class WatchedMailbox {
  readonly arrival: Arrival;
  readonly #ends: Ends;
  /** Where in each folder the next look begins. */
  readonly #from = new Map<string, { readonly uidValidity: string; readonly uid: number }>();

  constructor(arrival: Arrival, ends: Ends) {
    this.arrival = arrival;
    this.#ends = ends;
  }

  /** Takes what is there now for old. Throws MailFailure where the mailbox cannot be opened. */
  begin(signal: AbortSignal): Promise<void> {
    return this.#opened(signal, async (source) => {
      for (const { path, state } of await foldersOf(source, signal))
        if (state) this.#from.set(path, { uidValidity: state.uidValidity, uid: state.uidNext });
    });
  }

  /** What has come since. `withBounces`: what came back is read too. Throws MailFailure. */
  look(signal: AbortSignal, { withBounces }: { readonly withBounces: boolean }): Promise<Looked> {
    return this.#opened(signal, async (source) => {
      const sightings: Sighting[] = [];
      const bounces: Bounce[] = [];
      for (const folder of await foldersOf(source, signal)) {
        const fresh = await this.#fresh(source, folder, signal);
        const ours = fresh.filter((look) => markOf(look) !== undefined);
        sightings.push(...(await sightingsOf(source, folder, ours, signal)));
        if (!withBounces) continue;
        const others = fresh.filter((look) => !ours.includes(look) && look.size <= LARGEST_BOUNCE);
        bounces.push(...(await bouncesOf(source, folder, others, signal)));
      }
      return { sightings, bounces };
    });
  }

  /** Those that lie where they were seen: somebody may have moved one meanwhile, and it was then seen twice. */
  stillThere(sightings: readonly Sighting[], signal: AbortSignal): Promise<Sighting[]> {
    return this.#opened(signal, async (source) => {
      const there: Sighting[] = [];
      for (const [folder, own] of Map.groupBy(sightings, (one) => one.folder)) {
        const uids = new Set(await source.uids(folder, signal));
        there.push(...own.filter(({ uid }) => uids.has(uid)));
      }
      return there;
    });
  }

  async #fresh(source: MailSource, { path, state }: Folder, signal: AbortSignal): Promise<MessageLook[]> {
    if (!state) return [];
    const known = this.#from.get(path);
    const from = known?.uidValidity === state.uidValidity ? known.uid : 1;
    const looks: MessageLook[] = [];
    if (state.uidNext > from) {
      for await (const look of source.looks(path, { from }, signal)) if (look.uid >= from) looks.push(look);
    }
    const next = looks.reduce((most, { uid }) => Math.max(most, uid + 1), Math.max(from, state.uidNext));
    this.#from.set(path, { uidValidity: state.uidValidity, uid: next });
    return looks;
  }

  #opened<T>(signal: AbortSignal, use: (source: MailSource) => Promise<T>): Promise<T> {
    // Hours without copying are no reason to read a small message later.
    const { quiet: _, ...endpoint } = this.arrival.endpoint;
    const { mailbox } = this.arrival;
    return using(this.#ends.source(endpoint, mailbox, signal, { mayBeNew: true }), use);
  }
}

const VIEWS: ReadonlySet<string> = new Set(['all', 'flagged', 'important']);
const isView = ({ use }: Folder): boolean => use !== undefined && VIEWS.has(use);

/** INBOX and Junk first, where new mail comes. */
async function foldersOf(source: MailSource, signal: AbortSignal): Promise<Folder[]> {
  const { folders } = await source.folders(signal);
  const rank = ({ use }: Folder): number => (use === 'inbox' ? 0 : use === 'junk' ? 1 : 2);
  return folders.filter(({ selectable }) => selectable).sort((one, other) => rank(one) - rank(other));
}

async function sightingsOf(
  source: MailSource,
  folder: Folder,
  looks: readonly MessageLook[],
  signal: AbortSignal,
): Promise<Sighting[]> {
  if (looks.length === 0) return [];
  const hops = new Map<number, number>();
  for await (const { uid, content } of source.messages(folder.path, looks, signal))
    if (Buffer.isBuffer(content)) hops.set(uid, hopsOf(content));
  return looks.map((look) => ({
    ...{ mark: markOf(look) ?? '', folder: folder.path, uid: look.uid },
    ...{ isJunk: folder.use === 'junk', isView: isView(folder), hops: hops.get(look.uid) ?? 0 },
  }));
}

/** Header fields only: a message that is quoted below has Received fields of its own. */
function hopsOf(content: Buffer): number {
  const end = content.indexOf('\r\n\r\n');
  const header = content.subarray(0, end < 0 ? content.length : end).toString('latin1');
  return header.match(/^received:/gim)?.length ?? 0;
}

async function bouncesOf(
  source: MailSource,
  folder: Folder,
  looks: readonly MessageLook[],
  signal: AbortSignal,
): Promise<Bounce[]> {
  if (looks.length === 0 || isView(folder)) return [];
  const bounces: Bounce[] = [];
  for await (const { content } of source.messages(folder.path, looks, signal)) {
    const bounce = Buffer.isBuffer(content) ? readBounce(content) : undefined;
    if (bounce) bounces.push(bounce);
  }
  return bounces;
}
