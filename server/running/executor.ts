/**
 * Executes a migration plan: the mail of each mailbox copied, then compared. Reads nothing about intent but the plan.
 * A bad mailbox never stops the others; what reaches the lot or the plan stops them all, and what was done is recorded.
 */
import type { Locale } from '../language/rules/rule.ts';
import type { MailboxCopy, MigrationPlan } from '../planning/migration-plan.ts';
import { inEach, inLanguage, type Text, text } from '../planning/text.ts';
import { copyMailbox } from './copy-mailbox.ts';
import type { CopyResult } from './copy-result.ts';
import { doorsOf, type Ends, endpointNamed, proveLogins, using } from './ends.ts';
import { describeFailure, type Failure, failureOf, sayFailure } from './failures.ts';
import type {
  Clock,
  Ledger,
  MailboxState,
  MailReading,
  MailSource,
  MailTarget,
  OnFailure,
  Progress,
  RefusedMessage,
} from './ports.ts';
import { type MailboxResult, NO_MESSAGES, type RunResult, totalsOf } from './run-result.ts';
import { sayDifference, sayNote, sayRefusal } from './said.ts';
import { type Difference, type VerifyResult, verifyMailbox } from './verify-mailbox.ts';

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
  /** Mailboxes at once, at most; fewer where an endpoint allows fewer connections. */
  readonly parallel?: number;
  readonly onEvent?: (event: RunEvent) => void;
}

/** What a screen may want to know while it runs. */
export type RunEvent =
  | { readonly event: 'mailbox-started'; readonly address: string; readonly doing: 'copy' | 'verify' }
  | { readonly event: 'progress'; readonly address: string; readonly progress: Progress }
  | { readonly event: 'retry'; readonly address: string; readonly failure: Failure; readonly attempt: number }
  | { readonly event: 'mailbox-ended'; readonly result: MailboxResult };

const PARALLEL = 4;

/** In a row. */
const MOST_REFUSED_LOGINS = 5;

/** Runs the plan's mail and verify steps. Throws MailFailure only before anything was begun; afterwards says it in the result. */
export async function execute(plan: MigrationPlan, options: ExecuteOptions): Promise<RunResult> {
  const jobs = jobsOf(plan);
  const copies = plan.steps.flatMap(({ copy }) => copy ?? []);
  await proveLogins(doorsOf(copies, plan.endpoints), options.ends, options.signal);
  const started = options.clock.now().getTime();
  const ledger = await options.openLedger();
  try {
    const run = new Run(plan, options, ledger);
    await run.all(jobs);
    const seconds = (options.clock.now().getTime() - started) / 1000;
    return {
      schema: plan.phase === 'verify' ? 'migplan/verify/v1' : 'migplan/run/v1',
      plan: plan.plan,
      lot: plan.lot,
      phase: plan.phase,
      mailboxes: run.results(jobs),
      totals: totalsOf(run.results(jobs), seconds),
      ...(run.stoppedBy ? { stoppedBy: sayFailure(run.stoppedBy, options.locale) } : {}),
    };
  } finally {
    await ledger.close();
  }
}

/** What is to be done for one mailbox. */
interface Job {
  readonly address: string;
  readonly copy?: MailboxCopy;
  readonly verify?: MailboxCopy;
}

function jobsOf(plan: MigrationPlan): Job[] {
  const jobs = new Map<string, Job>();
  for (const { kind, subject, action, copy } of plan.steps) {
    if (!copy || (kind !== 'mail' && kind !== 'verify')) continue;
    const job = jobs.get(subject) ?? { address: subject };
    if (kind === 'verify') jobs.set(subject, { ...job, verify: copy });
    else if (action === 'copy' || action === 'none') jobs.set(subject, { ...job, copy });
  }
  return [...jobs.values()];
}

/** One run under way: its mailboxes' results, and what stops them all. */
class Run {
  stoppedBy: Failure | undefined;
  private readonly plan: MigrationPlan;
  private readonly options: ExecuteOptions;
  private readonly ledger: Ledger;
  private readonly stopping = new AbortController();
  private readonly ended = new Map<string, MailboxResult>();
  private readonly signal: AbortSignal;
  private refusedLogins = 0;
  private fault: { readonly error: unknown } | undefined;

