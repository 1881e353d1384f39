/** Which unit and which lot a mailbox or a resource is in, and what made it so. */
import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { lotOrigin } from '../lot-origin.ts';
import type { Recipient } from '../placed-plan.ts';
import type { Describer } from './describer.ts';
import { type Line, plain, together } from './description.ts';
import { stepLines } from './step-lines.ts';

type Moved = Recipient | DeclarationOf<'resource'>;

/** Its unit, its lot, and what comes next of that. */
export function whereabouts(moved: Moved, describer: Describer): Line[] {
  const lots = describer.model.lotsOf(moved);
  const [only] = lots;
  const lot = only !== undefined && lots.length === 1 ? describer.model.declared('lot', only) : undefined;
  return [
    unitLine(moved, describer),
    lotLine(moved, lots, describer),
    ...(lot ? stepLines(lot, describer.model, describer.words) : []),
  ];
}

function unitLine({ address, has }: Moved, describer: Describer): Line {
  const { model, origins } = describer;
  const { unit, domain } = model.placementOf(address.value, has.unit?.value);
  const named = unitNamed(unit, describer);
  return unit === undefined || has.unit || domain === undefined
    ? named
    : `${named}, ${origins.byDomain(domain)}`;
}

function lotLine(moved: Moved, lots: readonly string[], describer: Describer): string {
  const { model, words, origins } = describer;
  if (lots.length === 0) return words.say('noLot');
  const named = `${words.say('lot')} ${lots.map((lot) => lotNamed(lot, describer)).join(', ')}`;
  const origin = lots.length === 1 ? lotOrigin(moved, model) : undefined;
  return together([named, origin && origins.lotBy(origin)]);
}

/** `unit north (The North)`; nothing of a plan that has no units. */
export function unitNamed(unit: string | undefined, { model, words }: Describer): string {
  if (unit === undefined) return model.hasAny('unit') ? words.say('noUnit') : '';
  const title = model.declared('unit', unit)?.title?.value;
  return `${words.say('unit')} ${unit}${title ? ` (${plain(title)})` : ''}`;
}

/** `first (2027-01-04)`. */
export function lotNamed(lot: string, { model }: Describer): string {
  const date = model.declared('lot', lot)?.has.date?.value;
  return date ? `${lot} (${date})` : lot;
}
