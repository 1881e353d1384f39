/**
 * Executes a migration plan: the mail of each mailbox copied, then compared. Reads nothing about intent but the plan.
 * A bad mailbox never stops the others; what reaches the lot or the plan stops them all, and what was done is recorded.
 */
import type { Locale } from '../language/rules/rule.ts';
import type { MigrationPlan } from '../planning/migration-plan.ts';
import { doorsOf, type Ends, endpointNamed, proveLogins } from './ends.ts';
import { sayFailure } from './failures.ts';
import { Breaker } from './lot/breaker.ts';
import { Connections } from './lot/connections.ts';
import { EndpointHealth, type HealthPolicy } from './lot/endpoint-health.ts';
import { type Job, jobsOf } from './lot/jobs.ts';
import { Lot } from './lot/lot.ts';
import { Pause } from './lot/pause.ts';
import { watchedEnds } from './lot/watched-ends.ts';
import type { Clock, Ledger } from './ports.ts';
import type { RunEvent } from './run-event.ts';
import { type RunResult, totalsOf } from './run-result.ts';

export interface ExecuteOptions {
  readonly ends: Ends;
  /** Opened only once every login is proven; a run that cannot begin leaves no trace. */
  readonly openLedger: () => Promise<Ledger>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The language of the result's words. */
  readonly locale: Locale;
  /** How much of the content `verify` reads. */
  readonly content: 'sample' | 'all';
  /** Mailboxes at once, at most; as many as the endpoints' connections allow where nothing is said. */
  readonly parallel?: number;
  /** Within a folder, the newest message first, not in the source's order. */
  readonly newestFirst?: boolean;
  /** Held back and let go on from outside. */
  readonly pause?: Pause;
  readonly health?: HealthPolicy;
  readonly onEvent?: (event: RunEvent) => void;
}

/** Runs the plan's mail and verify steps. Throws MailFailure only before anything was begun; afterwards says it in the result. */
export async function execute(plan: MigrationPlan, options: ExecuteOptions): Promise<RunResult> {
  const { clock, ends, signal, locale } = options;
  const copies = plan.steps.flatMap(({ copy }) => copy ?? []);
  await proveLogins(doorsOf(copies, plan.endpoints), ends, signal);
  const started = clock.now().getTime();
  const ledger = await options.openLedger();
  const ended = new AbortController();
  try {
    const { lot, breaker } = lotOf(plan, ledger, options, ended.signal);
    await lot.all();
    const results = lot.results();
    return {
      schema: plan.phase === 'verify' ? 'migplan/verify/v1' : 'migplan/run/v1',
      plan: plan.plan,
      lot: plan.lot,
      phase: plan.phase,
      mailboxes: results,
      totals: totalsOf(results, (clock.now().getTime() - started) / 1000),
      ...(breaker.stoppedBy ? { stoppedBy: sayFailure(breaker.stoppedBy, locale) } : {}),
    };
  } finally {
    ended.abort();
    await ledger.close();
  }
}

/** Puts together what a lot works with; `over` aborts when nobody is at work any more. */
function lotOf(
  { steps, endpoints, ...plan }: MigrationPlan,
  ledger: Ledger,
  options: ExecuteOptions,
  over: AbortSignal,
): { lot: Lot; breaker: Breaker } {
  const { clock, signal, locale, content, health: policy, onEvent: tell = () => undefined } = options;
  const jobs = jobsOf({ steps, endpoints, ...plan });
  const breaker = new Breaker();
  const connections = new Connections(endpoints);
  const health = new EndpointHealth({
    clock,
    signal: AbortSignal.any([signal, breaker.signal, over]),
    onEvent: tell,
    ...(policy && { policy }),
    onThrottled(endpoint) {
      connections.halve(endpoint);
      lot.slowDown(endpoint);
    },
    onGivenUp: (failure) => breaker.failed(failure),
    onRecovered: (endpoint) => connections.raise(endpoint),
  });
  const lot: Lot = new Lot(jobs, {
    ...{ ledger, clock, signal, locale, content, tell, breaker, connections },
    endpoint: (name) => endpointNamed(endpoints, name),
    ends: watchedEnds(options.ends, health),
    newestFirst: options.newestFirst ?? false,
    wasTold: (failure) => health.wasTold(failure),
    pause: options.pause ?? new Pause(),
    workers: options.parallel ?? mostAtOnce(jobs, connections),
  });
  return { lot, breaker };
}

/** More than these could not open both their ends. */
function mostAtOnce(jobs: readonly Job[], connections: Connections): number {
  const most = (side: 'source' | 'target'): number => {
    const names = new Set(jobs.flatMap(({ copy, verify }) => (copy ?? verify)?.[side].endpoint ?? []));
    return [...names].reduce((sum, name) => sum + connections.limit(name), 0);
  };
  return Math.max(1, Math.min(most('source'), most('target')));
}
