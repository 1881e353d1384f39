/** The command that writes what became of a plan, or of one of its lots, into a file for people, and shows it. */
import { commands, env, l10n, Uri, window } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { perform } from '../../infrastructure/perform.ts';
import { folderOf, pathOf, pickPlan } from '../../infrastructure/pick-plan.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';

export function activateReport(client: Client): void {
  registerCommand(client, COMMANDS.report, async (given) => {
    const plan = await pickPlan(client, given);
    if (plan === undefined) return;
    const lot = lotOf(given);
    const file = await pickFile(plan, lot);
    if (!file) return;
    const title = l10n.t('Writing the report');
    const only = lot === undefined ? [] : ['--lot', lot];
    const values = ['report', pathOf(plan), ...only, '--out', file.fsPath];
    await perform(client, { title, plan, values }, () => show(file));
  });
}

/** A whole plan's where no lot is named. */
function lotOf(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('lot' in given)) return undefined;
  return typeof given.lot === 'string' ? given.lot : undefined;
}

function pickFile(plan: string, lot: string | undefined): Thenable<Uri | undefined> {
  const name = lot === undefined ? 'report.html' : `report-${lot}.html`;
  return window.showSaveDialog({
    title: l10n.t('Where does the report go?'),
    defaultUri: Uri.joinPath(Uri.file(folderOf(plan)), name),
    filters: { HTML: ['html'], Excel: ['xlsx'], Markdown: ['md'] },
  });
}

async function show(file: Uri): Promise<void> {
  if (file.path.endsWith('.md')) return void commands.executeCommand('markdown.showPreview', file);
  const open = l10n.t('Open');
  const told = l10n.t('The report is written: {0}', file.fsPath);
  if ((await window.showInformationMessage(told, open)) === open) await env.openExternal(file);
}
