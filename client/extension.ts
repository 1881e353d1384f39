/** The extension: what it does when a plan is opened, in its order. Each activation registers what it makes for disposal. */
import { type ExtensionContext, window } from 'vscode';
import { activateCheck } from './features/check/check.ts';
import { activateDashboard } from './features/dashboard/dashboard.ts';
import { activateDemo } from './features/demo/demo.ts';
import { activateDryRun } from './features/dry-run/dry-run.ts';
import { activateExplainRule } from './features/explain-rule/explain-rule.ts';
import { activateForgetSecrets } from './features/forget-secrets/forget-secrets.ts';
import { activateInventory } from './features/inventory/inventory.ts';
import { activateLotChecks } from './features/lot-checks/lot-checks.ts';
import { activateNewPlan } from './features/new-plan/new-plan.ts';
import { activatePlanTree } from './features/plan-tree/plan-tree.ts';
import { activatePreflight } from './features/preflight/preflight.ts';
import { activateReport } from './features/report/report.ts';
import { activateRestartServer } from './features/restart-server/restart-server.ts';
import { activateRun } from './features/run/run.ts';
import { activateRunList } from './features/run-list/run-list.ts';
import { activateRunMarks } from './features/run-marks/run-marks.ts';
import { activateRunProblems } from './features/run-problems/run-problems.ts';
import { activateSheets } from './features/sheets/sheets.ts';
import { activateShowLog } from './features/show-log/show-log.ts';
import { activateStatus } from './features/status/status.ts';
import { activateSteer } from './features/steer/steer.ts';
import { activateTasks } from './features/tasks/tasks.ts';
import type { Client } from './infrastructure/client.ts';
import { commandLanguage } from './infrastructure/language.ts';
import type { LanguageServer } from './infrastructure/language-client.ts';
import { whyNot } from './infrastructure/may-run.ts';
import { migplanProcess } from './infrastructure/migplan-process.ts';
import { ReadOnlyTexts } from './infrastructure/read-only-texts.ts';
import { secretStore } from './infrastructure/secret-store.ts';
import { serverInProcess } from './infrastructure/server-process.ts';
import { tellError } from './infrastructure/tell-failure.ts';

export async function activate(context: ExtensionContext): Promise<void> {
  const server = serverInProcess(context);
  const client = newClient(context, server);
  const texts = new ReadOnlyTexts();
  context.subscriptions.push(client.log, texts);
  const activations = [
    () => activateRestartServer(context, server),
    () => activateDashboard(client),
    () => activatePlanTree(context, server),
    () => activateRunList(context, server),
    () => activateRunProblems(context, server),
    () => activateRunMarks(context, server),
    () => activateDemo(client),
    () => activateCheck(client),
    () => activateExplainRule(client),
    () => activateShowLog(client),
    () => activateForgetSecrets(client),
    () => activateSteer(client),
    () => activateStatus(client, texts),
    () => activateDryRun(client),
    () => activateRun(client),
    () => activatePreflight(client, texts),
    () => activateInventory(client),
    () => activateReport(client),
    () => activateSheets(client, texts),
    () => activateNewPlan(client),
    () => activateLotChecks(client),
    () => activateTasks(client),
    // Nobody waits for it: what asks it something before it is there is answered once it is.
    () => void server.start().catch((error: unknown) => tellError(client.log, error)),
  ];
  for (const activation of activations) await activation();
}

function newClient(context: ExtensionContext, server: LanguageServer): Client {
  const log = window.createOutputChannel('Migration Plan: commands', { log: true });
  const secretsOf = (plan: string) => server.ask('migplan/secrets', { plan });
  const secrets = secretStore(context.secrets, secretsOf);
  context.subscriptions.push(
    server.answer('migplan/keptSecrets', ({ plan, keys }) => secrets.keptAmong(plan, keys)),
    secrets.onChange((plan) => server.tell('migplan/secretsChanged', { plan })),
  );
  return {
    ...{ context, server, log, secrets, whyNot },
    migplan: migplanProcess({
      script: context.asAbsolutePath('dist/cli.js'),
      language: commandLanguage,
      log: (line) => log.info(line),
    }),
  };
}
