/** The command that tells where each lot of a plan stands by what earlier runs recorded; nothing is connected to. */
import { l10n } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { perform } from '../../infrastructure/perform.ts';
import { pathOf, pickPlan } from '../../infrastructure/pick-plan.ts';
import type { ReadOnlyTexts } from '../../infrastructure/read-only-texts.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';

export function activateStatus(client: Client, texts: ReadOnlyTexts): void {
  registerCommand(client, COMMANDS.status, async (given) => {
    const plan = await pickPlan(client, given);
    if (plan === undefined) return;
    const title = l10n.t('Reading what runs have recorded');
    const show = ({ out }: { readonly out: string }): Promise<void> => texts.show(l10n.t('Status'), out);
    await perform(client, { title, plan, values: ['status', pathOf(plan), ...lotOf(given)] }, show);
  });
}

/** A line a mailbox, where a lot is named. */
function lotOf(given: unknown): string[] {
  if (typeof given !== 'object' || given === null || !('lot' in given)) return [];
  return typeof given.lot === 'string' ? ['--lot', given.lot] : [];
}
