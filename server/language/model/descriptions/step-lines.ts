/** What comes next of a lot, and what should have been done of it: nothing where nobody has told the time. */
import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { isDone, type LotStep, nextStep, stepsDue } from '../calendar/lot-calendar.ts';
import type { PlanModel } from '../plan-model.ts';
import type { PlanWords } from '../words/plan-words.ts';
import type { Line } from './description.ts';

export function stepLines(lot: DeclarationOf<'lot'>, model: PlanModel, words: PlanWords): Line[] {
  if (isDone(lot, model)) return [];
  const [due] = stepsDue(lot, model);
  const next = nextStep(lot, model);
  return [
    due && words.label('due', `${due.phase} ${words.say('since')} ${due.day}`),
    next && words.label('next', whenOf(next, words)),
  ];
}

const whenOf = ({ phase, day, minutes }: LotStep, words: PlanWords): string =>
  `${phase} ${words.say('on')} ${day}${minutes === undefined ? '' : ` ${timeOf(minutes)}`}`;

const timeOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
