/** Who may open a shared mailbox, and how: `access a@x full, send-as` gives one person two rights. */
import type { Located, Span } from '../../../../grammar/tree.ts';
import type { DeclarationOf, Right } from '../../../../grammar/vocabulary.ts';

export interface Access {
  readonly who: string;
  readonly right: Right;
}

/** Full access is to read and to write, and who writes reads. */
export const HOLDS: Readonly<Partial<Record<string, readonly Right[]>>> = {
  full: ['write', 'read'],
  write: ['read'],
};

/** One item of `access`, with where it stands. */
export interface Grant extends Access, Span {
  /** The person's address, where this item names it: the items behind it may leave it out. */
  readonly named: Located<string> | undefined;
  /** The right, where it is written. */
  readonly written: Located<Right> | undefined;
}

/** Each right of each person, in the order written; a person named without a right has full access. */
export function accessOf(shared: DeclarationOf<'shared'>): Access[] {
  return grantsOf(shared).map(({ who, right }) => ({ who, right }));
}

/** The same, with where each stands. */
export function grantsOf({ has }: DeclarationOf<'shared'>): Grant[] {
  const found: Grant[] = [];
  let who: string | undefined;
  for (const { value, start, end } of has.access) {
    who = value.who?.value ?? who;
    if (who === undefined) continue;
    const { who: named, right: written } = value;
    found.push({ who, right: written?.value ?? 'full', named, written, start, end });
  }
  return found;
}
