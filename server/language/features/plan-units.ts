/** The units of a plan as those who pay see them: how many mailboxes, what they cost, what is used of their shares. */
import type { Analysis } from '../analysis.ts';
import { costOf } from '../model/costs/costs.ts';
import { sharesOfUnit } from '../model/costs/shares.ts';
import { type FilePlace, placeOf } from '../model/file-place.ts';
import { keyOf } from '../model/names.ts';
import { PlanWords } from '../model/words/plan-words.ts';

interface PlanUnit {
  readonly name: string;
  readonly title: string;
  /** With those of the units below it, shared ones among them. */
  readonly mailboxes: number;
  readonly cost: string;
  readonly shares: readonly string[];
  readonly place: FilePlace;
}

/** In the order of the alphabet. */
export function planUnits({ model, locale }: Analysis): PlanUnit[] {
  const words = new PlanWords(locale);
  return model.namesOf('unit').flatMap((name) => {
    const unit = model.declared('unit', name);
    const place = placeOf(model, keyOf('unit', name));
    if (!unit || !place) return [];
    const { mailboxes, shared, licences } = model.totals('unit', name);
    const costs = costOf(licences, model).map((cost) => words.cost(cost));
    const shares = sharesOfUnit(name, model).map((share) => words.share(share));
    const title = unit.title?.value ?? '';
    return [{ name, title, mailboxes: mailboxes + shared, cost: costs.join(' + '), shares, place }];
  });
}
