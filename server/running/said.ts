/** What a run found, in the words of one language: findings carry every language, results carry one. */
import type { Locale } from '../language/rules/rule.ts';
import { inLanguage } from '../planning/text.ts';
import type { Note, RefusedMessage } from './ports.ts';
import type { Difference } from './verifying/difference.ts';

type Said<T, K extends keyof T> = Omit<T, K> & Readonly<Record<K, string>>;

export type SaidDifference = Said<Difference, 'reason'>;
export type SaidNote = Said<Note, 'text'>;
export type SaidRefusal = Said<RefusedMessage, 'words'>;

export const sayDifference = (difference: Difference, locale: Locale): SaidDifference => ({
  ...difference,
  reason: difference.reason[locale],
});

export const sayNote = (note: Note, locale: Locale): SaidNote => ({
  ...note,
  text: inLanguage(locale, note.text),
});

export const sayRefusal = (refused: RefusedMessage, locale: Locale): SaidRefusal => ({
  ...refused,
  words: inLanguage(locale, refused.words),
});
