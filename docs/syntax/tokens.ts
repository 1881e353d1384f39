/** The rules of the tokens, from the lexer's own patterns. */
import { LABEL, LOCAL_CHARACTER, WORD_CHARACTER } from '../../grammar/patterns.ts';
import { TOKENS, Value } from '../../grammar/tokens.ts';
import {
  choice,
  type Expression,
  literal,
  noted,
  optional,
  type Rule,
  repeated,
  rule,
  sequence,
} from './expression.ts';
import { charactersOf, expressionOf } from './pattern.ts';

/** Read so that nothing is lost, and reported wherever they stand: no part of the language. */
const REPORTED = new Set(['OpenText', 'Unreadable']);

/** What is found by a scan and not by a pattern. */
const SCANNED: Readonly<Record<string, Expression>> = {
  Text: sequence(
    literal('"'),
    optional(
      repeated(
        choice(
          { kind: 'characters', set: '[^"\\#xA#xD]' },
          literal('\\"'),
          literal('\\\\'),
          literal('\\n'),
          noted(
            sequence(literal('\\u{'), repeated({ kind: 'characters', set: '[0-9A-Fa-f]' }), literal('}')),
            'six digits at most, up to 10FFFF',
          ),
        ),
      ),
    ),
    literal('"'),
  ),
};

type Token = (typeof TOKENS)[number];

/** In the order in which the lexer tries them, then what they have in common. */
export function tokenRules(): Rule[] {
  const tokens = TOKENS.filter(({ name }) => !REPORTED.has(name));
  return [
    ...tokens.map((token) => ({ name: token.name, is: isValue(token) ? values(tokens) : patternOf(token) })),
    { name: 'Label', is: expressionOf(LABEL, 'Label') },
    { name: 'LocalCharacter', is: charactersOf(LOCAL_CHARACTER, 'LocalCharacter') },
    { name: 'WordCharacter', is: charactersOf(WORD_CHARACTER, 'WordCharacter') },
  ];
}

/** A token as it is best referred to: by its text where it has but one. */
export function tokenReference(name: string): Expression {
  const token = TOKENS.find((candidate) => candidate.name === name);
  const is = token && !isValue(token) ? patternOf(token) : undefined;
  return is?.kind === 'literal' ? is : rule(name);
}

const isValue = (token: Token): boolean => token === Value;

const values = (tokens: readonly Token[]): Expression =>
  choice(...tokens.filter(({ CATEGORIES }) => CATEGORIES?.includes(Value)).map(({ name }) => rule(name)));

function patternOf({ name, PATTERN }: Token): Expression {
  const scanned = SCANNED[name];
  if (scanned) return scanned;
  if (!(PATTERN instanceof RegExp)) throw new Error(`no description of the token ${name}`);
  return expressionOf(PATTERN.source, name);
}
