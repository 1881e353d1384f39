/** What is said to be a name is read as one, whatever it looks like. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isName } from '../../server/language/model/editing/written-text.ts';
import { analyse, published } from '../support/check.ts';

const nameRead = (text: string): string | undefined => {
  const analysis = analyse(`licence ${text}\n`);
  const [licence] = analysis.declarations('licence');
  return published(analysis).some(({ code }) => code === 'MP001' || code === 'MP005')
    ? undefined
    : licence?.name.value;
};

test.each(['E3', '12', 'G', 'GB', '5', '0Gbx', 'D', 'd-3', '50-GB'])('%s is a name', (text) => {
  expect({ isName: isName(text), read: nameRead(text) }).toEqual({ isName: true, read: text });
});

test.each(['0Gb', '50GB', '3kio', '5Mo', 'D-3', 'J-14', '2025-01-20', '-x', 'x-', 'a b', ''])(
  '%j is none',
  (text) => {
    expect({ isName: isName(text), isRead: nameRead(text) === text }).toEqual({
      isName: false,
      isRead: false,
    });
  },
);

test('what is said to be a name is read as that name', () => {
  const texts = fc.string({
    unit: fc.constantFrom(...'0159DJdjGgMkiBbox-eE'.split('')),
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(texts, (text) => {
      if (isName(text)) expect(nameRead(text)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});
