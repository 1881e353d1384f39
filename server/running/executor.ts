/**
 * Executes a migration plan: targets made ready, the mail of each mailbox copied, then compared. Reads nothing about intent but the plan.
 * A bad mailbox never stops the others; what reaches the lot or the plan stops them all, and what was done is recorded.
 */
import type { Locale } from '../language/rules/rule.ts';
import type { MailboxCopy, MigrationPlan, Step } from '../planning/migration-plan.ts';
import { inLanguage } from '../planning/text.ts';
import { doorsOf, type Ends, endpointNamed, proveLogins } from './ends.ts';
import { describeFailure, type Failure, failureOf, sayFailure } from './failures.ts';
import { Breaker } from './lot/breaker.ts';
import { Connections } from './lot/connections.ts';
import { EndpointHealth, type HealthPolicy } from './lot/endpoint-health.ts';
import { type Job, jobsOf } from './lot/jobs.ts';
import { Lot } from './lot/lot.ts';
import { nothingDone } from './lot/mailbox-result.ts';
import { Pause } from './lot/pause.ts';
import { watchedEnds } from './lot/watched-ends.ts';
import type { Clock, Ledger } from './ports.ts';
import { isTaken, Provisioning, type StepOutcome, whyHeld } from './provisioning/provision.ts';
import type { OpenProvisioner } from './provisioning/provisioner.ts';
import type { RunEvent } from './run-event.ts';
import { type MailboxResult, type RunResult, type StepResult, totalsOf } from './run-result.ts';

export interface ExecuteOptions {
  readonly ends: Ends;
  /** Opens whoever manages an endpoint besides its mail. */
  readonly provisioner: OpenProvisioner;
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

/**
 * Runs the plan's steps: what has to be there before mail, the mail, and what comes after it. Throws MailFailure only before anything
 * was begun; afterwards says it in the result.
 */
export async function execute(plan: MigrationPlan, options: ExecuteOptions): Promise<RunResult> {
  const { clock, ends, signal, locale } = options;
  const copies = plan.steps.flatMap(({ copy }) => copy ?? []);
  const changed = changedBy(plan);
  const isThere = ({ target }: MailboxCopy) => !changed.has(target.mailbox);
  await proveLogins(doorsOf(copies, plan.endpoints, isThere), ends, signal);
  const run = new Execution(plan, options);
  try {
    await run.prove();
    const started = clock.now().getTime();
    const ledger = await options.openLedger();
    try {
      const { mailboxes, stoppedBy } = await run.all(ledger);
      return {
        schema: plan.phase === 'verify' ? 'migplan/verify/v1' : 'migplan/run/v1',
        plan: plan.plan,
        lot: plan.lot,
        phase: plan.phase,
        mailboxes,
        steps: run.steps(),
        totals: totalsOf(mailboxes, (clock.now().getTime() - started) / 1000),
        ...(stoppedBy ? { stoppedBy: sayFailure(stoppedBy, locale) } : {}),
      };
    } finally {
      await ledger.close();
    }
  } finally {
    await run.close();
  }
}

/** Mailboxes that a run makes or changes: whether they open is known only afterwards. */
const changedBy = ({ steps }: MigrationPlan): ReadonlySet<string> =>
  new Set(steps.filter(isTaken).map(({ subject }) => subject));

interface Worked {
  readonly mailboxes: readonly MailboxResult[];
  readonly stoppedBy?: Failure;
}

/** One run under way: accounts and what belongs to them, then mail, then where mail goes on to. */
class Execution {
  readonly #plan: MigrationPlan;
  readonly #options: ExecuteOptions;
  #provisioning: Provisioning | undefined;
  #ledger: Ledger | undefined;

