/** Who may open a shared mailbox, and how: `access a@x full, send-as` gives one person two rights. */
import type { DeclarationOf, Right } from '../../../grammar/vocabulary.ts';

export interface Access {
  readonly who: string;
  readonly right: Right;
}

/** Each right of each person, in the order written; a person named without a right has full access. */
export function accessOf({ has }: DeclarationOf<'shared'>): Access[] {
  const found: Access[] = [];
  let who: string | undefined;
  for (const { value } of has.access) {
    who = value.who?.value ?? who;
    if (who !== undefined) found.push({ who, right: value.right?.value ?? 'full' });
  }
  return found;
}
