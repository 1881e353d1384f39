/** Turns a block's offsets into lines and characters, ascending ones for little: each goes on from the one before. */
import { nextLine } from '../../../../grammar/blocks.ts';
import type { Block, Place, PlanDocument, Position, Range } from '../plan-document.ts';

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
    .flatMap(([document, inFile]) => fromTopToBottom(document, inFile));
}

function fromTopToBottom<P>(
  document: PlanDocument,
  things: readonly { readonly of: P; readonly place: Place }[],
): { path: string; range: Range; of: P }[] {
  const { path } = document;
  const lines = document.linesOf(things.map(({ place }) => place.block));
  const inLines = things.map(({ of, place }) => ({ of, place, line: lines.get(place.block) ?? 0 }));
  inLines.sort((a, b) => a.line - b.line || a.place.span.start - b.place.span.start);
  let block: Block | undefined;
  let counter = new LineCounter('', 0);
  return inLines.map(({ of, place, line }) => {
    if (place.block !== block) counter = new LineCounter(place.block.text, line);
    block = place.block;
    const { start, end } = place.span;
    return { path, range: { start: counter.at(start), end: counter.at(end) }, of };
  });
}
