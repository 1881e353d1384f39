/**
 * What is put right while somebody types: how far in a new line begins, and where a closing brace stands. Nothing but the
 * space before the line's first letter is touched, and nothing at all below a slip that is still to be mended.
 */
import { openEnd } from '../../../grammar/open-end.ts';
import { parseBlock } from '../../../grammar/parser.ts';
import type { SyntaxProblem } from '../../../grammar/tree.ts';
import type { Analysis } from '../analysis.ts';
import type { Position, Range } from '../model/plan-document.ts';

export interface IndentEdit {
  readonly range: Range;
  readonly text: string;
}

/** What is typed where this looks: a line's end, and a closing brace. */
export const TYPED = ['\n', '}'] as const;

const INDENT = '  ';

/** `position` is behind what was typed. */
export function onTypeFormatting(
  analysis: Analysis,
  path: string,
  position: Position,
  typed: string,
): IndentEdit[] {
  const start = { line: position.line, character: 0 };
  const at = analysis.document(path)?.blockAt(start);
  if (!at) return [];
  const [line = ''] = at.block.text.slice(at.offset).split(/[\r\n]/, 1);
  const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
  const typedLast = line.slice(indent.length, position.character);
  if (typed === '}' && typedLast !== '}') return [];
  const depth = depthBehind(at.block.text.slice(0, at.offset), line.slice(indent.length));
  if (depth === undefined || indent === INDENT.repeat(depth)) return [];
  return [
    { range: { start, end: { line: position.line, character: indent.length } }, text: INDENT.repeat(depth) },
  ];
}

/** How far in a line that says `rest` stands below `above`; nothing where that cannot be told. */
function depthBehind(above: string, rest: string): number | undefined {
  const { bodies, statement } = openEnd(above);
  const goesOn = statement.length > 0; // behind a comma
  if (parseBlock(above).problems.some((problem) => !isOpen(problem, above))) return undefined;
  if (bodies.length === 0 && !goesOn && rest !== '') return undefined;
  const closes = rest.startsWith('}') && !goesOn && bodies.length > 0;
  return bodies.length + (goesOn ? 1 : 0) - (closes ? 1 : 0);
}

/** What is still to come is no slip: a closing brace, or what follows a comma at the very end. */
const isOpen = ({ expected, end }: SyntaxProblem, above: string): boolean =>
  expected === 'closing-brace' || (expected === 'value' && NOTHING_BUT_COMMENTS.test(above.slice(end)));

const NOTHING_BUT_COMMENTS = /^\s*(?:#[^\r\n]*(?:[\r\n]\s*|$))*$/;
