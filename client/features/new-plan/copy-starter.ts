/** Puts a starter into a folder, with its days moved to come; nothing that is there is overwritten. */
import { l10n, Uri, window, workspace } from 'vscode';
import { startingNow } from './moved-days.ts';
import { STARTERS } from './starters.ts';

/** The plan's root file; undefined where nothing was written, and then it is said why. */
export async function copyStarter(extension: Uri, name: string, to: Uri): Promise<Uri | undefined> {
  const starter = STARTERS.find(({ folder }) => folder === name);
  if (!starter) return undefined;
  const from = Uri.joinPath(extension, 'examples', starter.folder);
  for (const file of starter.files) if (await isThere(Uri.joinPath(to, file))) return refuse(file);
  const texts = await Promise.all(starter.files.map((file) => textOf(Uri.joinPath(from, file))));
  for (const [file, text] of startingNow(starter.files, texts, new Date()))
    await workspace.fs.writeFile(Uri.joinPath(to, file), new TextEncoder().encode(text));
  return Uri.joinPath(to, 'plan.migplan');
}

const textOf = async (file: Uri): Promise<string> =>
  new TextDecoder().decode(await workspace.fs.readFile(file));

const isThere = (file: Uri): Thenable<boolean> =>
  workspace.fs.stat(file).then(
    () => true,
    () => false,
  );

function refuse(file: string): undefined {
  void window.showErrorMessage(
    l10n.t('{0} is in that folder already. Nothing was written; choose another folder.', file),
  );
}
