/** Highlights the name at a position wherever it stands in the same file. */
import type { Analysis } from '../analysis.ts';
import { located } from '../model/editing/line-counter.ts';
import { nameAt } from '../model/editing/name-at.ts';
import { isNamed, occurrencesIn, templatesOf } from '../model/editing/written-names.ts';
import type { Key } from '../model/names.ts';
import type { Block, PlanDocument, Position, Range } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';

export interface Highlight {
  readonly range: Range;
  readonly isDeclaration: boolean;
}

/** Past this many places nobody looks at all of them, and editors ask at each move of the cursor. */
const MANY = 1_000;

/** So many lines round the cursor are searched then. */
const AROUND = 1_000;

export function documentHighlight(analysis: Analysis, path: string, position: Position): Highlight[] {
  const document = analysis.document(path);
  const name = document && nameAt(document, position);
  if (!document || !name || !isNamed(name.key)) return [];
  const { key } = name;
  const found = blocksWith(key, document, position, analysis.model).flatMap((block) =>
    occurrencesIn(block, key),
  );
  return located(found).map(({ range, of }) => ({ range, isDeclaration: of.as !== undefined }));
}

function blocksWith(key: Key, document: PlanDocument, { line }: Position, model: PlanModel): Block[] {
  const indexed = [...model.blocksDefining(key), ...model.referencesTo(key)];
  if (indexed.length > MANY) return nearby(document, line);
  const here = [...indexed, ...templatesOf(model)].filter(
    (block) => block.document === document && !block.stamp,
  );
  return [...new Set(here)];
}

const nearby = (document: PlanDocument, line: number): Block[] =>
  [...document.blocksOn(Math.max(0, line - AROUND), line + AROUND)].map(([block]) => block);
