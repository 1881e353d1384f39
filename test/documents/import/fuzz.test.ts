/** Whatever a file holds: an answer in bounded time, never an exception, and a plan without a syntax error. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitBlocks } from '../../../grammar/blocks.ts';
import { parseBlock } from '../../../grammar/parser.ts';
import { formatText } from '../../../grammar/print.ts';
import type { Imported } from '../../../server/documents/import/import-file.ts';
import { errorsOf, read, utf8 } from './imported.ts';

const NAMES = ['list.csv', 'list.xlsx', 'list.yaml', 'list'] as const;

/** The plan's texts are canonical, and nothing in them is unreadable. */
function proveSound(result: Imported): void {
  if (result.kind === 'unreadable') return;
  for (const text of result.files.values()) {
    expect(splitBlocks(text).flatMap((block) => parseBlock(block).problems)).toEqual([]);
    expect(formatText(text)).toBe(text);
  }
}

test('random bytes', async () => {
  const beginnings = fc.constantFrom('', 'PK\u0003\u0004', '\uFEFF', 'email;nom\n', '- ');
  const bytes = fc.tuple(beginnings, fc.uint8Array({ maxLength: 2_000 }), fc.constantFrom(...NAMES));
  await fc.assert(
    fc.asyncProperty(bytes, async ([beginning, rest, name]) => {
      proveSound(await read(Buffer.concat([utf8(beginning), rest]), name));
    }),
    { numRuns: 300 },
  );
});

const piece = fc.constantFrom(
  ...[
    'anna@a.example',
    'Jean <jean@b.example>',
    'info@a.example',
    'x@163.com',
    'a..b@a.example',
    'é@é.example',
  ],
  ...[
    'oui',
    'non',
    'E1',
    'Partagée',
    'Alias',
    'Office 365 E3',
    'J-14',
    '2025-01-20',
    '"',
    '\\',
    '{',
    '}',
    '#',
    '->',
  ],
  ...[
    'Dupont',
    'Camille',
    'a\nb',
    '\u202E',
    '\u0000',
    'room',
    'liste',
    '2689',
    'mailbox',
    ' ',
    '@',
    'a@',
    '@b',
    '%',
  ],
);
const cell = fc.oneof(
  piece,
  fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(' ')),
  fc.string(),
);
const headings = [
  'Email',
  'Conserver',
  'Licence',
  'Alias de',
  'Nom',
  'Prénom',
  'Site',
  'Type',
  'Accès',
  'Alias',
  'Motif',
  'Service',
];

/** Its only row of a.example is an alias that leads nowhere: the plan declares no such domain. */
const ALIAS_IN_A_DOMAIN_LEFT_OUT = [
  ['info@a.example', 'anna@a.example', ' ', '!', '', 'anna@a.example', '', '', '', '', 'anna@a.example', ''],
  ['x@163.com', '', 'anna@a.example', '', '', '', '', '', '', 'anna@a.example', '', ''],
];

/** A licence whose name the language would read as a size. */
const LICENCE_LIKE_A_SIZE = [['anna@a.example', '', '0Gb', '', '', '', '', '', '', '', '', '']];

test('random sheets: sound plans, whose only errors are those of the file’s own gaps and addresses', async () => {
  const rows = fc.array(fc.array(cell, { minLength: 12, maxLength: 12 }), { maxLength: 15 });
  await fc.assert(
    fc.asyncProperty(rows, async (table) => {
      const text = [headings, ...table]
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(';'))
        .join('\n');
      const result = await read(text);
      proveSound(result);
      const errors = result.kind === 'plan' ? errorsOf(result) : [];
      expect(errors.filter((error) => !/MP202|MP401|MP601/.test(error))).toEqual([]);
    }),
    { numRuns: 500, examples: [[ALIAS_IN_A_DOMAIN_LEFT_OUT], [LICENCE_LIKE_A_SIZE]] },
  );
});

test('random lists', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { maxLength: 20 }), fc.constantFrom(...NAMES), async (lines, name) => {
      proveSound(await read(lines.join('\n'), name));
    }),
    { numRuns: 500 },
  );
});

test.each<[what: string, name: string, text: string]>([
  [
    '50,000 rows',
    'list.csv',
    `email;nom\n${Array.from({ length: 50_000 }, (_, i) => `p${i}@a.example;N`).join('\n')}`,
  ],
  ['a line of a megabyte', 'list.csv', `${'x'.repeat(1_000_000)}@a.example`],
  ['a row of 200,000 cells', 'list.csv', 'a;'.repeat(200_000)],
  ['one address in 20,000 cells', 'list.csv', 'a@a.example;'.repeat(20_000)],
  ['deep YAML', 'list.yaml', '['.repeat(100_000)],
  ['a cell of brackets', 'list.csv', `email;nom\na@a.example;${'('.repeat(50_000)}${'['.repeat(50_000)}`],
  ['brackets for a heading', 'list.csv', `email;${'('.repeat(100_000)}\na@a.example;b`],
  ['a name of angle brackets', 'list.txt', `${'<'.repeat(50_000)}a@a.example${'>'.repeat(50_000)}`],
  [
    'an alias chain of 5,000',
    'list.csv',
    `email;alias de\n${Array.from({ length: 5_000 }, (_, i) => `a${i}@a.example;a${i + 1}@a.example`).join('\n')}`,
  ],
])('%s in bounded time', async (_, name, text) => {
  const started = performance.now();
  proveSound(await read(text, name));
  expect(performance.now() - started).toBeLessThan(10_000);
});
