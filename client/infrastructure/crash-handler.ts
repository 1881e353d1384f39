/**
 * What a crash of the language server comes to: it is started again, and that is said once. One that goes on crashing is left as it is,
 * which is said too: the person may start it anew.
 */
import { commands, l10n, window } from 'vscode';
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from 'vscode-languageclient';
import { COMMANDS } from '../../server/protocol.ts';

export class CrashHandler implements ErrorHandler {
  private readonly now: () => number;
  /** When it crashed, within the last minutes. */
  private crashes: number[] = [];

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** A message that could not be read or written is no crash, unless none can be. */
  error(_error: Error, _message: unknown, count: number | undefined): { readonly action: ErrorAction } {
    return {
      action: count !== undefined && count <= MOST_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
    };
  }

  closed(): CloseHandlerResult {
    const now = this.now();
    this.crashes = [...this.crashes.filter((time) => now - time < MINUTES), now];
    if (this.crashes.length > MOST_CRASHES) {
      void sayStopped();
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    if (this.crashes.length === 1) sayRestarted();
    return { action: CloseAction.Restart, handled: true };
  }
}

const MOST_ERRORS = 3;
const MOST_CRASHES = 4;
const MINUTES = 3 * 60_000;

function sayRestarted(): void {
  window.showInformationMessage(l10n.t('The language server runs again after a crash. Nothing is lost.'));
}

async function sayStopped(): Promise<void> {
  const again = l10n.t('Start It Again');
  const told = l10n.t(
    'The language server stops again and again: plans are not checked now. What you typed is not lost.',
  );
  if ((await window.showErrorMessage(told, again)) === again)
    await commands.executeCommand(COMMANDS.restartServer);
}
