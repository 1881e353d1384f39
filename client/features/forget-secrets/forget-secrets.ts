/** The command that takes secrets of a plan out of the editor's secret storage; they are asked for again when they are needed. */
import { l10n, window } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { pickPlan } from '../../infrastructure/pick-plan.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';

export function activateForgetSecrets(client: Client): void {
  registerCommand(client, COMMANDS.forgetSecrets, async (given) => {
    const plan = await pickPlan(client, given);
    if (plan === undefined) return;
    const forgotten = await client.secrets.forget(plan);
    if (forgotten !== undefined) void window.showInformationMessage(said(forgotten));
  });
}

function said(forgotten: number): string {
  if (forgotten === 0) return l10n.t('No secret of this plan is kept.');
  return forgotten === 1 ? l10n.t('1 secret forgotten.') : l10n.t('{0} secrets forgotten.', forgotten);
}
