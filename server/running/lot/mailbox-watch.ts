/**
 * One mailbox's view of its endpoint's health: its calls wait while the endpoint rests or is away, and what they fail with is told.
 * Knows failures and endpoints, no mail.
 */
import type { Endpoint } from '../../planning/migration-plan.ts';
import type { Ends } from '../ends.ts';
import { type Failure, failureOf, MailFailure } from '../failures.ts';
import type { AppendOutcome } from '../ports.ts';
import { type EndpointHealth, isAway } from './endpoint-health.ts';

/** What all mailboxes of a run share. */
export interface WatchSetting {
  readonly ends: Ends;
  readonly health: EndpointHealth;
  /** By endpoint, a mailbox that opened: where it opens no more, the fault is the endpoint's and not the next mailbox's. */
  readonly opened: Map<string, string>;
  /** By endpoint, a try to reach it that is under way: one serves all who lost their connections together. */
  readonly tries: Map<string, Promise<Failure | undefined>>;
}

export class MailboxWatch {
  readonly #setting: WatchSetting;
  readonly #endpoint: Endpoint;
  readonly #mailbox: string;

  constructor(setting: WatchSetting, endpoint: Endpoint, mailbox: string) {
    this.#setting = setting;
    this.#endpoint = endpoint;
    this.#mailbox = mailbox;
  }

  /** Opens as soon as the endpoint can be reached. */
  async opened<T>(open: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      await this.#clear(signal);
      try {
        const store = await open();
        this.#setting.opened.set(this.#endpoint.name, this.#mailbox);
        return store;
      } catch (error) {
        const failure = failureOf(error);
        if (!failure) throw error;
        if ((await this.#met(failure, signal)) === failure) throw error;
      }
    }
  }

  /** Runs one call. After an absence it fails as a lost connection does: what was under way begins again. */
  async call<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T> {
    await this.#clear(signal);
    try {
      return await action();
    } catch (error) {
      return this.#rethrow(error, signal);
    }
  }

  /** No generator: there may be a hundred thousand entries, and each hop between two generators costs. */
  iterate<T>(signal: AbortSignal, begin: () => AsyncIterable<T>, each?: () => void): AsyncIterable<T> {
    return {
      [Symbol.asyncIterator]: () => {
        let inner: AsyncIterator<T> | undefined;
        const first = async (): Promise<IteratorResult<T>> => {
          await this.#clear(signal);
          inner = begin()[Symbol.asyncIterator]();
          return inner.next();
        };
        const failed = (error: unknown) => this.#rethrow(error, signal);
        const seen = (one: IteratorResult<T>): IteratorResult<T> => {
          if (!one.done) each?.();
          return one;
        };
        return {
          next: () => (inner ? inner.next() : first()).then(each ? seen : undefined, failed),
          return: async () => {
            await inner?.return?.();
            return { done: true, value: undefined };
          },
        };
      },
    };
  }

  /** A message passed. */
  passed(): void {
    this.#setting.health.answered(this.#endpoint.name);
  }

  async append(
    signal: AbortSignal,
    action: () => Promise<readonly AppendOutcome[]>,
    count: number,
  ): Promise<readonly AppendOutcome[]> {
    try {
      await this.#clear(signal);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return Array.from({ length: count }, () => ({ kind: 'unsent', failure }));
    }
    const outcomes = await action();
    if (outcomes.some(({ kind }) => kind === 'appended')) this.passed();
    const failed = outcomes.find((outcome) => outcome.kind !== 'appended');
    // It throws nothing: whoever asks next is told what it came to.
    if (failed) await this.#met(failed.failure, signal).catch(ifFailure);
    return outcomes;
  }

  #clear(signal: AbortSignal): Promise<void> | undefined {
    return this.#setting.health.clear(this.#endpoint.name, signal);
  }

  async #rethrow(error: unknown, signal: AbortSignal): Promise<never> {
    const failure = failureOf(error);
    if (!failure) throw error;
    const now = await this.#met(failure, signal);
    throw now === failure ? error : new MailFailure(now, error);
  }

  /** Waits for an endpoint that is away; what the failure is to be called by whoever met it. */
  async #met(failure: Failure, signal: AbortSignal): Promise<Failure> {
    const { health } = this.#setting;
    health.note(this.#endpoint.name, failure);
    const absence = isAway(failure) ? failure : await this.#shared(failure, signal);
    if (!absence) return failure;
    await health.untilBack(this.#endpoint.name, absence, (asked) => this.#absence(asked), signal);
    return health.interruption(failure);
  }

  /** A connection that was lost may be the first sign of an endpoint that is. */
  async #shared(failure: Failure, signal: AbortSignal): Promise<Failure | undefined> {
    const { opened, tries } = this.#setting;
    const { name } = this.#endpoint;
    const known = opened.get(name);
    if (!isLost(failure) || known === undefined || known === this.#mailbox) return undefined;
    const underWay = tries.get(name) ?? this.#absence(signal);
    tries.set(name, underWay);
    return underWay.finally(() => tries.delete(name));
  }

  /** Why the endpoint cannot be reached; undefined where it can, or where the fault may be this one mailbox's own. */
  async #absence(signal: AbortSignal): Promise<Failure | undefined> {
    const { ends, opened } = this.#setting;
    const known = opened.get(this.#endpoint.name);
    const mailbox = known ?? this.#mailbox;
    try {
      await (await ends.source(this.#endpoint, mailbox, signal, { mayBeNew: true })).close();
      return undefined;
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return isAway(failure) || (known !== undefined && isLost(failure)) ? failure : undefined;
    }
  }
}

function ifFailure(error: unknown): void {
  if (!failureOf(error)) throw error;
}

const isLost = ({ kind }: Failure): boolean => kind === 'transient' || kind === 'unknown-outcome';
