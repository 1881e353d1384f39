/** The extension: what it does when a plan is opened, in its order. Each activation registers what it makes for disposal. */
import type { ExtensionContext } from 'vscode';
import { activateRestartServer } from './features/restart-server/restart-server.ts';
import { LanguageServer } from './infrastructure/language-client.ts';

export async function activate(context: ExtensionContext): Promise<void> {
  const server = new LanguageServer(context);
  const activations = [() => activateRestartServer(context, server), () => server.start()];
  for (const activation of activations) await activation();
}
