import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../grammar/blocks.ts';
import { parseBlock } from '../../grammar/parser.ts';
import { formatBlock, formatText } from '../../grammar/print.ts';
import { layouts, SLIPS, WHOLE_SURFACE } from './plans.ts';
import { meaning } from './tree-text.ts';

const fits = `unit ${'x'.repeat(79)} { kind region }\n`;
const long = `unit ${'x'.repeat(80)} { kind region }\n`;

describe('each rule', () => {
  test.each([
    ['nothing', '', ''],
    ['nothing but space', ' \n\n\t\n', ''],
    ['LF, a last line end, no byte order mark', '\uFEFFlot x\r\nlot y\rlot z', 'lot x\nlot y\nlot z\n'],
    ['one space between words, no columns', 'unit   spf\t"Secours" ', 'unit spf "Secours"\n'],
    [
      'none round a slash and two dots',
      'lot x { capacity 20 .. 40 units }',
      'lot x { capacity 20..40 units }\n',
    ],
    [
      'a rate, an amount and shares',
      'policy { a 20MB / s; b 2.76 EUR /month; c 1 / 3; d 33% }',
      'policy { a 20 MB/s; b 2.76 EUR/month; c 1/3; d 33 % }\n',
    ],
    ['a time zone', 'plan "x" { timezone Europe / Paris }', 'plan "x" { timezone Europe/Paris }\n'],
    [
      'spaces round an arrow and a limit',
      'policy{a E3<=1/3}\nalias a@b.example->c@d.example',
      'policy { a E3 <= 1/3 }\nalias a@b.example -> c@d.example\n',
    ],
    ['an address keeps away from a slash', 'policy { a x / b@c.example }', 'policy { a x/ b@c.example }\n'],
    [
      'none before a comma or a semicolon, one behind',
      'lot x{unit a ,b;pilot ; }',
      'lot x { unit a, b; pilot }\n',
    ],
    ['a body on one line stays there', 'lot x { pilot }', 'lot x { pilot }\n'],
    ['as long as its line fits', fits, fits],
    ['and is broken where it does not', long, `${long.slice(0, 85)} {\n  kind region\n}\n`],
    [
      'a comment behind it does not count',
      `${fits.trimEnd()} # ${'y'.repeat(99)}`,
      `${fits.trimEnd()}  # ${'y'.repeat(99)}\n`,
    ],
    ['a body over lines stays over lines', 'lot x {\npilot }', 'lot x {\n  pilot\n}\n'],
    [
      'one property a line',
      'lot x { pilot; unit a\n\tunit b;\n}',
      'lot x {\n  pilot\n  unit a\n  unit b\n}\n',
    ],
    [
      'two spaces a level',
      'template t {\n shared c@ {\naccess a@b.example read\n}\n}',
      'template t {\n  shared c@ {\n    access a@b.example read\n  }\n}\n',
    ],
    [
      'an inner body on one line stays there',
      'template t {\n shared c@ {access {unit.admin} full}\n}',
      'template t {\n  shared c@ { access {unit.admin} full }\n}\n',
    ],
    [
      'an empty body is dropped',
      'domain a.example {}\ndomain b.example {\n\n}\n',
      'domain a.example\ndomain b.example\n',
    ],
    ['in a template too', 'template t { shared c@ {} }', 'template t { shared c@ }\n'],
    [
      'unless something is to be written into it',
      'lot x {\n}\nendpoint e imap { }',
      'lot x {}\nendpoint e imap {}\n',
    ],
    ['or a comment is', 'domain a.example { # none yet\n}\n', 'domain a.example {  # none yet\n}\n'],
    [
      'a list broken after a comma stays broken there',
      'lot x {\n unit a,b ,\nc,  d\n}',
      'lot x {\n  unit a, b,\n    c, d\n}\n',
    ],
    [
      'with the comments that stand there',
      'lot x {\n unit a, # one\n # two\n\n b # three\n}',
      'lot x {\n  unit a,  # one\n    # two\n    b  # three\n}\n',
    ],
    [
      'a comment behind keeps two spaces before it',
      'lot x # one  \nlot y {# two\n pilot;# three\n}# four',
      'lot x  # one\nlot y {  # two\n  pilot  # three\n}  # four\n',
    ],
    [
      'a comment on its own line stands with its body',
      '   # top\nlot x {\n# one\n  pilot\n# two\n}\n  # three\n',
      '# top\nlot x {\n  # one\n  pilot\n  # two\n}\n# three\n',
    ],
    [
      'groups are kept, with one blank line',
      'lot x {\n  pilot\n\n\n\n  unit a\n  # b\n\n  unit c\n}\n',
      'lot x {\n  pilot\n\n  unit a\n  # b\n\n  unit c\n}\n',
    ],
    ['none behind a brace or before one', 'lot x { # a\n\n  pilot\n\n}\n', 'lot x {  # a\n  pilot\n}\n'],
    [
      'groups of declarations too',
      '\n\nlot x\nlot y\n\n\n\n# a\n\n\nlot z\n\n\n',
      'lot x\nlot y\n\n# a\n\nlot z\n',
    ],
    [
      'day offsets are written with a D',
      'timeline t {\nJ-14 send-sheets\nJ open\n J+1 delta }',
      'timeline t {\n  D-14 send-sheets\n  D open\n  D+1 delta\n}\n',
    ],
    ['a J elsewhere is a name', 'lot J { unit J }', 'lot J { unit J }\n'],
    [
      'strings, sizes and dates are kept as written',
      'mailbox A@B.example { quota 50.0 Go; given "  \\u{e9}  " ; keep since 2018-1-1 }',
      'mailbox A@B.example { quota 50.0 Go; given "  \\u{e9}  "; keep since 2018-1-1 }\n',
    ],
    [
      'a broken block is left as it was',
      'lot  x {\r\n   pilot\r\n\r\n\r\nlot   y { pilot}',
      'lot  x {\n   pilot\n\n\nlot y { pilot }\n',
    ],
    ['up to the end of its last line', 'lot  x {\n\n\n  pilot', 'lot  x {\n\n\n  pilot\n'],
    ['what is no declaration is left too', '  lot   x\nhello   world\n', '  lot   x\nhello   world\n'],
  ])('%s', (_, text, expected) => {
    expect(formatText(text)).toBe(expected);
    expect(formatText(expected)).toBe(expected);
  });
});