  constructor(plan: MigrationPlan, options: ExecuteOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  async prove(): Promise<void> {
    await this.#provisioned().prove(this.#plan.steps);
  }

  async all(ledger: Ledger): Promise<Worked> {
    this.#ledger = ledger;
    const provisioning = this.#provisioned();
    const [after, before] = partition(this.#plan.steps, isLast);
    this.#tell({ event: 'preparing', of: before.filter(isTaken).length });
    await provisioning.take(before);
    const mail = provisioning.stoppedBy ? this.#nothing(provisioning.stoppedBy) : await this.#mail(ledger);
    if (!mail.stoppedBy) {
      this.#tell({ event: 'preparing', of: after.filter(isTaken).length });
      await provisioning.take(after);
    }
    const stoppedBy = mail.stoppedBy ?? provisioning.stoppedBy;
    return { mailboxes: mail.mailboxes, ...(stoppedBy && { stoppedBy }) };
  }

  steps(): StepResult[] {
    return this.#provisioned().outcomes.map((outcome) => sayStep(outcome, this.#options.locale));
  }

  close(): Promise<void> {
    return this.#provisioned().close();
  }

  #provisioned(): Provisioning {
    const { provisioner, clock, signal, locale } = this.#options;
    this.#provisioning ??= new Provisioning({
      ...{ endpoints: this.#plan.endpoints, open: provisioner, clock, signal },
      ledger: () => this.#ledger,
      tell: (outcome) => this.#tell({ event: 'step', result: sayStep(outcome, locale) }),
    });
    return this.#provisioning;
  }

  /** The mailboxes whose accounts are there; of the others it is told what they wait for. */
  async #mail(ledger: Ledger): Promise<Worked> {
    const [held, ready] = partition(
      jobsOf(this.#plan),
      ({ needs }) => this.#provisioned().obstacleTo({ needs }) !== undefined,
    );
    const waiting: MailboxResult[] = [];
    for (const job of held) waiting.push(await this.#heldBack(job, ledger));
    try {
      await this.#proveMade(ready);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return this.#nothing(failure);
    }
    const ended = new AbortController();
    try {
      const { lot, breaker } = lotOf(this.#plan, ready, ledger, this.#options, ended.signal);
      await lot.all();
      const { stoppedBy } = breaker;
      return { mailboxes: [...lot.results(), ...waiting], ...(stoppedBy && { stoppedBy }) };
    } finally {
      ended.abort();
    }
  }

  /** The targets that could not be proven before they were made. */
  async #proveMade(jobs: readonly Job[]): Promise<void> {
    const { ends, signal } = this.#options;
    const changed = changedBy(this.#plan);
    const copies = jobs.flatMap(({ copy, verify }) => copy ?? verify ?? []);
    const doors = doorsOf(copies, this.#plan.endpoints, ({ target }) => changed.has(target.mailbox));
    await proveLogins(
      doors.filter(({ side }) => side === 'target'),
      ends,
      signal,
    );
  }

  /** Kept in the ledger, so that whoever asks for the status is told what a mailbox waits for. */
  async #heldBack({ address, copy, needs }: Job, ledger: Ledger): Promise<MailboxResult> {
    const { locale } = this.#options;
    const obstacle = this.#provisioned().obstacleTo({ needs });
    const state = obstacle?.outcome === 'waiting' ? 'Provisioning' : 'Failed';
    const why = obstacle ? whyHeld(obstacle) : '';
    if (copy) await (await ledger.mailbox({ source: copy.source, target: copy.target })).setState(state, why);
    const result = nothingDone(address, state, inLanguage(locale, why));
    this.#tell({ event: 'mailbox-ended', result });
    return result;
  }

  #tell(event: RunEvent): void {
    this.#options.onEvent?.(event);
  }

  /** Something stopped everything before the first mailbox. */
  #nothing(failure: Failure): Worked {
    const { locale } = this.#options;
    const problem = describeFailure(failure, locale);
    const mailboxes = jobsOf(this.#plan).map(({ address }) => nothingDone(address, 'Stopped', problem));
    return { mailboxes, stoppedBy: failure };
  }
}

/** Where mail goes from then on, once what it goes to has the mail of before. */
const isLast = ({ kind, change }: Step): boolean =>
  kind === 'forward' || kind === 'redirect' || (change?.does === 'route' && change.to === 'internal');

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function sayStep({ step, outcome, problem, since }: StepOutcome, locale: Locale): StepResult {
  const { key, kind, subject, action } = step;
  return {
    ...{ key, kind, subject, action, outcome },
    ...(problem !== undefined && { problem: inLanguage(locale, problem) }),
    ...(since && { since }),
  };
}

/** Puts together what a lot works with; `over` aborts when nobody is at work any more. */
function lotOf(
  { endpoints }: MigrationPlan,
  jobs: readonly Job[],
  ledger: Ledger,
  options: ExecuteOptions,
  over: AbortSignal,
): { lot: Lot; breaker: Breaker } {
  const { clock, signal, locale, content, health: policy, onEvent: tell = () => undefined } = options;
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
