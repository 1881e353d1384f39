/**
 * Looks at the bytes of pairs that are not the same on both sides: how they differ, and whether what may be one message is one. Bounded
 * in number and size, since a target may alter every message.
 */
import { type Text, text } from '../../planning/text.ts';
import { atOnce } from '../at-once.ts';
import { type Alteration, alteration } from './altered-bytes.ts';
import type { Finding } from './difference.ts';
import type { Pair } from './pairing.ts';
import type { Sighting } from './sighting.ts';

/** Looked into, a folder; what comes after them is told by size alone. */
const mostLookedInto = 50;
/** Larger ones are not held in memory, twice, only to be explained. */
const largestLookedInto = 4_000_000;

export const isAltered = ({ ours, theirs }: Pair): boolean =>
  ours.size !== theirs.size ||
  (ours.sha256 !== undefined && theirs.sha256 !== undefined && ours.sha256 !== theirs.sha256);

export interface Looked {
  readonly pair: Pair;
  /** Absent: it was not looked into. */
  readonly alteration?: Alteration;
}

export async function lookInto(pairs: readonly Pair[], signal: AbortSignal): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const [at, pair] of pairs.entries()) {
    const found = at < mostLookedInto ? await compareBytes(pair, signal) : undefined;
    looked.push(found ? { pair, alteration: found } : { pair });
  }
  return looked;
}

/** One message where its bytes are alike; of those that were not looked into, where all that were are. */
export function areOne(looked: readonly Looked[]): (one: Looked) => boolean {
  const told = looked.flatMap(({ alteration }) => alteration ?? []);
  const rest = told.length > 0 && told.every(({ isAlike }) => isAlike);
  return ({ alteration }) => alteration?.isAlike ?? rest;
}

export function bytesFinding({ pair: { ours, theirs }, alteration }: Looked): Finding {
  const differ = sizes(ours.size, theirs.size);
  const how = alteration?.how;
  const reason = how ? text(`${differ.en}: ${how.en}`, `${differ.fr}\u00A0: ${how.fr}`) : differ;
  return { kind: 'bytes', of: ours, reason: () => reason };
}

function sizes(ours: number, theirs: number): Text {
  const by = Math.abs(theirs - ours);
  const bytes = by > 1 ? 'bytes' : 'byte';
  const octets = by > 1 ? 'octets' : 'octet';
  if (theirs > ours)
    return text(`the target holds ${by} more ${bytes}`, `la cible tient ${by} ${octets} de plus`);
  if (theirs < ours)
    return text(`the target holds ${by} ${bytes} less`, `la cible tient ${by} ${octets} de moins`);
  return text('of the same size, but not the same bytes', 'de la même taille, mais pas les mêmes octets');
}

async function compareBytes({ ours, theirs }: Pair, signal: AbortSignal): Promise<Alteration | undefined> {
  if (Math.max(ours.size, theirs.size) > largestLookedInto) return undefined;
  let here: Buffer | undefined;
  let there: Buffer | undefined;
  await atOnce(
    signal,
    async (either) => {
      here = await contentOf(ours, either);
    },
    async (either) => {
      there = await contentOf(theirs, either);
    },
  );
  return here && there ? alteration(here, there) : undefined;
}

/** Undefined for one that is gone since. */
async function contentOf({ seenIn, uid, size }: Sighting, signal: AbortSignal): Promise<Buffer | undefined> {
  for await (const { content } of seenIn.store.messages(seenIn.path, [{ uid, size }], signal)) {
    if (Buffer.isBuffer(content)) return content;
    const pieces: Buffer[] = [];
    for await (const piece of content.pieces(signal)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  return undefined;
}
