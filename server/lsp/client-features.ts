/** What the editor at the other end can do, and which language it speaks: read once, from what it says of itself. */
import type { InitializeParams } from 'vscode-languageserver';
import type { Locale } from '../language/rules/rule.ts';

export interface ClientFeatures {
  /** It asks for diagnostics itself: sending them too would show each twice. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly watchesFiles: boolean;
  readonly changesFolders: boolean;
  readonly readsMarkdown: boolean;
  readonly followsLinks: boolean;
  readonly nestsSymbols: boolean;
  readonly checksVersions: boolean;
}

export function clientFeatures({ capabilities }: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = capabilities ?? {};
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    readsMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? true,
    followsLinks: textDocument?.definition?.linkSupport === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    checksVersions: workspace?.workspaceEdit?.documentChanges === true,
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
