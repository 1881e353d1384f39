/**
 * In a browser, the commands that run something: nothing offers them there, and where one is called all the same, as before anything
 * of the extension was needed, it says where it can be had.
 */
import { commands, l10n, window } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import type { Reviewer } from '../../infrastructure/client.ts';

/** `here`: the commands that other features register. */
export function activateElsewhere({ context }: Reviewer, here: readonly string[]): void {
  void commands.executeCommand('setContext', 'migplan.inBrowser', true);
  const others = Object.values(COMMANDS).filter((command) => !here.includes(command));
  for (const command of others) {
    context.subscriptions.push(commands.registerCommand(command, tell));
  }
}

function tell(): void {
  window.showInformationMessage(
    l10n.t(
      'A browser has no way to mail servers: plans are edited and reviewed here. Open the folder in VS Code on a computer or a server to run them.',
    ),
  );
}
