import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { sharesOfUnit } from '../costs/shares.ts';
import { sumLines } from '../words/sums.ts';
import type { Describer } from './describer.ts';
import { code, description, heading, plain, together } from './description.ts';

/** Where it stands, who looks after it, what it adds up to, and its shares of licences. */
export const describeUnit = (
  { name, title, has }: DeclarationOf<'unit'>,
  { words, model }: Describer,
): string =>
  description(heading(words, 'unit', name.value, title?.value), [
    together([has.kind && plain(has.kind.value), has.parent && `${words.say('parent')} ${has.parent.value}`]),
    has.admin && `${words.say('admin')} ${code(has.admin.value)}`,
    ...sumLines(model.totals('unit', name.value), model, words),
    ...sharesOfUnit(name.value, model).map((share) => words.share(share)),
  ]);
