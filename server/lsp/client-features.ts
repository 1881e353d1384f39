/** What the editor at the other end can do, and which language it speaks: read once, from what it says of itself. */
import type { InitializeParams } from 'vscode-languageserver';
import type { Locale } from '../language/rules/rule.ts';

export interface ClientFeatures {
  /** It asks for diagnostics itself: sending them too would show each twice. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesTokens: boolean;
  readonly watchesFiles: boolean;
  /** It can be asked for documents that are no plans. */
  readonly registersDocuments: boolean;
  readonly changesFolders: boolean;
  readonly readsMarkdown: boolean;
  readonly followsLinks: boolean;
  readonly nestsSymbols: boolean;
  readonly checksVersions: boolean;
  readonly preparesRename: boolean;
  readonly hasSnippets: boolean;
  /** A completion may take the place of what stands before the cursor, or of the whole word. */
  readonly insertsOrReplaces: boolean;
  /** The range of all completions of a list may be told once. */
  readonly sharesEditRange: boolean;
  readonly documentsInMarkdown: boolean;
}

export function clientFeatures({ capabilities }: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = capabilities ?? {};
  const item = textDocument?.completion?.completionItem;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesTokens: workspace?.semanticTokens?.refreshSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersDocuments: textDocument?.synchronization?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    readsMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? true,
    followsLinks: textDocument?.definition?.linkSupport === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    checksVersions: workspace?.workspaceEdit?.documentChanges === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    hasSnippets: item?.snippetSupport === true,
    insertsOrReplaces: item?.insertReplaceSupport === true,
    sharesEditRange: textDocument?.completion?.completionList?.itemDefaults?.includes('editRange') === true,
    documentsInMarkdown: item?.documentationFormat?.includes('markdown') ?? true,
  };
}

/** French where the editor is French or was told so; English otherwise. */
export function localeOf({ locale, initializationOptions }: InitializeParams): Locale {
  const chosen: unknown =
    (initializationOptions as { locale?: unknown } | null | undefined)?.locale ?? locale;
  return typeof chosen === 'string' && /^fr\b/i.test(chosen) ? 'fr' : 'en';
}

/** The folders it has open, as URIs. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (Array.isArray(workspaceFolders)) return workspaceFolders.map(({ uri }) => uri);
  return typeof rootUri === 'string' ? [rootUri] : [];
}
