/** Words of a file as the plan's language writes them: strings, and names made of what people call things. */
import { folded } from './columns.ts';

/** A string, on one line whatever it holds. */
export const text = (value: string): string =>
  `"${value
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .replace(/[\\"]/g, '\\$&')}"`;

export interface Named {
  /** A word of the language; empty where nothing of it can be one. */
  readonly name: string;
  readonly label: string;
}

/** `Office 365 E3` is called office-365-e3; what is a word already keeps its form. */
export function named(label: string): Named {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label) && !READ_OTHERWISE.test(label))
    return { name: label, label };
  const slug = folded(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return { name: READ_OTHERWISE.test(slug) ? `n-${slug}` : slug, label };
}

/** Words that the language takes for a day or an offset. */
const READ_OTHERWISE = /^(?:\d{4}-\d{1,2}-\d{1,2}|[DJ]-\d+)$/;

/** A place: its number where it has one, as at the end of a structure's code (`ANT CE 055 0 00000 002689`). */
export function siteOf(written: string): Named {
  const [, code] = /^[A-Z]{2,}(?: \S+)* 0*(\d+)$/.exec(written) ?? [];
  return code === undefined ? named(written) : { name: code, label: written };
}
