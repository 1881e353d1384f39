/** The commands that make a lot's sheets for its units, and put those that came back into the plan, once the person has seen what changes. */
import { relative } from 'node:path';
import { commands, l10n, Uri, window } from 'vscode';
import * as z from 'zod/mini';
import { COMMANDS, EXIT } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { perform } from '../../infrastructure/perform.ts';
import { pickLot } from '../../infrastructure/pick-lot.ts';
import { folderOf, pathOf, pickPlan } from '../../infrastructure/pick-plan.ts';
import type { ReadOnlyTexts } from '../../infrastructure/read-only-texts.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';
import { allSaid } from '../../infrastructure/tell-failure.ts';
import { PlanEdits } from './plan-edits.ts';

export function activateSheets(client: Client, texts: ReadOnlyTexts): void {
  registerCommand(client, COMMANDS.exportSheets, async (given) => {
    const chosen = await pickLot(client, given, l10n.t('Sheets of which lot?'));
    if (chosen) await exportSheets(client, chosen.plan, chosen.lot, []);
  });
  registerCommand(client, COMMANDS.importSheets, async (given) => {
    const plan = await pickPlan(client, given);
    const files = plan && (await pickSheets(plan));
    if (plan && files) await importSheets(client, texts, plan, files);
  });
}

async function exportSheets(
  client: Client,
  plan: string,
  lot: string,
  more: readonly string[],
): Promise<void> {
  const title = l10n.t('Sheets of lot {0}', lot);
  const values = ['sheets', 'export', pathOf(plan), '--lot', lot, ...more];
  await perform(client, { title, plan, values, accepted: [EXIT.refused] }, async (ended) => {
    if (ended.code === EXIT.done) await tellExported(plan, lot);
    else if (await isReplacing(lot)) await exportSheets(client, plan, lot, ['--overwrite']);
  });
}

async function tellExported(plan: string, lot: string): Promise<void> {
  const show = l10n.t('Show Folder');
  const told = l10n.t('The sheets of lot {0} are in sheets/{0}, beside the plan.', lot);
  if ((await window.showInformationMessage(told, show)) !== show) return;
  await commands.executeCommand('revealFileInOS', Uri.joinPath(Uri.file(folderOf(plan)), 'sheets', lot));
}

/** What people have filled in may be in them. */
async function isReplacing(lot: string): Promise<boolean> {
  const replace = l10n.t('Replace');
  const asks = l10n.t('Replace the sheets that are there? What was filled in is lost.');
  const detail = l10n.t(
    'They are in {0}, beside the plan. Move them away first to keep them.',
    `sheets/${lot}`,
  );
  const how = { modal: true, detail };
  return (await window.showWarningMessage(asks, how, replace)) === replace;
}

async function pickSheets(plan: string): Promise<readonly string[] | undefined> {
  const picked = await window.showOpenDialog({
    title: l10n.t('Which sheets came back?'),
    openLabel: l10n.t('Look at What Changes'),
    defaultUri: Uri.file(folderOf(plan)),
    canSelectMany: true,
    filters: { Excel: ['xlsx'] },
  });
  return picked?.map(({ fsPath }) => named(fsPath, folderOf(plan)));
}

/** From the plan's folder where it is in there: shorter to read. What begins with a dash would be taken for an option. */
function named(file: string, folder: string): string {
  const below = relative(folder, file);
  return /^(\.\.|-)/.test(below) ? file : below;
}

/** Rows that could not be taken, or errors that the plan has now, are told in the text. */
const TOLD = [EXIT.incomplete, EXIT.planHasErrors];

async function importSheets(
  client: Client,
  texts: ReadOnlyTexts,
  plan: string,
  files: readonly string[],
): Promise<void> {
  const title = l10n.t('Sheets that came back');
  const values = ['sheets', 'import', pathOf(plan), ...files];
  const what = { title, plan, accepted: TOLD, failure: allSaid };
  await perform(client, { ...what, values: [...values, '--check'] }, async ({ code, out }) => {
    await texts.show(title, out);
    if (await changesNothing(client, plan, values)) {
      if (code !== EXIT.done) return tellNoneTaken();
      return perform(client, { ...what, values }, tellUnchanged);
    }
    if (!(await isImporting())) return;
    const edits = await PlanEdits.since(plan);
    await perform(client, { ...what, values }, async (imported) => {
      await texts.show(title, imported.out);
      void tellImported(edits, texts);
    });
  });
}

/** By the command's JSON: its text is for people. */
async function changesNothing(
  { migplan }: Client,
  plan: string,
  values: readonly string[],
): Promise<boolean> {
  const asked = [...values, '--check', '--format', 'json'];
  const { out } = await migplan.run({ values: asked, folder: folderOf(plan) });
  try {
    return report.parse(JSON.parse(out)).files.length === 0;
  } catch {
    return false;
  }
}

const report = z.object({ files: z.array(z.string()) });

/** The plan's files are left alone; a unit to which all is right has answered, and nobody is to be reminded of its sheet. */
function tellUnchanged(): void {
  void window.showInformationMessage(
    l10n.t('The sheets change nothing: the plan says all of it already. That they came back is on record.'),
  );
}

function tellNoneTaken(): void {
  void window.showWarningMessage(
    l10n.t('The sheets change nothing: what could not be taken from them is told row by row.'),
  );
}

async function tellImported(edits: PlanEdits, texts: ReadOnlyTexts): Promise<void> {
  const show = l10n.t('Show Changes');
  const told = l10n.t('The plan’s files are edited; look over what changed.');
  if ((await window.showInformationMessage(told, show)) === show)
    await edits.show(l10n.t('What the sheets changed'), texts);
}

async function isImporting(): Promise<boolean> {
  const yes = l10n.t('Put Them Into the Plan');
  const asks = l10n.t('This is what the sheets would change. Nothing has been changed yet.');
  return (await window.showInformationMessage(asks, yes)) === yes;
}
