/** The view of plans, lots, units, domains and mailboxes. It is refreshed while it is seen, and once when it is seen again. */
import {
  commands,
  type Disposable,
  type ExtensionContext,
  l10n,
  type TreeView,
  window,
  workspace,
} from 'vscode';
import type { PlanServer } from '../../infrastructure/language-client.ts';
import { openPlace } from '../../infrastructure/open-place.ts';
import { Refreshing } from '../../infrastructure/refreshing.ts';
import type { PlanRow } from './plan-row.ts';
import { PlanTreeRows } from './plan-tree-rows.ts';

/** Milliseconds between two refreshes: a run changes many rows many times a second. */
const BETWEEN = 2000;

export function activatePlanTree(
  { subscriptions }: Pick<ExtensionContext, 'subscriptions'>,
  server: PlanServer,
) {
  const rows = new PlanTreeRows(server, tellPlans);
  const view = window.createTreeView('migplan.plans', { treeDataProvider: rows, showCollapseAll: true });
  const refreshing = refreshingSeen(rows, view, server, subscriptions);
  const sayTrust = (): void => {
    view.message = workspace.isTrusted
      ? ''
      : l10n.t('Restricted mode: plans are checked, and nothing is run.');
  };
  sayTrust();
  subscriptions.push(
    rows,
    view,
    refreshing,
    workspace.onDidGrantWorkspaceTrust(sayTrust),
    commands.registerCommand('migplan.openDeclaration', (row?: PlanRow) => openPlace(row?.node.place)),
    commands.registerCommand('migplan.revealInTree', () => reveal(rows, view, server)),
  );
}

/** What changes while nobody looks is remembered until somebody does. */
function refreshingSeen(
  rows: PlanTreeRows,
  view: TreeView<PlanRow>,
  server: PlanServer,
  subscriptions: Disposable[],
): Refreshing {
  const changed = new Set<string>();
  const refreshing = new Refreshing(async () => {
    const plans = new Set(changed);
    changed.clear();
    await rows.refresh(plans);
  }, BETWEEN);
  const ask = (): void => {
    if (view.visible && changed.size > 0) refreshing.ask();
  };
  subscriptions.push(
    server.on('migplan/changed', ({ plan }) => {
      changed.add(plan);
      ask();
    }),
    view.onDidChangeVisibility(ask),
  );
  return refreshing;
}

/** Shows what the line of the cursor declares. */
async function reveal(rows: PlanTreeRows, view: TreeView<PlanRow>, server: PlanServer): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return;
  const at = { uri: editor.document.uri.toString(), line: editor.selection.active.line };
  const way = await server.ask('migplan/way', at);
  const row = way && (await rows.rowAt(way.plan, way.nodes));
  if (row) await view.reveal(row, { select: true, focus: true });
  else
    await window.showInformationMessage(l10n.t('This line declares nothing that is in the view of plans.'));
}

/** For the words that stand in the view where it is empty. */
const tellPlans = (count: number): void => void commands.executeCommand('setContext', 'migplan.plans', count);
