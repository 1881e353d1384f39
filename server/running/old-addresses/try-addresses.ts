/**
 * Tries addresses by a message each: hands it in where mail to the address is taken today, and waits until it lies in the mailbox that
 * the plan says. Changes nothing else, and takes nothing away afterwards: the messages stay where they arrived. Knows no protocol.
 */
import { randomBytes } from 'node:crypto';
import type { Arrival, HandInPlace, Trial } from '../../planning/old-addresses/trials.ts';
import { inEach, type Text, text } from '../../planning/text.ts';
import { type Ends, proveLogins } from '../ends.ts';
import { describeFailure, type Failure, failureOf } from '../failures.ts';
import type { Clock } from '../ports.ts';
import type { Bounce } from './bounce.ts';
import type { HandIn } from './hand-in.ts';
import { type TrialMessage, trialMessage } from './trial-message.ts';
import { type Evidence, isSettled, outcomeOf, type TrialResult, withoutViews } from './trial-result.ts';
import { type Sighting, WatchedMailbox } from './watched-mailbox.ts';

export interface TryOptions {
  readonly ends: Ends;
  readonly handIn: HandIn;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whose name the messages carry, and who gets what bounces; nobody does where it is not given. */
  readonly from?: string;
  /** Where that sender's mail is looked into. */
  readonly returns: readonly Arrival[];
  /** Milliseconds until a message that was not seen is given up. */
  readonly patience: number;
  readonly onProgress?: (progress: TryProgress) => void;
}

export interface TryProgress {
  readonly sent: number;
  readonly settled: number;
  readonly of: number;
}

/** Milliseconds between two looks. */
const PAUSE = 5_000;
/** Milliseconds until a message that was put off is handed in again: who makes strangers wait wants a minute at least (RFC 6647, 4). */
const PUT_OFF = 60_000;

/**
 * What came of each, in the order given. Throws MailFailure before anything is sent: where an endpoint opens no mailbox, and where that
 * of `from` does not open. Stopped by the signal it tells what had come of each by then.
 */
export async function tryAddresses(
  trials: readonly Trial[],
  options: TryOptions,
): Promise<readonly TrialResult[]> {
  const attempt = new Attempt(trials, options);
  await attempt.begin();
  await attempt.send();
  await attempt.wait();
  return attempt.results();
}

interface Pending {
  readonly trial: Trial;
  readonly message: TrialMessage;
  handedIn: Evidence['handedIn'];
}

class Attempt {
  readonly #options: TryOptions;
  readonly #pending: readonly Pending[];
  readonly #mailboxes: ReadonlyMap<string, WatchedMailbox>;
  /** Of whoever gets what bounces. */
  readonly #returns: ReadonlySet<string>;
  readonly #sightings = new Map<string, Sighting[]>();
  readonly #bounces: Bounce[] = [];
  /** Why a mailbox could not be looked into the last time. */
  readonly #blind = new Map<string, Text>();
  readonly #deadline: number;
  #sendAgainAt: number;

