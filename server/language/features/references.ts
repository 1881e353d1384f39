/** Find references: every place of the plan, over all its files, where the name at a position is written or meant. */
import type { Analysis } from '../analysis.ts';
import { located } from '../model/editing/line-counter.ts';
import { nameAt } from '../model/editing/name-at.ts';
import {
  isNamed,
  isWrittenInTemplate,
  type Occurrence,
  occurrencesOf,
} from '../model/editing/written-names.ts';
import type { Key } from '../model/names.ts';
import type { Block, Position, Range } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';

export interface ReferenceFound {
  readonly path: string;
  readonly range: Range;
}

export function references(
  analysis: Analysis,
  path: string,
  position: Position,
  includeDeclaration: boolean,
): ReferenceFound[] {
  const document = analysis.document(path);
  const name = document && nameAt(document, position);
  if (!name || !isNamed(name.key)) return [];
  const { model } = analysis;
  const found = [...occurrencesOf(name.key, model), ...stampedIn(name.key, model)];
  const wanted = includeDeclaration ? found : found.filter(({ as }) => as === undefined);
  return located(wanted).map(({ path, range }) => ({ path, range }));
}

/**
 * What templates make of a name by filling their gaps (`contact@`, `{unit.admin}`), once for each domain that uses them:
 * there is no text to show but the domain's `use`.
 */
function stampedIn(key: Key, model: PlanModel): Occurrence[] {
  const uses = new Map<Block, Map<number, Occurrence>>();
  for (const block of new Set([...model.blocksDefining(key), ...model.referencesTo(key)])) {
    if (!block.stamp || isWrittenInTemplate(block, key)) continue;
    const place = block.stamp.use;
    const inDomain = uses.get(place.block) ?? new Map<number, Occurrence>();
    uses.set(place.block, inDomain);
    const as = block.facts.definitions.find((known) => known.key === key && known.as !== 'assignment')?.as;
    if (as) inDomain.set(place.span.start, { place, as });
    else if (!inDomain.has(place.span.start)) inDomain.set(place.span.start, { place });
  }
  return [...uses.values()].flatMap((inDomain) => [...inDomain.values()]);
}
