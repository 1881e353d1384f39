/** The grammar's page is what plans are read by: what it allows reads, what reads it allows, and its diagrams are in order. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grammarDiagrams, grammarPage, grammarRules } from '../../docs/grammar.ts';
import { type Expression, namesIn, type Rule } from '../../docs/syntax/expression.ts';
import { splitBlocks } from '../../grammar/blocks.ts';
import { type Reading, readDeclaration } from '../../grammar/declarations.ts';
import { tokenize } from '../../grammar/lexer.ts';
import { parseBlock } from '../../grammar/parser.ts';
import { DECLARATION_KEYWORDS } from '../../grammar/patterns.ts';
import { VOCABULARY } from '../../grammar/vocabulary.ts';
import { layouts, WHOLE_SURFACE } from '../grammar/plans.ts';
import { byName, isRow, isText, ruleOf } from './recognition.ts';
import { declarations, texts, tokenNames } from './sentences.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const rules = byName(grammarRules());
const TOKENS = [...rules.keys()].filter(
  (name) => /^[A-Z]/.test(name) && name !== 'Value' && !/Label|Character/.test(name),
);

describe('the rules', () => {
  test('each is there once, and all that they name is', () => {
    const names = grammarRules().map(({ name }) => name);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    expect(
      grammarRules()
        .flatMap(({ is }) => namesIn(is))
        .filter((name) => !rules.has(name)),
    ).toEqual([]);
  });

  test('each is led to from a declaration, a block or the lexer', () => {
    const reached = new Set(['declaration', 'block', ...TOKENS]);
    for (const name of reached) for (const next of namesIn(ruleOf(rules, name))) reached.add(next);
    expect([...rules.keys()].filter((name) => !reached.has(name))).toEqual([]);
  });

  test.each(DECLARATION_KEYWORDS)('%s has its own properties and no other', (keyword) => {
    const properties = rules.get(`${keyword}Property`);
    const begun = properties && keyword !== 'template' ? alternatives(properties).map(firstLiteral) : [];
    const known = Object.keys(VOCABULARY[keyword].properties);
    expect(begun).toEqual(keyword === 'timeline' ? [undefined] : known);
  });
});

const alternatives = (of: Expression): readonly Expression[] => (of.kind === 'choice' ? of.of : [of]);

function firstLiteral(of: Expression): string | undefined {
  if (of.kind === 'literal') return of.text;
  if (of.kind === 'noted') return firstLiteral(of.of);
  return of.kind === 'sequence' && of.of[0] ? firstLiteral(of.of[0]) : undefined;
}

describe.each(TOKENS)('the token %s', (name) => {
  test('its texts are read as it, or as one that is tried before it', () => {
    const before = TOKENS.slice(0, TOKENS.indexOf(name) + 1);
    const asked = fc.property(texts(rules, name), (text) => {
      const [read] = tokenNames(text);
      // What the lexer looks for around a token can leave none: `1-` is no number.
      fc.pre(read !== undefined && !['Unreadable', 'OpenText'].includes(read));
      expect(before).toContain(read);
    });
    fc.assert(asked, { numRuns: 300 });
  });
});

test('what is read as a token is a text of its rule', () => {
  const asked = fc.property(fc.oneof(layouts, fc.string({ unit: 'binary' })), (text) => {
    for (const { tokenType, image } of tokenize(text).tokens) {
      if (!TOKENS.includes(tokenType.name) || (tokenType.name === 'Text' && !isProperText(image))) continue;
      expect(isText(rules, tokenType.name, image), `${tokenType.name} ${JSON.stringify(image)}`).toBe(true);
    }
  });
  fc.assert(asked, { numRuns: 500 });
});

/** A string whose escapes the parser accepts. */
const isProperText = (image: string): boolean => parseBlock(`plan ${image}`).problems.length === 0;

