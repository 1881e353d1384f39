import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver';
import { documentSymbols, type PlanSymbol } from '../../language/features/document-symbols.ts';
import { handler } from '../request.ts';
import { symbolKindOf } from '../symbol-kinds.ts';

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
  const symbol = { name, detail, kind: symbolKindOf(declares), range, selectionRange: selection };
  return children.length > 0 ? { ...symbol, children: children.map(nested) } : symbol;
}

function flat({ declares, name, range, children }: PlanSymbol, uri: string): SymbolInformation[] {
  const symbol = { name, kind: symbolKindOf(declares), location: { uri, range } };
  return [symbol, ...children.flatMap((child) => flat(child, uri))];
}
