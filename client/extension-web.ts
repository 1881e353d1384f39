/**
 * The extension in a browser, where plans are edited and reviewed, and nothing is run: what needs a process is not here. Each
 * activation registers what it makes for disposal.
 */
import { type ExtensionContext, window } from 'vscode';
import { COMMANDS } from '../server/protocol.ts';
import { activateCheck } from './features/check/check.ts';
import { activateDashboard } from './features/dashboard/dashboard.ts';
import { activateElsewhere } from './features/elsewhere/elsewhere.ts';
import { activateExplainRule } from './features/explain-rule/explain-rule.ts';
import { activatePlanTree } from './features/plan-tree/plan-tree.ts';
import { activateRestartServer } from './features/restart-server/restart-server.ts';
import { activateRunList } from './features/run-list/run-list.ts';
import { activateShowLog } from './features/show-log/show-log.ts';
import { serverInWorker } from './infrastructure/server-worker.ts';
import { tellError } from './infrastructure/tell-failure.ts';

/** What is registered below: the others say where they can be had. */
const HERE = [
  COMMANDS.check,
  COMMANDS.explainRule,
  COMMANDS.restartServer,
  COMMANDS.showDashboard,
  COMMANDS.showLog,
];

export async function activate(context: ExtensionContext): Promise<void> {
  const server = serverInWorker(context);
  const log = window.createOutputChannel('Migration Plan: commands', { log: true });
  const client = { context, server, log, whyNot: () => 'virtual' as const };
  context.subscriptions.push(log);
  const activations = [
    () => activateRestartServer(context, server),
    () => activateDashboard(client),
    () => activatePlanTree(context, server),
    () => activateRunList(context, server),
    () => activateCheck(client),
    () => activateExplainRule(client),
    () => activateShowLog(client),
    () => activateElsewhere(client, HERE),
    // Nobody waits for it: what asks it something before it is there is answered once it is.
    () => void server.start().catch((error: unknown) => tellError(log, error)),
  ];
  for (const activation of activations) await activation();
}