test('a string is a text of its rule just where its escapes are accepted', () => {
  const asked = fc.property(
    fc.stringMatching(/^"(?:[^"\\\r\n]|\\["\\nux]|\\u\{[0-9a-fx]{0,7}\}){0,6}"$/),
    (text) => {
      fc.pre(!/\\u\{(?:[0-9a-f]{7,}|1[1-9a-f][0-9a-f]{4}|[2-9a-f][0-9a-f]{5})\}/.test(text)); // as the note says
      fc.pre(tokenNames(text)[0] === 'Text');
      expect(isText(rules, 'Text', text)).toBe(isProperText(text));
    },
  );
  fc.assert(asked, { numRuns: 500 });
});

test('a block is any row of tokens, as the rules of statements say', () => {
  const asked = fc.property(layouts, (plan) => {
    for (const block of splitBlocks(plan)) {
      const { tokens } = tokenize(block);
      if (tokens.every(({ tokenType }) => TOKENS.includes(tokenType.name)))
        expect(isRow(rules, 'block', tokens)).toBe(true);
    }
  });
  fc.assert(asked, { numRuns: 200 });
});

describe.each(DECLARATION_KEYWORDS)('%s', (keyword) => {
  const sentences = declarations(rules, keyword);

  test('what the page allows is read without a problem', () => {
    const asked = fc.property(sentences, (row) => {
      expect(problemsOf(row.join(' '))).toEqual([]);
    });
    fc.assert(asked, { numRuns: 100 });
  });

  test('what is read without a problem the page allows', () => {
    let accepted = 0;
    const asked = fc.property(sentences, fc.array(slip, { maxLength: 2 }), (row, slips) => {
      const text = slips.reduce((before, make) => make(before), row).join(' ');
      if (problemsOf(text).length > 0 || holdsLiteral(text)) return;
      accepted++;
      expect(isDeclaration(text, keyword), text).toBe(true);
    });
    fc.assert(asked, { numRuns: 200 });
    expect(accepted).toBeGreaterThan(0);
  });
});

