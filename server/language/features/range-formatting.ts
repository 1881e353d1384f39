/**
 * Formatting of some lines: what of the canonical form can be had by changing them alone. A declaration that cannot be read
 * is left as it is, and so is every line that was not asked for.
 */
import type { Analysis } from '../analysis.ts';
import { canonicalForm, spacingEdits } from '../model/editing/canonical-form.ts';
import { LineCounter } from '../model/editing/line-counter.ts';
import type { Block, PlanDocument, Range } from '../model/plan-document.ts';

export interface LineEdit {
  readonly range: Range;
  readonly text: string;
}

/** The edits within the lines that a range touches, from top to bottom; a range that ends before a line's first letter leaves it out. */
export function rangeFormatting(analysis: Analysis, path: string, range: Range): LineEdit[] {
  const document = analysis.document(path);
  if (!document) return [];
  const [start, end] =
    range.start.line > range.end.line ? [range.end, range.start] : [range.start, range.end];
  const first = start.line;
  const last = end.character === 0 && end.line > first ? end.line - 1 : end.line;
  return [...document.blocksOn(first, last)]
    .flatMap(([block, line]) => editsOf(block, line, document))
    .filter(({ range }) => first <= range.start.line && range.end.line <= last);
}

function editsOf(block: Block, line: number, document: PlanDocument): LineEdit[] {
  if (block.facts.syntax.length > 0) return [];
  const counter = new LineCounter(block.text, line);
  return spacingEdits(block.text, canonicalForm(block, isLastOf(document, block))).map(
    ({ start, end, text }) => ({ range: { start: counter.at(start), end: counter.at(end) }, text }),
  );
}

function isLastOf(document: PlanDocument, block: Block): boolean {
  const [group] = [...document.groupsInOrder()].at(-1) ?? [];
  return group?.blocks.at(-1) === block;
}
