/** How many errors and warnings there are, in words. */
import { l10n } from 'vscode';

export function saidProblems(errors: number, warnings: number): string {
  const said = [
    ...(errors > 0 ? [errors === 1 ? l10n.t('1 error') : l10n.t('{0} errors', errors)] : []),
    ...(warnings > 0 ? [warnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warnings)] : []),
  ];
  return said.length > 0 ? said.join(', ') : l10n.t('nothing wrong');
}
