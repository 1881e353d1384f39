/** A fixture's analysis with the cursor's place, for features that answer at a position. */
import assert from 'node:assert/strict';
import type { Analysis } from '../../server/language/analysis.ts';
import type { Position } from '../../server/language/model/plan-document.ts';
import { analysisOf, type CheckOptions, parseFixture } from '../support/check.ts';

export function atCursor(
  fixture: string,
  options: CheckOptions = {},
): { analysis: Analysis; path: string; position: Position } {
  const { files, cursor } = parseFixture(fixture);
  assert(cursor, 'the fixture has no $0');
  return { analysis: analysisOf(files, options), ...cursor };
}