test('the whole surface keeps its meaning, and is formatted once for all', () => {
  const once = formatText(WHOLE_SURFACE);
  expect(meaning(once)).toEqual(meaning(WHOLE_SURFACE));
  expect(formatText(once)).toBe(once);
  expect(once).not.toMatch(/[^ \n] {2,}[^ #]|[ \t]$/m);
});

test('blocks are formatted one by one, as an editor formats a range', () => {
  const blocks = splitBlocks(WHOLE_SURFACE);
  expect(blocks.map(formatBlock).join('')).toBe(formatText(WHOLE_SURFACE));
});

const slipped = fc
  .tuple(
    layouts,
    fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...SLIPS)), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, slips]) =>
    slips.reduce((plan, [at, length, slip]) => {
      const from = at % (plan.length + 1);
      return plan.slice(0, from) + slip + plan.slice(from + length);
    }, text),
  );

describe.each([
  ['plans in any layout', layouts],
  ['plans with slips', slipped],
])('%s', (_, plans) => {
  test('a second formatting changes nothing', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(plans, (text) => {
        const once = formatText(text);
        expect(formatText(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test('formatting changes nothing that is read', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(plans, (text) => {
        expect(meaning(formatText(text))).toEqual(meaning(text));
      }),
      { numRuns: 500 },
    );
  });
});

test('the generated plans are mostly free of problems, or they would prove little', () => {
  const blocks = fc.sample(layouts, { numRuns: 200, seed: 1 }).flatMap(splitBlocks);
  const good = blocks.filter((block) => parseBlock(block).problems.length === 0);
  expect(good.length / blocks.length).toBeGreaterThan(0.5);
});
