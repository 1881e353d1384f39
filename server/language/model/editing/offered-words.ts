/** The vocabulary's own words that are worth an offer at a value's place, as they are to be written there. */
import type { Wanted } from '../../../../grammar/wanted.ts';
import { HOLDS } from '../addresses/access.ts';
import type { Block } from '../plan-document.ts';
import type { ValuePlace } from './cursor-place.ts';

/** The words among what is wanted; `logins` where the place takes a login's method, and the plan's system knows no others. */
export function offeredWords(
  wanted: readonly Wanted[],
  place: ValuePlace,
  { text }: Block,
  logins: readonly string[] | undefined,
): string[] {
  if (place.typed.startsWith('{')) return [];
  const isBeforeSlash = text[place.end] === '/';
  const words = wanted.flatMap((found) => (found.kind === 'word' ? [written(found, isBeforeSlash)] : []));
  const given = rightsGiven(place);
  const isOffered = (word: string): boolean =>
    logins?.includes(word) ??
    ((/^[\p{L}\d]/u.test(word) && !given.has(word)) || (OPERATORS.has(word) && place.typed === ''));
  return [...new Set(words)].filter(isOffered);
}

/** Words that are none, and still are worth an offer. */
const OPERATORS: ReadonlySet<string> = new Set(['->', '<=']);

/** A rate's unit has what always stands behind it, where that is not there yet. */
const written = ({ word, path, value }: Extract<Wanted, { kind: 'word' }>, isBeforeSlash: boolean): string =>
  value?.name === 'rate' && path === 'size.unit' && !isBeforeSlash ? `${word}/s` : word;

/** The rights that the person named last is given by the same line; without one that is full access. */
function rightsGiven({ property, atoms, statement }: ValuePlace): ReadonlySet<string> {
  if (property !== 'access') return new Set();
  const person = statement.findLastIndex(({ kind }) => kind === 'address' || kind === 'placeholder');
  const said = statement.slice(person + 1).map(({ text }) => text);
  const isFull = person >= 0 && said.length === 0 && atoms.length === 0;
  return new Set((isFull ? ['full'] : said).flatMap((right) => [right, ...(HOLDS[right] ?? [])]));
}
