/** Shows a place of a plan in an editor, with the cursor at its beginning. */
import { Range, type TextDocumentShowOptions, Uri, window } from 'vscode';
import type { Place } from '../../server/protocol.ts';

/** Nothing happens where there is no such place any more. */
export async function openPlace(place: Place | undefined, options?: TextDocumentShowOptions): Promise<void> {
  if (!place) return;
  await window.showTextDocument(Uri.parse(place.uri), { ...options, selection: rangeOf(place) });
}

export function rangeOf({ range: { start, end } }: Place): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
