/** The command that ends the language server and starts it anew; a change of the language of messages does the same. */
import { commands, type ExtensionContext, workspace } from 'vscode';

export interface Restartable {
  restart(): Promise<void>;
}

export function activateRestartServer({ subscriptions }: ExtensionContext, server: Restartable): void {
  subscriptions.push(
    commands.registerCommand('migplan.restartServer', () => server.restart()),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('migplan.locale')) await server.restart();
    }),
  );
}
