/**
 * What of a file can be folded away: a domain with all its addresses, a declaration, a template's contents, a list over
 * several lines, a run of comments, a region that comments mark (`# region` … `# endregion`).
 */
import { parseBlock } from '../../../grammar/parser.ts';
import type { Comment, Span, Statement } from '../../../grammar/tree.ts';
import type { Analysis } from '../analysis.ts';
import { type DomainSection, domainSections } from '../model/domain-sections.ts';
import { LineCounter } from '../model/editing/line-counter.ts';
import type { Block, Group } from '../model/plan-document.ts';

/** From the line that stays to the last one that goes. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  readonly kind?: 'comment' | 'region';
}

/** The folds of a file from top to bottom, the wider first; where an editor takes only `limit`, those that hold the others. */
export function foldingRanges(
  analysis: Analysis,
  path: string,
  limit = Number.POSITIVE_INFINITY,
): readonly Fold[] {
  const document = analysis.document(path);
  if (!document) return [];
  const layouts = [...document.groupsInOrder()].map(([group, line]) => ({ ...layoutOf(group), line }));
  const others = [...domainSections(document).map(ofSection), ...regionsOf(layouts)];
  const rooms = roomsIn(layouts, others, limit);
  const taken: Fold[] = [];
  for (const { folds, line } of layouts)
    for (const fold of folds) if (hasRoom(rooms, fold)) taken.push(below(fold, line));
  for (const fold of others) if (hasRoom(rooms, fold)) taken.push(below(fold, 0));
  return taken.sort(byPlace);
}

/** How many folds there are round it. */
interface Deep extends Fold {
  readonly depth: number;
}

/** A group's, and where it begins in the file. */
type Placed = Layout & { readonly line: number };

const byPlace = (a: Fold, b: Fold): number => a.from - b.from || b.to - a.to;

/** How many folds of each depth are taken: all of the outer ones before any of the inner. */
function roomsIn(layouts: readonly Layout[], others: readonly Deep[], limit: number): number[] {
  const counts: number[] = [];
  const count = (depth: number, number: number) => {
    counts[depth] = (counts[depth] ?? 0) + number;
  };
  for (const layout of layouts) for (const [depth, number] of layout.counts) count(depth, number);
  for (const { depth } of others) count(depth, 1);
  let left = limit;
  return Array.from(counts, (number = 0) => {
    const taken = Math.min(number, left);
    left -= taken;
    return taken;
  });
}

function hasRoom(rooms: number[], { depth }: Deep): boolean {
  const room = rooms[depth] ?? 0;
  if (room > 0) rooms[depth] = room - 1;
  return room > 0;
}

/** From the end of the domain's own declaration, which folds by itself, to the end of its last address. */
function ofSection({ domain, line, last, lastLine }: DomainSection): Deep {
  return { from: line + endOf(domain), to: lastLine + endOf(last), depth: 0 };
}

/** Blocks never change either. */
const ends = new WeakMap<Block, number>();

/** The last line of a block's declaration, counted from the block's first. */
function endOf(block: Block): number {
  const found = ends.get(block);
  if (found !== undefined) return found;
  const { document, facts } = block;
  const end = document.range({ block, span: facts.declaration ?? { start: 0, end: 0 } }, 0).end.line;
  ends.set(block, end);
  return end;
}

function regionsOf(layouts: readonly Placed[]): Deep[] {
  const found: Deep[] = [];
  const begun: number[] = [];
  for (const { marks, line } of layouts) {
    for (const { at, begins } of marks) {
      const from = begins ? undefined : begun.pop();
      if (begins) begun.push(at + line);
      if (from !== undefined) found.push({ from, to: at + line, kind: 'region', depth: begun.length });
    }
  }
  return found;
}

const below = ({ from, to, kind }: Fold, line: number): Fold =>
  kind ? { from: from + line, to: to + line, kind } : { from: from + line, to: to + line };

/** The folds in a stretch of a file from top to bottom, and the marks of regions, in lines from its first. */
interface Layout {
  readonly folds: readonly Deep[];
  /** How many of them there are of each depth. */
  readonly counts: ReadonlyMap<number, number>;
  readonly marks: readonly { readonly at: number; readonly begins: boolean }[];
}

