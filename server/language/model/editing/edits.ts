/** Changes to a plan's text that several fixes make. They are minimal and keep the block's own lay-out. */
import { nextLine } from '../../../../grammar/blocks.ts';
import { openEnd } from '../../../../grammar/open-end.ts';
import { parseBlock } from '../../../../grammar/parser.ts';
import type { Atom, Span, Statement } from '../../../../grammar/tree.ts';
import type { Key } from '../names.ts';
import type { Block, Place } from '../plan-document.ts';

/** A text to put in place of another. */
export interface TextEdit {
  readonly place: Place;
  readonly text: string;
}

const INDENT = '  ';

/** Adds a property at the end of a declaration's body, which may lack its brace yet; makes the body where there is none. */
export function addProperty(block: Block, { start, end }: Span, property: string): TextEdit {
  const written = block.text.slice(start, end);
  if (!written.endsWith('}') || /\{[a-z]+\.[a-z-]+\}$/.test(written)) {
    const text = openEnd(written).bodies.length > 0 ? goingOn(written, property) : ` { ${property} }`;
    return { place: { block, span: { start: end, end } }, text };
  }
  const last = block.text.slice(0, end - 1).trimEnd().length;
  const gap = block.text.slice(last, end - 1);
  const place = { block, span: { start: last, end: end - 1 } };
  const [, indent = INDENT] = FIRST_INDENT.exec(written) ?? [];
  if (/[\r\n]/.test(gap)) return { place, text: `\n${indent}${property}${gap}` };
  return { place, text: block.text[last - 1] === '{' ? ` ${property} ` : `; ${property} ` };
}

/** What the first line of a body is indented by. */
const FIRST_INDENT = /\{[ \t]*(?:\r\n|\r|\n)([ \t]+)[^\s}]/;

