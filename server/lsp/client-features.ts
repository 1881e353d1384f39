/** What the editor at the other end can do, and which language it speaks: read once, from what it says of itself. */
import type { InitializeParams } from 'vscode-languageserver';
import * as z from 'zod';
import type { Locale } from '../language/rules/rule.ts';
import { isObject } from './wire-shapes.ts';

export interface ClientFeatures {
  /** It asks for diagnostics itself: sending them too would show each twice. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesTokens: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  /** It tells its settings when it is asked. */
  readonly answersSettings: boolean;
  /** It can be asked to tell when they change. */
  readonly registersSettings: boolean;
  /** It has the commands of the protocol's `COMMANDS`: what calls one is not dead. */
  readonly hasCommands: boolean;
  readonly watchesFiles: boolean;
  /** It can be asked for documents that are no plans. */
  readonly registersDocuments: boolean;
  readonly changesFolders: boolean;
  readonly readsMarkdown: boolean;
  readonly followsLinks: boolean;
  readonly nestsSymbols: boolean;
  /** More folds of a file than this are not shown. */
  readonly mostFolds: number | undefined;
  readonly checksVersions: boolean;
  /** It makes new files as part of an edit. */
  readonly createsFiles: boolean;
  /** It asks for an action's edit once somebody has chosen it. */
  readonly resolvesActions: boolean;
  readonly preparesRename: boolean;
  readonly hasSnippets: boolean;
  /** A completion may take the place of what stands before the cursor, or of the whole word. */
  readonly insertsOrReplaces: boolean;
  /** The range of all completions of a list may be told once. */
  readonly sharesEditRange: boolean;
  readonly documentsInMarkdown: boolean;
  /** It can be asked which secrets of a plan it keeps. */
  readonly keepsSecrets: boolean;
  /** It can be asked for files that are on no disk of this machine. */
  readonly servesFiles: boolean;
}

export function clientFeatures({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = capabilities ?? {};
  const item = textDocument?.completion?.completionItem;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesTokens: workspace?.semanticTokens?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    answersSettings: workspace?.configuration === true,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    hasCommands: toldAtStart(initializationOptions).commands,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersDocuments: textDocument?.synchronization?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    readsMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? true,
    followsLinks: textDocument?.definition?.linkSupport === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    mostFolds: textDocument?.foldingRange?.rangeLimit,
    checksVersions: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    resolvesActions:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    hasSnippets: item?.snippetSupport === true,
    insertsOrReplaces: item?.insertReplaceSupport === true,
    sharesEditRange: textDocument?.completion?.completionList?.itemDefaults?.includes('editRange') === true,
    documentsInMarkdown: item?.documentationFormat?.includes('markdown') ?? true,
    keepsSecrets: isObject(initializationOptions) && initializationOptions['keepsSecrets'] === true,
    servesFiles: isObject(initializationOptions) && initializationOptions['servesFiles'] === true,
  };
}

/** French where the editor is French or was told so; English otherwise. */
export function localeOf({ locale, initializationOptions }: InitializeParams): Locale {
  const chosen = toldAtStart(initializationOptions).locale ?? locale;
  return typeof chosen === 'string' && /^fr\b/i.test(chosen) ? 'fr' : 'en';
}

/** `InitializationOptions` of the protocol, whatever came. */
const startOptions = z.object({
  locale: z.string().optional().catch(undefined),
  commands: z.boolean().catch(false),
});

const toldAtStart = (options: unknown): z.infer<typeof startOptions> =>
  startOptions.catch({ commands: false }).parse(options);

/** The folders it has open, as URIs. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (Array.isArray(workspaceFolders)) return workspaceFolders.map(({ uri }) => uri);
  return typeof rootUri === 'string' ? [rootUri] : [];
}
