/**
 * How each endpoint is doing, for all workers together: one that asks to slow down, or that went away, is waited for by all, told
 * once, and not counted as a failure of every mailbox. Knows no protocol and no mailbox.
 */
import { text } from '../../planning/text.ts';
import { type Failure, MailFailure, stopIfAsked } from '../failures.ts';
import type { Clock } from '../ports.ts';

export interface HealthPolicy {
  /** How long is waited for an endpoint that went away, in milliseconds. */
  readonly patience: number;
  /** Between two tries to reach it: the first, then longer. */
  readonly firstTry: number;
  readonly longestTry: number;
  /** The pause for a server that asks for one without saying until when: the first, then twice as long each time. */
  readonly firstRest: number;
  readonly longestRest: number;
  /** Pauses in a row without a single message between them, before it is given up. */
  readonly mostRests: number;
  /** After a pause, one connection more each time this has passed. */
  readonly raiseEvery: number;
}

/**
 * A server that is updated or restarted is back within minutes. Services that throttle ask for pauses of minutes when they name
 * one (Microsoft 365: `Suggested Backoff Time` in its answer to a throttled command).
 */
export const ordinaryHealth: HealthPolicy = {
  patience: 15 * 60_000,
  firstTry: 500,
  longestTry: 30_000,
  firstRest: 30_000,
  longestRest: 10 * 60_000,
  mostRests: 12,
  raiseEvery: 2 * 60_000,
};

export type HealthEvent =
  | {
      readonly event: 'throttled';
      readonly endpoint: string;
      readonly until: Date;
      readonly failure: Failure;
    }
  | { readonly event: 'away'; readonly endpoint: string; readonly until: Date; readonly failure: Failure }
  | { readonly event: 'back'; readonly endpoint: string };

export interface HealthOptions {
  readonly clock: Clock;
  readonly policy?: HealthPolicy;
  /** The run's: an endpoint is waited for whoever of its workers is stopped meanwhile. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: HealthEvent) => void;
  /** An endpoint asked to slow down: fewer connections from now on. */
  readonly onThrottled?: (endpoint: string) => void;
  /** It stayed away, or asked to slow down again and again and took nothing in between. */
  readonly onGivenUp?: (failure: Failure) => void;
  /** Time has passed since: one more; false once there are as many as there were. */
  readonly onRecovered?: (endpoint: string) => boolean;
}

/** Tries to reach an endpoint: why it cannot be reached, undefined where it can. */
type Absence = (signal: AbortSignal) => Promise<Failure | undefined>;

interface State {
  /** Until this moment nobody asks it anything. */
  restsUntil: number;
  /** Pauses in a row. */
  rests: number;
  rest: Promise<void> | undefined;
  away: Promise<void> | undefined;
  isRecovering: boolean;
}

export class EndpointHealth {
  readonly #options: HealthOptions;
  readonly #policy: HealthPolicy;
  readonly #states = new Map<string, State>();
  /** Failures that were told for all: nobody needs to hear them again of each mailbox. */
  readonly #told = new WeakSet<Failure>();

  constructor(options: HealthOptions) {
    this.#options = options;
    this.#policy = options.policy ?? ordinaryHealth;
  }

  /** Waits while the endpoint rests or is away; undefined, at no cost, where it does neither. */
  clear(endpoint: string, signal: AbortSignal): Promise<void> | undefined {
    const state = this.#states.get(endpoint);
    const waiting = state?.away ?? state?.rest;
    return waiting && this.#waitFor(waiting, signal);
  }

  wasTold(failure: Failure): boolean {
    return this.#told.has(failure);
  }

  /** What an absence is to those whose work it cut off: a lost connection, told already. */
  interruption({ where, what, words }: Failure): Failure {
    const failure: Failure = { kind: 'transient', reach: 'mailbox', where, what, words };
    this.#told.add(failure);
    return failure;
  }

  /** A message passed: its next pause is a first one again. */
  answered(endpoint: string): void {
    const state = this.#states.get(endpoint);
    if (state) state.rests = 0;
  }

  /** Takes note of a failure: an endpoint that asks to slow down rests from now on. */
  note(endpoint: string, failure: Failure): void {
    if (failure.kind !== 'throttled') return;
    this.#told.add(failure);
    const state = this.#state(endpoint);
    if (state.rest && (failure.until?.getTime() ?? 0) <= state.restsUntil) return;
    const until = failure.until?.getTime() ?? this.#options.clock.now().getTime() + this.#restOf(state);
    state.restsUntil = until;
    if (!state.rest) {
      state.rests++;
      if (state.rests >= this.#policy.mostRests) {
        this.#options.onGivenUp?.({ ...failure, reach: 'lot' });
        return;
      }
      state.rest = this.#rest(endpoint, state);
      this.#options.onThrottled?.(endpoint);
    }
    this.#options.onEvent({ event: 'throttled', endpoint, until: new Date(until), failure });
  }