/** Groups never change: after a key press one of them is laid out again. */
const known = new WeakMap<Group, Layout>();

function layoutOf(group: Group): Layout {
  const found = known.get(group);
  if (found) return found;
  const folds: Deep[] = [];
  const marks: { at: number; begins: boolean }[] = [];
  let line = 0;
  for (const block of group.blocks) {
    const layout = layoutOfBlock(block);
    for (const fold of layout.folds) folds.push({ ...below(fold, line), depth: fold.depth });
    for (const { at, begins } of layout.marks) marks.push({ at: at + line, begins });
    line += block.lines;
  }
  const counts = new Map<number, number>();
  for (const { depth } of folds) counts.set(depth, (counts.get(depth) ?? 0) + 1);
  const layout = { folds: folds.sort(byPlace), counts, marks };
  known.set(group, layout);
  return layout;
}

type BlockLayout = Omit<Layout, 'counts'>;

const EMPTY: BlockLayout = { folds: [], marks: [] };

/** Most blocks are one line, or one declaration with nothing to fold in it: neither has to be parsed for that. */
function layoutOfBlock({ text, lines, facts: { declaration } }: Block): BlockLayout {
  if (lines < 2) return EMPTY;
  if (!declaration || declaration.declares === 'template' || MAY_HOLD_MORE.test(text)) return laidOut(text);
  return { folds: foldsOfStatement(declaration, text, new LineCounter(text, 0)), marks: [] };
}

/** A comment, or a list that goes on behind a comma. */
const MAY_HOLD_MORE = /#|,[ \t]*[\r\n]/;

function laidOut(text: string): BlockLayout {
  const { declaration, comments } = parseBlock(text);
  const alone = comments.filter(({ start }) => startsLine(text, start));
  const isMark = ({ text }: Comment): boolean => MARK.test(text);
  const counter = new LineCounter(text, 0);
  const lines = alone.map((comment) => ({ comment, line: counter.at(comment.start).line }));
  return {
    folds: [
      ...(declaration ? foldsOfStatement(declaration, text, new LineCounter(text, 0)) : []),
      ...runs(lines.flatMap(({ comment, line }) => (isMark(comment) ? [] : [line]))),
    ],
    marks: lines.flatMap(({ comment, line }) =>
      isMark(comment) ? [{ at: line, begins: BEGINS.test(comment.text) }] : [],
    ),
  };
}

const MARK = /^#\s*(?:end)?region\b/;
const BEGINS = /^#\s*region\b/;

/** The counter goes on from line to line: a list may have as many as a file. */
function foldsOfStatement(
  statement: Span & Pick<Statement, 'body'>,
  text: string,
  counter: LineCounter,
  depth = 1,
): Deep[] {
  const { start, end, body = [] } = statement;
  const from = counter.at(start).line;
  const inner = body.flatMap((nested) => foldsOfStatement(nested, text, counter, depth + 1));
  const isClosedApart = text[end - 1] === '}' && startsLine(text, end - 1);
  const to = counter.at(end).line - (isClosedApart ? 1 : 0);
  return to > from ? [{ from, to, depth }, ...inner] : [];
}

/** Whether only white space stands before an offset on its line. */
function startsLine(text: string, offset: number): boolean {
  let at = offset;
  while (at > 0 && /[ \t\uFEFF]/.test(text.charAt(at - 1))) at--;
  return at === 0 || /[\r\n]/.test(text.charAt(at - 1));
}

/** Two and more lines of comments under one another. */
function runs(lines: readonly number[]): Deep[] {
  const found: Deep[] = [];
  let from = 0;
  for (let i = 1; i <= lines.length; i++) {
    const [first, last] = [lines[from], lines[i - 1]];
    if (lines[i] === (last ?? 0) + 1 || first === undefined || last === undefined) continue;
    if (last > first) found.push({ from: first, to: last, kind: 'comment', depth: 2 });
    from = i;
  }
  return found;
}
