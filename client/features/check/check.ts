/** The command that shows all that is wrong with the plans of the window. They are checked as they are typed; it counts and points. */
import { commands, l10n, window } from 'vscode';
import { COMMANDS, type PlanInfo } from '../../../server/protocol.ts';
import type { Reviewer } from '../../infrastructure/client.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';
import { saidProblems } from '../../infrastructure/said-problems.ts';

export function activateCheck(client: Reviewer): void {
  registerCommand(client, COMMANDS.check, async () => {
    const plans = await client.server.ask('migplan/plans', undefined);
    await commands.executeCommand('workbench.actions.view.problems');
    window.setStatusBarMessage(said(plans), A_WHILE);
  });
}

/** Milliseconds that it stands in the status bar. */
const A_WHILE = 8000;

/** What was checked, and what was found. */
export function said(plans: readonly PlanInfo[]): string {
  if (plans.length === 0) return l10n.t('There is no migration plan in this folder yet.');
  const errors = sum(plans.map((plan) => plan.errors));
  const warnings = sum(plans.map((plan) => plan.warnings));
  const checked = plans.length === 1 ? l10n.t('1 plan checked') : l10n.t('{0} plans checked', plans.length);
  const icon = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'pass';
  return `$(${icon}) ${l10n.t('{0}: {1}', checked, saidProblems(errors, warnings))}`;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
