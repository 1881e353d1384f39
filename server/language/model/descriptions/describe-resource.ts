import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import type { Describer } from './describer.ts';
import { code, description, heading } from './description.ts';
import { heldLine } from './held-line.ts';
import { otherNames } from './other-names.ts';
import { whereabouts } from './whereabouts.ts';

/** What it is, where it belongs, what the source holds of it. */
export function describeResource(resource: DeclarationOf<'resource'>, describer: Describer): string {
  const { words, origins, model, stamp } = describer;
  const { address, kind, label, has } = resource;
  return description(heading(words, 'resource', code(address.value), label?.value), [
    kind.value,
    stamp && origins.stamped(stamp.template),
    ...whereabouts(resource, describer),
    heldLine(model.inventoryOf(address.value), words),
    ...otherNames(has, words),
  ]);
}
