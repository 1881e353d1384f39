/** A plan that has been run, beside which lie a ledger and logs as the program itself writes them. */
import { join } from 'node:path';
import type { MigrationPlan } from '../../server/planning/migration-plan.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import { ledgerPath } from '../../server/running/ledger/recorded-mailboxes.ts';
import { beginLive, type Live } from '../../server/running/live/live-run.ts';
import { openRunLog } from '../../server/running/live/run-log.ts';
import { Pause } from '../../server/running/lot/pause.ts';
import type { MailboxState } from '../../server/running/ports.ts';
import {
  type MailboxResult,
  NO_MESSAGES,
  type RunResult,
  totalsOf,
} from '../../server/running/run-result.ts';

/** Moments a minute apart, so that each log has a name of its own. */
export function minutesFrom(start: string): { now(): Date } {
  let minute = 0;
  return { now: () => new Date(Date.parse(start) + minute++ * 60_000) };
}

/** Puts down where mailboxes stand, as runs did. */
export async function record(
  folder: string,
  states: Readonly<Record<string, MailboxState>>,
  at: string,
): Promise<void> {
  const ledger = await openLedger(ledgerPath(folder), { now: () => new Date(at) });
  for (const [mailbox, state] of Object.entries(states)) {
    const [source, target] = ['old', 'new'].map((endpoint) => ({ endpoint, mailbox }));
    if (source && target) await (await ledger.mailbox({ source, target })).setState(state);
  }
  await ledger.close();
}

export const came = (
  address: string,
  state: MailboxState,
  more: Partial<MailboxResult> = {},
): MailboxResult => ({
  ...{ address, state, messages: { ...NO_MESSAGES, copied: 3, failed: more.refused?.length ?? 0 }, bytes: 9 },
  ...{ differences: [], refused: [], folders: [], notes: [], seconds: 1, ...more },
});

export const resultOf = (lot: string, ...mailboxes: MailboxResult[]): RunResult => ({
  ...{ schema: 'migplan/run/v1', plan: 'P', lot, phase: 'all', steps: [], mailboxes },
  totals: totalsOf(mailboxes, 2),
});

/** A run that came to its end. */
export function ranTo(
  folder: string,
  clock: { now(): Date },
  result: RunResult,
  { pid = 4711, ends = true } = {},
): void {
  const { lot, phase, plan, mailboxes } = result;
  const started = { pid, plan, lot, phase, fingerprint: 'f', mailboxes: mailboxes.length };
  const log = openRunLog(join(folder, '.migplan'), started, clock);
  for (const one of mailboxes) log.on({ event: 'mailbox-ended', result: one });
  if (ends) log.ended(result);
}

/** A run under way, which is this process's. `now`: where the clock of whoever looks at it stands still. */
export function runUnderWay(folder: string, lot: string, now: string): Live {
  const plan: MigrationPlan = {
    ...{ schema: 'migplan/dry-run/v1', plan: 'P', lot, date: '2025-01-20', phase: 'all', fingerprint: 'f' },
    ...{ verdict: { errors: [], applicable: true, complete: true }, endpoints: [], steps: [] },
    totals: { mailboxes: 0, messages: 0, bytes: 0, actions: {} },
  };
  return beginLive(plan, {
    ...{ folder: join(folder, '.migplan'), clock: { now: () => new Date(now) }, pause: new Pause() },
    ...{ signal: new AbortController().signal, cancel: () => undefined },
  });
}
