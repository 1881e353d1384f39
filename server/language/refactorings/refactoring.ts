/**
 * What a refactoring is: a change that a person may choose at a place of a plan where nothing need be wrong. What it offers is told for
 * little, since an editor asks at every move of the cursor; the change is made once it is chosen.
 */
import type { TextEdit } from '../model/editing/edits.ts';
import type { Block, PlanDocument } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import type { Locale } from '../rules/rule.ts';

export interface Refactoring {
  /** In kebab-case, as its file. */
  readonly name: string;
  /** The protocol's hierarchy of kinds, without its `refactor.`. */
  readonly kind: 'move' | 'rewrite' | 'extract';
  /** Makes new files, which not every editor can. */
  readonly creates?: true;
  offers(at: Selection): readonly Offer[];
}

/** What somebody has selected: the blocks that it touches, none of them stamped. */
export interface Selection {
  readonly model: PlanModel;
  readonly document: PlanDocument;
  /** Every file of the plan. */
  documents(): Iterable<PlanDocument>;
  readonly blocks: readonly Block[];
}

export interface Offer {
  /** Tells it from the others of its refactoring, for as long as the plan stays as it is. */
  readonly key: string;
  readonly title: Readonly<Record<Locale, string>>;
  change(): PlanChange;
}

export interface PlanChange {
  /** None of them overlaps another. */
  readonly edits: readonly TextEdit[];
  /** New files, by their name in the plan. */
  readonly creates?: ReadonlyMap<string, string>;
}
