/** Changes to a plan's text that several fixes make. They are minimal and keep the block's own lay-out. */
import { nextLine } from '../../../grammar/blocks.ts';
import type { Span } from '../../../grammar/tree.ts';
import type { Block, Place } from './plan-document.ts';

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
