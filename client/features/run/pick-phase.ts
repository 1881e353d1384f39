/** Which phase of a lot is meant. */
import { l10n, window } from 'vscode';

/** As the command takes them, in the order in which they come. */
const PHASES: Readonly<Record<string, () => string>> = {
  stage: () => l10n.t('the target made ready, and the first copy, while people still work on the source'),
  lock: () => l10n.t('people kept from changing anything in their old mailbox'),
  unlock: () => l10n.t('that taken back: a cutover that is called off'),
  cutover: () => l10n.t('what is left to be made ready, the copy again, then forwards and old addresses'),
  delta: () => l10n.t('the copy again: what is new, and flags that changed'),
  verify: () => l10n.t('both ends compared from nothing'),
};

export async function pickPhase(): Promise<string | undefined> {
  const items = Object.entries(PHASES).map(([label, describe]) => ({ label, detail: describe() }));
  return (await window.showQuickPick(items, { title: l10n.t('Which phase?') }))?.label;
}
