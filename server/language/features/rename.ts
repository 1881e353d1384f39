/** Rename: the name at a position changed everywhere in the plan, or one sentence that says why it cannot be. */
import type { Analysis } from '../analysis.ts';
import { nameAt } from '../model/editing/name-at.ts';
import { type PlanEdits, planEdits } from '../model/editing/plan-edits.ts';
import { renaming, unchangeable } from '../model/editing/renaming.ts';
import { isNamed } from '../model/editing/written-names.ts';
import type { Position, Range } from '../model/plan-document.ts';

export interface Renameable {
  readonly range: Range;
  /** The name as it is written there. */
  readonly name: string;
}

export interface Refused {
  readonly refused: string;
}

/** What would be renamed; nothing where no name stands. */
export function prepareRename(
  analysis: Analysis,
  path: string,
  position: Position,
): Renameable | Refused | undefined {
  const document = analysis.document(path);
  const name = document && nameAt(document, position);
  if (!name || !isNamed(name.key)) return undefined;
  const refused = unchangeable(name.key, analysis.model)?.[analysis.locale];
  const { block, span } = name.place;
  return refused === undefined
    ? { range: document.range(name.place), name: block.text.slice(span.start, span.end) }
    : { refused };
}

export function rename(
  analysis: Analysis,
  path: string,
  position: Position,
  newName: string,
): PlanEdits | Refused | undefined {
  const document = analysis.document(path);
  const name = document && nameAt(document, position);
  if (!name || !isNamed(name.key)) return undefined;
  const { edits, refused } = { edits: [], ...renaming(name.key, newName.trim(), analysis.model) };
  if (refused) return { refused: refused[analysis.locale] };
  return planEdits(edits);
}
