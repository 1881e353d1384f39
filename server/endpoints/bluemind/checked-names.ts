/** The names that an object of BlueMind's is to have, from what a plan says and what is there; refused before anything is sent where it would show others. */
import type { Profile } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import { refused } from './bluemind-faults.ts';
import { type PersonNames, personNames } from './person-names.ts';

type Names = { readonly [K in 'name' | 'given' | 'family']?: Profile[K] | undefined };

/** Of somebody new. `local`: what stands before the `@`. Throws `refused`. */
export const newNames = (where: Text, { name, given, family }: Names, local: string): PersonNames =>
  personNames({ name, given, family }, local) ?? notShown(where, name ?? '');

/** Of somebody who is there: what a plan does not say stays, but for the name that is shown, which follows the others. */
export function changedNames(
  where: Text,
  held: Partial<PersonNames>,
  { name, given = held.given, family = held.family }: Names,
  local: string,
): PersonNames {
  if (name !== undefined) return newNames(where, { name, given, family }, local);
  return { ...held, ...(given !== undefined && { given }), family: family ?? local };
}

function notShown(where: Text, name: string): never {
  throw refused(
    where,
    text(
      `cannot show the name "${name}": it makes it of the given and the family name`,
      `ne peut pas montrer le nom «\u00A0${name}\u00A0»\u00A0: il le compose du prénom et du nom de famille`,
    ),
    text(
      'Nothing was changed. Write the name, given and family in the plan so that the first is made of the others, then run again.',
      'Rien n’a été modifié. Écrivez dans le plan le nom, given et family de sorte que le premier se compose des autres, puis relancez.',
    ),
  );
}
