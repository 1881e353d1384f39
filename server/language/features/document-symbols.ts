/** The outline of a file: its declarations in their order, a template's contents within it. */
import type { Span } from '../../../grammar/tree.ts';
import type { Declaration } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import type { Block, Range } from '../model/plan-document.ts';

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
  const symbols: PlanSymbol[] = [];
  let line = 0;
  for (const block of analysis.document(path)?.blocks() ?? []) {
    const { declaration } = block.facts;
    if (declaration) symbols.push(symbolOf(declaration, block, line));
    line += block.lines;
  }
  return symbols;
}

function symbolOf(declaration: Declaration, block: Block, line: number): PlanSymbol {
  const range = (span: Span): Range => block.document.range({ block, span }, line);
  const { name, detail, at } = headOf(declaration);
  return {
    declares: declaration.declares,
    name: name.trim() === '' ? declaration.declares : name,
    detail,
    range: range(declaration),
    selection: range(at ?? declaration.keyword),
    children:
      declaration.declares === 'template'
        ? declaration.contents.map((content) => symbolOf(content, block, line))
        : [],
  };
}

interface Head {
  readonly name: string;
  readonly detail: string;
  readonly at: Span | undefined;
}

/** What a declaration is called, and the few words that tell it from its neighbours. */
function headOf(declaration: Declaration): Head {
  switch (declaration.declares) {
    case 'plan':
      return { name: declaration.title.value, detail: '', at: declaration.title };
    case 'policy':
      return { name: declaration.unit?.value ?? '', detail: '', at: declaration.unit };
    case 'endpoint':
      return named(declaration.name, declaration.kind.value);
    case 'licence':
    case 'unit':
      return named(declaration.name, declaration.title?.value);
    case 'lot':
      return named(declaration.name, declaration.has.date?.value, declaration.title?.value);
    case 'domain':
      return named(declaration.name, declaration.has.unit?.value);
    case 'timeline':
    case 'template':
      return named(declaration.name);
    case 'mailbox':
    case 'shared':
      return named(declaration.address, declaration.licence?.value, declaration.label?.value);
    case 'resource':
      return named(declaration.address, declaration.kind.value, declaration.label?.value);
    case 'list':
      return named(declaration.address, declaration.label?.value);
    case 'alias':
    case 'forward':
      return named(declaration.address, `→ ${declaration.to.value}`);
    case 'drop':
      return named(declaration.address, declaration.reason?.value);
  }
}

function named(at: Span & { readonly value: string }, ...details: (string | undefined)[]): Head {
  return { name: at.value, detail: details.filter(Boolean).join(' · '), at };
}
