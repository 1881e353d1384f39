/** The quick reading of a declaration makes the parser's tree of it, or says nothing. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../grammar/blocks.ts';
import { parsedBlock } from '../../grammar/parser.ts';
import { plainBlock } from '../../grammar/plain-block.ts';
import { layouts, SLIPS, WHOLE_SURFACE } from './plans.ts';

/** Whether the quick reading took the text; fails where it makes anything else of it than the parser. */
function isTaken(text: string): boolean {
  const quick = plainBlock(text);
  if (quick) expect(quick, JSON.stringify(text)).toStrictEqual(parsedBlock(text));
  return quick !== undefined;
}

const areTaken = (plan: string): number => splitBlocks(plan).filter(isTaken).length;

const slip = fc.tuple(
  fc.nat(),
  fc.nat(12),
  fc.oneof(
    fc.constantFrom(...SLIPS),
    fc.string({ unit: 'binary', maxLength: 2 }),
    fc.constantFrom(...(WHOLE_SURFACE.match(/"[^"\n]*"|[\w.@-]+|\s+|./g) ?? [])),
  ),
);

const mutated = (plan: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(plan, fc.array(slip, { maxLength: 4 })).map(([text, slips]) =>
    slips.reduce((before, [at, length, put]) => {
      const from = at % (before.length + 1);
      return before.slice(0, from) + put + before.slice(from + length);
    }, text),
  );

describe('it makes what the parser makes, or nothing', () => {
  test('of plans in any layout', { timeout: 60_000 }, () => {
    let taken = 0;
    const asked = fc.property(layouts, (plan) => {
      taken += areTaken(plan);
    });
    fc.assert(asked, { numRuns: 2000 });
    expect(taken).toBeGreaterThan(1000);
  });

  test.each([
    ['of those with slips of the hand', mutated(layouts)],
    ['of every property with slips of the hand', mutated(fc.constantFrom(...splitBlocks(WHOLE_SURFACE)))],
    ['of any text', fc.string({ unit: 'binary', maxLength: 60 })],
    [
      'of what a token is made of',
      fc
        .string({ unit: fc.constantFrom(...'a1DJ-+.:@/*%<>={}",;# \n\r\té\u00a0\ufeff\\'), maxLength: 20 })
        .map((text) => `lot ${text}`),
    ],
  ])('%s', { timeout: 60_000 }, (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => void areTaken(text)),
      { numRuns: 3000 },
    );
  });
});

test('it reads every declaration of the examples but a few', () => {
  const cwd = join(import.meta.dirname, '..', '..');
  const blocks = globSync('examples/**/*.migplan', { cwd })
    .flatMap((file) => splitBlocks(readFileSync(join(cwd, file), 'utf8')))
    .filter((block) => /^[a-z]/m.test(block));
  expect(blocks.length).toBeGreaterThan(1000);
  expect(blocks.filter(isTaken).length / blocks.length).toBeGreaterThan(0.99);
});

test('it reads every declaration and every property, in the layout people write, but for escapes', () => {
  const left = splitBlocks(WHOLE_SURFACE).filter((block) => !isTaken(block));
  expect(left.every((block) => block.includes('\\'))).toBe(true);
});

test.each([
  '',
  '# a note',
  '  lot x',
  '\ufefflot x',
  'lot x {',
  'lot x }',
  'lot x { pilot } unit y',
  'lot x { "text" }',
  'lot x { unit a,, b }',
  'lot x { unit a, }',
  'lot x { , }',
  'lot x { unit a unit b } { }',
  'lot x "\\q"',
  'lot x "open',
  'lot x (y)',
  'nothing x',
  `lot x ${'{ a '.repeat(30)}${'}'.repeat(30)}`,
  `drop a@b.example "${'x'.repeat(100_000)}"`,
])('it leaves %j to the parser', (text) => {
  expect(plainBlock(text)).toBeUndefined();
});
