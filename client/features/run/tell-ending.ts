/** How a run ended, in one notification, with what may be done next. */
import { commands, l10n, window } from 'vscode';
import { COMMANDS, EXIT, type RunRecord } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { shortMoment } from '../../infrastructure/days.ts';
import { GrownFile } from '../../infrastructure/grown-file.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { secretRemedies } from '../../infrastructure/perform.ts';
import { folderOf } from '../../infrastructure/pick-plan.ts';
import { failureLine, type Remedy, tellFailure } from '../../infrastructure/tell-failure.ts';
import { unlinked } from '../../infrastructure/unlinked.ts';
import { exitCodeOf, logOf, type NotedRun } from './noted-runs.ts';
import { type Next, type Outcome, outcomeOf } from './run-outcome.ts';
import type { Ending } from './run-watch.ts';

export async function tellEnding(client: Client, ending: Ending): Promise<void> {
  const { plan, record, started, left } = ending;
  const ended = await started?.ended;
  const code = left ? exitCodeOf(folderOf(plan), left) : ended?.code;
  const last = record ?? left;
  const again = (): unknown => started?.again() ?? (last && runAgain(plan, last));
  const remedies = secretRemedies(client, { plan, needsSecrets: true }, code, again);
  const outcome = record && outcomeOf(record, editorLanguage());
  if (record && outcome) tell(outcome, [...remedies, ...remediesOf(plan, record, outcome.next, again)]);
  else if (code === EXIT.done || code === EXIT.interrupted) return;
  else if (left) tellLeft(client, left, [...remedies, anew(code, again)]);
  else if (ended)
    tellFailure(client.log, failureLine(ended), [
      ...remedies,
      ...(code === EXIT.refused ? [anew(code, again)] : []),
    ]);
}

/** It ended before it began, with no window there to say why. */
function tellLeft({ log }: Client, left: NotedRun, remedies: readonly Remedy[]): void {
  const lines = new GrownFile(logOf(folderOf(left.plan), left)).lines(true);
  for (const line of lines) log.info(line);
  const why = failureLine({ code: undefined, err: lines.at(-1) ?? '' });
  const since = shortMoment(left.since, new Date(), editorLanguage());
  const told = l10n.t('The run of lot {0}, started {1}, ended before it began: {2}', left.lot, since, why);
  tellFailure(log, told, remedies);
}

/** Where what was agreed to holds no more, or the plan was held back, it is looked at, and asked about, anew. */
const anew = (code: number | undefined, again: () => unknown): Remedy => [
  code === EXIT.refused ? l10n.t('Look and Ask Again') : l10n.t('Run Again'),
  again,
];

function tell({ severity, says }: Outcome, remedies: readonly Remedy[]): void {
  const labels = remedies.map(([label]) => label);
  void SHOW[severity](unlinked(says), ...labels).then((chosen) => {
    remedies.find(([label]) => label === chosen)?.[1]();
  });
}

const SHOW = {
  information: (says: string, ...labels: string[]) => window.showInformationMessage(says, ...labels),
  warning: (says: string, ...labels: string[]) => window.showWarningMessage(says, ...labels),
  error: (says: string, ...labels: string[]) => window.showErrorMessage(says, ...labels),
};

function remediesOf(plan: string, record: RunRecord, next: readonly Next[], again: () => unknown): Remedy[] {
  const all: Readonly<Record<Next, Remedy>> = {
    report: [l10n.t('Report'), () => commands.executeCommand(COMMANDS.report, { plan, lot: record.lot })],
    problems: [l10n.t('Show Problems'), () => commands.executeCommand('workbench.actions.view.problems')],
    again: [l10n.t('Run Again'), again],
    dashboard: [l10n.t('Dashboard'), () => commands.executeCommand(COMMANDS.showDashboard, { plan })],
  };
  return next.map((one) => all[one]);
}

/** A whole lot is no phase. */
function runAgain(plan: string, { lot, phase }: Pick<RunRecord, 'lot' | 'phase'>): Thenable<unknown> {
  return commands.executeCommand(COMMANDS.run, phase === 'all' ? { plan, lot } : { plan, lot, phase });
}
