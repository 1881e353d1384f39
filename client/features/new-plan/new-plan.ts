/** The command that begins a plan: a small commented one to be made one's own, or one made of a list that people have. */
import { commands, l10n, Uri, window, workspace } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';
import { copyStarter } from './copy-starter.ts';
import { importList } from './import-list.ts';
import { STARTERS } from './starters.ts';

type Beginning = { readonly from: 'list' } | { readonly from: 'story'; readonly starter: string };

export function activateNewPlan(client: Client): void {
  registerCommand(client, COMMANDS.newPlan, async (given) => {
    const beginning = beginningOf(given) ?? (await pickBeginning());
    if (!beginning) return;
    const folder = await pickFolder();
    if (!folder) return;
    const plan =
      beginning.from === 'list'
        ? await importList(client, folder)
        : await copyStarter(client.context.extensionUri, beginning.starter, folder);
    if (plan) await show(plan);
  });
}

/** What a welcome view or a walkthrough leads to: `story`, `list` or a starter's name. */
function beginningOf(given: unknown): Beginning | undefined {
  if (given === 'list') return { from: 'list' };
  const starter = STARTERS.find(({ folder }) => folder === given);
  return starter && { from: 'story', starter: starter.folder };
}

async function pickBeginning(): Promise<Beginning | undefined> {
  const stories = STARTERS.map(({ folder, title, detail }) => ({
    ...{ label: `$(file) ${title()}`, detail: detail() },
    beginning: { from: 'story', starter: folder } as Beginning,
  }));
  const list = {
    label: `$(table) ${l10n.t('From a spreadsheet or a list…')}`,
    detail: l10n.t('An Excel workbook, a CSV export or a list of addresses, as you have it'),
    beginning: { from: 'list' } as Beginning,
  };
  const chosen = await window.showQuickPick([...stories, list], {
    title: l10n.t('How does the plan begin?'),
  });
  return chosen?.beginning;
}

/** The window's folder where it has no plan yet, else one that the person chooses. */
async function pickFolder(): Promise<Uri | undefined> {
  const [only, ...more] = workspace.workspaceFolders ?? [];
  if (only && more.length === 0 && !(await isThere(Uri.joinPath(only.uri, 'plan.migplan')))) return only.uri;
  const chosen = await window.showOpenDialog({
    title: l10n.t('Which folder is the plan to be in?'),
    openLabel: l10n.t('Put the Plan Here'),
    canSelectFolders: true,
    canSelectFiles: false,
    ...(only && { defaultUri: only.uri }),
  });
  return chosen?.[0];
}

const isThere = async (file: Uri): Promise<boolean> =>
  workspace.fs.stat(file).then(
    () => true,
    () => false,
  );

/** A plan in a folder that this window does not have is half a plan: its other files are not seen. */
async function show(plan: Uri): Promise<void> {
  await window.showTextDocument(plan);
  if (workspace.getWorkspaceFolder(plan)) return;
  const open = l10n.t('Open Folder');
  const asks = l10n.t('The plan is in a folder that is not open in this window.');
  if ((await window.showInformationMessage(asks, open)) === open)
    await commands.executeCommand('vscode.openFolder', Uri.joinPath(plan, '..'));
}
