/** Whether anything may be run for a plan: in a folder that is trusted, on a computer that has its files. Where not, it is said why. */
import { commands, l10n, type Uri, window, workspace } from 'vscode';

export function mayRun(plan: Uri): boolean {
  const why = whyNot(plan);
  if (why) void say(why);
  return why === undefined;
}

/** Why nothing is run here. */
export type Why = 'untrusted' | 'virtual';

/** The same for what nobody asked for: nothing is said. */
export function whyNot({ scheme }: Uri): Why | undefined {
  if (scheme !== 'file') return 'virtual';
  return workspace.isTrusted ? undefined : 'untrusted';
}

async function say(why: Why): Promise<void> {
  switch (why) {
    case 'virtual':
      await window.showInformationMessage(
        l10n.t(
          'Plans can be edited and reviewed here. To run one, open its folder on a computer that has its files.',
        ),
      );
      return;
    case 'untrusted': {
      const manage = l10n.t('Manage Trust');
      const told = l10n.t('This folder is not trusted: its plans can be edited, and nothing is run.');
      if ((await window.showWarningMessage(told, manage)) === manage)
        await commands.executeCommand('workbench.trust.manage');
    }
  }
}
