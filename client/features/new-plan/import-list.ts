/** A plan made of a spreadsheet or a list by `migplan import`; what could not be read of it is told, row by row. */
import { l10n, Uri, window } from 'vscode';
import { EXIT } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { perform } from '../../infrastructure/perform.ts';

/** The plan's root file; undefined where none was made. */
export async function importList(client: Client, folder: Uri): Promise<Uri | undefined> {
  const [list] = (await pickList(folder)) ?? [];
  if (!list) return undefined;
  const plan = Uri.joinPath(folder, 'plan.migplan');
  const values = ['import', list.fsPath, '--out', folder.fsPath];
  const what = { title: l10n.t('Making a plan of {0}', list.fsPath), plan: plan.toString(), values };
  let made: Uri | undefined;
  await perform(client, { ...what, accepted: [EXIT.incomplete] }, ({ code }) => {
    made = plan;
    if (code === EXIT.incomplete) tellLeftOut(client);
  });
  return made;
}

function pickList(folder: Uri): Thenable<Uri[] | undefined> {
  return window.showOpenDialog({
    title: l10n.t('Which list is the plan made of?'),
    openLabel: l10n.t('Make a Plan of It'),
    defaultUri: folder,
    filters: { [l10n.t('Lists')]: ['xlsx', 'csv', 'tsv', 'txt', 'yaml', 'yml'] },
  });
}

function tellLeftOut({ log }: Client): void {
  const show = l10n.t('Show Log');
  const told = l10n.t('Some rows could not be read and are left out: the log says which, and why.');
  void window.showWarningMessage(told, show).then((chosen) => {
    if (chosen === show) log.show();
  });
}
