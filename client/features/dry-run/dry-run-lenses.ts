/** What can be done with a dry run, over its first line. */
import { CodeLens, type CodeLensProvider, l10n, Range, type TextDocument } from 'vscode';
import { COMMANDS } from '../../../server/protocol.ts';
import { askedBy } from './dry-run-uri.ts';

export const dryRunLenses: CodeLensProvider = {
  provideCodeLenses({ uri }: TextDocument) {
    const asked = askedBy(uri);
    if (!asked) return [];
    const top = new Range(0, 0, 0, 0);
    const lens = (icon: string, words: string, [command, given]: readonly [string, unknown]): CodeLens =>
      new CodeLens(top, { title: `$(${icon})${KEPT_SPACE}${words}`, command, arguments: [given] });
    return [
      lens('play', l10n.t('Run…'), [COMMANDS.runDryRun, uri]),
      lens('refresh', l10n.t('Look Again'), [COMMANDS.refreshDryRun, uri]),
      lens('dashboard', l10n.t('Dashboard'), [COMMANDS.showDashboard, { plan: asked.plan }]),
    ];
  },
};

/** The editor leaves a plain space between an icon and words out. */
const KEPT_SPACE = '\u00A0';
