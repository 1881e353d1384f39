/**
 * The commands that run a lot, one phase of it, or compare it: asked once, naming what is about to be done, then a process of its own
 * that outlives the window. A plan has one run at a time; a window that finds one watches it.
 */
import { commands, l10n, Uri, window } from 'vscode';
import { COMMANDS, type LiveRun } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { type DryRun, readDryRun } from '../../infrastructure/dry-run.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { mayRun } from '../../infrastructure/may-run.ts';
import type { Secrets } from '../../infrastructure/migplan-process.ts';
import { secretRemedies } from '../../infrastructure/perform.ts';
import { pickLot } from '../../infrastructure/pick-lot.ts';
import { folderOf } from '../../infrastructure/pick-plan.ts';
import { withProgress } from '../../infrastructure/progress-notification.ts';
import { registerCommand } from '../../infrastructure/register-command.ts';
import { saidProblems } from '../../infrastructure/said-problems.ts';
import { saveAll } from '../../infrastructure/save-all.ts';
import { failureLine, tellError, tellFailure } from '../../infrastructure/tell-failure.ts';
import { unlinked } from '../../infrastructure/unlinked.ts';
import { progressText } from './live-words.ts';
import { pickPhase } from './pick-phase.ts';
import { runQuestion } from './run-question.ts';
import { RunStatus } from './run-status.ts';
import { type Asked, lookValues, runValues, verifyValues } from './run-values.ts';
import { RunWatch } from './run-watch.ts';
import { startRun } from './started-run.ts';
import { tellEnding } from './tell-ending.ts';

export function activateRun(client: Client): void {
  const status = new RunStatus();
  const watch = new RunWatch(client, status, (ending) => tellEnding(client, ending));
  client.context.subscriptions.push(status, watch);
  registerCommand(client, COMMANDS.run, async (given) => {
    const lot = await pickLot(client, given, l10n.t('Run which lot?'));
    if (lot) await run(client, watch, { ...lot, ...phaseOf(given) });
  });
  registerCommand(client, COMMANDS.runPhase, async (given) => {
    const lot = await pickLot(client, given, l10n.t('Run a phase of which lot?'));
    const phase = lot && (phaseOf(given).phase ?? (await pickPhase()));
    if (lot && phase !== undefined) await run(client, watch, { ...lot, phase });
  });
  registerCommand(client, COMMANDS.verify, async (given) => {
    const lot = await pickLot(client, given, l10n.t('Compare which lot?'));
    if (lot) await run(client, watch, { ...lot, phase: 'verify' });
  });
  watch.find().catch((error: unknown) => client.log.error(String(error)));
}

function phaseOf(given: unknown): { readonly phase?: string } {
  if (typeof given !== 'object' || given === null || !('phase' in given)) return {};
  return typeof given.phase === 'string' ? { phase: given.phase } : {};
}

async function run(client: Client, watch: RunWatch, asked: Asked): Promise<void> {
  const { plan } = asked;
  if (!mayRun(Uri.parse(plan)) || !(await saveAll())) return;
  const live = await client.server.ask('migplan/live', { plan });
  if (live) return tellUnderWay(plan, live);
  if (!(await isSound(client, plan))) return;
  const secrets = await client.secrets.askedFor(plan);
  if (!secrets) return;
  if (asked.phase === 'verify') return start(client, watch, asked, secrets, () => verifyValues(asked));
  const agreed = await agreedTo(client, watch, asked, secrets);
  if (agreed !== undefined) start(client, watch, asked, secrets, () => runValues(asked, agreed));
}

function start(
  client: Client,
  watch: RunWatch,
  asked: Asked,
  secrets: Secrets,
  values: () => readonly string[],
): void {
  const { plan, lot, phase = 'all' } = asked;
  try {
    const how = { folder: folderOf(plan), values: values(), secrets };
    const started = startRun(client, { plan, lot, phase, ...how }, () => run(client, watch, asked));
    watch.started(plan, lot, started);
  } catch (error) {
    tellError(client.log, error);
  }
}

async function tellUnderWay(plan: string, live: LiveRun): Promise<void> {
  const show = l10n.t('Show Dashboard');
  const told = l10n.t(
    'A run of lot {0} is under way, and a plan has one run at a time: {1}.',
    live.lot,
    progressText(live, editorLanguage()),
  );
  if ((await window.showWarningMessage(told, show)) === show)
    await commands.executeCommand(COMMANDS.showDashboard, { plan });
}

/** A plan with errors is not run. */
async function isSound({ server }: Client, plan: string): Promise<boolean> {
  const plans = await server.ask('migplan/plans', undefined);
  const errors = plans.find((one) => one.plan === plan)?.errors ?? 0;
  if (errors === 0) return true;
  const show = l10n.t('Show Problems');
  const told = l10n.t('The plan is not run while it has errors: {0}.', saidProblems(errors, 0));
  void window.showErrorMessage(told, show).then((chosen) => {
    if (chosen === show) void commands.executeCommand('workbench.actions.view.problems');
  });
  return false;
}

/** What would be done, by what is at the target now, word for word as it was looked at; undefined where the person does not agree. */
async function agreedTo(
  client: Client,
  watch: RunWatch,
  asked: Asked,
  secrets: Secrets,
): Promise<string | undefined> {
  const looked = await lookAtTarget(client, asked, secrets, () => run(client, watch, asked));
  if (!looked) return undefined;
  const { dryRun, out } = looked;
  const [against] = dryRun.verdict.errors;
  if (against !== undefined) {
    tellAgainst(against, asked);
    return undefined;
  }
  const { asks, detail } = runQuestion(dryRun, editorLanguage());
  const yes = l10n.t('Run');
  return (await window.showInformationMessage(asks, { modal: true, detail }, yes)) === yes ? out : undefined;
}

async function lookAtTarget(
  client: Client,
  asked: Asked,
  secrets: Secrets,
  again: () => Promise<void>,
): Promise<{ readonly dryRun: DryRun; readonly out: string } | undefined> {
  const { plan, lot } = asked;
  const values = lookValues(asked);
  const title = l10n.t('What a run of lot {0} would do', lot);
  const { ended, isCancelled } = await withProgress(title, async (_, token) => ({
    ended: await client.migplan.run({ values, folder: folderOf(plan), secrets }, { token }),
    isCancelled: token.isCancellationRequested,
  }));
  const dryRun = isCancelled ? undefined : readDryRun(ended.out);
  if (!dryRun && !isCancelled) {
    const remedies = secretRemedies(client, { plan, needsSecrets: true }, ended.code, again);
    tellFailure(client.log, failureLine(ended), remedies);
  }
  return dryRun && { dryRun, out: ended.out };
}

function tellAgainst(against: string, { plan, lot, phase }: Asked): void {
  const show = l10n.t('Dry Run');
  void window
    .showErrorMessage(unlinked(l10n.t('Lot {0} cannot be run: {1}', lot, against)), show)
    .then((chosen) => {
      if (chosen === show) void commands.executeCommand(COMMANDS.dryRun, { plan, lot, phase });
    });
}