  /**
   * Waits until the endpoint can be reached again, which one caller tries for all: `absence` tells why it still cannot. Throws a failure of reach `lot` where that takes
   * longer than is waited for, and `interrupted` where the signal aborts.
   */
  async untilBack(endpoint: string, failure: Failure, absence: Absence, signal: AbortSignal): Promise<void> {
    this.#told.add(failure);
    const state = this.#state(endpoint);
    state.away ??= this.#tryToReach(endpoint, failure, absence).finally(() => {
      state.away = undefined;
    });
    state.away.catch(() => undefined); // all who waited may have left
    await this.#waitFor(state.away, signal);
  }

  async #tryToReach(endpoint: string, failure: Failure, absence: Absence): Promise<void> {
    const { clock, signal, onEvent } = this.#options;
    const { patience, firstTry, longestTry } = this.#policy;
    let last = failure;
    let isTold = false;
    for (let waited = 0, pause = firstTry; waited < patience; pause = Math.min(longestTry, pause * 2)) {
      await clock.wait(pause, signal);
      stopIfAsked(signal);
      waited += pause;
      const found = await absence(signal);
      if (!found) {
        if (isTold) onEvent({ event: 'back', endpoint });
        return;
      }
      last = found;
      if (!isTold)
        onEvent({
          event: 'away',
          endpoint,
          until: new Date(clock.now().getTime() + patience),
          failure: last,
        });
      isTold = true;
    }
    const givenUp = stayedAway(last, patience);
    this.#options.onGivenUp?.(givenUp);
    throw new MailFailure(givenUp);
  }

  async #rest(endpoint: string, state: State): Promise<void> {
    const { clock, signal } = this.#options;
    // As often as another answer puts the end off; a clock that does not move must not keep anybody here.
    for (let waitedFor = 0; waitedFor < state.restsUntil && !signal.aborted; ) {
      waitedFor = state.restsUntil;
      await clock.wait(Math.max(0, waitedFor - clock.now().getTime()), signal);
    }
    state.rest = undefined;
    if (!state.isRecovering) void this.#recover(endpoint, state);
  }

  async #recover(endpoint: string, state: State): Promise<void> {
    const { clock, signal, onRecovered } = this.#options;
    state.isRecovering = true;
    for (let isBelow = onRecovered !== undefined; isBelow && !signal.aborted; ) {
      await clock.wait(this.#policy.raiseEvery, signal);
      if (signal.aborted || state.rest) continue;
      isBelow = onRecovered?.(endpoint) ?? false;
    }
    state.isRecovering = false;
  }

  #restOf({ rests }: State): number {
    const { firstRest, longestRest } = this.#policy;
    return Math.min(longestRest, firstRest * 2 ** rests);
  }

  #state(endpoint: string): State {
    const known = this.#states.get(endpoint);
    if (known) return known;
    const state: State = { restsUntil: 0, rests: 0, rest: undefined, away: undefined, isRecovering: false };
    this.#states.set(endpoint, state);
    return state;
  }

  /** Leaves as soon as the signal aborts; what is waited for goes on for the others. */
  async #waitFor(waiting: Promise<void>, signal: AbortSignal): Promise<void> {
    stopIfAsked(signal);
    const { promise: left, resolve } = Promise.withResolvers<void>();
    const leave = () => resolve();
    signal.addEventListener('abort', leave, { once: true });
    try {
      await Promise.race([waiting, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
    stopIfAsked(signal);
  }
}

/** The endpoint cannot be reached, though its login was proven before the run began. */
export const isAway = ({ kind, reach }: Failure): boolean =>
  kind === 'unreachable' || (kind === 'transient' && (reach === 'plan' || reach === 'lot'));

function stayedAway({ where, words }: Failure, patience: number): Failure {
  const minutes = Math.round(patience / 60_000);
  return {
    kind: 'unreachable',
    reach: 'lot',
    where,
    what: text(`did not come back within ${minutes} minutes`, `n’est pas revenu en ${minutes} minutes`),
    words,
    advice: text(
      'Run again when it answers: nothing is copied twice.',
      'Relancez quand il répond\u00A0: rien n’est copié deux fois.',
    ),
  };
}
