/**
 * Takes a migration plan's steps other than mail, through provisioners: in their order, none before those that it needs, several
 * objects side by side. What fails stops what needs it and nothing else, but for what reaches the lot. Reads nothing about intent but
 * the plan; says of every step what became of it.
 */
import type { Endpoint, Step, StepKind } from '../../planning/migration-plan.ts';
import { inEach, inLanguage, type Text, text, type Words } from '../../planning/text.ts';
import { endpointNamed } from '../ends.ts';
import { describeFailure, type Failure, failureOf, MailFailure, mayPass, stopIfAsked } from '../failures.ts';
import type { Clock, Ledger, StepRecord } from '../ports.ts';
import { ordinaryRetries, type RetryPolicy, retrying } from '../retry.ts';
import type { Applied, OpenProvisioner, Provisioner } from './provisioner.ts';

/** A step of the plan that a run takes by itself: everything but what people do, and what is so already. */
export const isTaken = ({ action, change }: Step): boolean =>
  change !== undefined && action !== 'handover' && action !== 'none';

export interface StepOutcome {
  readonly step: Step;
  /**
   * `by-hand`: for people, who have not said yet that it is done. `unreached`: something that it needs was not done, or the run
   * stopped before it.
   */
  readonly outcome: 'done' | 'already' | 'waiting' | 'failed' | 'by-hand' | 'unreached';
  readonly problem?: Words;
  /** Since when it waits. */
  readonly since?: Date;
}

export interface ProvisionOptions {
  readonly endpoints: readonly Endpoint[];
  readonly open: OpenProvisioner;
  /** Undefined until the run has begun. */
  readonly ledger: () => Ledger | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly retries?: RetryPolicy;
  readonly tell: (outcome: StepOutcome) => void;
}

/** The order of a wave: an account before its licence, both before its mailbox is waited for, all accounts before any right. */
const WAVES: readonly (readonly StepKind[])[] = [
  ['domain', 'lock'],
  ['account', 'shared', 'resource', 'list'],
  ['licence'],
  ['ready'],
  ['profile', 'quota', 'alias', 'routing'],
  ['access', 'member', 'booking'],
  ['forward', 'redirect'],
];

/** What an endpoint is asked at once, at most. */
const SIDE_BY_SIDE = 4;

export class Provisioning {
  readonly #options: ProvisionOptions;
  readonly #outcomes = new Map<string, StepOutcome>();
  readonly #opened = new Map<string, Promise<Provisioner | undefined>>();
  #records: ReadonlyMap<string, StepRecord> = new Map();
  #stoppedBy: Failure | undefined;

  constructor(options: ProvisionOptions) {
    this.#options = options;
  }

  /** What stops the whole run. */
  get stoppedBy(): Failure | undefined {
    return this.#stoppedBy;
  }

  /** In the order in which they were settled. */
  get outcomes(): readonly StepOutcome[] {
    return [...this.#outcomes.values()];
  }

  /** Why a step's needs are not met; undefined where they are, and where this run has no such step. */
  obstacleTo({ needs }: Pick<Step, 'needs'>): StepOutcome | undefined {
    return needs
      .map((key) => this.#outcomes.get(key))
      .find((found) => found && STANDS_IN_THE_WAY.has(found.outcome));
  }

  /** Signs in wherever these steps are taken, so that a wrong secret is known before anything is begun. Throws MailFailure. */
  async prove(steps: readonly Step[]): Promise<void> {
    const names = new Set(steps.filter(isTaken).flatMap(({ endpoint }) => endpoint ?? []));
    for (const name of names) await this.#provisioner(name);
  }

  async take(steps: readonly Step[]): Promise<void> {
    this.#records = new Map((await this.#ledger.steps()).map((one) => [recordKey(one), one]));
    for (const kinds of WAVES) {
      const wave = steps.filter(({ kind, change }) => change && kinds.includes(kind));
      const byEndpoint = Map.groupBy(wave, ({ endpoint }) => endpoint ?? '');
      await Promise.all([...byEndpoint.values()].map((own) => this.#wave(own)));
    }
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#opened.values());
    for (const one of opened) if (one.status === 'fulfilled') await one.value?.close().catch(() => undefined);
  }

  /** Steps of one object are taken one after the other. */
  async #wave(steps: readonly Step[]): Promise<void> {
    const objects = [...Map.groupBy(steps, ({ subject }) => subject).values()].values();
    const worker = async (): Promise<void> => {
      for (const own of objects) for (const step of own) await this.#settle(step);
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  }

  async #settle(step: Step): Promise<void> {
    if (step.action === 'none') return;
    const outcome = await this.#outcomeOf(step);
    this.#outcomes.set(step.key, outcome);
    this.#options.tell(outcome);
  }

  async #outcomeOf(step: Step): Promise<StepOutcome> {
    const { signal } = this.#options;
    const record = this.#records.get(recordKey({ endpoint: step.endpoint ?? '', key: step.key }));
    if (!isTaken(step))
      return record?.state === 'by-hand' ? { step, outcome: 'already' } : { step, outcome: 'by-hand' };
    if (this.#stoppedBy || signal.aborted) return { step, outcome: 'unreached', problem: STOPPED };
    const obstacle = this.obstacleTo(step);
    if (obstacle) return { step, outcome: 'unreached', problem: whyHeld(obstacle) };
    return this.#taken(step);
  }

  async #taken(step: Step): Promise<StepOutcome> {
    const { endpoint = '', key } = step;
    const applied = await this.#apply(step);
    switch (applied.kind) {
      case 'done':
      case 'already':
        await this.#record({
          endpoint,
          key,
          state: 'done',
          ...(applied.id !== undefined && { id: applied.id }),
        });
        return { step, outcome: applied.kind };
      case 'waiting': {
        const since = await this.#record({ endpoint, key, state: 'waiting' });
        return { step, outcome: 'waiting', problem: applied.why, since };
      }
      case 'failed': {
        const { failure } = applied;
        if (failure.reach === 'lot' || failure.reach === 'plan') this.#stoppedBy ??= failure;
        return { step, outcome: 'failed', problem: told(failure) };
      }
    }
  }

