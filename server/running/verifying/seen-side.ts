/**
 * One side of what is compared as one: a folder, or several that the plan merges. Content is hashed as it passes and never kept. Hashes
 * outlive a lost connection: a message's bytes do not change under one UIDVALIDITY (RFC 3501, 2.3.1.1).
 */
import { hashContent } from '../content-identity.ts';
import type { MailReading } from '../ports.ts';
import { type FlagTable, Listing } from './listing.ts';
import type { Place, Sighting } from './sighting.ts';

export class SeenSide {
  readonly listing: Listing;
  /** Listed, and not handed out when asked for. */
  unread: readonly Sighting[] = [];
  /** Messages whose bytes were read: grows, whatever is listed again. */
  hashed = 0;
  readonly #places: readonly Place[];
  #known = new Map<string, string>();
  readonly #uidValidities = new Map<string, string>();

  constructor(store: MailReading, paths: readonly string[], flags: FlagTable) {
    this.#places = paths.map((path) => ({ store, path }));
    this.listing = new Listing(this.#places, flags);
  }

  /** `since`: what was received before is left out. */
  async list(signal: AbortSignal, since = Number.NEGATIVE_INFINITY): Promise<void> {
    this.#remember();
    this.listing.clear();
    this.unread = [];
    for (const [number, { store, path }] of this.#places.entries()) {
      const { uidValidity } = await store.openForReading(path, signal);
      this.#uidValidities.set(path, uidValidity);
      for await (const look of store.looks(path, { all: true }, signal)) {
        if (look.receivedAt.getTime() / 1000 >= since) this.listing.add(number, look);
      }
    }
  }

  /** Returns those that are gone since they were listed; those that are still there and came without bytes are told. */
  async hash(isWanted: (at: number) => boolean, signal: AbortSignal): Promise<ReadonlySet<number>> {
    const gone = new Set<number>();
    for (const [number, place] of this.#places.entries()) {
      const wanted = this.#unknown((at) => this.listing.place(at) === number && isWanted(at));
      // A second time for those that did not come: an answer may have been spoilt.
      for (let tries = 0; tries < 2; tries++) await this.#read(place, wanted, signal);
      if (wanted.size === 0) continue;
      const there = new Set(await place.store.uids(place.path, signal));
      const still = [...wanted].filter(([uid]) => there.has(uid)).map(([, at]) => this.listing.sighting(at));
      this.unread = [...this.unread, ...still];
      for (const [uid, at] of wanted) if (!there.has(uid)) gone.add(at);
    }
    return gone;
  }

  /** What was told of places in the listing is so no more. */
  leaveOut(gone: ReadonlySet<number>): void {
    if (gone.size > 0) this.listing.filter((at) => !gone.has(at));
  }

  /** What was listed is no longer needed; a large mailbox is compared folder by folder. */
  forget(): void {
    this.listing.clear();
    this.#known.clear();
    this.unread = [];
  }

  /** By UID, the places of those whose hash is not known yet. */
  #unknown(isWanted: (at: number) => boolean): Map<number, number> {
    const { listing } = this;
    const unknown = new Map<number, number>();
    for (let at = 0; at < listing.length; at++) {
      if (listing.isHashed(at) || !isWanted(at)) continue;
      const known = this.#known.get(this.#keyOf(at));
      if (known === undefined) unknown.set(listing.uid(at), at);
      else listing.setHash(at, known);
    }
    return unknown;
  }

  /** Leaves those that were not handed out. */
  async #read({ store, path }: Place, wanted: Map<number, number>, signal: AbortSignal): Promise<void> {
    if (wanted.size === 0) return;
    const asked = Array.from(wanted, ([uid, at]) => ({ uid, size: this.listing.size(at) }));
    for await (const { uid, content } of store.messages(path, asked, signal)) {
      const at = wanted.get(uid);
      if (at === undefined) continue;
      this.listing.setHash(at, await hashContent(content, signal));
      this.hashed++;
      wanted.delete(uid);
    }
  }

  /** For another try. */
  #remember(): void {
    const { listing } = this;
    for (let at = 0; at < listing.length; at++)
      if (listing.isHashed(at)) this.#known.set(this.#keyOf(at), listing.sha256(at));
  }

  #keyOf(at: number): string {
    const { path = '' } = this.#places[this.listing.place(at)] ?? {};
    return `${this.#uidValidities.get(path)} ${this.listing.uid(at)} ${path}`;
  }
}

/** Reads the bytes of a few that are left over. */
export async function hashSightings(messages: readonly Sighting[], signal: AbortSignal): Promise<void> {
  const unread = messages.filter(({ sha256 }) => sha256 === undefined);
  for (const [{ store, path }, group] of Map.groupBy(unread, ({ seenIn }) => seenIn)) {
    const byUid = new Map(group.map((message) => [message.uid, message]));
    const asked = [...byUid.values()].toSorted((one, other) => one.uid - other.uid);
    for await (const { uid, content } of store.messages(path, asked, signal)) {
      const message = byUid.get(uid);
      if (message) message.sha256 = await hashContent(content, signal);
    }
  }
}
