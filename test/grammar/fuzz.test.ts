/**
 * Any text at all gets diagnostics, never an exception and never a wait. Mutations are seeded: a failure names the
 * plan it failed on, and comes again.
 */
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../grammar/blocks.ts';
import { readDeclaration } from '../../grammar/declarations.ts';
import { parseBlock } from '../../grammar/parser.ts';
import { formatText } from '../../grammar/print.ts';
import { SLIPS, WHOLE_SURFACE } from './plans.ts';

/** All that the grammar does with a text; what must hold of any. */
function survives(text: string): void {
  const blocks = splitBlocks(text);
  if (blocks.join('') !== text) throw new Error('the blocks are not the text');
  for (const block of blocks) {
    const { declaration, comments, problems } = parseBlock(block);
    for (const { start, end } of [...comments, ...problems]) {
      if (!(start >= 0 && start <= end && end <= block.length))
        throw new Error(`a place outside: ${start}–${end}`);
    }
    if (declaration) readDeclaration(declaration);
  }
  const once = formatText(text);
  if (formatText(once) !== once) throw new Error('formatted twice is not formatted once');
}

/** A small generator with a seed (mulberry32): the same numbers on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const declarations = splitBlocks(WHOLE_SURFACE);
const tokens = WHOLE_SURFACE.match(/"[^"\n]*"|[\w.@-]+|\s+|./g) ?? [];

/** A few declarations with a few slips: tokens put in, taken out, doubled or moved; bytes flipped. */
function mutated(next: (below: number) => number): string {
  const one = <T>(values: readonly T[]): T => values[next(values.length)] as T;
  let plan = Array.from({ length: 1 + next(4) }, () => one(declarations)).join('');
  for (let slips = 1 + next(6); slips > 0; slips--) {
    const at = next(plan.length + 1);
    const length = next(12);
    const before = plan.slice(0, at);
    const cut = plan.slice(at, at + length);
    const behind = plan.slice(at + length);
    const ways = [
      () => before + one(SLIPS) + cut + behind,
      () => before + one(tokens) + cut + behind,
      () => before + one(tokens) + behind,
      () => before + behind,
      () => before + cut + cut + behind,
      () => behind + cut + before,
      () => before + String.fromCharCode(next(0x10000)) + cut + behind,
      () => flipped(plan, at, next(8)),
    ];
    plan = one(ways)();
  }
  return plan;
}

/** One bit of the text's bytes turned round, read again as an editor reads a file: what is no UTF-8 becomes U+FFFD. */
function flipped(plan: string, at: number, bit: number): string {
  const bytes = Buffer.from(plan);
  const place = at % Math.max(1, bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
  return bytes.toString('utf8');
}

describe('10,000 mutated plans', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('thousand %i', { timeout: 60_000 }, (seed) => {
    const next = numbers(seed);
    for (let count = 0; count < 1000; count++) {
      const plan = mutated(next);
      try {
        survives(plan);
      } catch (cause) {
        throw new Error(`fails on ${JSON.stringify(plan)}`, { cause });
      }
    }
  });
});

test('random bytes', { timeout: 60_000 }, () => {
  const next = numbers(11);
  for (let count = 0; count < 300; count++) {
    const bytes = Buffer.from(Array.from({ length: next(2000) }, () => next(256)));
    survives(bytes.toString(count % 2 ? 'utf8' : 'latin1'));
  }
});

const KINDS = [
  ...[
    'a',
    'é',
    '0',
    '-',
    '.',
    '/',
    '%',
    '*',
    '@',
    '#',
    '"',
    '\\',
    '{',
    '}',
    ',',
    ';',
    '!',
    '<',
    ' ',
    '\t',
    '\r',
    '\n',
  ],
  ...[
    '\u0000',
    '\ud800',
    '\u2028',
    'a-',
    'a.',
    'a@',
    'a ',
    'a;',
    'a,',
    'a,\n',
    '1:',
    '1-',
    'D-',
    '->',
    '..',
    '<=',
    '{a.',
    'x{',
    '{a.b}',
  ],
  ...['"\\', '\\"', '"a" ', '#\n'],
];
const DECLARATIONS = ['\nlot x', '\nlot x {', 'lot\r', '# a\nlot\n'];

// Something that grows with the square of the length would take minutes here.
describe('much of one kind costs linear time', () => {
  test.each([...KINDS, ...DECLARATIONS])('%j, with a plan before and behind', { timeout: 60_000 }, (kind) => {
    survives(`lot x { unit a ${kind.repeat(200_000 / kind.length)}\ndomain a.example\n`);
  });

  test.each(KINDS)('five million of %j', { timeout: 60_000 }, (kind) => {
    survives(kind.repeat(5_000_000 / kind.length));
  });

  test.each(['/', ',', 'a'])('as many of %j as a block may hold', { timeout: 60_000 }, (kind) => {
    expect(parseBlock(`drop x ${kind.repeat(3_999_000)}`)).not.toHaveProperty('declaration.body');
  });
});

test('nesting of any depth', { timeout: 60_000 }, () => {
  survives('template t { shared c@ '.repeat(20_000));
  survives(`lot x ${'{ a '.repeat(100_000)}${'} '.repeat(100_000)}`);
});

test('thousands of quotes', { timeout: 60_000 }, () => {
  survives(`drop a@b.example ${'"x" '.repeat(20_000)}`);
  survives(`drop a@b.example ${'"'.repeat(20_001)}`);
  expect(parseBlock(`drop a@b.example "${'\\"'.repeat(1_000_000)}"`).problems).toEqual([]);
});
