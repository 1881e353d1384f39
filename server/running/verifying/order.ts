/**
 * Whether messages stand in the same order on both sides. The fewest that would have to be moved are those outside a longest
 * increasing subsequence, found in O(n log n). Copies of one message stand for each other. Pure.
 */
import { type Text, text } from '../../planning/text.ts';
import { describe, type Finding } from './difference.ts';
import type { Pair } from './pairing.ts';
import { identity, type Sighting } from './sighting.ts';

/** One finding a folder, or none. All of the folder's messages, and the pairs among them in the source's order. */
export function orderFinding(
  pairs: readonly Pair[],
  ours: readonly Sighting[],
  theirs: readonly Sighting[],
): Finding | undefined {
  const placed = comparable(pairs, ours, theirs);
  const kept = longestRising(placed.map(({ there }) => there));
  if (kept.size === placed.length) return undefined;
  const moved = placed.filter((_, at) => !kept.has(at));
  const [first] = moved;
  if (!first) return undefined;
  const why = likelyReason(placed, kept);
  return {
    kind: 'order',
    of: first.message,
    reason: (look) => {
      const one = describe(first.message, look);
      return text(
        `${moved.length} of ${placed.length} messages stand in another order, the first: ${one.en} (${why.en})`,
        `${moved.length} ${moved.length > 1 ? 'messages' : 'message'} sur ${placed.length} dans un autre ordre, le premier\u00A0: ${one.fr} (${why.fr})`,
      );
    },
  };
}

interface Placed {
  readonly message: Sighting;
  readonly receivedAt: number;
  /** Where it stands at the target: UIDs rise (RFC 3501, 2.3.1.1). */
  readonly there: number;
}

/** In the source's order. Copies of which one side holds more than the other are left out: nobody knows which one is lacking. */
function comparable(
  pairs: readonly Pair[],
  ours: readonly Sighting[],
  theirs: readonly Sighting[],
): Placed[] {
  const [here, there] = [countOf(ours), countOf(theirs)];
  const partner = new Map(pairs.map((pair) => [pair.ours.uid, pair.theirs.uid]));
  const placesOf = Map.groupBy(theirs, identity);
  const next = new Map<string, number>();
  return ours.flatMap((message): Placed[] => {
    const name = identity(message);
    const { receivedAt } = message;
    const other = partner.get(message.uid);
    if (other === undefined) return [];
    if ((here.get(name) ?? 0) < 2 && (there.get(name) ?? 0) < 2)
      return [{ message, receivedAt, there: other }];
    if (here.get(name) !== there.get(name)) return [];
    const nth = next.get(name) ?? 0;
    next.set(name, nth + 1);
    return [{ message, receivedAt, there: placesOf.get(name)?.[nth]?.uid ?? 0 }];
  });
}

function countOf(messages: readonly Sighting[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const message of messages) counted.set(identity(message), (counted.get(identity(message)) ?? 0) + 1);
  return counted;
}

/** Indexes of one longest subsequence of rising values (patience sorting). */
export function longestRising(values: readonly number[]): ReadonlySet<number> {
  /** At n: the index of the least value that ends a rising run of n + 1. */
  const ends: number[] = [];
  const before: number[] = [];
  for (const [at, value] of values.entries()) {
    const length = firstNotBelow(ends, values, value);
    before.push(ends[length - 1] ?? -1);
    ends[length] = at;
  }
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at);
  return kept;
}

function firstNotBelow(ends: readonly number[], values: readonly number[], value: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[ends[middle] as number] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function likelyReason(placed: readonly Placed[], kept: ReadonlySet<number>): Text {
  const standing = placed.filter((_, at) => kept.has(at));
  const moved = placed.filter((_, at) => !kept.has(at));
  const last = standing.at(-1)?.there ?? 0;
  if (isSteady(placed, (one, next) => next.there < one.there)) return newestFirst;
  if (moved.every(({ there }) => there > last)) return cameLater;
  const asThere = placed.toSorted((one, other) => one.there - other.there);
  if (isSteady(asThere, (one, next) => next.receivedAt >= one.receivedAt)) return byDate;
  if (isSteady(asThere, (one, next) => next.receivedAt <= one.receivedAt)) return newestFirst;
  return unknown;
}

function isSteady(placed: readonly Placed[], goesOn: (one: Placed, next: Placed) => boolean): boolean {
  return placed.every((next, at) => at === 0 || goesOn(placed[at - 1] as Placed, next));
}

const newestFirst = text('it was copied newest first', 'la copie a commencé par les plus récents');
const cameLater = text(
  'they came after all others, as messages do that were refused at first',
  'ils sont arrivés après tous les autres, comme les messages d’abord refusés',
);
const byDate = text('the target holds them by date of receipt', 'la cible les tient par date de réception');
const unknown = text(
  'they were put there by several connections, or at several times',
  'ils y ont été mis par plusieurs connexions, ou en plusieurs fois',
);
