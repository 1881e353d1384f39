/**
 * Formatting as edits: one for each declaration that is not in its canonical form, cut to what differs, so that cursors and
 * marks elsewhere stay. Line ends stay as the file has them: they are the editor's business.
 */
import type { Analysis } from '../analysis.ts';
import { canonicalForm, difference } from '../model/editing/canonical-form.ts';
import type { Block, Range } from '../model/plan-document.ts';

export interface FormattingEdit {
  readonly range: Range;
  readonly text: string;
}

export function formatting(analysis: Analysis, path: string): FormattingEdit[] {
  const blocks = [...(analysis.document(path)?.blocks() ?? [])];
  const edits: FormattingEdit[] = [];
  let line = 0;
  for (const [index, block] of blocks.entries()) {
    const edit = editOf(block, line, index === blocks.length - 1);
    if (edit) edits.push(edit);
    line += block.lines;
  }
  return edits;
}

function editOf(block: Block, line: number, isLast: boolean): FormattingEdit | undefined {
  const after = canonicalForm(block, isLast);
  if (after === block.text) return undefined;
  const { text, ...span } = difference(block.text, after);
  return { range: block.document.range({ block, span }, line), text };
}
