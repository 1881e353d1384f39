import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import type { Describer } from './describer.ts';
import { description, heading } from './description.ts';

/** How many steps, from which day to which. */
export function describeTimeline({ name, has }: DeclarationOf<'timeline'>, { words }: Describer): string {
  const days = has.D.map(({ value }) => value.offset.value);
  return description(heading(words, 'timeline', name.value, undefined), [
    words.count(days.length, 'step'),
    days.length > 0 && `${dayOf(Math.min(...days))} … ${dayOf(Math.max(...days))}`,
  ]);
}

const dayOf = (offset: number): string => (offset === 0 ? 'D' : `D${offset > 0 ? '+' : ''}${offset}`);
