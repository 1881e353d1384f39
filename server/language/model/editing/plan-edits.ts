/** Changes of a plan's text as an editor takes them: by file and by lines and characters. */
import type { PlanDocument, Range } from '../plan-document.ts';
import type { TextEdit } from './edits.ts';
import { located } from './line-counter.ts';

export interface PlanEdit {
  readonly range: Range;
  readonly text: string;
}

/** By path, from top to bottom. */
export type PlanEdits = ReadonlyMap<string, readonly PlanEdit[]>;

/** What they add ends its lines as their file does. */
export function planEdits(edits: readonly TextEdit[]): PlanEdits {
  const byPath = Map.groupBy(located(edits), ({ path }) => path);
  return new Map(
    [...byPath].map(([path, inFile]) => [
      path,
      inFile.map(({ range, of: { place, text } }) => ({
        range,
        text: withLineEnds(text, place.block.document),
      })),
    ]),
  );
}

/** A text with its line ends as a file has them. */
export function withLineEnds(text: string, document: PlanDocument): string {
  return /[\r\n]/.test(text) ? text.replaceAll(/\r\n|\n/g, lineEndOf(document)) : text;
}

/** How a file's lines end: as its first one does. */
export function lineEndOf(document: PlanDocument): string {
  for (const { text } of document.blocks()) {
    const [lineEnd] = /\r\n|\r|\n/.exec(text) ?? [];
    if (lineEnd !== undefined) return lineEnd;
  }
  return '\n';
}
