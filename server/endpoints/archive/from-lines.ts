/**
 * The quoting of mbox: a line of a message that begins with `From `, whatever `>` stand before it, gets one more `>`, and loses it when
 * it is read ("mboxrd", as qmail and Thunderbird do it). Piece by piece, whatever the pieces' borders.
 */
import { type ByteFilter, LF, NOTHING } from './line-ends.ts';

const FROM = Buffer.from('From ');
const QUOTE = 62;
const QUOTE_SIGN = Buffer.from('>');

export const quotingFromLines = (): ByteFilter => editingFromLines('quote');
export const unquotingFromLines = (): ByteFilter => editingFromLines('unquote');

/** Whether a line, or its beginning, is such a line with a quote before it. */
export function isQuotedFromLine(bytes: Buffer, from: number): boolean {
  let at = from;
  while (bytes[at] === QUOTE) at++;
  return at > from && startsWith(bytes, at);
}

/** `From ` at this place. */
export function startsWith(bytes: Buffer, at: number): boolean {
  return bytes[at] === FROM[0] && bytes.subarray(at, at + FROM.length).equals(FROM);
}

function editingFromLines(edit: 'quote' | 'unquote'): ByteFilter {
  /** What went through so far ends where a line begins, or in the quotes that one begins with. */
  let isFresh = true;
  let held: Buffer = NOTHING;
  const pass = (bytes: Buffer, length: number): Buffer => {
    const out = edited(bytes, length, isFresh, edit);
    isFresh = endsFresh(bytes, length, isFresh);
    held = bytes.subarray(length);
    return out;
  };
  return {
    push(piece) {
      const bytes = held.length === 0 ? piece : Buffer.concat([held, piece]);
      return pass(bytes, bytes.length - undecided(bytes, edit));
    },
    end: () => pass(held, held.length),
  };
}

/** Bytes at the end that may be the beginning of `From `, with the quote that would go. */
function undecided(bytes: Buffer, edit: 'quote' | 'unquote'): number {
  let length = Math.min(FROM.length - 1, bytes.length);
  while (length > 0 && !bytes.subarray(bytes.length - length).equals(FROM.subarray(0, length))) length--;
  const hasQuote = bytes[bytes.length - length - 1] === QUOTE;
  return edit === 'unquote' && hasQuote ? length + 1 : length;
}

function edited(bytes: Buffer, length: number, isFresh: boolean, edit: 'quote' | 'unquote'): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(FROM); at >= 0; at = bytes.indexOf(FROM, at + FROM.length)) {
    const start = quotesBefore(bytes, at);
    const beginsLine = start === 0 ? isFresh : bytes[start - 1] === LF;
    if (!beginsLine || (edit === 'unquote' && start === at)) continue;
    parts.push(bytes.subarray(from, edit === 'quote' ? at : at - 1));
    if (edit === 'quote') parts.push(QUOTE_SIGN);
    from = at;
  }
  if (parts.length === 0) return bytes.subarray(0, length);
  return Buffer.concat([...parts, bytes.subarray(from, length)]);
}

function endsFresh(bytes: Buffer, length: number, isFresh: boolean): boolean {
  const start = quotesBefore(bytes, length);
  return start === 0 ? isFresh : bytes[start - 1] === LF;
}

/** Where the run of quotes before a place begins. */
function quotesBefore(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && bytes[start - 1] === QUOTE) start--;
  return start;
}
