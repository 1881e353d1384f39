/** The lots of a plan as people choose among them: when, how much, what it costs, how far it is, what is due. */
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { DueStep, LotInfo } from '../../protocol.ts';
import type { Analysis } from '../analysis.ts';
import { calendarOf, holdOf, isBehind } from '../model/calendar/lot-calendar.ts';
import { costOf } from '../model/costs/costs.ts';
import { type FilePlace, placeOf } from '../model/file-place.ts';
import { keyOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { countsOf, isBegun, type PlanRuns, standOfPart } from '../model/runs/plan-runs.ts';
import { PlanWords } from '../model/words/plan-words.ts';

/** As the client is told of it, but for where it stands in its file. */
interface PlanLot extends Omit<LotInfo, 'place'> {
  readonly place: FilePlace;
}

/** In the order of their dates; those without one come last. */
export function planLots({ model, locale }: Analysis, runs: PlanRuns): PlanLot[] {
  const words = new PlanWords(locale);
  const lots = model.namesOf('lot').flatMap((name) => {
    const lot = model.declared('lot', name);
    const place = placeOf(model, keyOf('lot', name));
    return lot && place ? [{ ...lotOf(lot, model, runs, words), place }] : [];
  });
  return lots.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ date, name }: Pick<PlanLot, 'date' | 'name'>): string => `${date ?? '~'} ${name}`;

function lotOf(
  lot: DeclarationOf<'lot'>,
  model: PlanModel,
  runs: PlanRuns,
  words: PlanWords,
): Omit<PlanLot, 'place'> {
  const { has, title } = lot;
  const name = lot.name.value;
  const { mailboxes, shared, messages, bytes, licences } = model.totals('lot', name);
  const counts = countsOf(runs, { lot: name }, mailboxes + shared, model);
  const hold = holdOf(lot, model.today());
  return {
    name,
    title: title?.value ?? '',
    ...(has.date && { date: has.date.value }),
    isPilot: has.pilot !== undefined,
    ...(hold && { hold: hold.reason.value }),
    ...{ shared, messages, bytes, counts },
    size: bytes > 0 ? words.size(bytes) : '',
    cost: costOf(licences, model)
      .map((cost) => words.cost(cost))
      .join(' + '),
    standing: standOfPart(runs, { lot: name }, counts),
    isBegun: isBegun(runs, { lot: name }),
    steps: stepsOf(lot, model),
  };
}

function stepsOf(lot: DeclarationOf<'lot'>, model: PlanModel): DueStep[] {
  const today = model.today();
  const done = model.surroundings.doneOf(lot.name.value);
  return calendarOf(lot, model).map((step) => {
    const isDone = isBehind(step, done);
    const hasCome = today !== undefined && step.day <= today;
    return { step: step.phase, day: step.day, isDone, isDue: hasCome && !isDone };
  });
}
