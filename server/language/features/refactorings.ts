/** Refactorings: what may be done with what is selected, and, once one is chosen, the change it makes to the plan's files. */
import type { Analysis } from '../analysis.ts';
import { type PlanEdits, planEdits } from '../model/editing/plan-edits.ts';
import type { Block, Range } from '../model/plan-document.ts';
import type { Offer, Refactoring, Selection } from '../refactorings/refactoring.ts';
import { REFACTORINGS } from '../refactorings/registry.ts';

export interface RefactoringOffer {
  /** Names the refactoring and what it offers, for `refactored`. */
  readonly id: string;
  readonly kind: Refactoring['kind'];
  readonly title: string;
  /** Whether its change makes new files. */
  readonly creates: boolean;
}

export interface RefactoredPlan {
  readonly edits: PlanEdits;
  /** Texts of new files, by path. */
  readonly creates: ReadonlyMap<string, string>;
}

/** What may be done with what a range touches. Changes nothing, and asks for little. */
export function refactorings(analysis: Analysis, path: string, range: Range): RefactoringOffer[] {
  return offersAt(analysis, path, range).map(({ of: { name, kind, creates = false }, offer }) => ({
    id: idOf(name, offer),
    kind,
    creates,
    title: offer.title[analysis.locale],
  }));
}

/** The change that an offer makes; nothing where it is not offered any more. */
export function refactored(
  analysis: Analysis,
  path: string,
  range: Range,
  id: string,
): RefactoredPlan | undefined {
  const change = offersAt(analysis, path, range)
    .find(({ of, offer }) => idOf(of.name, offer) === id)
    ?.offer.change();
  return change && { edits: planEdits(change.edits), creates: change.creates ?? new Map() };
}

interface Found {
  readonly of: Refactoring;
  readonly offer: Offer;
}

const idOf = (name: string, { key }: Offer): string => `${name} ${key}`;

function offersAt(analysis: Analysis, path: string, range: Range): Found[] {
  const selection = selectionOf(analysis, path, range);
  if (!selection) return [];
  return REFACTORINGS.flatMap((of) => of.offers(selection).map((offer) => ({ of, offer })));
}

function selectionOf(analysis: Analysis, path: string, range: Range): Selection | undefined {
  const document = analysis.document(path);
  if (!document) return undefined;
  const documents = () => analysis.paths.flatMap((each) => analysis.document(each) ?? []);
  const touched = [...document.blocksOn(range.start.line, range.end.line)];
  const blocks = touched.filter(([block, line]) => isOn(block, line, range)).map(([block]) => block);
  return { model: analysis.model, document, documents, blocks };
}

/** A selection of whole lines ends before the first sign of the next one; blank lines behind a block are nobody's. */
function isOn({ text, facts }: Block, line: number, { start, end }: Range): boolean {
  const isBefore = end.character === 0 && end.line === line && start.line < line;
  const last = line + (text.slice(0, facts.declaration?.end ?? 0).match(/\n/g)?.length ?? 0);
  return !isBefore && start.line <= last;
}
