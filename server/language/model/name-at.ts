/** Which name stands at a position: what go to definition, hover and rename begin with. */
import type { DefinedAs } from './block-facts.ts';
import type { Key } from './names.ts';
import type { Place, PlanDocument, Position } from './plan-document.ts';

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
  const isHere = ({ start, end }: { start: number; end: number }) => start <= offset && offset <= end;
  const reference = block.facts.references.find(isHere);
  const definition = block.facts.definitions.find((found) => isHere(found) && found.as !== 'assignment');
  // A policy's unit is both: the policy is defined by it, and it means the unit.
  const found = reference ?? definition;
  if (!found) return undefined;
  const { key, start, end } = found;
  const as = found === definition ? { as: definition.as } : {};
  return { key, place: { block, span: { start, end } }, offset: offset - start, ...as };
}
