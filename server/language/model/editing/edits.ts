/** Changes to a plan's text that several fixes make. They are minimal and keep the block's own lay-out. */
import { nextLine } from '../../../../grammar/blocks.ts';
import { parseBlock } from '../../../../grammar/parser.ts';
import type { Atom, Span, Statement } from '../../../../grammar/tree.ts';
import type { Key } from '../names.ts';
import type { Block, Place } from '../plan-document.ts';

/** A text to put in place of another. */
export interface TextEdit {
  readonly place: Place;
  readonly text: string;
}

/** Adds a property at the end of a declaration's body; makes the body where there is none. */
export function addProperty(block: Block, { start, end }: Span, property: string): TextEdit {
  const written = block.text.slice(start, end);
  if (!written.endsWith('}') || /\{[a-z]+\.[a-z-]+\}$/.test(written)) {
    return { place: { block, span: { start: end, end } }, text: ` { ${property} }` };
  }
  const last = block.text.slice(0, end - 1).trimEnd().length;
  const gap = block.text.slice(last, end - 1);
  const place = { block, span: { start: last, end: end - 1 } };
  if (/[\r\n]/.test(gap)) return { place, text: `\n  ${property}${gap}` };
  return { place, text: block.text[last - 1] === '{' ? ` ${property} ` : `; ${property} ` };
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

/** Takes a value, or several side by side, out of a property's list: the whole property where nothing else is in it. */
export function removeItem({ block, span }: Place): TextEdit[] {
  const body = parseBlock(block.text).declaration?.body ?? [];
  const statement = body.find(({ start, end }) => start <= span.start && span.end <= end);
  const items = (statement?.items ?? []).flatMap((atoms) => spanOf(atoms) ?? []);
  const index = items.findIndex(({ start }) => start === span.start);
  const last = Math.max(
    index,
    items.findLastIndex(({ end }) => end <= span.end),
  );
  const [item, until] = [items[index], items[last]];
  const [before, after] = [items[index - 1], items[last + 1]];
  if (!statement || !item || !until) return [];
  if (!before && !after) return [removeText({ block, span: statement })];
  const removed = before
    ? { start: before.end, end: until.end }
    : { start: item.start, end: after?.start ?? until.end };
  return [{ place: { block, span: removed }, text: '' }];
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

/** Takes properties out of a declaration by their names; a body that nothing is left of goes too. */
export function removeProperties(block: Block, names: ReadonlySet<string>): TextEdit[] {
  const { declaration, comments } = parseBlock(block.text);
  const body = declaration?.body ?? [];
  const goes = ({ keyword }: Statement): boolean => names.has(keyword.text);
  if (!declaration || !body.some(goes)) return [];
  const head = spanOf(declaration.items.flat())?.end ?? declaration.keyword.end;
  if (body.every(goes) && !comments.some(({ start }) => start > head && start < declaration.end)) {
    return [{ place: { block, span: { start: head, end: declaration.end } }, text: '' }];
  }
  return runsOf(body, goes, block.text).map(({ from, to }) => removeRun(block, body, from, to));
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
