/**
 * The dashboard beside the plans: asks the server while it is seen, sends the page what to show, and does what is pressed.
 * What it shows is decided in view/.
 */
import {
  commands,
  type Disposable,
  l10n,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { COMMANDS, type LiveRun, type Place, type PlanInfo } from '../../../server/protocol.ts';
import type { Reviewer } from '../../infrastructure/client.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { openPlace } from '../../infrastructure/open-place.ts';
import { Refreshing } from '../../infrastructure/refreshing.ts';
import { askFacts, askPlans } from './ask-facts.ts';
import { dashboardPage } from './dashboard-page.ts';
import { type FromPage, fromPage, type ToPage } from './message.ts';
import type { PlanFacts, Trouble } from './view/dashboard-facts.ts';
import { viewDashboard } from './view/view-dashboard.ts';

/** Milliseconds between two looks at a plan; a run under way is told each second by itself. */
const BETWEEN = 1500;

/** So that the dashboard stays in sight. */
const BESIDE = { viewColumn: ViewColumn.Beside };

export class DashboardPanel implements Disposable {
  private readonly panel: WebviewPanel;
  private readonly client: Reviewer;
  private readonly refreshing = new Refreshing(() => this.refresh(), BETWEEN);
  private readonly held: Disposable[];
  private plans: readonly PlanInfo[] = [];
  private facts: PlanFacts | undefined;
  private toldAt: Date | undefined;
  private trouble: Trouble | undefined;
  private plan: string | undefined;

  constructor(panel: WebviewPanel, client: Reviewer) {
    const { server, context } = client;
    this.panel = panel;
    this.client = client;
    this.held = [
      this.refreshing,
      server.on('migplan/changed', () => this.ask()),
      server.on('migplan/live', ({ plan, run }) => this.live(plan, run)),
      workspace.onDidGrantWorkspaceTrust(() => this.send()),
      panel.onDidChangeViewState(() => this.ask()),
      panel.webview.onDidReceiveMessage((message: unknown) => this.hear(fromPage(message))),
    ];
    this.writePage(context.extensionUri);
  }

  /** Shows a plan; the one shown already, or the first, where none is named. */
  choose(plan?: string): void {
    this.plan = plan ?? this.plan;
    this.ask();
  }

  reveal(): void {
    this.panel.reveal();
  }

  onClosed(closed: () => void): void {
    this.held.push(this.panel.onDidDispose(closed));
  }

  dispose(): void {
    for (const one of this.held) one.dispose();
    this.panel.dispose();
  }

  private writePage(extension: Uri): void {
    const { webview } = this.panel;
    const folder = Uri.joinPath(extension, 'dist');
    const served = (file: string): string => webview.asWebviewUri(Uri.joinPath(folder, file)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    webview.html = dashboardPage({
      script: served('dashboard.js'),
      style: served('dashboard.css'),
      source: webview.cspSource,
      nonce: crypto.randomUUID(),
      language: editorLanguage(),
      title: l10n.t('Dashboard'),
      reading: l10n.t('The plan is being read…'),
    });
  }

  private ask(): void {
    if (this.panel.visible) this.refreshing.ask();
  }

  private async refresh(): Promise<void> {
    try {
      await this.look();
      this.trouble = undefined;
    } catch (error) {
      this.client.log.error(String(error));
      const says = error instanceof Error ? error.message : String(error);
      this.trouble = { says, shownOf: this.toldAt, isTriedAgain: false };
    }
    this.send();
  }

  private async look(): Promise<void> {
    const { server } = this.client;
    this.plans = await askPlans(server);
    const shown = this.plans.find(({ plan }) => plan === this.plan) ?? this.plans[0];
    this.facts = shown && (await askFacts(server, shown));
    this.toldAt = this.facts && new Date();
  }

  /** Said at once, since the answer may take as long as the one that failed. */
  private tryAgain(): void {
    if (this.trouble) this.trouble = { ...this.trouble, isTriedAgain: true };
    this.send();
    this.ask();
  }

  private live(plan: string, live: LiveRun | null): void {
    if (this.facts?.plan.plan !== plan) return;
    this.facts = { ...this.facts, live };
    if (live) this.send();
    else this.ask(); // how it ended is on record now
  }

  private send(): void {
    if (!this.panel.visible) return;
    const plan = this.facts && Uri.parse(this.facts.plan.plan);
    const { trouble } = this;
    const whyNot = plan && this.client.whyNot(plan);
    const around = { now: new Date(), language: editorLanguage(), whyNot, trouble };
    const message: ToPage = { view: viewDashboard(this.plans, this.facts, around) };
    void this.panel.webview.postMessage(message);
  }

  private async hear(said: FromPage | undefined): Promise<void> {
    switch (said?.says) {
      case undefined:
        return;
      case 'ready':
        return this.facts || this.trouble ? this.send() : this.ask();
      case 'again':
        return this.tryAgain();
      case 'choose':
        return this.choose(said.plan);
      case 'act':
        await this.act(COMMANDS[said.does], said.lot);
        return;
      case 'open':
        return this.open(said);
    }
  }

  private async act(command: string, lot: string): Promise<void> {
    const plan = this.facts?.plan.plan;
    if (plan !== undefined) await commands.executeCommand(command, { plan, lot });
  }

  private async open({ what, id }: Extract<FromPage, { says: 'open' }>): Promise<void> {
    if (!this.facts) return;
    const { lots, units, runs } = this.facts;
    switch (what) {
      case 'lot':
        return openPlace(lots.find(({ name }) => name === id)?.place, BESIDE);
      case 'unit':
        return openPlace(units.find(({ name }) => name === id)?.place, BESIDE);
      case 'mailbox':
        return openPlace(await this.placeOf(id), BESIDE);
      case 'log': {
        const log = runs.find((run) => run.id === id)?.log;
        if (log !== undefined) await window.showTextDocument(Uri.parse(log), BESIDE);
      }
    }
  }

  private async placeOf(address: string): Promise<Place | undefined> {
    if (!this.facts) return undefined;
    const { plan } = this.facts.plan;
    const [place] = await this.client.server.ask('migplan/places', { plan, addresses: [address] });
    return place ?? undefined;
  }
}
