/** Where a text is in a plan, as the editor counts lines and columns; a text that is not there is a mistake of the scenario. */
import type { Spot } from './editor-window.ts';

/** Of the first character of `text`, or of the one `into` it. */
export function spotOf(plan: string, text: string, into = 0): Spot {
  const start = plan.indexOf(text);
  if (start < 0) throw new Error(`The plan has no ${text}`);
  const before = plan.slice(0, start + into).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
