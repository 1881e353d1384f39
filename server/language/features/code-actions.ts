/**
 * Quick fixes: what the rules of the findings in a range offer, as edits of the plan's files; for one finding, for all of a rule in a
 * file, or for all of a file that may be fixed unasked.
 */
import type { Analysis } from '../analysis.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { TextEdit } from '../model/editing/edits.ts';
import { type PlanEdit, type PlanEdits, planEdits } from '../model/editing/plan-edits.ts';
import type { Position, Range } from '../model/plan-document.ts';
import type { Fix, Locale } from '../rules/rule.ts';

export interface QuickFix {
  readonly title: string;
  readonly diagnostic: Diagnostic;
  /** The only way out that is offered: what "fix" means without asking. */
  readonly isPreferred: boolean;
  readonly edits: PlanEdits;
}

export function codeActions(analysis: Analysis, path: string, range: Range): QuickFix[] {
  return findingsIn(analysis, path, range).flatMap((diagnostic) => {
    const offered = offersOf(analysis, diagnostic);
    return offered.map(({ fix, edits }) => ({
      title: fix.title[analysis.locale](diagnostic.finding.data, analysis.model),
      diagnostic,
      isPreferred: offered.length === 1,
      edits: planEdits(edits),
    }));
  });
}

/** One rule's fixes, applied to all its findings in a file. */
export interface FixAll {
  readonly code: string;
  readonly title: string;
}

/** For each rule with a finding in the range that it offers one way out of, where the file has more such findings. */
export function fixAllActions(analysis: Analysis, path: string, range: Range): FixAll[] {
  const touched = findingsIn(analysis, path, range).filter((finding) => hasOneWayOut(analysis, finding));
  return [...new Set(touched.map(({ code }) => code))]
    .filter((code) => areSeveral(analysis, path, code))
    .map((code) => ({ code, title: FIX_ALL[analysis.locale](code) }));
}

const hasOneWayOut = (analysis: Analysis, diagnostic: Diagnostic): boolean =>
  offersOf(analysis, diagnostic).length === 1;

/** Whether fixing all of a rule fixes more than one; looks no further than to the second. */
function areSeveral(analysis: Analysis, path: string, code: string): boolean {
  let count = 0;
  for (const diagnostic of analysis.diagnostics(path).diagnostics)
    if (diagnostic.code === code && hasOneWayOut(analysis, diagnostic) && ++count > 1) return true;
  return false;
}

const FIX_ALL: Readonly<Record<Locale, (code: string) => string>> = {
  en: (code) => `Fix all ${code} in this file`,
  fr: (code) => `Corriger tous les ${code} de ce fichier`,
};

/** The edits of all findings of a rule in a file that have one way out; of two that would change one text, the first's. */
export function fixAll(analysis: Analysis, path: string, code: string): PlanEdits {
  return together(analysis, path, (diagnostic) => diagnostic.code === code);
}

/** The edits of all findings in a file whose way out changes nothing of what the plan means. */
export function safeFixes(analysis: Analysis, path: string): PlanEdits {
  return together(analysis, path, ({ finding }, fix) => fix.isSafe?.(finding.data) === true);
}

function together(
  analysis: Analysis,
  path: string,
  isWanted: (diagnostic: Diagnostic, fix: Fix<object>) => boolean,
): PlanEdits {
  const taken = new Map<string, PlanEdit[]>();
  for (const diagnostic of analysis.diagnostics(path).diagnostics) {
    const [only, ...others] = offersOf(analysis, diagnostic);
    if (!only || others.length > 0 || !isWanted(diagnostic, only.fix)) continue;
    const edits = planEdits(only.edits);
    if (!overlap(edits, taken))
      for (const [file, more] of edits) taken.set(file, inOrder(taken.get(file), more));
  }
  return taken;
}

const inOrder = (one: readonly PlanEdit[] = [], more: readonly PlanEdit[]): PlanEdit[] =>
  [...one, ...more].sort((a, b) => (isBefore(a.range.start, b.range.start) ? -1 : 1));

function overlap(edits: PlanEdits, taken: PlanEdits): boolean {
  return [...edits].some(([file, more]) =>
    more.some(({ range }) => (taken.get(file) ?? []).some((other) => collide(other.range, range))),
  );
}

/** Where one only inserts, it must not touch the other: which of them came first would be anybody's guess. */
function collide(a: Range, b: Range): boolean {
  if (isEmpty(a) || isEmpty(b)) return touches(a, b);
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}

const isEmpty = ({ start, end }: Range): boolean => !isBefore(start, end);

function findingsIn(analysis: Analysis, path: string, range: Range): Diagnostic[] {
  return analysis.diagnostics(path).diagnostics.filter((diagnostic) => touches(diagnostic.range, range));
}

interface Offered {
  readonly fix: Fix<object>;
  readonly edits: readonly TextEdit[];
}

function offersOf(analysis: Analysis, diagnostic: Diagnostic): Offered[] {
  return (diagnostic.finding.rule.fixes ?? []).flatMap((fix) => offer(analysis, diagnostic, fix));
}

/** One fix, or nothing where it does not apply or fails. */
function offer({ model }: Analysis, { finding }: Diagnostic, fix: Fix<object>): Offered[] {
  const { block, at, data } = finding;
  try {
    const edits = fix.edits(data, { block, span: at }, model) ?? [];
    // What a template stamped has no text of its own that could be changed.
    if (edits.length === 0 || edits.some(({ place }) => place.block.stamp)) return [];
    return [{ fix, edits }];
  } catch {
    return []; // a fix that fails is one that is not offered; its finding still stands
  }
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