  constructor(plan: MigrationPlan, options: ExecuteOptions, ledger: Ledger) {
    this.plan = plan;
    this.options = options;
    this.ledger = ledger;
    this.signal = AbortSignal.any([options.signal, this.stopping.signal]);
  }

  async all(jobs: readonly Job[]): Promise<void> {
    const waiting = jobs.values();
    const worker = async (): Promise<void> => {
      for (const job of waiting) {
        if (this.signal.aborted) return;
        await this.mailbox(job);
      }
    };
    await Promise.all(Array.from({ length: this.workers(jobs.length) }, worker));
    if (this.fault) throw this.fault.error;
  }

  /** In the plan's order; mailboxes that were not reached are said to be stopped. */
  results(jobs: readonly Job[]): MailboxResult[] {
    const notBegun = text('not begun', 'non commencée')[this.options.locale];
    return jobs.map(({ address }) => this.ended.get(address) ?? nothingDone(address, 'Stopped', notBegun));
  }

  private workers(jobs: number): number {
    const connections = this.plan.endpoints.map((endpoint) => endpoint.connections);
    return Math.max(1, Math.min(this.options.parallel ?? PARALLEL, jobs, ...connections));
  }

  private async mailbox(job: Job): Promise<void> {
    let result: MailboxResult;
    try {
      result = await this.copyAndVerify(job);
    } catch (error) {
      const failure = failureOf(error);
      if (failure) this.noteFailure(failure);
      else this.noteFault(error);
      const problem = failure ? describeFailure(failure, this.options.locale) : String(error);
      result = nothingDone(job.address, failure ? stateAfter(failure) : 'Failed', problem);
    }
    this.ended.set(job.address, result);
    this.options.onEvent?.({ event: 'mailbox-ended', result });
  }

  /** Both on the same two connections; what is only compared is only opened for reading. */
  private copyAndVerify({ address, copy, verify }: Job): Promise<MailboxResult> {
    const job = copy ?? verify;
    const { ends, locale } = this.options;
    if (!job) return Promise.resolve(nothingDone(address, 'Created', nothingToDo[locale]));
    const { mailbox } = job.target;
    const from = endpointNamed(this.plan.endpoints, job.source.endpoint);
    const to = endpointNamed(this.plan.endpoints, job.target.endpoint);
    return using(ends.source(from, job.source.mailbox, this.signal), (source) => {
      if (!copy)
        return using(ends.source(to, mailbox, this.signal), (target) =>
          this.compare(address, job, source, target),
        );
      return using(ends.target(to, mailbox, this.signal), async (target) => {
        const copied = await this.copy(address, copy, source, target);
        if (!verify || copied.outcome === 'stopped') return this.settled(address, copied, undefined);
        return this.compare(address, verify, source, target, copied);
      });
    });
  }

  private copy(
    address: string,
    job: MailboxCopy,
    source: MailSource,
    target: MailTarget,
  ): Promise<CopyResult> {
    this.options.onEvent?.({ event: 'mailbox-started', address, doing: 'copy' });
    return copyMailbox(job, source, target, this.ledger, {
      signal: this.signal,
      clock: this.options.clock,
      onProgress: (progress) => this.options.onEvent?.({ event: 'progress', address, progress }),
      onFailure: this.retried(address),
    });
  }

  /** Compares the mailbox, and keeps in the ledger what it came to. */
  private async compare(
    address: string,
    job: MailboxCopy,
    source: MailReading,
    target: MailReading,
    copied?: CopyResult,
  ): Promise<MailboxResult> {
    this.options.onEvent?.({ event: 'mailbox-started', address, doing: 'verify' });
    const { clock, content } = this.options;
    const how = { signal: this.signal, clock, content, onFailure: this.retried(address) };
    const verified = await verifyMailbox(job, source, target, how);
    const result = this.settled(address, copied, verified);
    if (!copied) return result; // a comparison believes no ledger, and leaves none behind
    const own = await this.ledger.mailbox({ source: job.source, target: job.target });
    await own.setState(result.state, problemOf(copied, verified) ?? '');
    return result;
  }

