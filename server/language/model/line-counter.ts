/** Turns a block's offsets into lines and characters, ascending ones for little: each goes on from the one before. */
import { nextLine } from '../../../grammar/blocks.ts';
import type { Place, Position, Range } from './plan-document.ts';

export class LineCounter {
  private readonly text: string;
  private line: number;
  private start = 0;

  /** `line` is the one that the text begins on. */
  constructor(text: string, line: number) {
    this.text = text;
    this.line = line;
  }

  /** The position of an offset that is not before the one asked for last. */
  at(offset: number): Position {
    for (;;) {
      const next = nextLine(this.text, this.start);
      const isLineEnd = next > this.start && /[\r\n]/.test(this.text.charAt(next - 1));
      if (next > offset || !isLineEnd) return { line: this.line, character: offset - this.start };
      this.start = next;
      this.line++;
    }
  }
}

export interface LocatedPlace<P extends { readonly place: Place }> {
  readonly path: string;
  readonly range: Range;
  readonly of: P;
}

/** Where things stand in their files, file by file in the order of the alphabet, each from top to bottom. What is stamped stands where it is used. */
export function located<P extends { readonly place: Place }>(things: readonly P[]): LocatedPlace<P>[] {
  const written = things.map((of) => ({ of, place: of.place.block.stamp?.use ?? of.place }));
  const byDocument = Map.groupBy(written, ({ place }) => place.block.document);
  return [...byDocument]
    .sort(([a], [b]) => (a.path < b.path ? -1 : 1))
    .flatMap(([document, inFile]) => {
      const byBlock = Map.groupBy(inFile, ({ place }) => place.block);
      const lines = [...document.linesOf(byBlock.keys())].sort(([, a], [, b]) => a - b);
      return lines.flatMap(([block, line]) => {
        const counter = new LineCounter(block.text, line);
        const inBlock = byBlock.get(block) ?? [];
        inBlock.sort((a, b) => a.place.span.start - b.place.span.start);
        return inBlock.map(({ of, place: { span } }) => ({
          path: document.path,
          range: { start: counter.at(span.start), end: counter.at(span.end) },
          of,
        }));
      });
    });
}
