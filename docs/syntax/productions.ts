/**
 * The rules of statements, from the parser's own grammar, and of declarations and values, from the vocabulary and the
 * descriptions of its shapes.
 */
import type { Shape } from '../../grammar/combinators.ts';
import type { Description } from '../../grammar/description.ts';
import { productions, tokenOf } from '../../grammar/parser.ts';
import { DECLARATION_KEYWORDS, type DeclarationKeyword } from '../../grammar/patterns.ts';
import {
  ENDPOINT_PROPERTIES,
  type Property,
  TEMPLATE_CONTENTS,
  VOCABULARY,
} from '../../grammar/vocabulary.ts';
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
import { tokenReference } from './tokens.ts';

/** As chevrotain tells it: of each kind the fields that it has. */
interface Production {
  readonly type: string;
  readonly name?: string;
  readonly terminalLabel?: string;
  readonly definition?: readonly Production[];
}

export const statementRules = (): Rule[] =>
  (productions() as readonly Production[]).map(({ name = '', definition = [] }) => ({
    name,
    is: sequence(...definition.map(ofProduction)),
  }));

function ofProduction({ type, name = '', terminalLabel, definition = [] }: Production): Expression {
  const inside = definition.map(ofProduction);
  switch (type) {
    case 'Terminal':
      return noted(tokenReference(name), terminalLabel && 'reported');
    case 'NonTerminal':
      return rule(name);
    case 'Alternative':
      return sequence(...inside);
    case 'Alternation':
      return choice(...inside);
    case 'Option':
      return optional(sequence(...inside));
    case 'Repetition':
      return optional(repeated(sequence(...inside)));
    default:
      throw new Error(`no notation for ${type} in the parser`);
  }
}

/** A declaration, in the two parts that it is written and drawn in. */
export interface DeclarationSyntax {
  readonly keyword: DeclarationKeyword;
  readonly head: Expression;
  /** What its body holds, one alternative each; none where it has no body. */
  readonly body: readonly Expression[];
}

export const declarations = (): DeclarationSyntax[] =>
  DECLARATION_KEYWORDS.map((keyword) => ({
    keyword,
    head: sequence(literal(keyword), ofDescription(VOCABULARY[keyword].head.description)),
    body: [...contentsOf(keyword), ...propertiesOf(keyword)],
  }));

const contentsOf = (keyword: DeclarationKeyword): Expression[] =>
  keyword === 'template' ? TEMPLATE_CONTENTS.map((content) => rule(declarationName(content))) : [];

const propertiesOf = (keyword: DeclarationKeyword): Expression[] =>
  Object.entries<Property>(VOCABULARY[keyword].properties).map(([name, property]) =>
    noted(propertySyntax(keyword, name, property), noteOf(keyword, name, property)),
  );

/** A step of a timeline begins with its day, which is its keyword. */
function propertySyntax(
  keyword: DeclarationKeyword,
  name: string,
  { multiplicity, shape }: Property,
): Expression {
  const value = ofDescription(shape.description);
  const values = multiplicity === 'many' && isListed(shape) ? repeated(value, literal(',')) : value;
  return keyword === 'timeline' ? value : sequence(literal(name), values);
}

/** Nothing follows what takes the rest. */
const isListed = ({ description }: Shape<unknown>): boolean =>
  !(description.kind === 'value' && description.of.kind === 'rest');

function noteOf(keyword: DeclarationKeyword, name: string, { multiplicity, required }: Property): string {
  const kinds = keyword === 'endpoint' ? kindsWith(name) : [];
  const often = multiplicity === 'many' ? [] : ['once'];
  return [...(required ? ['required'] : []), ...often, ...kinds].join('; ');
}

/** Of which kinds of endpoint it is a property: nothing where it is one of all. */
function kindsWith(name: string): string[] {
  const all = Object.entries(ENDPOINT_PROPERTIES);
  const required = all.filter(([, kind]) => kind.required.includes(name)).map(([kind]) => kind);
  const allowed = all.filter(([, kind]) => kind.allowed.includes(name)).map(([kind]) => kind);
  return [
    ...(required.length > 0 ? [`required of ${required.join(', ')}`] : []),
    ...(allowed.length > 0 && allowed.length < all.length ? [`may be of ${allowed.join(', ')}`] : []),
  ];
}

export const declarationName = (keyword: string): string => `${keyword}Declaration`;
export const propertyName = (keyword: string): string => `${keyword}Property`;

/** One rule that names them all, then one or two for each. */
export const declarationRule = (): Rule => ({
  name: 'declaration',
  is: choice(...DECLARATION_KEYWORDS.map((keyword) => rule(declarationName(keyword)))),
});

export function rulesOf({ keyword, head, body }: DeclarationSyntax): Rule[] {
  const name = declarationName(keyword);
  if (body.length === 0)
    return [{ name, is: sequence(head, optional(sequence(literal('{'), literal('}')))) }];
  const inside = optional(repeated(rule(propertyName(keyword))));
  const items: Rule[] = [];
  const properties = body.map((property) => withItem(property, keyword, items));
  return [
    { name, is: sequence(head, optional(sequence(literal('{'), inside, literal('}')))) },
    { name: propertyName(keyword), is: choice(...properties) },
    ...items,
  ];
}

/** EBNF has to say twice what a list repeats, so that what is long gets a rule of its own. */
function withItem(property: Expression, keyword: string, items: Rule[]): Expression {
  if (property.kind === 'noted') return noted(withItem(property.of, keyword, items), property.note);
  const [name, list] = property.kind === 'sequence' ? property.of : [];
  if (name?.kind !== 'literal' || list?.kind !== 'repeated' || list.of.kind === 'rule') return property;
  const item = ruleName(`${keyword}-${name.text}`);
  items.push({ name: item, is: list.of });
  return sequence(name, repeated(rule(item), list.between));
}

/** The values that declarations hold, by name. */
export function valueRules(): Rule[] {
  const found = new Map<string, Rule>();
  for (const { head, properties } of Object.values(VOCABULARY)) {
    const shapes = Object.values<Property>(properties).map(({ shape }) => shape);
    for (const { description } of [head, ...shapes]) collect(description, found);
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function collect(description: Description, found: Map<string, Rule>): void {
  if (description.kind === 'value') {
    const { name, is } = valueRule(description);
    found.set(name, { name, is });
  }
  for (const part of partsOf(description)) collect(part, found);
}

function partsOf(description: Description): readonly Description[] {
  switch (description.kind) {
    case 'atom':
    case 'words':
    case 'rest':
      return [];
    case 'choice':
      return description.of;
    case 'sequence':
      return Object.values(description.of);
    default:
      return [description.of];
  }
}

const valueRule = ({ name, of, note }: Extract<Description, { kind: 'value' }>): Rule => ({
  name: ruleName(name),
  is: noted(ofDescription(of), note),
});

const ruleName = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

function ofDescription(description: Description, role?: string): Expression {
  switch (description.kind) {
    case 'atom':
      return rule(tokenOf(description.atom));
    case 'words':
      return choice(...description.words.map(literal));
    case 'value':
      return { kind: 'rule', name: ruleName(description.name), ...(role === undefined ? {} : { role }) };
    case 'optional':
      return optional(ofDescription(description.of, role));
    case 'repeated':
      return optional(repeated(ofDescription(description.of)));
    case 'choice':
      return choice(...description.of.map((part) => ofDescription(part)));
    case 'sequence':
      return sequence(
        ...Object.entries(description.of).map(([key, part]) =>
          ofDescription(part, key === 'value' ? undefined : key),
        ),
      );
    case 'rest':
      return repeated(rule('Value'));
  }
}
