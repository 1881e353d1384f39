/** The protocol's kinds of symbols are a programmer's; these have icons that tell the declarations apart. */
import { SymbolKind } from 'vscode-languageserver';
import type { DefinedAs } from '../language/model/block-facts.ts';

export const symbolKindOf = (as: DefinedAs): SymbolKind => KINDS[as];

const KINDS: Readonly<Record<DefinedAs, SymbolKind>> = {
  plan: SymbolKind.Module,
  endpoint: SymbolKind.Interface,
  licence: SymbolKind.Constant,
  unit: SymbolKind.Namespace,
  policy: SymbolKind.Property,
  timeline: SymbolKind.Array,
  lot: SymbolKind.Package,
  domain: SymbolKind.Class,
  subdomain: SymbolKind.Class,
  mailbox: SymbolKind.Object,
  shared: SymbolKind.Struct,
  resource: SymbolKind.Field,
  list: SymbolKind.Enum,
  alias: SymbolKind.Key,
  was: SymbolKind.Key,
  forward: SymbolKind.Operator,
  drop: SymbolKind.Null,
  template: SymbolKind.Function,
  assignment: SymbolKind.Object,
};
