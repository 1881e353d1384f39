/** Quick fixes: what the rules of the findings in a range offer, as edits of the plan's files. */
import type { Analysis } from '../analysis.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Range } from '../model/plan-document.ts';
import type { Fix } from '../rules/rule.ts';

interface PlanEdit {
  readonly range: Range;
  readonly text: string;
}

export interface QuickFix {
  readonly title: string;
  readonly diagnostic: Diagnostic;
  /** The only way out that is offered: what "fix" means without asking. */
  readonly isPreferred: boolean;
  readonly edits: ReadonlyMap<string, readonly PlanEdit[]>;
}

export function codeActions(analysis: Analysis, path: string, range: Range): QuickFix[] {
  const { diagnostics } = analysis.diagnostics(path);
  return diagnostics
    .filter((diagnostic) => touches(diagnostic.range, range))
    .flatMap((diagnostic) => fixesOf(analysis, diagnostic));
}

function fixesOf(analysis: Analysis, diagnostic: Diagnostic): QuickFix[] {
  const { rule } = diagnostic.finding;
  const offered = (rule.fixes ?? []).flatMap((fix) => offer(analysis, diagnostic, fix));
  return offered.map((fix) => ({ ...fix, isPreferred: offered.length === 1 }));
}

/** One fix, or nothing where it does not apply or fails. */
function offer(
  { model, locale }: Analysis,
  diagnostic: Diagnostic,
  fix: Fix<object>,
): Omit<QuickFix, 'isPreferred'>[] {
  const { block, at, data } = diagnostic.finding;
  try {
    const edits = fix.edits(data, { block, span: at }, model) ?? [];
    // What a template stamped has no text of its own that could be changed.
    if (edits.length === 0 || edits.some(({ place }) => place.block.stamp)) return [];
    const byPath = Map.groupBy(edits, ({ place }) => place.block.document.path);
    const located = [...byPath].map(([path, inFile]): [string, PlanEdit[]] => [
      path,
      inFile.map(({ place, text }) => ({ range: place.block.document.range(place), text })),
    ]);
    return [{ title: fix.title[locale](data), diagnostic, edits: new Map(located) }];
  } catch {
    return []; // a fix that fails is one that is not offered; its finding still stands
  }
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

const isBefore = (a: Range['start'], b: Range['start']): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
