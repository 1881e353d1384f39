/**
 * Finds what is missing in one folder and is in another one instead: among what its folders hold too much, and in folders of the target
 * that the source does not have. Reads only.
 */

import { atOnce } from '../at-once.ts';
import type { MailReading } from '../ports.ts';
import { FlagTable } from './listing.ts';
import { type Pair, pairUp, sameMessage } from './pairing.ts';
import { hashSightings, SeenSide } from './seen-side.ts';
import type { Sighting } from './sighting.ts';

export interface Found {
  readonly moved: readonly Pair[];
  readonly missing: readonly Sighting[];
}

/** `extra`: what compared folders hold too much. `others`: folders of the target that nothing was compared with. */
export async function findElsewhere(
  missing: readonly Sighting[],
  extra: readonly Sighting[],
  others: readonly string[],
  target: MailReading,
  signal: AbortSignal,
): Promise<Found> {
  const sought = new Set(missing.map(({ look }) => look));
  if (sought.size === 0) return { moved: [], missing };
  const candidates = extra.filter(({ look }) => sought.has(look));
  for (const path of others) {
    const side = new SeenSide(target, [path], new FlagTable());
    await side.list(signal);
    for (const message of side.listing.sightings()) if (sought.has(message.look)) candidates.push(message);
  }
  const offered = new Set(candidates.map(({ look }) => look));
  const wanted = missing.filter(({ look }) => offered.has(look));
  await atOnce(
    signal,
    (either) => hashSightings(wanted, either),
    (either) => hashSightings(candidates, either),
  );
  const { pairs } = pairUp(wanted.filter(isHashed), candidates.filter(isHashed), sameMessage);
  const found = new Set(pairs.map(({ ours }) => ours));
  return { moved: pairs, missing: missing.filter((message) => !found.has(message)) };
}

/** One that was not handed out may be any. */
const isHashed = ({ sha256 }: Sighting): boolean => sha256 !== undefined;
