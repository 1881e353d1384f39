/** Tells of each plan that it has changed, at most twice a second, however often it does. */
import type { OpenPlan } from './open-plan.ts';
import type { World } from './ports.ts';

export interface ChangedPlansOptions {
  readonly world: Pick<World, 'wait'>;
  readonly tell: (plan: OpenPlan) => void;
}

/** Milliseconds. */
const AT_LEAST = 500;

export class ChangedPlans {
  private readonly options: ChangedPlansOptions;
  private readonly changed = new Set<OpenPlan>();

  constructor(options: ChangedPlansOptions) {
    this.options = options;
  }

  note(plan: OpenPlan): void {
    if (!plan.isPlan) return;
    if (this.changed.size === 0) void this.options.world.wait(AT_LEAST).then(() => this.tell());
    this.changed.add(plan);
  }

  private tell(): void {
    const changed = [...this.changed];
    this.changed.clear();
    for (const plan of changed) this.options.tell(plan);
  }
}
