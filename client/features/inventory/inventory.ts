/** The command that reads what the source holds into files beside the plan; the language server sees them by itself. */
import { l10n, window } from 'vscode';
import { COMMANDS, EXIT } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import type { Ended } from '../../infrastructure/migplan-process.ts';
import { perform } from '../../infrastructure/perform.ts';
import { pathOf, pickPlan } from '../../infrastructure/pick-plan.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';

export function activateInventory(client: Client): void {
  registerCommand(client, COMMANDS.inventory, async (given) => {
    const plan = await pickPlan(client, given);
    if (plan === undefined) return;
    const title = l10n.t('Counting what the source holds');
    const values = ['inventory', pathOf(plan)];
    const what = { title, plan, values, needsSecrets: true, accepted: [EXIT.incomplete] };
    await perform(client, what, (ended) => tell(client, ended));
  });
}

async function tell({ log }: Client, { code, out }: Ended): Promise<void> {
  const written = out.split('\n').filter((line) => line !== '').length;
  const files = written === 1 ? l10n.t('1 file written') : l10n.t('{0} files written', written);
  if (code === EXIT.done)
    return void window.showInformationMessage(l10n.t('The inventory is there: {0}.', files));
  const show = l10n.t('Show Log');
  const told = l10n.t('Some addresses could not be opened at the source: {0}, without those.', files);
  if ((await window.showWarningMessage(told, show)) === show) log.show();
}
