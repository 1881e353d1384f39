/**
 * Makes the TextMate grammar, which colours a plan before the language server answers, from the tokens and the vocabulary.
 * Run as a program it writes migplan.tmLanguage.json; with --check it only says whether that file is current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Description } from './description.ts';
import { DECLARATION_KEYWORDS, type DeclarationKeyword, PATTERNS } from './patterns.ts';
import { type Property, RIGHTS, TEMPLATE_CONTENTS, VOCABULARY } from './vocabulary.ts';

export const GRAMMAR_FILE = new URL('./migplan.tmLanguage.json', import.meta.url);

type Captures = Readonly<Record<string, { readonly name: string }>>;

/** A rule of a TextMate grammar, as far as this one uses them. */
export interface TextmateRule {
  readonly include?: string;
  readonly name?: string;
  readonly match?: string;
  readonly captures?: Captures;
  readonly begin?: string;
  readonly beginCaptures?: Captures;
  readonly end?: string;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly TextmateRule[];
}

export interface TextmateGrammar {
  readonly name: string;
  readonly scopeName: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly TextmateRule[];
  readonly repository: Readonly<Record<string, TextmateRule>>;
}

/** The text of migplan.tmLanguage.json. */
export function textmateJson(): string {
  return `${JSON.stringify(textmateGrammar(), null, 2)}\n`;
}

export function textmateGrammar(): TextmateGrammar {
  return {
    name: 'migplan',
    scopeName: 'source.migplan',
    fileTypes: ['migplan'],
    patterns: include('comment', 'template', 'declaration', 'body', 'value'),
    repository: {
      comment: comment(),
      declaration: declaration(DECLARATION_KEYWORDS, '^'),
      template: template(),
      body: body(include('comment', 'property', 'body', 'value')),
      'template-body': body(include('comment', 'template-content', 'property', 'body', 'value')),
      'template-content': declaration(TEMPLATE_CONTENTS, STATEMENT_START),
      property: property(),
      value: { patterns: values() },
      string: string(),
    },
  };
}

const named = (name: string): { name: string } => ({ name: `${name}.migplan` });

const include = (...keys: string[]): TextmateRule[] => keys.map((key) => ({ include: `#${key}` }));

/** Oniguruma matches code points where JavaScript matches UTF-16 units, and writes them otherwise. */
const oniguruma = (source: string): string =>
  source.replaceAll('\\uFFFF', '\\x{10FFFF}').replace(/\\u([0-9A-F]{4})/g, '\\x{$1}');

const oneOf = (words: readonly string[]): string => `(?:${words.join('|')})`;

/** Where a word ends: a hyphen goes on with it. */
const WORD_END = oniguruma(`(?!${PATTERNS.word}|-(?!>))`);
const KEYWORD_AHEAD = `(?=^${oneOf(DECLARATION_KEYWORDS)}(?=[\\s{}",;#]|$))`;
const STATEMENT_START = '(?:^|(?<=[{;]))\\s*';

/** The declarations whose first word is the name that others use. */
const NAMING: readonly DeclarationKeyword[] = ['endpoint', 'licence', 'unit', 'timeline', 'lot', 'template'];

function declaration(keywords: readonly string[], from: string): TextmateRule {
  const naming = keywords.filter((keyword) => (NAMING as readonly string[]).includes(keyword));
  const plain: TextmateRule = {
    match: `${from}(${oneOf(keywords)})(?=[\\s{}",;#]|$)`,
    captures: { 1: named('storage.type.declaration') },
  };
  if (naming.length === 0) return plain;
  const withName: TextmateRule = {
    match: `${from}(${oneOf(naming)})\\s+(${oniguruma(PATTERNS.word)})`,
    captures: { 1: named('storage.type.declaration'), 2: named('entity.name.type') },
  };
  return { patterns: [withName, plain] };
}

/** A template's body holds declarations of its own. */
function template(): TextmateRule {
  return {
    begin: `^(template)(?:\\s+(${oniguruma(PATTERNS.word)}))?(?=[\\s{}",;#]|$)`,
    beginCaptures: { 1: named('storage.type.declaration'), 2: named('entity.name.type') },
    end: `(?<=\\})|${KEYWORD_AHEAD}`,
    patterns: include('comment', 'template-body', 'value'),
  };
}

/** A body ends at a keyword in column 0 too, as for the parser: a missing brace colours nothing beyond. */
function body(patterns: TextmateRule[]): TextmateRule {
  return {
    begin: `(?!${PATTERNS.placeholder})\\{`,
    beginCaptures: { 0: named('punctuation.section.body.begin') },
    end: `\\}|${KEYWORD_AHEAD}`,
    endCaptures: { 0: named('punctuation.section.body.end') },
    patterns: [continuation(), ...patterns],
  };
}

/** After a comma at a line's end, the first word of the next line is a value. */
function continuation(): TextmateRule {
  return {
    begin: ',(?=\\s*(?:#|$))',
    beginCaptures: { 0: named('punctuation.separator.comma') },
    end: '(?=[^\\s#])',
    patterns: include('comment'),
  };
}

