/**
 * A block in its canonical form, with the line ends that its file has, and the way there in small steps: each changes the
 * space between two pieces of text and nothing else, so that any of them may be left out and the text still says the same.
 */
import { formatBlock, formatText } from '../../../../grammar/print.ts';
import type { Span } from '../../../../grammar/tree.ts';
import type { Block } from '../plan-document.ts';
import { lineEndOf } from './plan-edits.ts';

/** `isLast`: a file's last block ends with its last line, the others with what parts them from the next. */
export function canonicalForm({ text, document }: Pick<Block, 'text' | 'document'>, isLast: boolean): string {
  const formatted = isLast ? formatText(text) : formatBlock(text.replace(/^\uFEFF+/, ''));
  const [own] = /\r\n/.exec(text) ?? /[\r\n]/.exec(text) ?? [];
  return formatted.replaceAll('\n', own ?? lineEndOf(document));
}

/** Puts `text` in the place of what stands there. */
export interface SpacingEdit extends Span {
  readonly text: string;
}

/** What turns a text into its canonical form, from its beginning to its end; nothing where more than space differs. */
export function spacingEdits(before: string, after: string): readonly SpacingEdit[] {
  const [written, wanted] = [piecesOf(before), piecesOf(after)];
  const edits: SpacingEdit[] = [];
  let [from, to, at] = [0, 0, 0];
  for (const { start, end } of wanted) {
    if (isEmptyBody(written, at, before) && after.charAt(start) !== '{') at += 2;
    const piece = written[at++];
    const step = piece && stepTo(after.slice(start, end), piece, before);
    if (!piece || !step) return [];
    edits.push(...gapEdits(before.slice(from, piece.start), after.slice(to, start), from), ...step);
    [from, to] = [piece.end, end];
  }
  if (isEmptyBody(written, at, before)) at += 2;
  return at === written.length ? [...edits, ...gapEdits(before.slice(from), after.slice(to), from)] : [];
}

/** How a piece is made what it is to be: it is already, or it is a day counted in French. */
function stepTo(wanted: string, { start, end }: Span, before: string): SpacingEdit[] | undefined {
  const written = before.slice(start, end);
  if (written === wanted) return [];
  return written === 'J' && wanted === 'D' ? [{ start, end, text: wanted }] : undefined;
}

/** A body that holds nothing is left out where none is needed. */
const isEmptyBody = (pieces: readonly Span[], at: number, text: string): boolean =>
  text.charAt(pieces[at]?.start ?? text.length) === '{' &&
  text.charAt(pieces[at + 1]?.start ?? text.length) === '}';

/** Strings and comments as a whole, everything else letter by letter; what parts statements counts as space. */
const PIECE = /"(?:[^"\\\r\n]|\\.)*"|#[^\r\n]*|[^ \t\f\v\u00A0\uFEFF\r\n;]/g;

function piecesOf(text: string): Span[] {
  return [...text.matchAll(PIECE)].map(({ 0: piece, index }) => ({
    start: index,
    end: index + (piece.startsWith('#') ? piece.trimEnd().length : piece.length),
  }));
}

/** Line by line where there are as many lines as before, so that one line's space is changed without the next one's. */
function gapEdits(before: string, after: string, start: number): SpacingEdit[] {
  if (before === after) return [];
  const [written, wanted] = [linesOf(before), linesOf(after)];
  if (written.length !== wanted.length) return [difference(before, after, start)];
  let at = start;
  return written.flatMap((line, index) => {
    const text = wanted[index] ?? '';
    const edits = line === text ? [] : [difference(line, text, at)];
    at += line.length;
    return edits;
  });
}

/** Each with its line end. */
const linesOf = (text: string): string[] => text.split(/(?<=\r\n|\n|\r(?!\n))/);

/** An edit cut to what differs. */
export function difference(before: string, after: string, start = 0): SpacingEdit {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return {
    start: start + head,
    end: start + before.length - tail,
    text: after.slice(head, after.length - tail),
  };
}
