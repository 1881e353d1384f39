/** Separated values: RFC 4180's cases, what people's files do beyond it, and that what is written is read. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  declaredSeparator,
  readCsv,
  SEPARATORS,
  type Separator,
} from '../../../server/documents/import/csv.ts';

const cells = (text: string, separator: Separator = ',') => readCsv(text, separator).map((row) => row.cells);

describe('reads', () => {
  test.each<[what: string, text: string, expected: string[][]]>([
    [
      'plain rows',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a last line without its end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['CRLF and lone CR', 'a\r\nb\rc', [['a'], ['b'], ['c']]],
    ['empty cells and rows', ',\n\na,', [['', ''], [''], ['a', '']]],
    ['quotes, and doubled ones inside', '"a","b ""c""",""\n', [['a', 'b "c"', '']]],
    ['separators and line ends inside quotes', '"a,b","c\r\nd"\n', [['a,b', 'c\r\nd']]],
    ['blanks before a quote', 'a, "b,c"\n', [['a', 'b,c']]],
    ['text behind a closed quote', '"a"b,c', [['ab', 'c']]],
    ['a quote inside a cell', 'a"b,c"d', [['a"b', 'c"d']]],
    [
      'a quote that nothing closes',
      '"a,b\nc,d',
      [
        ['"a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a quote that would close in another cell',
      '"a,b\nc,"d",e',
      [
        ['"a', 'b'],
        ['c', 'd', 'e'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  test('rows are numbered by the line they begin at', () => {
    const rows = readCsv('a\n"b\nb\nb"\n\nc', ';');
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 5, 6]);
  });

  test('the separator that Excel writes above', () => {
    expect(declaredSeparator('sep=;\r\na;b')).toBe(';');
    expect(declaredSeparator('sep=x\r\na;b')).toBeUndefined();
  });
});

/** Writes as RFC 4180 asks: quotes where a cell needs them. */
const write = (rows: readonly (readonly string[])[], separator: string, end: string): string =>
  rows.map((row) => row.map((cell) => quotedIfNeeded(cell, separator)).join(separator) + end).join('');

const quotedIfNeeded = (cell: string, separator: string): string =>
  /["\r\n]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell;

test('what is written is read, whatever the cells hold', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', ';', ',', '\n', '\r', '\t', '|', ' ', 'a', 'é') }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 12 });
  const separators = fc.constantFrom(...SEPARATORS);
  fc.assert(
    fc.property(rows, separators, fc.constantFrom('\n', '\r\n'), (table, separator, end) => {
      expect(cells(write(table, separator, end), separator)).toEqual(table);
    }),
    { numRuns: 1_000 },
  );
});

test('a megabyte of quotes of any sort takes linear time', () => {
  for (const piece of ['"', '""', '"""', '"a', '"a\n', '"a\n;"', '"";"\n', 'a";"b\n', '"\n""']) {
    const started = performance.now();
    readCsv(piece.repeat(1_000_000 / piece.length), ';');
    expect({ piece, isSlow: performance.now() - started > 2_000 }).toEqual({ piece, isSlow: false });
  }
});
