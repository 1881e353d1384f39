import { describe, expect, test } from 'vitest';
import { lexerOf } from '../../grammar/lexer.ts';
import { BlockParser, parseBlock } from '../../grammar/parser.ts';
import { blockText, syntaxProblems } from './tree-text.ts';

test('the tokens and the rules are sound, which no start looks into', () => {
  expect(lexerOf({ skipValidations: false }).lexerDefinitionErrors).toEqual([]);
  expect(() => new BlockParser({ skipValidations: false })).not.toThrow();
});

describe('what is well written', () => {
  test.each([
    ['a head alone', 'domain a.example', 'domain domain(a.example)'],
    [
      'a body on one line',
      'licence E1 "Web" { quota 50 GB; seats 3 }',
      'licence E1 string("Web") { quota number(50) GB; seats number(3) }',
    ],
    [
      'a body over lines',
      'lot x {\n  date 2025-01-20\n\n  pilot\n}\n',
      'lot x { date date(2025-01-20); pilot }',
    ],
    [
      'a semicolon and a line end',
      'lot x { pilot;\n;; date 2025-01-20; }',
      'lot x { pilot; date date(2025-01-20) }',
    ],
    [
      'a list',
      'lot x { domain a.example, b.example }',
      'lot x { domain domain(a.example), domain(b.example) }',
    ],
    ['a list that goes on', 'lot x {\n  unit a, # one\n\n    # two\n    b\n}', 'lot x { unit a, b }'],
    ['an empty body', 'domain a.example {}', 'domain domain(a.example) { }'],
    [
      'a declaration inside a template',
      'template t { shared c@ { access {unit.admin} full } }',
      'template t { shared address(c@) { access placeholder({unit.admin}) full } }',
    ],
    [
      'a timeline',
      'timeline t { D-1 16:00 lock; D open }',
      'timeline t { offset(D-1) time(16:00) lock; D open }',
    ],
    ['comments above', '# one\n# two\ndomain a.example # three', 'domain domain(a.example)'],
    ['CRLF and a lone CR', 'lot x {\r\n  pilot\r  unit a\r\n}\r\n', 'lot x { pilot; unit a }'],
    ['a byte order mark', '\uFEFFdomain a.example', 'domain domain(a.example)'],
    ['only comments', '# one\n\n', '-'],
    ['nothing', '', '-'],
  ])('%s', (_, text, expected) => {
    const parsed = parseBlock(text);
    expect([blockText(parsed), ...syntaxProblems(parsed)]).toEqual([expected]);
  });
});

describe('what is not', () => {
  test.each([
    ['a brace that stays open', 'lot x {\n  pilot\n', 'lot x { pilot }', ['closing-brace at 6: {']],
    ['a brace too many', 'lot x { pilot }\n}\n', 'lot x { pilot }', ['declaration at 16: }']],
    [
      'a quote that stays open',
      'unit x "Nord {\n  kind region\n',
      'unit x string("Nord {)',
      ['closing-quote at 7: "Nord {', 'declaration at 17: kind'],
    ],
    [
      'an escape that is none',
      'drop a@b.example "\\q"',
      'drop address(a@b.example) string("\\q")',
      ['valid-escape at 17: "\\q"'],
    ],
    [
      'a code point that is none',
      'drop a@b.example "\\u{110000}"',
      'drop address(a@b.example) string("\\u{110000}")',
      ['valid-escape at 17: "\\u{110000}"'],
    ],
    [
      'characters that start nothing',
      'lot x { after (y) }',
      'lot x { after symbol(() y symbol()) }',
      ['token at 14: (', 'token at 16: )'],
    ],
    [
      'two properties without a separator',
      'lot x { unit { } pilot }',
      'lot x { unit { }; pilot }',
      ['separator at 17: pilot'],
    ],
    [
      'a value where a property should be',
      'lot x { "pilot" }',
      'lot x { string("pilot") }',
      ['property at 8: "pilot"'],
    ],
    ['a comma with nothing behind it', 'lot x { unit a, }', 'lot x { unit a,  }', ['value at 14: ,']],
    ['a comma with nothing before it', 'lot x { unit , a }', 'lot x { unit , a }', ['value at 13: ,']],
    ['two commas', 'lot x { unit a,, b }', 'lot x { unit a, , b }', ['value at 15: ,']],
    ['a comma that starts a property', 'lot x { , pilot }', 'lot x { pilot }', ['property at 8: ,']],
    [
      'a brace that starts a property',
      'lot x { { pilot } }',
      'lot x { pilot }',
      ['property at 8: {', 'declaration at 18: }'],
    ],
    [
      'a word that declares nothing',
      'mailboxes a@b.example { quota 5 GB }\n',
      '-',
      ['declaration at 0: mailboxes'],
    ],
    ['a declaration that is indented', '  lot x { pilot }', '-', ['declaration at 2: lot']],
    [
      'lines of something else',
      'lot x\nhello world\n  indented\nagain\n',
      'lot x',
      ['declaration at 6: hello', 'declaration at 29: again'],
    ],
  ])('%s', (_, text, expected, problems) => {
    const parsed = parseBlock(text);
    expect([blockText(parsed), ...syntaxProblems(parsed)]).toEqual([expected, ...problems]);
  });

  test('braces deeper than any plan are told, not followed', () => {
    const { problems } = parseBlock(`lot x ${'{ a '.repeat(10_000)}`);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(100);
  });

  test('a block that could fill the memory is told at its first line, and not read', () => {
    const parsed = parseBlock(`# about\nlot x ${','.repeat(4_000_000)}`);
    expect(syntaxProblems(parsed)).toEqual(['shorter-declaration at 0: ']);
  });
});

test('places count from the start of the block, in UTF-16 units', () => {
  const text = '# \u{1F4E7}\nunit x "é" { kind region }';
  const { declaration } = parseBlock(text);
  const [kind] = declaration?.body ?? [];
  expect(text.slice(declaration?.start, declaration?.end)).toBe('unit x "é" { kind region }');
  expect(text.slice(kind?.start, kind?.end)).toBe('kind region');
});
