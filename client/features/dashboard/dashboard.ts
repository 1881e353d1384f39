/** The command that opens the dashboard, and its coming back when the window is opened again. One for all plans of a window. */
import { commands, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { Reviewer } from '../../infrastructure/client.ts';
import type { DashboardPanel } from './dashboard-panel.ts';

export function activateDashboard(client: Reviewer): void {
  const dashboard = new Dashboard(client);
  client.context.subscriptions.push(
    dashboard,
    commands.registerCommand('migplan.showDashboard', (of?: { plan?: string }) => dashboard.show(of?.plan)),
    window.registerWebviewPanelSerializer(KIND, {
      deserializeWebviewPanel: (panel, state: { plan?: string } | undefined) =>
        dashboard.take(panel, state?.plan),
    }),
  );
}

const KIND = 'migplan.dashboard';

class Dashboard {
  private readonly client: Reviewer;
  private open: DashboardPanel | undefined;

  constructor(client: Reviewer) {
    this.client = client;
  }

  async show(plan?: string): Promise<void> {
    const { open } = this;
    open?.choose(plan);
    if (open) return open.reveal();
    await this.take(window.createWebviewPanel(KIND, l10n.t('Dashboard'), ViewColumn.Active), plan);
  }

  /** Fills an empty panel. What does so is only loaded now: most windows never show it. */
  async take(panel: WebviewPanel, plan?: string): Promise<void> {
    const { DashboardPanel } = await import('./dashboard-panel.ts');
    panel.iconPath = Uri.joinPath(this.client.context.extensionUri, 'client/icons/plan.svg');
    this.open?.dispose();
    const open = new DashboardPanel(panel, this.client);
    open.onClosed(() => this.closed(open));
    this.open = open;
    open.choose(plan);
  }

  dispose(): void {
    this.open?.dispose();
  }

  private closed(panel: DashboardPanel): void {
    panel.dispose();
    if (this.open === panel) this.open = undefined;
  }
}
