/** Commands read plans from the disk: what is being written goes there first. */
import { l10n, window, workspace } from 'vscode';

/** False where one could not be saved; then it is said. */
export async function saveAll(): Promise<boolean> {
  const unsaved = workspace.textDocuments.filter(
    ({ isDirty, languageId, uri }) => isDirty && languageId === 'migplan' && uri.scheme === 'file',
  );
  const saved = await Promise.all(unsaved.map((document) => document.save()));
  const failed = unsaved.find((_, index) => !saved[index]);
  if (failed) void window.showErrorMessage(l10n.t('{0} could not be saved.', failed.fileName));
  return !failed;
}
