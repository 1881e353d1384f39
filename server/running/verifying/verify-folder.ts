/** Compares the messages of one target folder with those of the source folders that go there. Reads only, and knows no ledger. */
import { text } from '../../planning/text.ts';
import { atOnce } from '../at-once.ts';
import { areOne, bytesFinding, isAltered, lookInto } from './altered-pairs.ts';
import { type Finding, unread } from './difference.ts';
import type { Listing } from './listing.ts';
import { dateFindings, flagFindings } from './message-differences.ts';
import { orderFinding } from './order.ts';
import {
  allPairs,
  ambiguous,
  type Chosen,
  differing,
  type ListedPairs,
  pairListings,
} from './pair-listings.ts';
import { type Matching, type Pair, pairUp, perhapsTheSame, sameName } from './pairing.ts';
import type { SeenSide } from './seen-side.ts';
import { identity, type Sighting } from './sighting.ts';

export interface FolderSides {
  readonly ours: SeenSide;
  /** Of no folder where there is none. */
  readonly theirs: SeenSide;
  /** Folders that the plan merges have no order of their own at the target. */
  readonly hasOrder: boolean;
  readonly keepSince: Date | undefined;
}

export interface FolderComparison {
  /** All but what is on one side only. */
  readonly findings: readonly Finding[];
  readonly missing: readonly Sighting[];
  readonly extra: readonly Sighting[];
  /** Of what is extra, what the source holds too, as often as it is paired. */
  readonly doubled: ReadonlySet<Sighting>;
  readonly messages: { readonly source: number; readonly target: number; readonly matched: number };
  readonly bytes: { readonly source: number; readonly target: number };
  readonly hashed: number;
}

export async function verifyFolder(
  sides: FolderSides,
  content: 'sample' | 'all',
  signal: AbortSignal,
): Promise<FolderComparison> {
  const [ours, theirs] = [sides.ours.listing, sides.theirs.listing];
  await listBoth(sides, signal);
  const isHashed = content === 'all' ? everyone : ambiguous(ours, theirs);
  const gone = await hashBoth(sides, isHashed, signal);
  sides.ours.leaveOut(gone.ours);
  sides.theirs.leaveOut(gone.theirs);
  const same = pairListings(ours, theirs);
  await hashBoth(sides, sampleOf(same, ours), signal);
  const rest = await pairAltered(same, signal);
  const different = [...differing(same, ours, theirs), ...rest.pairs].sort(asListed);
  const matched = same.ours.length + rest.pairs.length;
  return {
    findings: [
      ...unreadFindings(sides),
      ...(await pairFindings(different, matched, signal)),
      ...(sides.hasOrder ? order(same, rest.pairs, ours, theirs) : []),
    ],
    missing: rest.missing,
    extra: rest.extra,
    doubled: doubledAmong(rest.extra, same, theirs),
    messages: { source: ours.length, target: theirs.length, matched },
    bytes: { source: bytesOf(ours), target: bytesOf(theirs) },
    hashed: hashedAmong(same, ours) + rest.pairs.filter((pair) => pair.ours.sha256 !== undefined).length,
  };
}

async function listBoth({ ours, theirs, keepSince }: FolderSides, signal: AbortSignal): Promise<void> {
  const since = keepSince === undefined ? Number.NEGATIVE_INFINITY : keepSince.getTime() / 1000;
  await atOnce(
    signal,
    (either) => ours.list(either, since),
    (either) => theirs.list(either),
  );
}

interface BothSides<T> {
  readonly ours: T;
  readonly theirs: T;
}

const everyone: BothSides<Chosen> = { ours: () => true, theirs: () => true };

async function hashBoth(
  { ours, theirs }: FolderSides,
  isHashed: BothSides<Chosen>,
  signal: AbortSignal,
): Promise<BothSides<ReadonlySet<number>>> {
  const gone = {
    ours: new Set<number>() as ReadonlySet<number>,
    theirs: new Set<number>() as ReadonlySet<number>,
  };
  await atOnce(
    signal,
    async (either) => {
      gone.ours = await ours.hash(isHashed.ours, either);
    },
    async (either) => {
      gone.theirs = await theirs.hash(isHashed.theirs, either);
    },
  );
  return gone;
}