/** A property behind the last of a body that is not closed. */
function goingOn(written: string, property: string): string {
  const [, indent] = FIRST_INDENT.exec(written) ?? [];
  if (indent !== undefined) return `\n${indent}${property}`;
  return /[{;]$/.test(written) ? ` ${property}` : `; ${property}`;
}

/** Gives a property its value in place of the one it has; adds it where it has none. `property` is it all: `lot first`. */
export function setProperty(block: Block, span: Span, value: Span | undefined, property: string): TextEdit {
  if (!value) return addProperty(block, span, property);
  return { place: { block, span: value }, text: property.slice(property.indexOf(' ') + 1) };
}

/** Takes a statement or a comment out, with its line where nothing else is on it, else with its semicolon. */
export function removeText({ block, span: { start, end } }: Place): TextEdit {
  const { text } = block;
  const lineStart = text.slice(0, start).search(/[^\r\n]*$/);
  const lineEnd = nextLine(text, end);
  const [before, after] = [text.slice(lineStart, start), text.slice(end, lineEnd)];
  const span = (from: number, to: number): TextEdit => ({
    place: { block, span: { start: from, end: to } },
    text: '',
  });
  if (before.trim() === '' && after.trim() === '') return span(lineStart, lineEnd);
  // A comment that stood behind it stands alone.
  const [gap] = before.trim() === '' ? (/^\s*(?=#)/.exec(after) ?? []) : [];
  if (gap !== undefined) return span(start, end + gap.length);
  const [semicolonAfter] = /^\s*;\s*/.exec(after) ?? [];
  if (semicolonAfter !== undefined) return span(start, end + semicolonAfter.length);
  const [semicolonBefore] = /\s*;\s*$/.exec(before) ?? [];
  return span(start - (semicolonBefore?.length ?? 0), end);
}

/** Puts a declaration above a block. */
export function addDeclaration(block: Block, declaration: string): TextEdit {
  const start = block.text.startsWith('\uFEFF') ? 1 : 0;
  return { place: { block, span: { start, end: start } }, text: `${declaration}\n` };
}

/** Puts a declaration on the lines below a block's own. */
export function addBelow(block: Block, declaration: string): TextEdit {
  const from = block.facts.declaration?.end ?? block.text.length;
  const end = from + block.text.slice(from).search(/[\r\n]|$/);
  return { place: { block, span: { start: end, end } }, text: `\n${declaration}` };
}

/** A name's references, wherever they are, changed to another; what a template stamped has no text to change. */
export function changeReferences(blocks: readonly Block[], key: Key, name: string): TextEdit[] {
  return blocks
    .filter(({ stamp }) => !stamp)
    .flatMap((block) =>
      block.facts.references
        .filter((reference) => reference.key === key)
        .map(({ start, end }) => ({ place: { block, span: { start, end } }, text: name })),
    );
}

/**
 * Takes a value, or several side by side, out of a property's list: the whole property where nothing else is in it. Comments that
 * stand between values stay.
 */
export function removeItem({ block, span }: Place): TextEdit[] {
  const { declaration, comments } = parseBlock(block.text);
  const statement = declaration?.body?.find(({ start, end }) => start <= span.start && span.end <= end);
  const items = (statement?.items ?? []).flatMap((atoms) => spanOf(atoms) ?? []);
  const index = items.findIndex(({ start }) => start === span.start);
  const last = Math.max(
    index,
    items.findLastIndex(({ end }) => end <= span.end),
  );
  const [item, until] = [items[index], items[last]];
  const [before, after] = [items[index - 1], items[last + 1]];
  if (!statement || !item || !until) return [];
  const removed = before
    ? { start: before.end, end: until.end }
    : { start: item.start, end: after?.start ?? until.end };
  const noted = (within: Span): string[] =>
    comments.filter((each) => isWithin(each, within)).map(({ start, end }) => block.text.slice(start, end));
  if (noted(removed).length > 0)
    return [withComments({ block, statement, before, item, until, after }, noted)];
  if (!before && !after) return [removeText({ block, span: statement })];
  return [{ place: { block, span: removed }, text: '' }];
}

const isWithin = (inner: Span, { start, end }: Span): boolean => start <= inner.start && inner.end <= end;

/** Some values of a list, with what stands round them. */
interface Items {
  readonly block: Block;
  readonly statement: Statement;
  readonly before: Span | undefined;
  readonly item: Span;
  readonly until: Span;
  readonly after: Span | undefined;
}

/** Values taken out from among comments. A line may end behind a comma only, and not between a property's name and its first value. */
function withComments(
  { block, statement, before, item, until, after }: Items,
  noted: (within: Span) => string[],
): TextEdit {
  const { text } = block;
  const edit = (start: number, end: number, instead: string): TextEdit => ({
    place: { block, span: { start, end } },
    text: instead,
  });
  const lineEnd = `\n${indentOf(text, before ? until.start : statement.start)}`;
  const above = (within: Span): string =>
    noted(within)
      .map((comment) => `${comment}${lineEnd}`)
      .join('');
  if (before && after) {
    const span = { start: item.start, end: after.start };
    return edit(span.start, span.end, above(span));
  }
  if (after) {
    // The value behind is part of the edit, so that no other edit takes it out meanwhile.
    const kept = text.slice(statement.start, item.start) + text.slice(after.start, after.end);
    return edit(statement.start, after.end, above({ start: item.start, end: after.start }) + kept);
  }
  const span = { start: before?.end ?? statement.start, end: until.end };
  const alone = commentsAlone({ block, span }, noted(span), lineEnd);
  return before ? { ...alone, text: ` ${alone.text}` } : alone;
}

/** Comments in place of what they stood in, up to what stands behind it. */
function commentsAlone({ block, span }: Place, comments: readonly string[], lineEnd: string): TextEdit {
  const rest = block.text.slice(span.end);
  const [parting = ''] = /^[ \t]*(?:;[ \t]*(?=[^\s}])|(?=#))/.exec(rest) ?? [];
  const ending = /^[ \t]*(?:[\r\n]|$)/.test(rest) ? '' : /^[ \t]*\}/.test(rest) ? '\n' : lineEnd;
  const end = span.end + parting.length;
  return { place: { block, span: { start: span.start, end } }, text: comments.join(lineEnd) + ending };
}

/** The white space that the line of an offset begins with; inside a body there is always some, else the line would begin a block. */
function indentOf(text: string, offset: number): string {
  const start = text.slice(0, offset).search(/[^\r\n]*$/);
  return /^[ \t]+/.exec(text.slice(start, offset))?.[0] ?? INDENT;
}

/** Puts a property in place of one value of a property's list; without one the value is only taken out. */
export function replaceItem(place: Place, property: string | undefined): TextEdit[] {
  const { block, span } = place;
  const { declaration } = parseBlock(block.text);
  const statement = declaration?.body?.find(({ start, end }) => start <= span.start && span.end <= end);
  if (!declaration || !statement || property === undefined) return removeItem(place);
  if (statement.items.length === 1) return [{ place: { block, span: statement }, text: property }];
  return [...removeItem(place), addProperty(block, declaration, property)];
}

function spanOf(atoms: readonly Atom[]): Span | undefined {
  const [first, last] = [atoms[0], atoms.at(-1)];
  return first && last && { start: first.start, end: last.end };
}

/**
 * Takes properties out of a declaration by their names; a body that nothing is left of goes too. Comments that stand between a
 * property's values stay.
 */
export function removeProperties(block: Block, names: ReadonlySet<string>): TextEdit[] {
  const { declaration, comments } = parseBlock(block.text);
  const body = declaration?.body ?? [];
  const goes = ({ keyword }: Statement): boolean => names.has(keyword.text);
  if (!declaration || !body.some(goes)) return [];
  const head = spanOf(declaration.items.flat())?.end ?? declaration.keyword.end;
  if (body.every(goes) && !comments.some(({ start }) => start > head && start < declaration.end)) {
    return [{ place: { block, span: { start: head, end: declaration.end } }, text: '' }];
  }
  return runsOf(body, goes, block.text).map(({ from, to }) => {
    const run = { start: body[from]?.start ?? 0, end: body[to]?.end ?? 0 };
    const noted = comments.filter((comment) => isWithin(comment, run)).map(({ text }) => text.trimEnd());
    if (noted.length === 0) return removeRun(block, body, from, to);
    return commentsAlone({ block, span: run }, noted, `\n${indentOf(block.text, run.start)}`);
  });
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Statements side by side on one line that go together: they are one edit, so that none takes another's semicolon. */
function runsOf(body: readonly Statement[], goes: (statement: Statement) => boolean, text: string): Run[] {
  const runs: { from: number; to: number }[] = [];
  for (const [index, statement] of body.entries()) {
    const last = runs.at(-1);
    if (!goes(statement)) continue;
    if (last && last.to === index - 1 && isOnOneLine(body, index - 1, text)) last.to = index;
    else runs.push({ from: index, to: index });
  }
  return runs;
}

/** Whether a statement and the next stand on one line. */
function isOnOneLine(body: readonly Statement[], index: number, text: string): boolean {
  const [one, next] = [body[index], body[index + 1]];
  return one !== undefined && next !== undefined && !/[\r\n]/.test(text.slice(one.end, next.start));
}

function removeRun(block: Block, body: readonly Statement[], from: number, to: number): TextEdit {
  const start = body[from]?.start ?? 0;
  const end = body[to]?.end ?? start;
  const span = isOnOneLine(body, to, block.text)
    ? { start, end: body[to + 1]?.start ?? end }
    : from > 0 && isOnOneLine(body, from - 1, block.text)
      ? { start: body[from - 1]?.end ?? start, end }
      : undefined;
  return span ? { place: { block, span }, text: '' } : removeText({ block, span: { start, end } });
}
