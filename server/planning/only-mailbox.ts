/** A migration plan cut down to one mailbox's mail: what a rehearsal runs. Pure. */
import { compared } from '../language/model/names.ts';
import type { MigrationPlan, Step, StepAction } from './migration-plan.ts';

/**
 * Its copy, its comparison and all that they need. Nothing that comes after mail: where its mail goes on to stays as it is. The
 * fingerprint stays that of the lot which it was cut from.
 */
export function onlyMailbox(plan: MigrationPlan, address: string): MigrationPlan {
  const byKey = new Map(plan.steps.map((step) => [step.key, step]));
  const isOwn = ({ copy }: Step): boolean =>
    copy !== undefined && compared(copy.target.mailbox) === compared(address);
  const kept = new Set<Step>();
  const keep = (step: Step | undefined): void => {
    if (!step || kept.has(step)) return;
    kept.add(step);
    for (const key of step.needs) keep(byKey.get(key));
  };
  for (const step of plan.steps) if (isOwn(step)) keep(step);
  const steps = plan.steps.filter((step) => kept.has(step));
  const expects = steps.find(({ kind }) => kind === 'mail')?.expects;
  const { messages = 0, bytes = 0 } = expects ?? {};
  return { ...plan, steps, totals: { mailboxes: 1, messages, bytes, actions: actionsOf(steps) } };
}

function actionsOf(steps: readonly Step[]): MigrationPlan['totals']['actions'] {
  const actions: Partial<Record<StepAction, number>> = {};
  for (const { action } of steps) actions[action] = (actions[action] ?? 0) + 1;
  return actions;
}
