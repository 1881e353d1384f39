/**
 * Pairs the messages of two sides one to one, the closest first: traits are tried in turn, each on what the ones before left over.
 * Both sides are sorted and merged, so it takes O(n log n) however many messages are alike, and hardly any memory. Pure.
 */
import { identity, type Sighting } from './sighting.ts';

export interface Pair {
  readonly ours: Sighting;
  readonly theirs: Sighting;
}

export interface Matching {
  readonly pairs: readonly Pair[];
  readonly missing: readonly Sighting[];
  readonly extra: readonly Sighting[];
}

type Trait = (message: Sighting) => string | number;

/** Two messages are paired that agree in all these traits; only messages that are taken into account are. */
export interface Likeness {
  readonly traits: readonly Trait[];
  readonly isConsidered?: (message: Sighting) => boolean;
}

const receivedAt: Trait = (message) => message.receivedAt;
const flags: Trait = (message) => message.flags.key;
const size: Trait = (message) => message.size;
const name: Trait = (message) => message.name;

/** The same bytes, or the same look: among copies of one message, those of the same flags and date before others. */
export const sameMessage: readonly Likeness[] = [
  { traits: [identity, receivedAt, flags] },
  { traits: [identity, receivedAt] },
  { traits: [identity, flags] },
  { traits: [identity] },
];

const isNamed = (message: Sighting): boolean => message.hasMessageId;

/** Altered on its way, and still of the same Message-ID and Date. */
export const sameName: readonly Likeness[] = [
  { traits: [name, receivedAt, size], isConsidered: isNamed },
  { traits: [name, receivedAt], isConsidered: isNamed },
  { traits: [name, size], isConsidered: isNamed },
  { traits: [name], isConsidered: isNamed },
];

/** May be the same message, altered where its name stands, or without one: whoever pairs by these looks at the bytes. */
export const perhapsTheSame: readonly Likeness[] = [
  { traits: [name, receivedAt] },
  { traits: [size, receivedAt] },
  { traits: [receivedAt] },
];

export function pairUp(
  ours: readonly Sighting[],
  theirs: readonly Sighting[],
  likenesses: readonly Likeness[],
): Matching {
  const pairs: Pair[] = [];
  let left: Omit<Matching, 'pairs'> = { missing: ours, extra: theirs };
  for (const likeness of likenesses) {
    if (left.missing.length === 0 || left.extra.length === 0) break;
    left = pairBy(likeness, left, pairs);
  }
  return { pairs, ...left };
}

function pairBy(
  { traits, isConsidered = () => true }: Likeness,
  { missing, extra }: Omit<Matching, 'pairs'>,
  pairs: Pair[],
): Omit<Matching, 'pairs'> {
  const compare = byTraits(traits);
  const [ours, theirs] = [missing, extra].map((side) => side.filter(isConsidered).sort(compare));
  const left = {
    missing: missing.filter((message) => !isConsidered(message)),
    extra: extra.filter((message) => !isConsidered(message)),
  };
  merge(ours ?? [], theirs ?? [], compare, left, pairs);
  return { missing: left.missing.sort(byUid), extra: left.extra.sort(byUid) };
}

/** Both are sorted; of those that are alike the first are paired first. */
function merge(
  ours: readonly Sighting[],
  theirs: readonly Sighting[],
  compare: Compare,
  left: { readonly missing: Sighting[]; readonly extra: Sighting[] },
  pairs: Pair[],
): void {
  for (let here = 0, there = 0; ; ) {
    const [one, other] = [ours[here], theirs[there]];
    if (!one && !other) return;
    const order = !one ? 1 : !other ? -1 : compare(one, other);
    if (one && other && order === 0) pairs.push({ ours: one, theirs: other });
    else if (one && order < 0) left.missing.push(one);
    else if (other) left.extra.push(other);
    if (order <= 0) here++;
    if (order >= 0) there++;
  }
}

type Compare = (one: Sighting, other: Sighting) => number;

const byUid: Compare = (one, other) => one.uid - other.uid;

function byTraits(traits: readonly Trait[]): Compare {
  return (one, other) => {
    for (const trait of traits) {
      const [here, there] = [trait(one), trait(other)];
      if (here !== there) return here < there ? -1 : 1;
    }
    return 0;
  };
}
