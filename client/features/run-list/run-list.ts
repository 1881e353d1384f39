/**
 * The view of runs and of what they met, refreshed while it is seen. Its badge counts the mailboxes that are to be looked at, and
 * is counted anew when a run ends, seen or not.
 */
import { type ExtensionContext, l10n, window } from 'vscode';
import type { PlanServer } from '../../infrastructure/language-client.ts';
import { Refreshing } from '../../infrastructure/refreshing.ts';
import { RunListRows } from './run-list-rows.ts';

/** Milliseconds between two refreshes. */
const BETWEEN = 2000;

export function activateRunList(
  { subscriptions }: Pick<ExtensionContext, 'subscriptions'>,
  server: PlanServer,
) {
  const rows = new RunListRows(server);
  const view = window.createTreeView('migplan.runs', { treeDataProvider: rows });
  const refreshing = new Refreshing(async () => {
    await rows.refresh();
    const value = rows.troubled;
    view.badge = value > 0 ? { value, tooltip: l10n.t('mailboxes to look at: {0}', value) } : undefined;
  }, BETWEEN);
  subscriptions.push(
    rows,
    view,
    refreshing,
    server.on('migplan/changed', () => {
      if (view.visible) refreshing.ask();
    }),
    server.on('migplan/live', ({ plan, run }) => {
      if (!run || !rows.live(plan, run)) refreshing.ask();
    }),
    view.onDidChangeVisibility(() => {
      if (view.visible) refreshing.ask();
    }),
  );
  refreshing.ask();
}
