import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockStarts, countLineEnds, nextLine, splitBlocks } from '../../grammar/blocks.ts';
import { parseBlock } from '../../grammar/parser.ts';
import { layouts, SLIPS, WHOLE_SURFACE } from './plans.ts';

describe('a file splits before each keyword in column 0', () => {
  test.each([
    ['nothing', '', ['']],
    ['one declaration', 'lot x', ['lot x']],
    ['two', 'lot x\nlot y\n', ['lot x\n', 'lot y\n']],
    ['a body stays with its head', 'lot x {\n  unit a\n}\nlot y\n', ['lot x {\n  unit a\n}\n', 'lot y\n']],
    ['a broken brace harms nobody', 'lot x {\n  unit a\nlot y {}\n', ['lot x {\n  unit a\n', 'lot y {}\n']],
    ['nor does a broken quote', 'lot x "\nlot y\n', ['lot x "\n', 'lot y\n']],
    ['comment lines directly above go along', 'lot x\n# a\n# b\nlot y\n', ['lot x\n', '# a\n# b\nlot y\n']],
    ['comments above the first', '# a\nlot x\n', ['# a\nlot x\n']],
    [
      'a blank line parts a comment from what follows',
      'lot x\n# a\n\nlot y\n',
      ['lot x\n# a\n\n', 'lot y\n'],
    ],
    [
      'an indented comment belongs to what stands above',
      'lot x\n  # a\nlot y\n',
      ['lot x\n  # a\n', 'lot y\n'],
    ],
    ['a head of its own', '# a\n\nlot x\n', ['# a\n\n', 'lot x\n']],
    ['a longer word is no keyword', 'lot x\nlots y\nlot-size z\n', ['lot x\nlots y\nlot-size z\n']],
    [
      'a brace, a quote or a comment may follow at once',
      'policy{}\nplan"x"\nlot#\nlot',
      ['policy{}\n', 'plan"x"\n', 'lot#\n', 'lot'],
    ],
    ['a word beyond ASCII is a word', 'lot x\nlot\u3000y\n', ['lot x\nlot\u3000y\n']],
    ['CRLF', 'lot x\r\n# a\r\nlot y\r\n', ['lot x\r\n', '# a\r\nlot y\r\n']],
    ['lone CR', 'lot x\r# a\rlot y\r', ['lot x\r', '# a\rlot y\r']],
    ['all kinds at once', 'lot x\r\nlot y\rlot z\nlot t', ['lot x\r\n', 'lot y\r', 'lot z\n', 'lot t']],
    ['a byte order mark', '\uFEFFlot x\nlot y', ['\uFEFFlot x\n', 'lot y']],
    ['a byte order mark before a comment', '\uFEFF# a\nlot x', ['\uFEFF# a\nlot x']],
    ['several, where files were joined', '\uFEFF\uFEFFlot x\nlot y', ['\uFEFF\uFEFFlot x\n', 'lot y']],
    ['a byte order mark is one only at the start', 'lot x\n\uFEFFlot y', ['lot x\n\uFEFFlot y']],
  ])('%s', (_, text, blocks) => {
    expect(splitBlocks(text)).toEqual(blocks);
  });
});

const anyText = fc.oneof(
  layouts,
  fc
    .array(fc.constantFrom(...SLIPS, 'lot', 'plan', ' x', '\nmailbox a@b.example {'))
    .map((parts) => parts.join('')),
);

test('joined again, blocks are the text', { timeout: 60_000 }, () => {
  fc.assert(fc.property(anyText, (text) => splitBlocks(text).join('') === text));
});

test('starts are ascending, the first is 0, and every block but the first holds a declaration', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const starts = blockStarts(text);
      expect(starts).toEqual([...new Set([0, ...starts])].sort((a, b) => a - b));
      for (const block of splitBlocks(text).slice(1)) expect(parseBlock(block).declaration).toBeDefined();
    }),
  );
});

test('the kind of line ends makes no difference', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('\r\n', '\r'), (text, lineEnd) => {
      const plain = text.replaceAll('\r', '\n');
      const blocks = splitBlocks(plain).map((block) => block.replaceAll('\n', lineEnd));
      expect(splitBlocks(plain.replaceAll('\n', lineEnd))).toEqual(blocks);
    }),
  );
});

test('a block of the whole surface starts at each declaration', () => {
  const declarations = WHOLE_SURFACE.match(/^[a-z]+/gm);
  const found = splitBlocks(WHOLE_SURFACE).map((block) => parseBlock(block).declaration?.keyword.text);
  expect(found).toEqual(declarations);
});

test.each([
  ['', 0],
  ['a', 0],
  ['a\n', 1],
  ['\r\n\r\n', 2],
  ['\n\r\r\n\r', 4],
])('the lines of %j', (text, lineEnds) => {
  expect(countLineEnds(text)).toBe(lineEnds);
  let [line, lines] = [0, 0];
  for (; line < text.length; line = nextLine(text, line)) lines++;
  expect(lines).toBe(/[\r\n]$|^$/.test(text) ? lineEnds : lineEnds + 1);
});
