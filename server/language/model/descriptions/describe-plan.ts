import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { sumLines } from '../words/sums.ts';
import type { Describer } from './describer.ts';
import { description, heading, together } from './description.ts';

/** From where to where, and how much. */
export const describePlan = ({ title, has }: DeclarationOf<'plan'>, { words, model }: Describer): string =>
  description(heading(words, 'plan', title.value, undefined), [
    together([has.source?.value, has.target?.value], ' → '),
    ...sumLines(model.totals('plan', ''), model, words),
  ]);
