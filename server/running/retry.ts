/** Tries again what may pass, with pauses that grow and are never in step (RFC 9051 says nothing of it; servers do). Knows nothing of mail. */
import { type Failure, failureOf, mayPass, stopIfAsked } from './failures.ts';
import type { Clock, OnFailure } from './ports.ts';

export interface RetryPolicy {
  /** Attempts without any progress between them before it is given up. */
  readonly attempts: number;
  /** Pauses that a server asked for, in a row without any progress, before it is given up; `attempts` where nothing is said. */
  readonly throttles?: number;
  readonly firstPause: number;
  readonly longestPause: number;
}

export const ordinaryRetries: RetryPolicy = {
  attempts: 6,
  throttles: 12,
  firstPause: 500,
  longestPause: 60_000,
};

/** For opening a mailbox: one that is missing is not told by every server from one that is busy, and must not hold up the others. */
export const openingRetries: RetryPolicy = { ...ordinaryRetries, attempts: 3 };

export interface Retrying {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onFailure: OnFailure;
  /** Anything that grows as work gets done: progress starts the count of attempts afresh. */
  readonly progress: () => number;
}

export async function retrying<T>(how: Retrying, action: () => Promise<T>): Promise<T> {
  let failed = { attempts: 0, throttles: 0 };
  for (;;) {
    const before = how.progress();
    try {
      return await action();
    } catch (error) {
      const failure = failureOf(error);
      if (!failure || !mayPass(failure)) throw error;
      stopIfAsked(how.signal); // what was cut off because of that is no failure to tell
      if (how.progress() !== before) failed = { attempts: 0, throttles: 0 };
      if (failure.kind === 'throttled') failed.throttles++;
      else failed.attempts++;
      const { attempts, throttles = attempts } = how.policy;
      if (failed.attempts >= attempts || failed.throttles >= throttles) throw error;
      const attempt = failed.attempts + failed.throttles;
      how.onFailure(failure, attempt);
      await how.clock.wait(pause(how, failure, attempt), how.signal);
      stopIfAsked(how.signal);
    }
  }
}

function pause({ policy, clock }: Retrying, failure: Failure, attempt: number): number {
  const grown = Math.min(policy.longestPause, policy.firstPause * 2 ** (attempt - 1));
  const jittered = grown * (0.5 + Math.random() / 2);
  const asked =
    failure.kind === 'throttled' && failure.until ? failure.until.getTime() - clock.now().getTime() : 0;
  return Math.max(jittered, asked);
}
