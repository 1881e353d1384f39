/** The rows of the view of runs: all plans are asked at once, and a run under way is drawn anew by itself each second. */
import { type Event, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { LiveRun, PlanInfo } from '../../../server/protocol.ts';
import type { PlanServer } from '../../infrastructure/language-client.ts';
import { runItem } from './run-item.ts';
import { outermostRows, type RunRow, type RunsOfPlan, rowsBelow, rowsOfPlan } from './run-row.ts';

export class RunListRows implements TreeDataProvider<RunRow> {
  readonly onDidChangeTreeData: Event<RunRow | undefined>;
  private readonly server: PlanServer;
  private readonly changed = new EventEmitter<RunRow | undefined>();
  private plans: readonly RunsOfPlan[] | undefined;
  /** As the editor holds them: a row is drawn anew by the object that it was given. */
  private readonly liveRows = new Map<string, RunRow>();

  constructor(server: PlanServer) {
    this.server = server;
    this.onDidChangeTreeData = this.changed.event;
  }

  /** How many mailboxes have something that nobody has put right. */
  get troubled(): number {
    const of = ({ incidents }: RunsOfPlan): number => new Set(incidents.map(({ address }) => address)).size;
    return (this.plans ?? []).reduce((total, plan) => total + of(plan), 0);
  }

  async refresh(): Promise<void> {
    await this.ask();
    this.changed.fire(undefined);
  }

  /** What a run under way tells of itself; whether it was known of. */
  live(plan: string, live: LiveRun): boolean {
    const known = this.plans?.find(({ info }) => info.plan === plan);
    if (!known?.live) return false;
    this.plans = this.plans?.map((one) => (one === known ? { ...one, live } : one));
    const row = this.liveRows.get(plan);
    if (row) this.changed.fire(row);
    return true;
  }

  getTreeItem(row: RunRow): TreeItem {
    const live = row.kind === 'live' ? this.runsOf(row.plan)?.live : undefined;
    return runItem(row.kind === 'live' && live ? { ...row, run: live } : row, new Date());
  }

  async getChildren(row?: RunRow): Promise<RunRow[]> {
    if (!this.plans) await this.ask();
    const rows = row ? this.below(row) : outermostRows(this.plans ?? []);
    for (const one of rows) if (one.kind === 'live') this.liveRows.set(one.plan, one);
    return rows;
  }

  private below(row: RunRow): RunRow[] {
    const runs = row.kind === 'plan' ? this.runsOf(row.plan) : undefined;
    return runs ? rowsOfPlan(runs) : rowsBelow(row);
  }

  private runsOf(plan: string): RunsOfPlan | undefined {
    return this.plans?.find(({ info }) => info.plan === plan);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async ask(): Promise<void> {
    const plans = await this.server.ask('migplan/plans', undefined);
    this.plans = await Promise.all(plans.map((info) => this.askRuns(info)));
  }

  private async askRuns(info: PlanInfo): Promise<RunsOfPlan> {
    const of = { plan: info.plan };
    const [live, runs, incidents] = await Promise.all([
      this.server.ask('migplan/live', of),
      this.server.ask('migplan/runs', of),
      this.server.ask('migplan/incidents', of),
    ]);
    return { info, live, runs, incidents };
  }
}
