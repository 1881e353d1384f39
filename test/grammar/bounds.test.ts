/**
 * How much the grammar makes of a text is bounded by its length, and by limits of its own: said in counts, so that the same
 * holds on any machine. That the time is linear too is fuzz.test.ts's.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../grammar/blocks.ts';
import { readDeclaration } from '../../grammar/declarations.ts';
import { tokenize } from '../../grammar/lexer.ts';
import { parseBlock } from '../../grammar/parser.ts';
import { formatText } from '../../grammar/print.ts';
import type { Statement } from '../../grammar/tree.ts';
import { layouts } from './plans.ts';

const MEGABYTE = 1_000_000;
const MOST_PROBLEMS = 100;
const DEEPEST = 24;

const depthOf = (statement: Statement): number => {
  const inside = statement.body ?? [];
  return 1 + inside.reduce((deepest, inner) => Math.max(deepest, depthOf(inner)), 0);
};

const atomsOf = (statement: Statement): number =>
  1 + statement.items.flat().length + (statement.body ?? []).reduce((sum, inner) => sum + atomsOf(inner), 0);

describe('a text of any kind', () => {
  test('is read once: tokens and comments follow each other and never overlap', () => {
    const asked = fc.property(fc.oneof(layouts, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      const { tokens, comments } = tokenize(text);
      const spans = [
        ...tokens.map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length })),
        ...comments,
      ].toSorted((a, b) => a.start - b.start);
      let read = 0;
      for (const { start, end } of spans) {
        expect(start).toBeGreaterThanOrEqual(read);
        expect(end).toBeGreaterThan(start);
        read = end;
      }
      expect(read).toBeLessThanOrEqual(text.length);
    });
    fc.assert(asked, { numRuns: 500 });
  });

  test('makes no more atoms than it has characters', () => {
    const asked = fc.property(layouts, (plan) => {
      for (const block of splitBlocks(plan)) {
        const { declaration, problems } = parseBlock(block);
        if (declaration) expect(atomsOf(declaration)).toBeLessThanOrEqual(block.length);
        expect(problems.length).toBeLessThanOrEqual(Math.min(MOST_PROBLEMS, 2 * block.length));
      }
    });
    fc.assert(asked, { numRuns: 300 });
  });
});

describe('ten megabytes in one declaration', () => {
  test.each([
    ['on one line', `drop a@b.example ${'x '.repeat(5 * MEGABYTE)}\n`, 10 * MEGABYTE],
    [
      'on a line without an end to its string',
      `drop a@b.example "${'x'.repeat(10 * MEGABYTE)}\n`,
      10 * MEGABYTE,
    ],
    ['on many lines', `lot x {\n${'  unit a\n'.repeat(MEGABYTE + 200_000)}}\n`, 'lot x {\n'.length],
  ])('%s are told in one problem, and nothing is made of them', (_, text, told) => {
    const { declaration, comments, problems } = parseBlock(text);
    expect({ declaration, comments }).toEqual({ declaration: undefined, comments: [] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ start: 0, expected: 'shorter-declaration', found: '' });
    expect(problems[0]?.end).toBeGreaterThanOrEqual(told);
    expect(formatText(text) === text, 'formatting leaves it').toBe(true);
  });

  test('leave the declarations beside them as they are', () => {
    const long = `drop a@b.example "${'x'.repeat(10 * MEGABYTE)}\n`;
    const plan = `unit a\n${long}unit b\n`;
    const blocks = splitBlocks(plan);
    expect(blocks.map((block) => block.length)).toEqual([7, long.length, 7]);
  });
});

describe('strings without an end', () => {
  test('one is one token, however long', () => {
    const { tokens } = tokenize(`drop "${'a \\" # { ; '.repeat(300_000)}`);
    expect(tokens.map(({ tokenType }) => tokenType.name)).toEqual(['Word', 'OpenText']);
  });

  test('a hundred thousand are one token a line, and told a hundred times', () => {
    const text = `lot x {\n${'  unit "a\n'.repeat(100_000)}}\n`;
    expect(tokenize(text).tokens.filter(({ tokenType }) => tokenType.name === 'OpenText')).toHaveLength(
      100_000,
    );
    expect(parseBlock(text).problems).toHaveLength(MOST_PROBLEMS);
  });
});

describe('nesting', () => {
  test.each([10, 24, 25, 1000, 200_000])('%i deep is a tree of bounded depth', (depth) => {
    const { declaration, problems } = parseBlock(`lot x ${'{ a '.repeat(depth)}${'}'.repeat(depth)}`);
    if (!declaration) throw new Error('no declaration');
    expect(depthOf(declaration)).toBe(Math.min(depth, DEEPEST) + 1);
    expect(problems.length === 0).toBe(depth <= DEEPEST);
    expect(problems.length).toBeLessThanOrEqual(MOST_PROBLEMS);
    expect(readDeclaration(declaration).problems.length).toBeLessThan(1000);
  });

  test('braces that never end are told at each, up to the depth', () => {
    const { declaration, problems } = parseBlock(`lot x ${'{ a '.repeat(100_000)}`);
    expect(declaration && depthOf(declaration)).toBe(DEEPEST + 1);
    expect(problems).toHaveLength(MOST_PROBLEMS);
  });
});