function property(): TextmateRule {
  const names = new Set(Object.values(VOCABULARY).flatMap(({ properties }) => Object.keys(properties)));
  names.delete('D');
  return {
    patterns: [
      { match: `${STATEMENT_START}([DJ])(?=\\s)`, captures: { 1: named('constant.numeric.offset') } },
      {
        match: `${STATEMENT_START}(${oneOf([...names].sort())})${WORD_END}`,
        // As in JSON, for which every theme has a calm colour: the general scope is as red as an error in some light ones.
        captures: { 1: named('support.type.property-name.json') },
      },
    ],
  };
}

function comment(): TextmateRule {
  return {
    ...named('comment.line.number-sign'),
    begin: '#',
    beginCaptures: { 0: named('punctuation.definition.comment') },
    end: '$',
    patterns: [
      {
        match: '(?<=#)\\s*(migplan-ignore)(?:\\s+([A-Za-z0-9-]+))?',
        captures: { 1: named('keyword.control.suppression'), 2: named('entity.name.tag.rule') },
      },
    ],
  };
}

function string(): TextmateRule {
  return {
    ...named('string.quoted.double'),
    begin: '"',
    end: '"|$',
    patterns: [
      { ...named('constant.character.escape'), match: '\\\\(?:["\\\\n]|u\\{[0-9A-Fa-f]{1,6}\\})' },
      { ...named('invalid.illegal.escape'), match: '\\\\.' },
      { ...named('variable.parameter.placeholder'), match: '\\{[a-z]+(?:\\.[a-z-]+)?\\}' },
    ],
  };
}

const UNITS = [
  ...['%', '[KMGTkmgt]i?[Bbo](?:\\s*/\\s*s)?', 'B', '[A-Z]{3}(?:\\s*/\\s*(?:month|year))?'],
  ...['days?', 'hours?', 'minutes?', 'mailboxes', 'units'],
];

/** The words that lead to another value. */
const CONNECTIVES = [
  ...[
    'port',
    'tls',
    'starttls',
    'plain',
    'separator',
    'secret',
    'password',
    'env',
    'file',
    'keychain',
    'prompt',
  ],
  ...['on', 'until', 'since', 'via', 'per', 'for', 'needs', 'keep-copy'],
];

/** The words that are values: what the vocabulary takes as written, but for what leads to another value, counts, or declares. */
function constants(): string[] {
  const taken = Object.values(VOCABULARY).flatMap(({ head, properties }) =>
    [head, ...Object.values<Property>(properties).map(({ shape }) => shape)].flatMap(({ description }) =>
      wordsIn(description),
    ),
  );
  const others = new Set<string>([...CONNECTIVES, ...DECLARATION_KEYWORDS, 'mailboxes', 'units']);
  const words = [...taken, ...RIGHTS].filter((word) => /^[a-z]/.test(word) && !others.has(word));
  return [...new Set(words)].sort();
}

/** Those of a value with a name of its own are a part of it. */
function wordsIn(description: Description): readonly string[] {
  switch (description.kind) {
    case 'words':
      return description.words;
    case 'choice':
      return description.of.flatMap(wordsIn);
    case 'sequence':
      return Object.values(description.of).flatMap(wordsIn);
    case 'optional':
    case 'repeated':
      return wordsIn(description.of);
    default:
      return [];
  }
}

/** What stands behind a keyword, in the order the lexer tries them; the last consumes a word that is nothing special. */
function values(): TextmateRule[] {
  return [
    ...include('string'),
    token('variable.parameter.placeholder', PATTERNS.placeholder),
    token('variable.other.constant.address', PATTERNS.address),
    token('constant.numeric.date', PATTERNS.date),
    token('constant.numeric.time', PATTERNS.time),
    token('constant.numeric.offset', PATTERNS.offset),
    {
      match: `(${oniguruma(PATTERNS.number)})(?:\\s*(${oneOf(UNITS)})${WORD_END})?`,
      captures: { 1: named('constant.numeric'), 2: named('keyword.other.unit') },
    },
    token('entity.name.namespace.domain', PATTERNS.domain),
    { ...named('keyword.other.connective'), match: oneOf(CONNECTIVES) + WORD_END },
    { ...named('constant.language'), match: oneOf(constants()) + WORD_END },
    { match: oniguruma(PATTERNS.word) },
    token('keyword.operator', '->|\\.\\.|<=|[/%*]'),
    token('punctuation.separator.comma', ','),
    token('punctuation.terminator.statement', ';'),
  ];
}

const token = (name: string, source: string): TextmateRule => ({ ...named(name), match: oniguruma(source) });

if (import.meta.main) {
  if (process.argv.includes('--check')) check();
  else writeFileSync(GRAMMAR_FILE, textmateJson());
}

function check(): void {
  if (readFileSync(GRAMMAR_FILE, 'utf8') === textmateJson()) return;
  console.error('grammar/migplan.tmLanguage.json is not current: run `node grammar/textmate.ts`');
  process.exitCode = 1;
}
