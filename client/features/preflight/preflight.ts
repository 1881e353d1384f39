/** The command that tells all that can be known of a lot before its wave, as a text beside the plan. */
import { l10n } from 'vscode';
import { COMMANDS, EXIT } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { perform } from '../../infrastructure/perform.ts';
import { pickLot } from '../../infrastructure/pick-lot.ts';
import { pathOf } from '../../infrastructure/pick-plan.ts';
import type { ReadOnlyTexts } from '../../infrastructure/read-only-texts.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';
import { preflightText, readPreflight } from './preflight-text.ts';

export function activatePreflight(client: Client, texts: ReadOnlyTexts): void {
  registerCommand(client, COMMANDS.preflight, async (given) => {
    const chosen = await pickLot(client, given, l10n.t('Preflight of which lot?'));
    if (!chosen) return;
    const { plan, lot } = chosen;
    const values = ['preflight', pathOf(plan), '--lot', lot, '--format', 'json'];
    const title = l10n.t('Preflight of lot {0}', lot);
    const what = { title, plan, values, needsSecrets: true, accepted: [EXIT.incomplete] };
    await perform(client, what, ({ out }) => {
      const told = readPreflight(out);
      return texts.show(title, told ? preflightText(told, editorLanguage()) : out);
    });
  });
}
