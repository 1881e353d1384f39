/** The other names of an address: its aliases, and what it was. */
import type { PlanWords } from '../words/plan-words.ts';
import { code } from './description.ts';

type Names = readonly { readonly value: string }[];

export function otherNames(has: { readonly alias: Names; readonly was: Names }, words: PlanWords): string[] {
  const line = (phrase: 'also' | 'formerly', names: Names): string[] =>
    names.length > 0 ? [`${words.say(phrase)} ${names.map(({ value }) => code(value)).join(', ')}`] : [];
  return [...line('also', has.alias), ...line('formerly', has.was)];
}
