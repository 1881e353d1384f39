import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import type { DeclarationKeyword } from '../../../grammar/tokens.ts';
import { documentSymbols, type PlanSymbol } from '../../language/features/document-symbols.ts';
import { handler } from '../request.ts';

export const documentSymbolHandler = handler('textDocument/documentSymbol', {
  takes: 'document',
  needs: 'read',
  otherwise: [],
  run: ({ analysis, name, session, file }) => {
    const symbols = documentSymbols(analysis, name);
    return session.client.nestsSymbols
      ? symbols.map(nested)
      : symbols.flatMap((symbol) => flat(symbol, file.uri));
  },
});

function nested({ declares, name, detail, range, selection, children }: PlanSymbol): DocumentSymbol {
  return {
    name,
    detail,
    kind: KINDS[declares],
    range,
    selectionRange: selection,
    ...(children.length > 0 ? { children: children.map(nested) } : {}),
  };
}

function flat({ declares, name, range, children }: PlanSymbol, uri: string): SymbolInformation[] {
  const symbol = { name, kind: KINDS[declares], location: { uri, range } };
  return [symbol, ...children.flatMap((child) => flat(child, uri))];
}

/** The protocol's kinds are a programmer's; these have icons that tell the declarations apart. */
const KINDS: Readonly<Record<DeclarationKeyword, SymbolKind>> = {
  plan: SymbolKind.Module,
  endpoint: SymbolKind.Interface,
  licence: SymbolKind.Constant,
  unit: SymbolKind.Namespace,
  policy: SymbolKind.Property,
  timeline: SymbolKind.Array,
  lot: SymbolKind.Package,
  domain: SymbolKind.Class,
  mailbox: SymbolKind.Object,
  shared: SymbolKind.Struct,
  resource: SymbolKind.Field,
  list: SymbolKind.Enum,
  alias: SymbolKind.Key,
  forward: SymbolKind.Operator,
  drop: SymbolKind.Null,
  template: SymbolKind.Function,
};
