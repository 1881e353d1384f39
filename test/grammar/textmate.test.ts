import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DECLARATION_KEYWORDS } from '../../grammar/patterns.ts';
import { formatText } from '../../grammar/print.ts';
import { GRAMMAR_FILE, textmateGrammar, textmateJson } from '../../grammar/textmate.ts';
import { WHOLE_SURFACE } from './plans.ts';
import { colours, javascriptPattern } from './textmate-tokenizer.ts';

const grammar = textmateGrammar();

test('migplan.tmLanguage.json is current: run `node grammar/textmate.ts`', () => {
  expect(readFileSync(GRAMMAR_FILE, 'utf8')).toBe(textmateJson());
});

test('it holds no pattern that only JavaScript reads', () => {
  expect(textmateJson()).not.toMatch(/\\\\u[0-9A-F]{4}/);
});

describe('colours', () => {
  test.each<[string, string, string[]]>([
    [
      'a declaration and its name',
      'unit grand-est "Région"',
      [
        'storage.type.declaration «unit»',
        'entity.name.type «grand-est»',
        'string.quoted.double «"»',
        'string.quoted.double «Région»',
        'string.quoted.double «"»',
      ],
    ],
    ['a keyword in column 0 only', 'x unit', []],
    [
      'an address and a licence',
      'mailbox a.b@c.example E3',
      ['storage.type.declaration «mailbox»', 'variable.other.constant.address «a.b@c.example»'],
    ],
    [
      'an arrow',
      'alias a@b.example -> c@d.example',
      [
        'storage.type.declaration «alias»',
        'variable.other.constant.address «a@b.example»',
        'keyword.operator «->»',
        'variable.other.constant.address «c@d.example»',
      ],
    ],
    [
      'properties, units and separators',
      'domain a.example { limit 60 mailboxes; unit fd55 }',
      [
        'storage.type.declaration «domain»',
        'entity.name.namespace.domain «a.example»',
        'punctuation.section.body.begin «{»',
        'support.type.property-name.json «limit»',
        'constant.numeric «60»',
        'keyword.other.unit «mailboxes»',
        'punctuation.terminator.statement «;»',
        'support.type.property-name.json «unit»',
        'punctuation.section.body.end «}»',
      ],
    ],
    [
      'a unit behind a slash',
      '  20 MB/s 2.76 EUR/month 33 % 1/3',
      [
        'constant.numeric «20»',
        'keyword.other.unit «MB/s»',
        'constant.numeric «2.76»',
        'keyword.other.unit «EUR/month»',
        'constant.numeric «33»',
        'keyword.other.unit «%»',
        'constant.numeric «1»',
        'keyword.operator «/»',
        'constant.numeric «3»',
      ],
    ],
    [
      'dates, times and offsets',
      'timeline t {\n  D-1 16:00 lock\n  D open\n}',
      [
        'storage.type.declaration «timeline»',
        'entity.name.type «t»',
        'punctuation.section.body.begin «{»',
        'constant.numeric.offset «D-1»',
        'constant.numeric.time «16:00»',
        'constant.language «lock»',
        'constant.numeric.offset «D»',
        'constant.language «open»',
        'punctuation.section.body.end «}»',
      ],
    ],
    [
      'escapes and placeholders in strings',
      '"a\\"{given}\\q"',
      [
        'string.quoted.double «"»',
        'string.quoted.double «a»',
        'constant.character.escape «\\"»',
        'variable.parameter.placeholder «{given}»',
        'invalid.illegal.escape «\\q»',
        'string.quoted.double «"»',
      ],
    ],
    [
      'a string that stays open ends with its line',
      'drop a@b.example "left\ndrop',
      [
        'storage.type.declaration «drop»',
        'variable.other.constant.address «a@b.example»',
        'string.quoted.double «"»',
        'string.quoted.double «left»',
        'storage.type.declaration «drop»',
      ],
    ],
    [
      'comments and suppressions',
      '# migplan-ignore lot-size: agreed',
      [
        'punctuation.definition.comment «#»',
        'keyword.control.suppression «migplan-ignore»',
        'entity.name.tag.rule «lot-size»',
        'comment.line.number-sign «: agreed»',
      ],
    ],
    [
      'a brace that stays open harms nobody',
      'lot x {\nlot y',
      [
        'storage.type.declaration «lot»',
        'entity.name.type «x»',
        'punctuation.section.body.begin «{»',
        'storage.type.declaration «lot»',
        'entity.name.type «y»',
      ],
    ],
    [
      'declarations in a template',
      'template t {\n  shared c@ { access {unit.admin} full }\n}\nlot x',
      [
        'storage.type.declaration «template»',
        'entity.name.type «t»',
        'punctuation.section.body.begin «{»',
        'storage.type.declaration «shared»',
        'variable.other.constant.address «c@»',
        'punctuation.section.body.begin «{»',
        'support.type.property-name.json «access»',
        'variable.parameter.placeholder «{unit.admin}»',
        'constant.language «full»',
        'punctuation.section.body.end «}»',
        'punctuation.section.body.end «}»',
        'storage.type.declaration «lot»',
        'entity.name.type «x»',
      ],
    ],
    [
      'a list that goes on is no property',
      'x {\n unit a, # b\n   unit\n unit c\n}',
      [
        'punctuation.section.body.begin «{»',
        'support.type.property-name.json «unit»',
        'punctuation.separator.comma «,»',
        'punctuation.definition.comment «#»',
        'comment.line.number-sign « b»',
        'support.type.property-name.json «unit»',
        'punctuation.section.body.end «}»',
      ],
    ],
    ['a hyphen goes on with its word', '  open-air port-1 E3', []],
  ])('%s', (_, text, expected) => {
    expect(colours(grammar, text)).toEqual(expected);
  });

  test('each keyword in column 0 of the whole surface, and each quote and brace closed', () => {
    const found = colours(grammar, formatText(WHOLE_SURFACE));
    const scoped = (scope: string): number => found.filter((line) => line.startsWith(scope)).length;
    expect(new Set(found.filter((line) => line.startsWith('storage')))).toEqual(
      new Set(DECLARATION_KEYWORDS.map((keyword) => `storage.type.declaration «${keyword}»`)),
    );
    expect(scoped('punctuation.section.body.begin')).toBe(scoped('punctuation.section.body.end'));
    expect(found.filter((line) => line.startsWith('invalid'))).toEqual([]);
  });
});

