/** Which documents the language server is told of, and what it is told of this editor: the same wherever it runs. */
import { workspace } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/protocol.ts';
import { CrashHandler } from './crash-handler.ts';

/** The first part of its settings' names: `migplan.trace.server` is read by the library. */
export const CLIENT_ID = 'migplan';
export const CLIENT_NAME = 'Migration Plan';

/** `commands`: whether all of `COMMANDS` are there to be called. */
export function clientOptions(commands: boolean): LanguageClientOptions {
  return {
    documentSelector: servedSchemes().map((scheme) => ({ language: 'migplan', scheme })),
    initializationOptions: () => initializationOptions(commands),
    errorHandler: new CrashHandler(),
  };
}

/**
 * Files, what is not saved yet, and whatever the window's folders are made of. Not every scheme: the older side of a
 * comparison is in no plan, and all its names would be unknown ones.
 */
function servedSchemes(): string[] {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  return [...new Set(['file', 'untitled', 'vscode-vfs', ...folders])];
}

/** Asked anew at each start. */
function initializationOptions(commands: boolean): InitializationOptions {
  const chosen = workspace.getConfiguration('migplan').get<string>('locale');
  return {
    ...{ commands, keepsSecrets: commands, servesFiles: true },
    ...(chosen === 'en' || chosen === 'fr' ? { locale: chosen } : {}),
  };
}