const SLIPS = [...new Set(WHOLE_SURFACE.match(/"[^"\n]*"|[^\s,;{}#]+|[,;{}]/g))];

/** A token taken out, doubled, put in or put elsewhere. */
const slip = fc
  .tuple(
    fc.nat(),
    fc.nat(),
    fc.constantFrom(...SLIPS),
    fc.constantFrom('out', 'twice', 'in', 'instead', 'elsewhere'),
  )
  .map(([from, to, token, how]) => (row: readonly string[]): readonly string[] => {
    const at = 1 + (from % Math.max(1, row.length - 1));
    const kept = row[at] ?? token;
    if (how === 'in') return row.toSpliced(at, 0, token);
    if (how === 'instead') return row.toSpliced(at, 1, token);
    if (how === 'twice') return row.toSpliced(at, 0, kept);
    const without = row.toSpliced(at, 1);
    return how === 'out' ? without : without.toSpliced(1 + (to % Math.max(1, without.length)), 0, kept);
  });

function problemsOf(text: string): unknown[] {
  const { declaration, problems } = parseBlock(text);
  return declaration ? [...problems, ...readDeclaration(declaration).problems] : ['no declaration'];
}

/** What is taken for a secret written down is read so that a rule can refuse it. */
function holdsLiteral(text: string): boolean {
  const { declaration } = parseBlock(text);
  const reading: Partial<Reading> = declaration ? readDeclaration(declaration) : {};
  return JSON.stringify(reading).includes('"literal"');
}

/** The rules of declarations with what they leave to those of statements: something parts two properties. */
const parted = byName(grammarRules().map(({ name, is }): Rule => ({ name, is: spelt(name, withEnds(is)) })));

function withEnds(of: Expression): Expression {
  if (of.kind === 'repeated' && of.of.kind === 'rule' && of.of.name.endsWith('Property'))
    return { ...of, between: { kind: 'literal', text: ';' } };
  if (of.kind === 'sequence') return { ...of, of: of.of.map(withEnds) };
  return of.kind === 'optional' ? { ...of, of: withEnds(of.of) } : of;
}

/** A size as its note says that it may be spelt. */
function spelt(name: string, is: Expression): Expression {
  if (name !== 'size' || is.kind !== 'noted' || is.of.kind !== 'sequence') return is;
  const [amount, units] = is.of.of;
  const written = (units?.kind === 'choice' ? units.of : []).flatMap((unit) =>
    unit.kind === 'literal'
      ? [unit.text, unit.text.toLowerCase(), unit.text.toUpperCase(), unit.text.replace('B', 'o')]
      : [],
  );
  const of: Expression[] = written.map((text) => ({ kind: 'literal', text }));
  return amount ? { kind: 'sequence', of: [amount, { kind: 'choice', of }] } : is;
}

/** Line ends and `;` are one and the same here, and nothing where nothing is parted. */
function isDeclaration(text: string, keyword: string): boolean {
  const { tokens } = tokenize(text);
  const isEnd = (index: number): boolean =>
    /^(?:Eol|Semicolon)$/.test(tokens[index]?.tokenType.name ?? 'Eol');
  const row = tokens.flatMap((token, index) => {
    if (!isEnd(index)) return [token];
    let next = index + 1;
    while (next < tokens.length && isEnd(next)) next++;
    const isFirst = index > 0 && !isEnd(index - 1);
    const parts =
      isFirst &&
      next < tokens.length &&
      !/^[{,]$/.test(tokens[index - 1]?.image ?? '') &&
      tokens[next]?.image !== '}';
    return parts ? [{ ...token, image: ';' }] : [];
  });
  return isRow(parted, `${keyword}Declaration`, row);
}

test('every declaration of the examples is one that the page allows', () => {
  const files = globSync('examples/**/*.migplan', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) {
    for (const block of splitBlocks(readFileSync(join(ROOT, file), 'utf8'))) {
      const keyword = parseBlock(block).declaration?.keyword.text;
      if (keyword !== undefined) expect(isDeclaration(block, keyword), `${file}: ${block}`).toBe(true);
    }
  }
});

describe('what is generated', () => {
  test('docs/grammar.md is what would be generated today', () => {
    expect(readFileSync(join(ROOT, 'docs/grammar.md'), 'utf8')).toBe(grammarPage());
  });

  test('so are its diagrams, and there are no others', () => {
    const made = grammarDiagrams();
    expect(readdirSync(join(ROOT, 'docs/grammar')).toSorted()).toEqual([...made.keys()].toSorted());
    for (const [file, drawn] of made)
      expect(readFileSync(join(ROOT, 'docs/grammar', file), 'utf8'), file).toBe(drawn);
  });
});

describe.each([...grammarDiagrams()])('%s', (_, drawn) => {
  const [, width = 0, height = 0] = (/ width="(\d+)" height="(\d+)"/.exec(drawn) ?? []).map(Number);
  const boxes = placesOf(drawn);

  test('nothing in it lies on anything else, or outside', () => {
    expect(boxes.length).toBeGreaterThan(0);
    for (const [index, box] of boxes.entries()) {
      expect(box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height, box.text).toBe(
        true,
      );
      const covered = boxes.slice(index + 1).find((other) => overlap(box, other));
      expect(covered && `${box.text} and ${covered.text}`).toBeUndefined();
    }
  });

  test('it is no wider than a page, runs nothing, and loads nothing', () => {
    expect(width).toBeLessThanOrEqual(860);
    expect(drawn).not.toMatch(/<script|<foreignObject|<image|<use|href|url\(|@import|@font-face|\son\w+=/i);
    expect(drawn).toContain('prefers-color-scheme: dark');
  });
});

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The boxes with their text, and the words above them. */
function placesOf(drawn: string): Box[] {
  const boxes = drawn.matchAll(
    /<rect class="(?:literal|rule)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"[^>]*\/>\n<text[^>]*>([^<]*)</g,
  );
  const words = drawn.matchAll(
    /<text class="caption" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)">([^<]*)</g,
  );
  return [
    ...boxes.map(([, x, y, width, height, text = '']) =>
      box(text, Number(x), Number(y), Number(width), Number(height)),
    ),
    ...words.map(([, x, y, width, text = '']) => box(text, Number(x), Number(y) - 9, Number(width), 11)),
  ];
}

const box = (text: string, left: number, top: number, width: number, height: number): Box => ({
  text,
  left,
  right: left + width,
  top,
  bottom: top + height,
});

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
