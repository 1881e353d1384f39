/** Which name stands at a position: what go to definition, hover and rename begin with. */
import type { DefinedAs } from '../block-facts.ts';
import type { Key } from '../names.ts';
import type { Place, PlanDocument, Position } from '../plan-document.ts';
import { namesWrittenIn } from './written-names.ts';

export interface NameAt {
  readonly key: Key;
  readonly place: Place;
  /** The offset in the name that the position points to. */
  readonly offset: number;
  /** What the name is defined as here; absent where it only refers. */
  readonly as?: DefinedAs;
}

/** The name at a position of a file; its end counts as part of it, as editors ask there. */
export function nameAt(document: PlanDocument, position: Position): NameAt | undefined {
  const at = document.blockAt(position);
  if (!at) return undefined;
  const { block, offset } = at;
  const found = namesWrittenIn(block).find(({ start, end }) => start <= offset && offset <= end);
  if (!found) return undefined;
  const { key, as, start, end } = found;
  return {
    key,
    place: { block, span: { start, end } },
    offset: offset - start,
    ...(as === undefined ? {} : { as }),
  };
}