/** One in twenty of those whose bytes were not read yet, at least ten a folder, spread evenly. */
function sampleOf(pairs: ListedPairs, listing: Listing): BothSides<Chosen> {
  const unread = indexesOf(pairs.ours, (at) => !listing.isHashed(at));
  const step = Math.max(1, Math.floor(unread.length / Math.max(10, unread.length / 20)));
  const chosen = unread.filter((_, number) => number % step === 0);
  const [ours, theirs] = [pairs.ours, pairs.theirs].map(
    (side) => new Set(chosen.map((index) => side[index])),
  );
  return { ours: (at) => ours?.has(at) ?? false, theirs: (at) => theirs?.has(at) ?? false };
}

function indexesOf(places: Int32Array, isChosen: Chosen): number[] {
  const found: number[] = [];
  for (const [index, at] of places.entries()) if (isChosen(at)) found.push(index);
  return found;
}

/** What is left over by then is on one side only, or was altered. */
async function pairAltered(
  left: Pick<Matching, 'missing' | 'extra'>,
  signal: AbortSignal,
): Promise<Matching> {
  const named = pairUp(left.missing, left.extra, sameName);
  const perhaps = pairUp(named.missing, named.extra, perhapsTheSame);
  const looked = await lookInto(perhaps.pairs, signal);
  const one = areOne(looked);
  const proven = looked.filter(one).map(({ pair }) => pair);
  const strangers = looked.filter((pair) => !one(pair)).map(({ pair }) => pair);
  return {
    pairs: [...named.pairs, ...proven],
    missing: [...perhaps.missing, ...strangers.map(({ ours }) => ours)],
    extra: [...perhaps.extra, ...strangers.map(({ theirs }) => theirs)],
  };
}

/** Of the pairs that differ, among so many. */
async function pairFindings(
  pairs: readonly Pair[],
  compared: number,
  signal: AbortSignal,
): Promise<Finding[]> {
  const altered = await lookInto(pairs.filter(isAltered), signal);
  return [...altered.map(bytesFinding), ...pairs.flatMap(flagFindings), ...dateFindings(pairs, compared)];
}

const asListed = (one: Pair, other: Pair): number => one.ours.uid - other.ours.uid;

function order(same: ListedPairs, altered: readonly Pair[], ours: Listing, theirs: Listing): Finding[] {
  // As good as always, and then nothing has to be made of the columns. UIDs rise (RFC 3501, 2.3.1.1).
  if (altered.length === 0 && same.theirs.every((at, index) => at > (same.theirs[index - 1] ?? -1)))
    return [];
  const pairs = [...allPairs(same, ours, theirs), ...altered].sort(asListed);
  const found = orderFinding(pairs, ours.sightings(), theirs.sightings());
  return found ? [found] : [];
}

function doubledAmong(extra: readonly Sighting[], same: ListedPairs, theirs: Listing): ReadonlySet<Sighting> {
  if (extra.length === 0) return new Set();
  const sought = new Set(extra.map(identity));
  const held = new Set<string>();
  for (const at of same.theirs) {
    const name = identity(theirs.sighting(at));
    if (sought.has(name)) held.add(name);
  }
  return new Set(extra.filter((message) => held.has(identity(message))));
}

function unreadFindings({ ours, theirs }: FolderSides): Finding[] {
  const here = ours.unread.map((message) => unread(message, theSource));
  return [...here, ...theirs.unread.map((message) => unread(message, theTarget))];
}

const theSource = text('the source', 'la source');
const theTarget = text('the target', 'la cible');

function bytesOf(listing: Listing): number {
  let sum = 0;
  for (let at = 0; at < listing.length; at++) sum += listing.size(at);
  return sum;
}

const hashedAmong = ({ ours }: ListedPairs, listing: Listing): number =>
  ours.reduce((sum, at) => sum + (listing.isHashed(at) ? 1 : 0), 0);
