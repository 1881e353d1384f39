/**
 * Formatting as edits: one for each declaration that is not in its canonical form, cut to what differs, so that cursors and
 * marks elsewhere stay. Line ends stay as the file has them: they are the editor's business.
 */
import { formatBlock, formatText } from '../../../grammar/print.ts';
import type { Analysis } from '../analysis.ts';
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
  const before = block.text;
  const after = withLineEndsOf(before, canonical(before, isLast));
  if (after === before) return undefined;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const span = { start: head, end: before.length - tail };
  return { range: block.document.range({ block, span }, line), text: after.slice(head, after.length - tail) };
}

/** A file's last block ends with its last line; the others with what parts them from the next. */
function canonical(text: string, isLast: boolean): string {
  return isLast ? formatText(text) : formatBlock(text.replace(/^\uFEFF+/, ''));
}

const withLineEndsOf = (text: string, formatted: string): string =>
  text.includes('\r\n') ? formatted.replaceAll('\n', '\r\n') : formatted;
