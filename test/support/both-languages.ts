/** What every text for people keeps to: said in each language, and in French without a word left in English. */
import { expect } from 'vitest';
import { inLanguage, type Text, type Words } from '../../server/planning/text.ts';

/** English words that no French sentence has. */
const ENGLISH =
  /(?<![\w./-])(?:the|is|are|was|were|not|and|of|cannot|with|then|again|there|here|which|its|mailbox(?:es)?|refused|copied|found|run|endpoint|ledger|folder|target|error|usage|did you mean)(?![\w./-])/giu;

export function expectFrench(said: string): void {
  expect({ said, english: said.match(ENGLISH) }).toEqual({ said, english: null });
}

export function expectBothLanguages(told: Text): void {
  expect(told.en).not.toBe('');
  expect(told.fr).not.toBe('');
  expect(told.fr).not.toBe(told.en);
  expectFrench(told.fr);
}

/** Another's words may be the same in each language; ours may not. */
export function expectOurWords(words: Words): void {
  if (typeof words !== 'string') expectBothLanguages(words);
  expect(inLanguage('fr', words)).toBeDefined();
}
