/**
 * What is selected step by step round a position: the word, the value, what stands beside it, the property, the
 * declaration, with the comments above it, the domain's addresses, the file.
 */
import { parseBlock } from '../../../grammar/parser.ts';
import type { Atom, Comment, ParsedBlock, Span, Statement } from '../../../grammar/tree.ts';
import type { Analysis } from '../analysis.ts';
import { domainSections } from '../model/domain-sections.ts';
import type { Block, PlanDocument, Position, Range } from '../model/plan-document.ts';

/** What is selected first, and what after it: each parent is wider. */
export interface Selection {
  readonly range: Range;
  readonly parent?: Selection;
}

/** One for each position. */
export function selectionRanges(
  analysis: Analysis,
  path: string,
  positions: readonly Position[],
): Selection[] {
  const document = analysis.document(path);
  if (!document) return positions.map((position) => ({ range: emptyAt(position) }));
  const outside = [...sectionsOf(document), wholeOf(document)];
  return positions.map((position) => {
    const [range = emptyAt(position), ...wider] = rangesAt(document, position, outside);
    const parent = wider.reduceRight<Selection | undefined>(within, undefined);
    return within(parent, range);
  });
}

const within = (parent: Selection | undefined, range: Range): Selection =>
  parent ? { range, parent } : { range };

const emptyAt = (position: Position): Range => ({ start: position, end: position });

function rangesAt(document: PlanDocument, position: Position, outside: readonly Range[]): Range[] {
  const at = document.blockAt(position);
  const inBlock = at ? spansAt(at.block.text, at.offset).map((span) => rangeOf(at.block, span)) : [];
  return growing([...inBlock, ...outside].filter((range) => holds(range, position)));
}

const rangeOf = (block: Block, span: Span): Range => block.document.range({ block, span });

/** Only what is wider than all before it. */
function growing(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const range of ranges) {
    const last = found.at(-1);
    const isWider =
      !last || (contains(range, last) && compare(range.start, last.start) + compare(last.end, range.end) < 0);
    if (isWider) found.push(range);
  }
  return found;
}

const compare = (one: Position, other: Position): number =>
  Math.sign(one.line - other.line || one.character - other.character);
const contains = (outer: Range, inner: Range): boolean =>
  compare(outer.start, inner.start) <= 0 && compare(inner.end, outer.end) <= 0;
const holds = (range: Range, position: Position): boolean => contains(range, emptyAt(position));

function sectionsOf(document: PlanDocument): Range[] {
  return domainSections(document).map(({ domain, line, last, lastLine }) => ({
    start: document.range({ block: domain, span: trimmed(domain.text) }, line).start,
    end: document.range({ block: last, span: trimmed(last.text) }, lastLine).end,
  }));
}

function wholeOf(document: PlanDocument): Range {
  const start = { line: 0, character: 0 };
  const [group, line] = [...document.groupsInOrder()].at(-1) ?? [];
  const last = group?.blocks.at(-1);
  if (!group || !last) return emptyAt(start);
  const { length } = last.text;
  const lastLine = (line ?? 0) + group.lines - last.lines;
  return { start, end: document.range({ block: last, span: { start: length, end: length } }, lastLine).end };
}

/** What lies round an offset of a block, from within to without. */
function spansAt(text: string, offset: number): Span[] {
  const parsed = parseBlock(text);
  const { declaration } = parsed;
  return [
    ...withinComment(parsed, text, offset),
    ...(declaration ? withinStatement(declaration, text, offset) : [lineAt(text, offset)]),
    trimmed(text),
  ];
}

function withinComment({ comments }: ParsedBlock, text: string, offset: number): Span[] {
  const comment = comments.find(({ start, end }) => start <= offset && offset <= end);
  if (!comment) return [];
  return [...wordAt(text, comment, offset), says(comment), comment];
}

/** A comment without its sign. */
const says = ({ start, text }: Comment): Span => {
  const from = start + (/^#+\s*/.exec(text)?.[0].length ?? 0);
  return { start: from, end: start + Math.max(text.trimEnd().length, from - start) };
};

/** Anything that holds the offset may be named: what does not hold it is left out in the end. */
function withinStatement(statement: Statement, text: string, offset: number): Span[] {
  const { keyword, items, body } = statement;
  const head = [keyword, ...items.flat()];
  const inner = body?.find((nested) => isIn(nested, offset));
  const open = body ? text.indexOf('{', head.at(-1)?.end ?? keyword.end) : -1;
  return [
    ...head.filter((atom) => isIn(atom, offset)).flatMap((atom) => withinAtom(atom, text, offset)),
    ...items.filter((item) => item.length > 0).map(spanOf),
    spanOf(items.flat()),
    spanOf(head),
    ...(inner ? withinStatement(inner, text, offset) : []),
    ...(open >= 0 && open < offset ? [insideOf(text, open, statement.end)] : []),
    statement,
  ].filter((span) => isIn(span, offset));
}

const isIn = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

const spanOf = (atoms: readonly Atom[]): Span => ({
  start: atoms[0]?.start ?? -1,
  end: atoms.at(-1)?.end ?? -1,
});

/** What stands between a body's braces. */
function insideOf(text: string, open: number, end: number): Span {
  const close = text[end - 1] === '}' ? end - 1 : end;
  const { start, end: until } = trimmed(text.slice(open + 1, close));
  return { start: open + 1 + start, end: open + 1 + until };
}

/** A word of a string, a side of an address, a part of a name. */
function withinAtom(atom: Atom, text: string, offset: number): Span[] {
  const word = wordAt(text, atom, offset);
  const sign = atom.kind === 'address' ? atom.start + atom.text.lastIndexOf('@') : -1;
  if (sign >= 0) {
    const side = offset <= sign ? { start: atom.start, end: sign } : { start: sign + 1, end: atom.end };
    return [...word, side, atom];
  }
  if (atom.kind !== 'string') return [...word, atom];
  return [...word, { start: atom.start + 1, end: atom.end - 1 }, atom];
}

const WORD = /[\p{L}\p{M}\p{N}_]+(?:[’'][\p{L}\p{M}\p{N}_]+)*/gu;

function wordAt(text: string, { start, end }: Span, offset: number): Span[] {
  return [...text.slice(start, end).matchAll(WORD)]
    .map(({ index, 0: word }) => ({ start: start + index, end: start + index + word.length }))
    .filter((word) => isIn(word, offset));
}

function lineAt(text: string, offset: number): Span {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const { start: from, end } = trimmed(text.slice(start).split(/[\r\n]/, 1)[0] ?? '');
  return { start: start + from, end: start + end };
}

/** A text without the white space round it. */
function trimmed(text: string): Span {
  const start = text.length - text.replace(/^[\s\uFEFF]+/, '').length;
  return { start, end: Math.max(start, text.trimEnd().length) };
}
