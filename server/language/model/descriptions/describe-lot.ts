import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { sumLines } from '../words/sums.ts';
import type { Describer } from './describer.ts';
import { description, heading, type Line, plain, together } from './description.ts';
import { stepLines } from './step-lines.ts';

/** When it moves what, what has been done of it and what comes next, and what holds it back. */
export function describeLot(lot: DeclarationOf<'lot'>, describer: Describer): string {
  const { words, model } = describer;
  const { name, title, has } = lot;
  const totals = model.totals('lot', name.value);
  return description(heading(words, 'lot', name.value, title?.value), [
    together([
      has.date?.value,
      has.pilot && words.say('pilot'),
      has.after.length > 0 && `${words.say('after')} ${has.after.map(({ value }) => value).join(', ')}`,
    ]),
    ...runLines(lot, describer),
    ...stepLines(lot, model, words),
    totals.units.size > 1 && words.count(totals.units.size, 'unit'),
    ...sumLines(totals, model, words),
    ...has.hold.map(({ value: { reason, until } }) =>
      words.label('onHold', plain(reason.value) + words.until(until?.value)),
    ),
    has.approved && words.label('approved', plain(has.approved.value.by.value)),
  ]);
}

/** What is done of it, in the timeline's words. */
function runLines({ name }: DeclarationOf<'lot'>, { words, model, runs }: Describer): Line[] {
  const done = [...model.surroundings.doneOf(name.value)];
  return [
    runs.live?.lot === name.value && words.say('underWay'),
    done.length > 0 && words.label('done', done.join(', ')),
  ];
}
