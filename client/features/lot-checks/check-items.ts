/** The tree of what can be checked: a plan, its own check, and its lots with theirs. Rows stay the same while the thing does. */
import { l10n, type TestController, type TestItem, Uri } from 'vscode';
import type { LotInfo, PlanInfo } from '../../../server/protocol.ts';
import { rangeOf } from '../../infrastructure/open-place.ts';
import { LOT_CHECKS, type LotCheck } from './checks.ts';

/** What a row without children is about. */
export type Checked =
  | { readonly of: 'plan'; readonly plan: string }
  | { readonly of: 'lot'; readonly plan: string; readonly lot: string; readonly check: LotCheck };

export class CheckItems {
  private readonly controller: TestController;
  private readonly checked = new WeakMap<TestItem, Checked>();

  constructor(controller: TestController) {
    this.controller = controller;
  }

  /** Absent for a row that only holds others. */
  of(item: TestItem): Checked | undefined {
    return this.checked.get(item);
  }

  /** Whether it is on record as a run. */
  isRun(item: TestItem): boolean {
    const checked = this.of(item);
    return checked?.of === 'lot' && checked.check === 'verify';
  }

  replace(plans: readonly { readonly info: PlanInfo; readonly lots: readonly LotInfo[] }[]): void {
    this.controller.items.replace(plans.map(({ info, lots }) => this.planItem(info, lots)));
  }

  private planItem(info: PlanInfo, lots: readonly LotInfo[]): TestItem {
    const uri = Uri.parse(info.plan);
    const item = this.controller.createTestItem(info.plan, info.title, uri);
    const own = this.controller.createTestItem(`${info.plan} check`, l10n.t('The plan has no errors'), uri);
    this.checked.set(own, { of: 'plan', plan: info.plan });
    item.children.replace([own, ...lots.map((lot) => this.lotItem(info, lot))]);
    return item;
  }

  private lotItem({ plan }: PlanInfo, lot: LotInfo): TestItem {
    const label = lot.title === '' ? lot.name : `${lot.name} — ${lot.title}`;
    const create = (id: string, name: string): TestItem => {
      const made = this.controller.createTestItem(`${plan} ${lot.name}${id}`, name, Uri.parse(lot.place.uri));
      made.range = rangeOf(lot.place);
      return made;
    };
    const item = create('', label);
    if (lot.date !== undefined) item.description = lot.date;
    const checks = LOT_CHECKS.map((check, index) => {
      const child = create(` ${check}`, WORDS[check]());
      child.sortText = String(index);
      this.checked.set(child, { of: 'lot', plan, lot: lot.name, check });
      return child;
    });
    item.children.replace(checks);
    return item;
  }
}

const WORDS: Readonly<Record<LotCheck, () => string>> = {
  preflight: () => l10n.t('Preflight: logins, room and DNS'),
  'dry-run': () => l10n.t('Dry run: every step can be planned'),
  verify: () => l10n.t('Verify: both ends are equal'),
};
