/**
 * The rows of the tree of plans, asked for as they are opened. Plans stay the same objects and rows the same ids, so that a
 * refresh leaves open what is open.
 */
import { type Event, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { PlanInfo } from '../../../server/protocol.ts';
import type { PlanServer } from '../../infrastructure/language-client.ts';
import { type PlanRow, planItem, planNode, rowOf } from './plan-row.ts';

type Outermost = { -readonly [Key in keyof PlanRow]: PlanRow[Key] };

export class PlanTreeRows implements TreeDataProvider<PlanRow> {
  readonly onDidChangeTreeData: Event<PlanRow | undefined>;
  private readonly server: PlanServer;
  private readonly onPlans: (count: number) => void;
  private readonly changed = new EventEmitter<PlanRow | undefined>();
  private plans = new Map<string, Outermost>();

  /** `onPlans` hears how many plans there are, each time that they are asked for. */
  constructor(server: PlanServer, onPlans: (count: number) => void) {
    this.server = server;
    this.onPlans = onPlans;
    this.onDidChangeTreeData = this.changed.event;
  }

  /** Asks anew what plans there are, and lets be shown anew those that changed, or all of them. */
  async refresh(changed: ReadonlySet<string>): Promise<void> {
    const known = [...this.plans.keys()];
    await this.askPlans();
    const now = [...this.plans.keys()];
    const isSame = known.length === now.length && known.every((plan, index) => plan === now[index]);
    if (!isSame) return this.changed.fire(undefined);
    for (const plan of changed) {
      const row = this.plans.get(plan);
      if (row) this.changed.fire(row);
    }
  }

  getTreeItem(row: PlanRow): TreeItem {
    return planItem(row);
  }

  getParent(row: PlanRow): PlanRow | undefined {
    return row.parent;
  }

  async getChildren(row?: PlanRow): Promise<PlanRow[]> {
    if (!row) {
      if (this.plans.size === 0) await this.askPlans();
      return [...this.plans.values()];
    }
    const { plan, node } = row;
    const asks = node.kind === 'plan' ? { plan } : { plan, node: node.id };
    const nodes = await this.server.ask('migplan/tree', asks);
    return nodes.map((child) => rowOf(plan, child, row));
  }

  /** The row at the end of a way through a plan's tree; undefined where the way ends before. */
  async rowAt(plan: string, nodes: readonly string[]): Promise<PlanRow | undefined> {
    const plans = await this.getChildren();
    let row = plans.find((outermost) => outermost.plan === plan);
    for (const id of nodes) {
      if (!row) return undefined;
      row = (await this.getChildren(row)).find(({ node }) => node.id === id);
    }
    return row;
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async askPlans(): Promise<void> {
    const plans = await this.server.ask('migplan/plans', undefined);
    this.plans = new Map(plans.map((info) => [info.plan, this.outermost(info)]));
    this.onPlans(plans.length);
  }

  /** The row that is there already, with what is said of its plan now. */
  private outermost(info: PlanInfo): Outermost {
    const row: Outermost = this.plans.get(info.plan) ?? rowOf(info.plan, planNode(info), undefined);
    row.node = planNode(info);
    return row;
  }
}
