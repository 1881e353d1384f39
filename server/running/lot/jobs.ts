/** What a run has to do, mailbox by mailbox, and in which order. Reads nothing but the migration plan. */
import type { Expected, MailboxCopy, MigrationPlan } from '../../planning/migration-plan.ts';

/** What is to be done for one mailbox. */
export interface Job {
  readonly address: string;
  readonly copy?: MailboxCopy;
  readonly verify?: MailboxCopy;
  /** What it holds, where that is known. */
  readonly expects?: Expected;
  /** Keys of steps that come before its mail. */
  readonly needs: readonly string[];
}

/** In the plan's order. */
export function jobsOf(plan: MigrationPlan): Job[] {
  const jobs = new Map<string, Job>();
  for (const { kind, subject, action, copy, expects, needs } of plan.steps) {
    if (!copy || (kind !== 'mail' && kind !== 'verify')) continue;
    const known = jobs.get(subject) ?? { address: subject, needs: [] };
    const job: Job = { ...known, ...(expects && { expects }) };
    if (kind === 'verify') jobs.set(subject, { ...job, verify: copy });
    else if (action === 'copy' || action === 'none') jobs.set(subject, { ...job, copy, needs });
  }
  return [...jobs.values()];
}

/** A message costs as long as so many bytes do, whatever its size: its share of a round trip and of two mail stores' work. */
const BYTES_A_MESSAGE = 20_000;

/**
 * The largest first: what is left for the end are short ones, so that no worker is alone with a large mailbox when the others have
 * nothing left (Graham's LPT rule: never longer than 4/3 of the best order). One of unknown size counts as an average one.
 */
export function largestFirst(jobs: readonly Job[]): Job[] {
  const known = jobs.flatMap(({ expects }) => (expects ? [costOf(expects)] : []));
  const average = known.reduce((sum, cost) => sum + cost, 0) / Math.max(1, known.length);
  const cost = ({ expects }: Job): number => (expects ? costOf(expects) : average);
  return jobs.toSorted((a, b) => cost(b) - cost(a));
}

const costOf = ({ messages, bytes }: Expected): number => bytes + messages * BYTES_A_MESSAGE;
