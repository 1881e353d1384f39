import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { compared } from '../names.ts';
import { sumLines } from '../words/sums.ts';
import type { Describer } from './describer.ts';
import { code, description, heading, together } from './description.ts';
import { lotNamed, unitNamed } from './whereabouts.ts';

/** Where it belongs, between which systems it moves, what it adds up to. */
export function describeDomain({ name, has }: DeclarationOf<'domain'>, describer: Describer): string {
  const { words, model } = describer;
  const { unit, lots, source, target } = model.placementOf(`@${name.value}`);
  const inventory = model.domainInventory(compared(name.value));
  const dated = lots.map((lot) => lotNamed(lot, describer)).join(', ');
  return description(heading(words, 'domain', code(name.value), undefined), [
    together([
      unitNamed(unit, describer),
      dated === '' ? words.say('noLot') : `${words.say('lot')} ${dated}`,
    ]),
    source && target && `${source} → ${target}`,
    ...sumLines(model.totals('domain', compared(name.value)), model, words),
    has.limit && `${words.say('limit')} ${words.count(has.limit.value.count.value, 'mailbox')}`,
    inventory && `${words.say('taken')} ${inventory.taken}`,
  ]);
}
