/**
 * Pairs the messages of two listings that are the same, one to one, as pairing.ts does it, without making an object of any: columns are
 * sorted and merged. What is left over is handed on.
 */
import type { Listing } from './listing.ts';
import type { Pair } from './pairing.ts';
import type { Sighting } from './sighting.ts';

export interface ListedPairs {
  /** In the source's order: places in the one listing, and in the other. */
  readonly ours: Int32Array;
  readonly theirs: Int32Array;
  readonly missing: readonly Sighting[];
  readonly extra: readonly Sighting[];
}

/** Places in a listing. */
export type Chosen = (at: number) => boolean;

type Compare = (one: Listing, at: number, other: Listing, there: number) => number;

const byIdentity: Compare = (one, at, other, there) => one.compareIdentities(at, other, there);
const byLook: Compare = (one, at, other, there) => one.compareLooks(at, other, there);
const byDate: Compare = (one, at, other, there) => one.compareDates(at, other, there);
const byFlags: Compare = (one, at, other, there) => one.compareFlags(at, other, there);

/** Among copies of one message, those of the same date and flags come before others. */
const rounds: readonly Compare[] = [
  (one, at, other, there) =>
    byIdentity(one, at, other, there) || byDate(one, at, other, there) || byFlags(one, at, other, there),
  (one, at, other, there) => byIdentity(one, at, other, there) || byDate(one, at, other, there),
  (one, at, other, there) => byIdentity(one, at, other, there) || byFlags(one, at, other, there),
  byIdentity,
];

const unpaired = -1;

export function pairListings(ours: Listing, theirs: Listing): ListedPairs {
  const partner = new Int32Array(ours.length).fill(unpaired);
  const isTaken = new Uint8Array(theirs.length);
  for (const compare of rounds) {
    const here = sorted(ours, compare, (at) => partner[at] === unpaired);
    const there = sorted(theirs, compare, (at) => isTaken[at] === 0);
    if (here.length === 0 || there.length === 0) break;
    for (let one = 0, other = 0; one < here.length && other < there.length; ) {
      const [at, place] = [here[one] as number, there[other] as number];
      const order = compare(ours, at, theirs, place);
      if (order === 0) {
        partner[at] = place;
        isTaken[place] = 1;
      }
      if (order <= 0) one++;
      if (order >= 0) other++;
    }
  }
  const paired = indexes(ours.length, (at) => partner[at] !== unpaired);
  return {
    ours: paired,
    theirs: paired.map((at) => partner[at] as number),
    missing: [...indexes(ours.length, (at) => partner[at] === unpaired)].map((at) => ours.sighting(at)),
    extra: [...indexes(theirs.length, (at) => isTaken[at] === 0)].map((at) => theirs.sighting(at)),
  };
}

/** What only its bytes tell apart: without a Message-ID, or not alone with its look on one side. */
export function ambiguous(
  ours: Listing,
  theirs: Listing,
): { readonly ours: Chosen; readonly theirs: Chosen } {
  const twice = new Set<string>();
  for (const listing of [ours, theirs]) {
    const places = sorted(listing, byLook, () => true);
    for (const [index, at] of places.entries()) {
      const before = places[index - 1];
      if (before !== undefined && byLook(listing, before, listing, at) === 0) twice.add(listing.look(at));
    }
  }
  const isAmbiguous = (listing: Listing) => (at: number) =>
    !listing.isNamed(at) || (twice.size > 0 && twice.has(listing.look(at)));
  return { ours: isAmbiguous(ours), theirs: isAmbiguous(theirs) };
}

/** Sorting is not stable for these: of those that are alike the first are paired first. */
function sorted(listing: Listing, compare: Compare, isFree: (at: number) => boolean): Int32Array {
  return indexes(listing.length, isFree).sort(
    (at, other) => compare(listing, at, listing, other) || at - other,
  );
}

function indexes(length: number, isChosen: (at: number) => boolean): Int32Array {
  const chosen = new Int32Array(length);
  let count = 0;
  for (let at = 0; at < length; at++) if (isChosen(at)) chosen[count++] = at;
  return chosen.subarray(0, count);
}

/** The pairs that differ in something that the listings tell, or whose bytes were found to differ. */
export function differing(pairs: ListedPairs, ours: Listing, theirs: Listing): Pair[] {
  const found: Pair[] = [];
  for (const [index, at] of pairs.ours.entries()) {
    const there = pairs.theirs[index] as number;
    const isSame =
      ours.compareIdentities(at, theirs, there) === 0 &&
      ours.compareDates(at, theirs, there) === 0 &&
      ours.compareFlags(at, theirs, there) === 0;
    if (!isSame) found.push({ ours: ours.sighting(at), theirs: theirs.sighting(there) });
  }
  return found;
}

export function allPairs(pairs: ListedPairs, ours: Listing, theirs: Listing): Pair[] {
  return Array.from(pairs.ours, (at, index) => ({
    ours: ours.sighting(at),
    theirs: theirs.sighting(pairs.theirs[index] as number),
  }));
}