  private settled(
    address: string,
    copied: CopyResult | undefined,
    verified: VerifyResult | undefined,
  ): MailboxResult {
    const stoppedBy = copied?.stoppedBy ?? verified?.stoppedBy;
    if (stoppedBy) this.noteFailure(stoppedBy);
    else this.refusedLogins = 0;
    return resultOf(address, copied, verified, this.options.locale);
  }

  private retried(address: string): OnFailure {
    return (failure, attempt) => this.options.onEvent?.({ event: 'retry', address, failure, attempt });
  }

  /** A fault of this program ends the run, but only once the others have stopped: the ledger and the lock are theirs too. */
  private noteFault(error: unknown): void {
    this.fault ??= { error };
    this.stopping.abort();
  }

  /** A shared login that mailbox after mailbox is refused has changed: it must not count as thousands of failures. */
  private noteFailure(failure: Failure): void {
    this.refusedLogins = failure.kind === 'credentials' ? this.refusedLogins + 1 : 0;
    const reachesAll = failure.reach === 'lot' || failure.reach === 'plan';
    if (!reachesAll && this.refusedLogins < MOST_REFUSED_LOGINS) return;
    this.stoppedBy ??= failure;
    this.stopping.abort();
  }
}

function resultOf(
  address: string,
  copied: CopyResult | undefined,
  verified: VerifyResult | undefined,
  locale: Locale,
): MailboxResult {
  const problem = problemOf(copied, verified);
  return {
    address,
    state: stateOf(copied, verified),
    messages: {
      source: verified?.messages.source ?? copied?.messages.source ?? 0,
      target: verified?.messages.matched ?? 0,
      copied: copied?.messages.copied ?? 0,
      already: copied?.messages.already ?? 0,
      failed: copied?.messages.failed ?? 0,
      skipped: copied?.messages.skipped ?? 0,
    },
    bytes: copied?.bytes ?? 0,
    differences: (verified?.differences ?? []).map((difference) => sayDifference(difference, locale)),
    refused: (copied?.refused ?? []).map((refused) => sayRefusal(refused, locale)),
    notes: (copied?.notes ?? verified?.notes ?? []).map((note) => sayNote(note, locale)),
    ...(problem === undefined ? {} : { problem: problem[locale] }),
    seconds: (copied?.seconds ?? 0) + (verified?.seconds ?? 0),
  };
}

function stateOf(copied: CopyResult | undefined, verified: VerifyResult | undefined): MailboxState {
  const stoppedBy = copied?.stoppedBy ?? verified?.stoppedBy;
  if (stoppedBy) return stateAfter(stoppedBy);
  if (copied?.outcome === 'incomplete' || verified?.outcome === 'different') return 'CompletedWithWarnings';
  return verified ? 'Completed' : 'Synced';
}

function problemOf(copied: CopyResult | undefined, verified: VerifyResult | undefined): Text | undefined {
  const stoppedBy = copied?.stoppedBy ?? verified?.stoppedBy;
  if (stoppedBy) return inEach((locale) => describeFailure(stoppedBy, locale));
  const [folder] = copied?.folderFailures ?? [];
  if (folder) return inEach((locale) => describeFailure(folder.failure, locale));
  const [refused] = copied?.refused ?? [];
  if (refused) return messagesRefused(copied?.refused.length ?? 0, refused);
  const [difference] = (verified?.differences ?? []).filter(
    ({ kind }) => kind !== 'extra' && kind !== 'folder-extra',
  );
  return difference && differs(difference);
}

const messagesRefused = (count: number, { words }: RefusedMessage): Text =>
  text(
    `${count} refused: ${inLanguage('en', words)}`,
    `${count} ${count > 1 ? 'refusés' : 'refusé'} : ${inLanguage('fr', words)}`,
  );

const differs = ({ folder, reason }: Difference): Text =>
  text(`${folder}: ${reason.en}`, `${folder} : ${reason.fr}`);

const nothingToDo = text('nothing to do', 'rien à faire');

const stateAfter = ({ kind }: Failure): MailboxState => (kind === 'interrupted' ? 'Stopped' : 'Failed');

const nothingDone = (address: string, state: MailboxState, problem: string): MailboxResult => ({
  ...{
    address,
    state,
    messages: NO_MESSAGES,
    bytes: 0,
    differences: [],
    refused: [],
    notes: [],
    problem,
    seconds: 0,
  },
});
