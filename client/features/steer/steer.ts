/** The commands that hold back, let go on and end the run of a plan that is under way, whoever started it. */
import { l10n, window } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { perform } from '../../infrastructure/perform.ts';
import { pathOf, pickPlan } from '../../infrastructure/pick-plan.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';

export function activateSteer(client: Client): void {
  registerCommand(client, COMMANDS.pause, (given) => steer(client, 'pause', given));
  registerCommand(client, COMMANDS.resume, (given) => steer(client, 'resume', given));
  registerCommand(client, COMMANDS.cancel, (given) => steer(client, 'cancel', given));
}

const TITLES = {
  pause: () => l10n.t('Pausing the run: what is under way is finished first'),
  resume: () => l10n.t('Resuming the run'),
  cancel: () => l10n.t('Ending the run: what is under way is finished and recorded first'),
};

async function steer(client: Client, ask: keyof typeof TITLES, given: unknown): Promise<void> {
  const plan = await pickPlan(client, given);
  if (plan === undefined) return;
  if (!(await client.server.ask('migplan/live', { plan })))
    return void window.showInformationMessage(l10n.t('No run of this plan is under way.'));
  // How it obeys is seen where the run is shown.
  await perform(client, { title: TITLES[ask](), plan, values: [ask, pathOf(plan)] }, () => undefined);
}