  constructor(trials: readonly Trial[], options: TryOptions) {
    const { from, returns, clock, ends, patience } = options;
    this.#options = options;
    const date = clock.now();
    this.#deadline = date.getTime() + patience;
    this.#sendAgainAt = date.getTime() + PUT_OFF;
    this.#pending = trials.map((trial) => ({
      trial,
      message: trialMessage(trial, randomBytes(16).toString('hex'), { from, date }),
      handedIn: NOT_SENT,
    }));
    this.#returns = new Set(returns.map(keyOf));
    const arrivals = [...trials.map(({ arrival }) => arrival), ...returns];
    this.#mailboxes = new Map(
      arrivals.map((arrival) => [keyOf(arrival), new WatchedMailbox(arrival, ends)] as const),
    );
  }

  /** A mailbox that cannot be looked into is sent nothing: nobody could say what came of it. */
  async begin(): Promise<void> {
    const { ends, signal } = this.#options;
    const doors = [...this.#mailboxes.values()].map(
      ({ arrival }) => ({ side: 'source', ...arrival }) as const,
    );
    await proveLogins(doors, ends, signal);
    await this.#eachOf([...this.#mailboxes.keys()], async (key, mailbox) => {
      try {
        await mailbox.begin(signal);
      } catch (error) {
        const failure = failureOf(error);
        if (failure?.reach !== 'mailbox' || this.#returns.has(key)) throw error;
        const why = said(failure);
        for (const one of this.#pending)
          if (keyOf(one.trial.arrival) === key) one.handedIn = { kind: 'not-tried', why };
      }
    });
  }

  /** One after another at each place, so that none takes it for an attack. */
  async send(): Promise<void> {
    const waiting = this.#pending.filter(
      ({ handedIn }) => handedIn === NOT_SENT || handedIn.kind === 'later',
    );
    const places = Map.groupBy(waiting, ({ trial }) => placeOf(trial.handIn));
    await Promise.all([...places.values()].map((own) => this.#sendAt(own)));
  }

  async #sendAt(pending: readonly Pending[]): Promise<void> {
    const { handIn, signal } = this.#options;
    for (const one of pending) {
      if (signal.aborted) return;
      try {
        one.handedIn = await handIn(one.trial.handIn, one.message, signal);
      } catch (error) {
        const failure = failureOf(error);
        if (!failure) throw error;
        if (failure.kind === 'interrupted') return;
        const why = said(failure);
        for (const other of pending)
          if (other.handedIn === NOT_SENT) other.handedIn = { kind: 'not-tried', why };
        return;
      }
      this.#tell();
    }
  }

  /** Until each has come to something, and once more after that: what goes round or is doubled comes again. */
  async wait(): Promise<void> {
    const { clock, signal } = this.#options;
    const isSent = this.#pending.some(({ handedIn }) => handedIn.kind !== 'not-tried');
    while (isSent && !signal.aborted) {
      const isLast = this.#open().length === 0 || clock.now().getTime() >= this.#deadline;
      await clock.wait(PAUSE, signal);
      if (!isLast && clock.now().getTime() >= this.#sendAgainAt) {
        this.#sendAgainAt = clock.now().getTime() + PUT_OFF;
        await this.send();
      }
      await this.#look(isLast ? [...this.#mailboxes.keys()] : this.#awaited());
      this.#tell();
      if (isLast) return;
    }
  }

  results(): Promise<readonly TrialResult[]> {
    return Promise.all(
      this.#pending.map(async (pending) => ({
        trial: pending.trial,
        outcome: outcomeOf(await this.#confirmed(pending)),
      })),
    );
  }

  /** Two in one mailbox are looked for again: one message that somebody moved meanwhile was seen twice. */
  async #confirmed(pending: Pending): Promise<Evidence> {
    const evidence = this.#evidenceOf(pending);
    const mailbox = this.#mailboxes.get(keyOf(pending.trial.arrival));
    if (!mailbox || withoutViews(evidence.here).length < 2) return evidence;
    const there = await mailbox.stillThere(evidence.here, this.#options.signal).catch(unlessOurs);
    return { ...evidence, here: there?.length ? there : evidence.here.slice(-1) };
  }

  #evidenceOf({ trial, message: { mark }, handedIn }: Pending): Evidence {
    const own = keyOf(trial.arrival);
    const blind = this.#blind.get(own);
    const ofMark = (key: string): Sighting[] =>
      (this.#sightings.get(key) ?? []).filter((sighting) => sighting.mark === mark);
    return {
      handedIn,
      here: ofMark(own),
      ...(blind && { blind }),
      elsewhere: [...this.#mailboxes].flatMap(([key, { arrival }]) =>
        key === own ? [] : ofMark(key).map((sighting) => ({ mailbox: arrival.mailbox, sighting })),
      ),
      bounces: this.#bounces.filter((bounce) => bounce.mark === mark),
    };
  }

  #open(): Pending[] {
    return this.#pending.filter((pending) => !isSettled(this.#evidenceOf(pending)));
  }

  #awaited(): string[] {
    return [...new Set([...this.#open().map(({ trial }) => keyOf(trial.arrival)), ...this.#returns])];
  }

  /** A mailbox that does not open this time is looked into again the next. */
  #look(keys: readonly string[]): Promise<void> {
    return this.#eachOf(keys, async (key, mailbox) => {
      try {
        const withBounces = this.#returns.has(key);
        const { sightings, bounces } = await mailbox.look(this.#options.signal, { withBounces });
        this.#blind.delete(key);
        this.#sightings.set(key, [...(this.#sightings.get(key) ?? []), ...sightings]);
        this.#bounces.push(...bounces);
      } catch (error) {
        const failure = failureOf(error);
        if (!failure) throw error;
        this.#blind.set(key, said(failure));
      }
    });
  }

  /** As many at once as each endpoint's connections allow. */
  async #eachOf(
    keys: readonly string[],
    use: (key: string, mailbox: WatchedMailbox) => Promise<void>,
  ): Promise<void> {
    const chosen = [...this.#mailboxes].filter(([key]) => keys.includes(key));
    const byEndpoint = Map.groupBy(chosen, ([, { arrival }]) => arrival.endpoint.name);
    const workers = [...byEndpoint.values()].flatMap((own) => {
      const waiting = own.values();
      const worker = async (): Promise<void> => {
        for (const [key, mailbox] of waiting) await use(key, mailbox);
      };
      const most = own[0]?.[1].arrival.endpoint.connections ?? 1;
      return Array.from({ length: Math.min(most, own.length) }, worker);
    });
    await Promise.all(workers);
  }

  #tell(): void {
    const of = this.#pending.length;
    const sent = this.#pending.filter(({ handedIn }) => handedIn !== NOT_SENT).length;
    this.#options.onProgress?.({ sent, settled: of - this.#open().length, of });
  }
}

const NOT_SENT: Evidence['handedIn'] = {
  kind: 'not-tried',
  why: text('stopped before it was sent', 'arrêté avant l’envoi'),
};

const keyOf = ({ endpoint, mailbox }: Arrival): string => `${endpoint.name} ${mailbox}`;
const placeOf = ({ endpoint, host, port }: HandInPlace): string => `${endpoint} ${host}:${port}`;

const said = (failure: Failure): Text => inEach((locale) => describeFailure(failure, locale));

/** What a mail system did not answer is told by what was seen before; a fault of this program is not hidden. */
function unlessOurs(error: unknown): undefined {
  if (!failureOf(error)) throw error;
}
