/**
 * Keeps count of where a plan's mailboxes stand, in slices. What runs record is counted at once; where very much is recorded, edits of
 * the plan, which at most move some of it from lot to lot, are counted from time to time only.
 */
import type { RecordedMailbox } from '../language/model/calendar/recorded-runs.ts';
import { Standings } from '../language/model/runs/standings.ts';
import type { OpenPlan } from './open-plan.ts';
import type { Turns } from './ports.ts';

/** How long one slice may keep the others waiting, in milliseconds. */
const SLICE = 4;

/** From so many recorded mailboxes on counting anew takes longer than anybody types a word. */
const VERY_MANY = 20_000;

/** Milliseconds between two counts of so many, where only the plan has changed. */
const NOT_SOONER = 10_000;

interface Last {
  readonly recorded: readonly RecordedMailbox[];
  readonly revision: number;
  readonly at: number;
}

export class PlanCount {
  readonly standings = new Standings();
  private readonly plan: OpenPlan;
  private readonly turns: Turns;
  private last: Last | undefined;
  private counting: Promise<void> = Promise.resolve();

  constructor(plan: OpenPlan, turns: Turns) {
    this.plan = plan;
    this.turns = turns;
  }

  /** One count after the other: of two at a time each would have the other begin anew. */
  count(recorded: readonly RecordedMailbox[]): Promise<void> {
    const counted = this.counting.then(() => this.countAll(recorded));
    this.counting = counted.catch(() => undefined);
    return counted;
  }

  private async countAll(recorded: readonly RecordedMailbox[]): Promise<void> {
    if (this.last?.recorded === recorded && this.isSoon()) return;
    for (;;) {
      const until = this.turns.now() + SLICE;
      const { analysis, revision } = this.plan;
      const { model } = analysis;
      if (this.standings.count({ model, revision }, recorded, () => this.turns.now() >= until)) {
        this.last = { recorded, revision, at: this.turns.now() };
        return;
      }
      await this.turns.next();
    }
  }

  /** Whether the plan has changed without being counted anew, and whoever asks now is told of it. */
  get isOutdated(): boolean {
    return this.areVeryMany && this.last?.revision !== this.plan.revision && !this.isSoon();
  }

  private isSoon(): boolean {
    return this.areVeryMany && this.turns.now() - (this.last?.at ?? 0) < NOT_SOONER;
  }

  private get areVeryMany(): boolean {
    return (this.last?.recorded.length ?? 0) >= VERY_MANY;
  }
}
