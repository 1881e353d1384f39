/**
 * Code lenses: over a lot what can be done with it, and when it moves what; over a unit what it costs. Where lenses stand is
 * known at once; what one says is computed when it comes into view, for a plan has hundreds.
 */
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import { sharesOfUnit } from '../model/costs/shares.ts';
import { keyOf } from '../model/names.ts';
import type { PlanDocument, Range } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { PlanWords } from '../model/words/plan-words.ts';
import { costWords, countWords } from '../model/words/sums.ts';

/** What can be done with a lot, in the order of the lenses. */
export const LENS_ACTIONS = ['run', 'dry-run', 'sheets'] as const;
export type LensAction = (typeof LENS_ACTIONS)[number];

/** What a lens speaks of: an action is called by its own words, a lot or a unit by what it adds up to. */
export interface LensSubject {
  readonly of: 'lot' | 'unit';
  readonly name: string;
  readonly action?: LensAction;
}

export interface CodeLens {
  readonly range: Range;
  readonly about: LensSubject;
}

export interface LensOptions {
  readonly lots: boolean;
  readonly units: boolean;
  /** Whether whoever shows them can do what they offer. */
  readonly actions: boolean;
}

/** A file's lenses in the order of its lines. Finds lots and units by their names: a file may hold a hundred thousand others. */
export function codeLenses(analysis: Analysis, path: string, options: LensOptions): CodeLens[] {
  const document = analysis.document(path);
  if (!document) return [];
  const found = [
    ...(options.lots ? declaredIn(document, 'lot', analysis.model) : []),
    ...(options.units ? declaredIn(document, 'unit', analysis.model) : []),
  ];
  const lines = document.linesOf(found.map(({ block }) => block));
  const placed = found.map(({ block, declaration }) => ({ block, declaration, line: lines.get(block) ?? 0 }));
  return placed
    .sort((a, b) => a.line - b.line)
    .flatMap(({ block, declaration, line }) => {
      const range = document.range({ block, span: declaration.keyword }, line);
      return subjectsOf(declaration, options, analysis.model).map((about) => ({ range, about }));
    });
}

type Told = DeclarationOf<'lot'> | DeclarationOf<'unit'>;

function declaredIn(document: PlanDocument, kind: Told['declares'], model: PlanModel) {
  return model.namesOf(kind).flatMap((name) =>
    model.blocksDefining(keyOf(kind, name)).flatMap((block) => {
      const { declaration } = block.facts;
      return block.document === document && declaration?.declares === kind ? [{ block, declaration }] : [];
    }),
  );
}

function subjectsOf(declaration: Told, { actions }: LensOptions, model: PlanModel): LensSubject[] {
  const { value: name } = declaration.name;
  if (declaration.declares === 'lot') return lotSubjects(name, actions);
  return isEmpty(name, model) ? [] : [{ of: 'unit', name }];
}

function lotSubjects(name: string, actions: boolean): LensSubject[] {
  const offered = actions ? LENS_ACTIONS : [];
  return [...offered.map((action) => ({ of: 'lot', name, action }) as const), { of: 'lot', name }];
}

/** A unit that nobody is in has nothing to say. */
function isEmpty(unit: string, model: PlanModel): boolean {
  const { mailboxes, shared } = model.totals('unit', unit);
  return mailboxes + shared === 0;
}

/** What a lens says; nothing where what it speaks of is no more. */
export function lensTitle({ model, locale }: Analysis, { of, name, action }: LensSubject): string {
  if (action) return ACTIONS[locale][action];
  const words = new PlanWords(locale);
  return (of === 'lot' ? lotParts(name, model, words) : unitParts(name, model, words))
    .filter((part) => part !== undefined)
    .join(' · ');
}

const ACTIONS: Readonly<Record<'en' | 'fr', Readonly<Record<LensAction, string>>>> = {
  en: { run: 'Run', 'dry-run': 'Dry run', sheets: 'Sheets' },
  fr: { run: 'Exécuter', 'dry-run': 'Essai à blanc', sheets: 'Feuilles' },
};

function lotParts(name: string, model: PlanModel, words: PlanWords): (string | undefined)[] {
  const lot = model.declared('lot', name);
  if (!lot) return [];
  const totals = model.totals('lot', name);
  return [
    lot.has.date?.value,
    countWords(totals, words),
    totals.messages > 0 ? words.size(totals.bytes) : undefined,
    costWords(totals, model, words),
  ];
}

function unitParts(name: string, model: PlanModel, words: PlanWords): (string | undefined)[] {
  if (!model.declared('unit', name)) return [];
  const totals = model.totals('unit', name);
  return [
    countWords(totals, words),
    costWords(totals, model, words),
    ...sharesOfUnit(name, model).flatMap((share) => (share.of > 0 ? words.share(share) : [])),
  ];
}