describe('language-configuration.json', () => {
  const text = readFileSync(new URL('../../language-configuration.json', import.meta.url), 'utf8');
  const configuration = JSON.parse(text);

  test.each([
    'camille.dupont@a-b.example',
    "o'neil+x@a.example",
    'contact@',
    'grand-est',
    'a-b.example',
    'été-2025',
    'D-14',
    '2025-01-20',
  ])('%s is one word', (word) => {
    const { pattern, flags } = configuration.wordPattern;
    expect(`"${word}" -> ${word}, ${word}`.match(new RegExp(pattern, `${flags}g`))).toEqual([
      word,
      word,
      word,
    ]);
  });

  test.each<[string, boolean]>([
    ['lot x {', true],
    ['lot x {  # a }', true],
    ['lot x { pilot }', false],
    ['# lot x {', false],
    ['drop a@b.example "{"', false],
    ['shared c@ { access {unit.admin} full', true],
  ])('after %s the next line is indented: %s', (line, expected) => {
    expect(new RegExp(configuration.indentationRules.increaseIndentPattern).test(line)).toBe(expected);
  });

  test('every pattern of the grammar compiles', () => {
    const sources = [...textmateJson().matchAll(/"(?:match|begin|end)": (".*")/g)].map(([, source]) =>
      JSON.parse(source ?? '""'),
    );
    expect(sources.length).toBeGreaterThan(30);
    for (const source of sources) expect(() => javascriptPattern(source)).not.toThrow();
  });
});
