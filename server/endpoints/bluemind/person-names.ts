/**
 * The names of a person at BlueMind. It makes the name that it shows of the given, additional and family names whenever a card is saved
 * (net.bluemind.addressbook.service, VCardSanitizer), and takes nobody without a family name (UserValidator). So a name as a plan writes it
 * has to be made of these, or cannot be had. Pure.
 */
import type { Profile } from '../../planning/provisioning/target-state.ts';

export interface PersonNames {
  readonly given?: string;
  readonly additional?: string;
  readonly family: string;
}

/** As BlueMind puts it together. */
export const shownName = ({ given, additional, family }: PersonNames): string =>
  [given, additional, family].filter(Boolean).join(' ');

type Names = { readonly [K in 'name' | 'given' | 'family']: Profile[K] | undefined };

/**
 * Undefined where BlueMind would show another name than the plan's. What the plan does not say is taken from the name: its last word is
 * the family's. Where there is no name to take it from, `local`, the address before its `@`, stands for the family.
 */
export function personNames({ name, given, family }: Names, local: string): PersonNames | undefined {
  if (name === undefined) return { ...(given !== undefined && { given }), family: family ?? local };
  if (given !== undefined && family !== undefined) return betweenThem(name, given, family);
  if (given !== undefined) return named(given, after(name, given));
  if (family !== undefined) return name === family ? { family } : named(before(name, family), family);
  const lastSpace = name.lastIndexOf(' ');
  return named(name.slice(0, Math.max(0, lastSpace)), name.slice(lastSpace + 1));
}

function named(given: string | undefined, family: string | undefined): PersonNames | undefined {
  if (given === undefined || family === undefined || family === '') return undefined;
  return { ...(given !== '' && { given }), family };
}

function betweenThem(name: string, given: string, family: string): PersonNames | undefined {
  if (name === `${given} ${family}`) return { given, family };
  const rest = after(name, given);
  const additional = rest === undefined ? undefined : before(rest, family);
  return additional === undefined ? undefined : { given, additional, family };
}

const after = (name: string, start: string): string | undefined =>
  name.startsWith(`${start} `) ? name.slice(start.length + 1).trim() : undefined;
const before = (name: string, end: string): string | undefined =>
  name.endsWith(` ${end}`) ? name.slice(0, -end.length - 1).trim() : undefined;
