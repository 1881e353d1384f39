/**
 * Splits a file into blocks without parsing it. A declaration keyword in column 0 always starts a block, whatever stands
 * before it, so a broken brace or quote never damages its neighbours; comment lines directly above go with it.
 */
import { DECLARATION_KEYWORDS } from './patterns.ts';

const LF = 10;
const CR = 13;
const HASH = 35;

const byFirstLetter = new Map<number, string[]>();
for (const keyword of DECLARATION_KEYWORDS) {
  const code = keyword.charCodeAt(0);
  byFirstLetter.set(code, [...(byFirstLetter.get(code) ?? []), keyword]);
}

/** The offsets at which the blocks of `text` start, ascending; the first is 0 and an empty text is one block. */
export function blockStarts(text: string): number[] {
  const starts = [0];
  const next = LONE_CARRIAGE_RETURN.test(text) ? nextLine : nextLineAfterLineFeed;
  let comments = -1; // where the run of comment lines directly above this line began
  for (let line = 0; line < text.length; line = next(text, line)) {
    const first = line === 0 ? afterByteOrderMark(text) : line;
    if (text.charCodeAt(first) === HASH) {
      if (comments < 0) comments = line;
      continue;
    }
    if (startsDeclaration(text, first)) {
      const start = comments >= 0 ? comments : line;
      if (start > 0) starts.push(start);
    }
    comments = -1;
  }
  return starts;
}

/** The blocks of `text`: joined again they are the text. */
export function splitBlocks(text: string): string[] {
  const starts = blockStarts(text);
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}

/** Where the line after the one at `from` starts; line ends are LF, CRLF or a lone CR, as in the Language Server Protocol. */
export function nextLine(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) return i + 1;
  }
  return text.length;
}

const LONE_CARRIAGE_RETURN = /\r(?!\n)/;

/** The same where every line ends in LF, many times as fast. */
function nextLineAfterLineFeed(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  return lf < 0 ? text.length : lf + 1;
}

/** How many line ends `text` holds. */
export function countLineEnds(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) count++;
  }
  return count;
}

/** Column 0 of the first line: a byte order mark, or several where files were joined, is no part of it. */
export function afterByteOrderMark(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === 0xfeff) at++;
  return at;
}

function startsDeclaration(text: string, from: number): boolean {
  const candidates = byFirstLetter.get(text.charCodeAt(from));
  return (
    candidates?.some((keyword) => text.startsWith(keyword, from) && endsWord(text, from + keyword.length)) ??
    false
  );
}

/** A keyword is followed by the lexer's white space, a brace, a quote, a mark or the end. */
const endsWord = (text: string, at: number): boolean =>
  at >= text.length || /[ \t\f\v\r\n\u00A0\uFEFF{}",;#]/.test(text.charAt(at));
