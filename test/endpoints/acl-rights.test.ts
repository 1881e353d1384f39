/** A plan's words and the letters of IMAP's lists: sets, whatever their order, and nobody said to have what they have not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lettersFor, lettersOf, rightOf, sharedLetters } from '../../server/endpoints/imap/acl-rights.ts';

const WORDS = ['read', 'write', 'full'] as const;
const letters = fc.shuffledSubarray([...'lrswipkxteacdn']).map((all) => all.join(''));

describe('a word and its letters', () => {
  test.each(WORDS)(
    '%s is what its letters are told as, in any order and with those of older clients',
    (word) => {
      const own = lettersOf(word) ?? '';
      for (const spelled of [own, [...own].toReversed().join(''), `${own}cd`])
        expect(rightOf(spelled)).toBe(word);
    },
  );

  test.each([
    ['as Cyrus spells all', 'lrswipkxtecdan', 'full'],
    ['as Dovecot spells all', 'lrwstipekxacd', 'full'],
    ['without making folders', 'lrswipte', 'write'],
    ['without deleting', 'lrswip', 'read'],
    ['seen and not read', 'ls', undefined],
    ['nothing', '', undefined],
  ])('%s', (_name, spelled, word) => {
    expect(rightOf(spelled)).toBe(word);
  });

  test('a right to send has none', () => {
    expect([lettersOf('send-as'), lettersOf('send-on-behalf')]).toEqual([undefined, undefined]);
  });

  test('no word says more than the letters allow', () => {
    fc.assert(
      fc.property(letters, (held) => {
        const word = rightOf(held);
        if (word) expect([...(lettersOf(word) ?? '')].every((letter) => held.includes(letter))).toBe(true);
      }),
    );
  });

  test('what is set for a word is told as that word, and leaves who administers', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WORDS), letters, (word, held) => {
        const set = lettersFor(word, held);
        expect(rightOf(set)).toBe(word);
        expect(set.includes('a')).toBe(held.includes('a'));
      }),
    );
  });

  test('on several folders, only what all of them allow', () => {
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1 }), (sets) => {
        const all = sharedLetters(sets);
        for (const letter of 'lrswipkxtea')
          expect(all.includes(letter)).toBe(sets.every((set) => set.includes(letter)));
      }),
    );
    expect(sharedLetters([])).toBe('');
  });
});
