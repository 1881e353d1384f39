/** The outline of a file: its declarations in their order, a domain's addresses under it, a template's contents within it. */
import type { Span } from '../../../grammar/tree.ts';
import type { Declaration } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import { type DomainSection, domainSections } from '../model/domain-sections.ts';
import { type Block, type Group, type PlanDocument, type Range, rangeBelow } from '../model/plan-document.ts';
import { declarationHead } from '../model/words/declaration-head.ts';

export interface PlanSymbol {
  readonly declares: Declaration['declares'];
  readonly name: string;
  readonly detail: string;
  readonly range: Range;
  /** Where its name stands, or its keyword where it has none. */
  readonly selection: Range;
  readonly children: readonly PlanSymbol[];
}

export function documentSymbols(analysis: Analysis, path: string): PlanSymbol[] {
  const document = analysis.document(path);
  return document ? outline(document) : [];
}

function outline(document: PlanDocument): PlanSymbol[] {
  const sections = domainSections(document).values();
  let next = sections.next().value;
  let inside: (DomainSection & { readonly children: PlanSymbol[] }) | undefined;
  const symbols: PlanSymbol[] = [];
  for (const { block, symbol } of symbolsOf(document)) {
    if (next?.domain === block) {
      inside = { ...next, children: [] };
      symbols.push(domainSymbol(symbol, inside));
      next = sections.next().value;
    } else (inside?.children ?? symbols).push(symbol);
    if (inside?.last === block) inside = undefined;
  }
  return symbols;
}

/** A declaration that can be read. */
interface Declared {
  readonly block: Block;
  readonly symbol: PlanSymbol;
}

function* symbolsOf(document: PlanDocument): Generator<Declared> {
  for (const [group, line] of document.groupsInOrder()) {
    for (const { block, symbol } of declaredIn(group)) yield { block, symbol: below(symbol, line) };
  }
}

/** In lines from the group's first. Groups never change: after a key press one of them is read again. */
const known = new WeakMap<Group, readonly Declared[]>();

function declaredIn(group: Group): readonly Declared[] {
  const found = known.get(group);
  if (found) return found;
  const declared: Declared[] = [];
  let line = 0;
  for (const block of group.blocks) {
    const { declaration } = block.facts;
    if (declaration) declared.push({ block, symbol: symbolOf(declaration, block, line) });
    line += block.lines;
  }
  known.set(group, declared);
  return declared;
}

const NO_CHILDREN: readonly PlanSymbol[] = [];

const below = (symbol: PlanSymbol, line: number): PlanSymbol => ({
  declares: symbol.declares,
  name: symbol.name,
  detail: symbol.detail,
  range: rangeBelow(symbol.range, line),
  selection: rangeBelow(symbol.selection, line),
  children: symbol.children.length > 0 ? symbol.children.map((child) => below(child, line)) : NO_CHILDREN,
});

/** A domain reaches to the end of its section, so that an address in it is shown under its name. */
function domainSymbol(
  symbol: PlanSymbol,
  { last, lastLine, children }: DomainSection & { readonly children: readonly PlanSymbol[] },
): PlanSymbol {
  const { end } = last.document.range({ block: last, span: last.facts.declaration ?? NOTHING }, lastLine);
  return { ...symbol, range: { start: symbol.range.start, end }, children };
}

const NOTHING: Span = { start: 0, end: 0 };

function symbolOf(declaration: Declaration, block: Block, line: number): PlanSymbol {
  const range = (span: Span): Range => block.document.range({ block, span }, line);
  const { name, detail, label, at } = declarationHead(declaration);
  return {
    declares: declaration.declares,
    name,
    detail: [detail, label].filter(Boolean).join(' · '),
    range: range(declaration),
    selection: range(at),
    children:
      declaration.declares === 'template'
        ? declaration.contents.map((content) => symbolOf(content, block, line))
        : [],
  };
}
