/** Where the declaration behind a name stands, for findings that point to it. */
import type { Span } from '../../../grammar/tree.ts';
import { keyOf, type Namespace } from './names.ts';
import type { Place } from './plan-document.ts';
import type { PlanModel } from './plan-model.ts';

interface Pointer {
  readonly place: Place;
  readonly what: Readonly<Record<'en' | 'fr', string>>;
}

/** A pointer to the first declaration of a name, or to a part of it; none where the name is not declared. */
export function pointerTo(
  model: PlanModel,
  [namespace, name]: readonly [Namespace, string],
  what: Pointer['what'],
  part?: Span,
): Pointer[] {
  const [first] = model.definitionsOf(keyOf(namespace, name));
  return first ? [{ place: { block: first.block, span: part ?? first.definition }, what }] : [];
}
