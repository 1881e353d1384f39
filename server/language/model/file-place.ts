/** Where things stand in a plan's files, in lines and characters. */
import type { Key } from './names.ts';
import type { Place, Range } from './plan-document.ts';
import type { PlanModel } from './plan-model.ts';

export interface FilePlace {
  /** The file's name in the plan. */
  readonly path: string;
  readonly range: Range;
}

/** Where a name is declared: the first place, where there are several; for what a template makes, where it is used. */
export function placeOf(model: PlanModel, key: Key): FilePlace | undefined {
  const found = model.definitionsOf(key).find(({ definition }) => definition.as !== 'assignment');
  return found && filePlaceOf({ block: found.block, span: found.definition });
}

function filePlaceOf(place: Place): FilePlace {
  const written = place.block.stamp?.use ?? place;
  const { document } = written.block;
  return { path: document.path, range: document.range(written) };
}
