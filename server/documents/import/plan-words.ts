/** Names of the plan's language, made of what people call things. */
import { isName } from '../../language/model/editing/written-text.ts';
import { folded } from './columns.ts';

export interface Named {
  /** A word of the language; empty where nothing of it can be one. */
  readonly name: string;
  readonly label: string;
}

/** `Office 365 E3` is called office-365-e3; what is a word already keeps its form. */
export function named(label: string): Named {
  if (isName(label)) return { name: label, label };
  const slug = folded(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return { name: slug === '' || isName(slug) ? slug : `n-${slug}`, label };
}

/** A place: its number where it has one, as at the end of a structure's code (`ANT CE 055 0 00000 002689`). */
export function siteOf(written: string): Named {
  const [, code] = /^[A-Z]{2,}(?: \S+)* 0*(\d+)$/.exec(written) ?? [];
  return code === undefined ? named(written) : { name: code, label: written };
}

/** The unit that everybody is in. */
export const WHOLE_UNIT = 'organisation';

/** A part of it; undefined where nothing is said, or the whole. */
export function unitOf(written: string | undefined): Named | undefined {
  const found = written === undefined ? undefined : named(written);
  const name = found?.name.toLowerCase() ?? '';
  return name === '' || name === WHOLE_UNIT ? undefined : found;
}