  /** What may pass is asked again; a change made twice does no harm. */
  async #apply({ change, endpoint = '' }: Step): Promise<Applied> {
    const { clock, signal, retries = ordinaryRetries } = this.#options;
    if (!change) throw new Error('a step without a change is not taken');
    try {
      const how = { policy: retries, clock, signal, onFailure: () => undefined, progress: () => 0 };
      return await retrying(how, async () => {
        stopIfAsked(signal);
        const provisioner = await this.#provisioner(endpoint);
        if (!provisioner) return { kind: 'failed', failure: unmanaged(endpoint) };
        const applied = await provisioner.apply(change, signal);
        if (applied.kind === 'failed' && mayPass(applied.failure)) throw new MailFailure(applied.failure);
        return applied;
      });
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return { kind: 'failed', failure };
    }
  }

  #provisioner(name: string): Promise<Provisioner | undefined> {
    const { open, endpoints, signal } = this.#options;
    const opened = this.#opened.get(name) ?? open(endpointNamed(endpoints, name), signal);
    this.#opened.set(name, opened);
    // One that could not be opened is tried anew.
    opened.catch(() => this.#opened.delete(name));
    return opened;
  }

  get #ledger(): Ledger {
    const ledger = this.#options.ledger();
    if (!ledger) throw new Error('no step is taken before the ledger is open');
    return ledger;
  }

  /** Returns since when it is in this state. */
  async #record(record: Omit<StepRecord, 'since'>): Promise<Date> {
    const { clock } = this.#options;
    const before = this.#records.get(recordKey(record));
    const since = before?.state === record.state ? before.since : clock.now();
    await this.#ledger.recordStep({ ...record, since });
    return since;
  }
}

const STANDS_IN_THE_WAY: ReadonlySet<StepOutcome['outcome']> = new Set(['waiting', 'failed', 'unreached']);

const recordKey = ({ endpoint, key }: Pick<StepRecord, 'endpoint' | 'key'>): string => `${endpoint} ${key}`;

const STOPPED = text('the run was stopped before it', 'l’exécution a été arrêtée avant');

const told = (failure: Failure): Text => text(describeFailure(failure, 'en'), describeFailure(failure, 'fr'));

/** Why what needs another step is not done: in that step's own words. */
export function whyHeld({ step, problem, since }: StepOutcome): Words {
  if (problem === undefined) return text(`${step.key} is not done`, `${step.key} n’est pas fait`);
  if (!since) return problem;
  return inEach(
    (locale) => `${inLanguage(locale, problem)} ${SINCE[locale]} ${since.toISOString()}. ${AGAIN[locale]}`,
  );
}

const SINCE = text('since', 'depuis le');
const AGAIN = text('Run again to go on.', 'Relancez pour continuer.');

function unmanaged(endpoint: string): Failure {
  return {
    ...{ kind: 'refused', reach: 'lot', words: '' },
    where: text(`endpoint ${endpoint}`, `point d’accès ${endpoint}`),
    what: text('is not managed by this program', 'n’est pas géré par ce programme'),
  };
}
