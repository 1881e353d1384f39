/**
 * The grammar as a document, docs/grammar.md, and as railroad diagrams, docs/grammar/: both from the tokens, the parser and
 * the vocabulary that plans are read by. Written by docs/generate.ts.
 */
import { ENDPOINT_PROPERTIES, VOCABULARY } from '../grammar/vocabulary.ts';
import { ebnf } from './syntax/ebnf.ts';
import {
  choice,
  type Expression,
  literal,
  optional,
  type Rule,
  repeated,
  sequence,
} from './syntax/expression.ts';
import {
  type DeclarationSyntax,
  declarationRule,
  declarations,
  rulesOf,
  statementRules,
  valueRules,
} from './syntax/productions.ts';
import { railroad } from './syntax/railroad.ts';
import { tokenRules } from './syntax/tokens.ts';

/** Every rule, in the order of the document. */
export const grammarRules = (): Rule[] => [
  ...tokenRules(),
  ...statementRules(),
  declarationRule(),
  ...declarations().flatMap(rulesOf),
  ...valueRules(),
];

export const grammarPage = (): string => `# The grammar

What a plan may look like, to the character; what it means is in [the language](language.md). This page and its diagrams are
made by \`docs/generate.ts\` from what plans are read by: the lexer's tokens, the parser's own rules, and the vocabulary of
declarations, whose shapes describe themselves.

The notation is the EBNF of the W3C (Extensible Markup Language 1.0, section 6). Tokens begin with a capital, other rules do
not. A note between \`/*\` and \`*/\` says what the notation cannot. In the diagrams, round boxes stand for what is written as
it is, square ones for another rule; small words above a box say what its value is there.

## Tokens

At each place the lexer tries the tokens in this order and takes the first that fits. \`Space\` and \`Comment\` may stand
between any two others. What no token fits, and a string without its second quote, is read to the end of it, reported, and
no part of the language.

${code(tokenRules())}

## Statements

A file is cut into blocks before it is parsed: a declaration's keyword in column 0 begins one, whatever stands before it.
Each block is parsed by these rules, which are total: every row of tokens is accepted, so that a slip costs its own
statement and no more. What is marked as reported is read for that reason alone. Besides, these are reported: a statement
that does not begin with a word or a day, two statements that no \`Eol\` or \`;\` parts, a comma without a value on each side,
and a body without its \`}\`.

![${titleOf('statements')}](grammar/statements.svg)

${code(statementRules())}

## Declarations

A statement in column 0 that begins with a keyword is read by these rules. They leave out what the rules of statements
say already: \`Eol\` and \`;\` part the properties in a body, an \`Eol\` may follow a comma, and \`D\` is any day.

Properties stand in any order. One that is noted as *once* is given once at most; any other may be repeated, which is as if
its values stood in one list. What may be left out is read wherever it fits.

${code([declarationRule()])}

${declarations().map(section).join('\n\n')}

## Values

![${titleOf('values')}](grammar/values.svg)

${code(valueRules())}
`;

function section(declaration: DeclarationSyntax): string {
  const { keyword } = declaration;
  const table = keyword === 'endpoint' ? `\n\n${endpointTable()}` : '';
  return `### ${keyword}

![${titleOf(keyword)}](grammar/${keyword}.svg)

${code(rulesOf(declaration))}${table}`;
}

/** Which properties are a kind's. */
function endpointTable(): string {
  const kinds = Object.entries(ENDPOINT_PROPERTIES);
  const cell = (name: string, kind: (typeof kinds)[number][1]): string => {
    if (kind.required.includes(name)) return 'required';
    return kind.allowed.includes(name) ? 'may be' : '';
  };
  const rows = Object.keys(VOCABULARY.endpoint.properties).map(
    (name) => `| \`${name}\` | ${kinds.map(([, kind]) => cell(name, kind)).join(' | ')} |`,
  );
  return `| property | ${kinds.map(([kind]) => `\`${kind}\``).join(' | ')} |
|---|${'---|'.repeat(kinds.length)}
${rows.join('\n')}`;
}

const code = (rules: readonly Rule[]): string => `\`\`\`ebnf\n${ebnf(rules)}\n\`\`\``;

/** Every diagram by its file name. */
export function grammarDiagrams(): Map<string, string> {
  const made = new Map<string, string>();
  const draw = (
    name: string,
    said: readonly Rule[],
    drawn = said.map(({ name, is }) => ({ name, rows: [is] })),
  ) => made.set(`${name}.svg`, railroad({ title: titleOf(name), said, drawn }));
  draw('statements', statementRules());
  draw('values', valueRules());
  for (const declaration of declarations()) {
    const { keyword } = declaration;
    draw(keyword, rulesOf(declaration), [{ name: keyword, rows: rowsOf(declaration) }]);
  }
  return made;
}

export const titleOf = (name: string): string => `Railroad diagram of ${name}`;

/** The head, and below it the body with all that it may hold. */
function rowsOf({ head, body }: DeclarationSyntax): Expression[] {
  if (body.length === 0) return [sequence(head, optional(sequence(literal('{'), literal('}'))))];
  return [head, optional(sequence(literal('{'), optional(repeated(choice(...body))), literal('}')))];
}
