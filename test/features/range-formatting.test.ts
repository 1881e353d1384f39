import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { formatText } from '../../grammar/print.ts';
import { rangeFormatting } from '../../server/language/features/range-formatting.ts';
import { PlanDocument } from '../../server/language/model/plan-document.ts';
import { analysisOf } from '../support/check.ts';

const PATH = '/plan.migplan';

/** The text once its lines from one to another, counted from 1, were formatted. */
function formatted(text: string, from: number, to: number): string {
  const range = { start: { line: from - 1, character: 0 }, end: { line: to - 1, character: 1 } };
  const edits = rangeFormatting(analysisOf(new Map([[PATH, text]]), { rules: [] }), PATH, range);
  const document = new PlanDocument(PATH, text);
  for (const edit of edits.toReversed()) document.edit(edit);
  return document.text;
}

const UNTIDY = `# head
plan   "P" {
source old   # where  from
  target   new }

unit  north   {
  kind region;parent   south


  admin  anna@a.example  }
mailbox   ben@a.example{}
lot first { date 2027-01-04;domain   a.example,b.example; timeline t }
timeline t{ J-14 send-sheets ; J   16:00 open
}


`;
const LINES = UNTIDY.split('\n').length;

describe('of the lines that were asked for', () => {
  test.each<[from: number, to: number, ...lines: string[]]>([
    [2, 2, 'plan "P" {'],
    [3, 3, '  source old  # where  from'],
    [4, 4, '  target new', '}'],
    [6, 6, 'unit north {'],
    [7, 7, '  kind region', '  parent south'],
    [10, 10, '  admin anna@a.example', '}'],
    [11, 11, 'mailbox ben@a.example'],
    [12, 12, 'lot first { date 2027-01-04; domain a.example, b.example; timeline t }'],
    [13, 13, 'timeline t {', '  D-14 send-sheets', '  D 16:00 open'],
  ])('%i to %i', (from, to, ...lines) => {
    const before = UNTIDY.split('\n');
    const expected = [...before.slice(0, from - 1), ...lines, ...before.slice(to)].join('\n');
    assert.equal(formatted(UNTIDY, from, to), expected);
  });

  test('all of them make the whole text', () => {
    assert.equal(formatted(UNTIDY, 1, LINES), formatText(UNTIDY));
  });

  test('blank lines that are too many go, where all of them were asked for', () => {
    const text = 'unit a {\n  kind b\n\n\n\n  parent c\n}\n';
    assert.equal(formatted(text, 2, 6), 'unit a {\n  kind b\n\n  parent c\n}\n');
    assert.equal(formatted(text, 2, 3), text);
  });

  test('a selection that ends before a line leaves it out', () => {
    const text = 'unit   a\nunit   b\n';
    const range = { start: { line: 0, character: 3 }, end: { line: 1, character: 0 } };
    const edits = rangeFormatting(analysisOf(new Map([[PATH, text]])), PATH, range);
    assert.deepEqual(
      edits.map(({ range }) => range.start.line),
      [0],
    );
    assert.deepEqual(
      rangeFormatting(analysisOf(new Map([[PATH, text]])), PATH, { start: range.end, end: range.start }),
      edits,
    );
  });
});

test.each([
  ['a body that is not closed', 'unit   north {\n  kind   region\nunit south\n'],
  ['a string that is not closed', 'unit   north   "N\nunit south\n'],
  ['a line that is nothing', 'unit   north\nwhat   is this\nunit south\n'],
  ['what is tidy', formatText(UNTIDY)],
  ['an empty file', ''],
])('%s is left as it is', (_, text) => assert.equal(formatted(text, 1, 99), text));

test('line ends stay as the file has them', () => {
  const text = UNTIDY.replaceAll('\n', '\r\n');
  assert.equal(formatted(text, 1, LINES), formatText(UNTIDY).replaceAll('\n', '\r\n'));
});

const PIECES = [
  'unit north { kind region; parent south }',
  'list all@a.example {\n  member a@a.example,  # first\n    b@a.example\n}',
  'timeline t { J-14 send-sheets; D 16:00 open }',
  'mailbox a@a.example E1 "A  B # no" { alias b@a.example; forward c@b.example keep-copy }',
  'policy { licence-share E3 <= 1/3 per unit; lot-size 20..40 units }',
  'template t { shared x@ "X {unit.title}" { access {unit.admin} full, read; calendar none } }',
  '# a comment   \n# and more',
  'endpoint e imap { rate 20 MB/s; host a.example }',
  'mailbox broken@a.example {',
];
const SPACE = fc.constantFrom('', ' ', '   ', '\n', '\n\n\n', '\t', ' \n  ');

/** Real declarations with other space between their words; some of it breaks them. */
const untidy = fc
  .array(
    fc.tuple(fc.constantFrom(...PIECES), fc.array(SPACE, { minLength: 40, maxLength: 40 }), fc.boolean()),
  )
  .map((parts) =>
    parts
      .map(([piece, spaces, isSpread]) => {
        let next = 0;
        const spread = isSpread ? piece.replaceAll('; ', '\n') : piece;
        return spread.replace(/(?<=\{) | (?=\})|;| {2}/g, (found) => found + (spaces[next++] ?? ''));
      })
      .join('\n'),
  );

test('whatever lines are asked for, the text says the same, and the others stay as they are', () => {
  fc.assert(
    fc.property(untidy, fc.nat(30), fc.nat(10), (text, from, count) => {
      const after = formatted(text, from + 1, from + 1 + count);
      assert.equal(formatText(after), formatText(text));
      const [before, now] = [text.split('\n'), after.split('\n')];
      assert.deepEqual(now.slice(0, from), before.slice(0, from));
      const behind = before.slice(from + count + 1);
      if (behind.length > 0) assert.deepEqual(now.slice(-behind.length), behind);
    }),
    { numRuns: 300 },
  );
});
