/**
 * Semantic tokens of a stretch of a file: what only the plan knows. A name that means something is coloured by what it
 * names; one that means nothing stays plain, and so do words, numbers and strings, which the TextMate grammar colours.
 */
import type { Analysis } from '../analysis.ts';
import { LineCounter } from '../model/editing/line-counter.ts';
import { isNamed, namesWrittenIn, type WrittenName } from '../model/editing/written-names.ts';
import { type Key, type Namespace, namespaceOf } from '../model/names.ts';
import type { Block, Range } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';

/** The protocol's own types, so that every theme has a colour for them. */
export const TOKEN_TYPES = [
  'interface',
  'enumMember',
  'namespace',
  'event',
  'class',
  'type',
  'function',
  'variable',
  'decorator',
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

/** `deprecated` is an address that is left behind: an old one, or one that is dropped. */
export const TOKEN_MODIFIERS = ['declaration', 'deprecated', 'defaultLibrary'] as const;
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

const TYPES: Readonly<Partial<Record<Namespace, TokenType>>> = {
  endpoint: 'interface',
  licence: 'enumMember',
  unit: 'namespace',
  timeline: 'event',
  lot: 'class',
  domain: 'type',
  template: 'function',
  address: 'variable',
  rule: 'decorator',
};

export interface SemanticToken {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** The tokens from the range's first line to its last, in their order. */
export function semanticTokens(analysis: Analysis, path: string, range: Range): SemanticToken[] {
  const blocks = analysis.document(path)?.blocksOn(range.start.line, range.end.line) ?? [];
  return [...blocks].flatMap(([block, line]) => tokensOf(block, line, range, analysis.model));
}

function tokensOf(block: Block, firstLine: number, range: Range, model: PlanModel): SemanticToken[] {
  const counter = new LineCounter(block.text, firstLine);
  const tokens: SemanticToken[] = [];
  for (const name of namesWrittenIn(block).toSorted((a, b) => a.start - b.start)) {
    const { line, character } = counter.at(name.start);
    if (line > range.end.line) break;
    const type = TYPES[namespaceOf(name.key)];
    if (line < range.start.line || !type || !isNamed(name.key) || !isKnown(name, model)) continue;
    tokens.push({
      line,
      character,
      length: name.end - name.start,
      type,
      modifiers: modifiersOf(name, model),
    });
  }
  return tokens;
}

const isKnown = ({ key, as }: WrittenName, model: PlanModel): boolean =>
  as !== undefined || model.isDefined(key);

function modifiersOf({ key, as }: WrittenName, model: PlanModel): TokenModifier[] {
  const modifiers: TokenModifier[] = as === undefined ? [] : ['declaration'];
  if (namespaceOf(key) === 'address' && isLeftBehind(key, model)) modifiers.push('deprecated');
  if (namespaceOf(key) === 'rule') modifiers.push('defaultLibrary');
  return modifiers;
}

function isLeftBehind(key: Key, model: PlanModel): boolean {
  const [first] = model.definitionsOf(key);
  return first?.definition.as === 'was' || first?.definition.as === 'drop';
}
