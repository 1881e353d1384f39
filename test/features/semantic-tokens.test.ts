import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Analysis } from '../../server/language/analysis.ts';
import {
  semanticTokens,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
} from '../../server/language/features/semantic-tokens.ts';
import { analyse } from '../support/check.ts';

const PATH = '/plan.migplan';

/** Each token as `line text type modifiers`, of the lines from one to another, counted from 1. */
function tokens(analysis: Analysis, from = 1, to = 999): string[] {
  const lines = analysis.document(PATH)?.text.split(/\r?\n/) ?? [];
  const range = { start: { line: from - 1, character: 0 }, end: { line: to - 1, character: 0 } };
  return semanticTokens(analysis, PATH, range).map(({ line, character, length, type, modifiers }) => {
    const text = (lines[line] ?? '').slice(character, character + length);
    return [line + 1, text, type, ...modifiers].join(' ');
  });
}

test('names are coloured by what they name; those that mean nothing are not', () => {
  const analysis = analyse(`
plan "P" { source old; target nowhere }
endpoint old imap { host localhost; login each }
licence E1 { quota 50 GB }
unit north { admin anna@a.example }
policy for unit north { severity lot-capacity off; severity no-such off }
timeline standard { D open }
lot first { date 2027-01-04; timeline standard; domain a.example; unit west }
template t { shared contact@ E1 { access {unit.admin}; access anna@a.example } }
domain a.example { unit north; use t; lot first }
# migplan-ignore lot-capacity: agreed
mailbox anna@a.example E1 "Anna" { alias a@a.example; was anna@old.example; lot nowhere }
list all@a.example { member contact@a.example, else@b.example, anna@old.example }
drop gone@a.example "agreed"
`);
  assert.deepEqual(tokens(analysis), [
    '1 old interface',
    '2 old interface declaration',
    '3 E1 enumMember declaration',
    '4 north namespace declaration',
    '4 anna@a.example variable',
    '5 north namespace',
    '5 lot-capacity decorator defaultLibrary',
    '6 standard event declaration',
    '7 first class declaration',
    '7 standard event',
    '7 a.example type',
    '8 t function declaration',
    '8 E1 enumMember',
    '8 anna@a.example variable',
    '9 a.example type declaration',
    '9 north namespace',
    '9 t function',
    '9 first class',
    '10 lot-capacity decorator defaultLibrary',
    '11 anna@a.example variable declaration',
    '11 E1 enumMember',
    '11 a@a.example variable declaration',
    '11 anna@old.example variable declaration deprecated',
    '12 all@a.example variable declaration',
    '12 contact@a.example variable',
    '12 anna@old.example variable deprecated',
    '13 gone@a.example variable declaration deprecated',
  ]);
});

test('of the lines that are shown, however long the block or the file', () => {
  const members = Array.from({ length: 400 }, (_, i) => `  member m${i}@a.example`).join('\n');
  const mailboxes = Array.from({ length: 400 }, (_, i) => `mailbox m${i}@a.example E1\n`).join('');
  const analysis = analyse(`list all@a.example {\n${members}\n}\n${mailboxes}`);
  assert.deepEqual(tokens(analysis, 200, 201), [
    '200 m198@a.example variable',
    '201 m199@a.example variable',
  ]);
  assert.deepEqual(tokens(analysis, 402, 403), ['403 m0@a.example variable declaration']);
  assert.deepEqual(tokens(analysis, 802, 2_000), ['802 m399@a.example variable declaration']);
});

test.each([
  ['an empty file', '', []],
  ['a comment', '# E1', []],
  [
    'a property that is being typed',
    'unit n\nunit m { par; parent n',
    ['1 n namespace declaration', '2 m namespace declaration', '2 n namespace'],
  ],
  [
    'a body that is not closed',
    'unit n {\n  parent m\nunit m\n',
    ['1 n namespace declaration', '2 m namespace', '3 m namespace declaration'],
  ],
  ['a head that cannot be read', 'endpoint e\nmailbox\n', []],
  [
    'CRLF and letters of two units',
    'licence É\r\nmailbox a@a.example É "𝓐" {\r\n  lot x }',
    ['1 É enumMember declaration', '2 a@a.example variable declaration', '2 É enumMember'],
  ],
])('%s', (_, text, expected) => assert.deepEqual(tokens(analyse(text)), expected));

test('every type and modifier is used', () => {
  const source = tokens(
    analyse(`
endpoint e imap { host localhost; login each }
licence E1
unit n
policy { severity lot-capacity off }
timeline t
lot l
domain a.example
template x
drop gone@a.example
`),
  ).flatMap((token) => token.split(' '));
  for (const word of [...TOKEN_TYPES, ...TOKEN_MODIFIERS]) assert(source.includes(word), word);
});
