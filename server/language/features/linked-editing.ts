/**
 * The places of an address that can be typed in at once: where it is declared and used in one file, and nowhere else. What
 * is written in other files too, or made by a template, has to be renamed: to type in it would part it from them.
 */
import type { Analysis } from '../analysis.ts';
import { located } from '../model/editing/line-counter.ts';
import { nameAt } from '../model/editing/name-at.ts';
import { type Occurrence, occurrencesOf } from '../model/editing/written-names.ts';
import { type Key, namespaceOf } from '../model/names.ts';
import type { Position, Range } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';

export interface LinkedPlaces {
  readonly ranges: readonly Range[];
  /** What an address is made of, as a pattern: what is typed besides ends the linking. */
  readonly wordPattern: string;
}

/** An address that stands in more places than this is somebody's whom to rename is a decision. */
const MOST = 50;

const WORD_PATTERN = '[^\\s"#{},;]+';

export function linkedEditing(
  analysis: Analysis,
  path: string,
  position: Position,
): LinkedPlaces | undefined {
  const document = analysis.document(path);
  const name = document && nameAt(document, position);
  if (!name || namespaceOf(name.key) !== 'address' || !mayBeLinked(name.key, analysis.model))
    return undefined;
  const found = occurrencesOf(name.key, analysis.model);
  const isHere = found.every(({ place }) => place.block.document === document);
  if (!isHere || found.length < 2 || found.length > MOST || !areAlike(found)) return undefined;
  return { ranges: located(found).map(({ range }) => range), wordPattern: WORD_PATTERN };
}

/** Declared once, and no template's making. */
function mayBeLinked(key: Key, model: PlanModel): boolean {
  const declaring = model.definitionsOf(key).filter(({ definition }) => definition.as !== 'assignment');
  return (
    declaring.length === 1 &&
    [...model.blocksDefining(key), ...model.referencesTo(key)].every(({ stamp }) => stamp === undefined)
  );
}

/** Editors link only places that say the same, letter by letter. */
const areAlike = (found: readonly Occurrence[]): boolean =>
  new Set(found.map(({ place: { block, span } }) => block.text.slice(span.start, span.end))).size === 1;
