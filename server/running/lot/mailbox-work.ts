/**
 * The work on one mailbox: opened at both ends, copied, compared. May be held back at any moment and gone on with later; knows
 * nothing of the other mailboxes.
 */
import type { Locale } from '../../language/rules/rule.ts';
import type { Endpoint, MailboxCopy } from '../../planning/migration-plan.ts';
import { inEach, text } from '../../planning/text.ts';
import { copyMailbox } from '../copying/copy-mailbox.ts';
import type { CopyResult } from '../copying/copy-result.ts';
import { type Ends, openedBoth, usingBoth } from '../ends.ts';
import { describeFailure, type Failure, failureOf } from '../failures.ts';
import { type BothEnds, FurtherLanes } from '../further-lanes.ts';
import type { Clock, Ledger, MailSource, MailTarget, OnFailure } from '../ports.ts';
import { openingRetries, retrying } from '../retry.ts';
import type { RunEvent } from '../run-event.ts';
import type { MailboxResult } from '../run-result.ts';
import { type VerifyResult, verifyMailbox } from '../verifying/verify-mailbox.ts';
import type { Job } from './jobs.ts';
import { goneOnWith, nothingDone, problemOf, resultOf, stateAfter } from './mailbox-result.ts';

export interface WorkSetting {
  readonly endpoint: (name: string) => Endpoint;
  readonly ends: Ends;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly locale: Locale;
  readonly content: 'sample' | 'all';
  readonly newestFirst: boolean;
  readonly tell: (event: RunEvent) => void;
  /** Failures that were told for all mailboxes together. */
  readonly wasTold: (failure: Failure) => boolean;
}

/** The connections that one mailbox may have. */
export interface Share {
  /** To both ends, each pair for a folder. */
  readonly pairs: number;
  /** Further ones to the target, each for a message; none where 1. They are had instead of further pairs. */
  readonly lanes: number;
}

export interface Worked {
  readonly result: MailboxResult;
  readonly stoppedBy?: Failure;
}

export class MailboxWork {
  readonly job: Job;
  readonly #setting: WorkSetting;
  /** What was copied before it was held back. */
  #part: CopyResult | undefined;

  constructor(job: Job, setting: WorkSetting) {
    this.job = job;
    this.#setting = setting;
  }

  /** As far as it goes until the signal aborts; called again, it goes on. Throws only for faults of this program. */
  async go(share: Share, signal: AbortSignal): Promise<Worked> {
    try {
      return await this.#copyAndVerify(share, signal);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      const problem = describeFailure(failure, this.#setting.locale);
      await this.#remember(failure);
      return { result: this.#stoppedWith(failure, problem), stoppedBy: failure };
    }
  }

  /** What is said of it where it was held back and never gone on with. */
  heldResult(problem: string): MailboxResult {
    return this.#part
      ? {
          ...resultOf(this.job.address, this.#part, undefined, this.#setting.locale),
          state: 'Stopped',
          problem,
        }
      : nothingDone(this.job.address, 'Stopped', problem);
  }

  /** One that never opened is `Failed` in the ledger too, and not as if nobody had come to it. */
  async #remember(failure: Failure): Promise<void> {
    const { copy } = this.job;
    const reachesMailbox = failure.reach === 'mailbox' || failure.reach === 'message';
    if (!copy || !reachesMailbox || failure.kind === 'interrupted') return;
    try {
      const own = await this.#setting.ledger.mailbox({ source: copy.source, target: copy.target });
      await own.setState(
        'Failed',
        inEach((locale) => describeFailure(failure, locale)),
      );
    } catch (error) {
      if (!failureOf(error)) throw error; // what is wrong with the ledger, the next mailbox says
    }
  }

  #stoppedWith(failure: Failure, problem: string): MailboxResult {
    const { address } = this.job;
    const state = stateAfter(failure);
    return this.#part ? { ...this.heldResult(problem), state } : nothingDone(address, state, problem);
  }

  /** Both on the same connections; what is only compared is only opened for reading. */
  #copyAndVerify(share: Share, signal: AbortSignal): Promise<Worked> {
    const { copy, verify } = this.job;
    const { ends, endpoint } = this.#setting;
    const ours = copy ?? verify;
    if (!ours) return Promise.resolve(this.#nothingToDo());
    const to = endpoint(ours.target.endpoint);
    const from = endpoint(ours.source.endpoint);
    const { exclude } = ours;
    const source = () => ends.source(from, ours.source.mailbox, signal, { exclude });
    const areFiles = from.kind === 'archive' || to.kind === 'archive';
    const pairs = areFiles ? 1 : share.pairs;
    if (!copy) {
      const looked = () => ends.source(to, ours.target.mailbox, signal, { mayBeNew: true });
      return this.#between(source, looked, looked, pairs, signal, (own, lanes) =>
        this.#compare(ours, own, lanes, signal),
      );
    }
    const written = (wish = {}) => ends.target(to, copy.target.mailbox, signal, wish);
    const first = () => written({ lanes: share.lanes });
    return this.#between(source, first, written, pairs, signal, (own, lanes) =>
      this.#copied(copy, own, lanes, signal),
    );
  }

  /** Opens both ends, and more pairs of connections where both gain by folders side by side; closes whatever was opened. */
  #between<T extends MailSource | MailTarget>(
    source: () => Promise<MailSource>,
    target: () => Promise<T>,
    another: () => Promise<T>,
    pairs: number,
    signal: AbortSignal,
    work: (own: BothEnds<T>, lanes: FurtherLanes<BothEnds<T>>) => Promise<Worked>,
  ): Promise<Worked> {
    return usingBoth(this.#open(signal, source), this.#open(signal, target), async (one, other) => {
      const open = async () => {
        const [from, to] = await openedBoth(source(), another());
        return { source: from, target: to };
      };
      const isOnlyOne = isAlone(one) || isAlone(other);
      const lanes = new FurtherLanes(isOnlyOne ? [] : Array.from({ length: pairs - 1 }, () => open));
      try {
        return await work({ source: one, target: other }, lanes);
      } finally {
        await lanes.close();
      }
    });
  }

  async #copied(
    copy: MailboxCopy,
    own: BothEnds<MailTarget>,
    lanes: FurtherLanes<BothEnds<MailTarget>>,
    signal: AbortSignal,
  ): Promise<Worked> {
    const { verify } = this.job;
    this.#setting.tell({ event: 'way', endpoint: copy.target.endpoint, way: own.target.way });
    const copied = await this.#copy(copy, own, lanes, signal);
    if (!verify || copied.outcome === 'stopped') return this.#ended(copied, undefined);
    return this.#compare(verify, own, lanes, signal, copied);
  }

  #nothingToDo(): Worked {
    const nothing = text('nothing to do', 'rien à faire')[this.#setting.locale];
    return { result: nothingDone(this.job.address, 'Created', nothing) };
  }

  #open<T>(signal: AbortSignal, open: () => Promise<T>): Promise<T> {
    const { clock } = this.#setting;
    const how = { policy: openingRetries, clock, signal, onFailure: this.#retried, progress: () => 0 };
    return retrying(how, open);
  }

  async #copy(
    copy: MailboxCopy,
    { source, target }: BothEnds<MailTarget>,
    lanes: FurtherLanes<BothEnds<MailTarget>>,
    signal: AbortSignal,
  ): Promise<CopyResult> {
    const { ledger, clock, newestFirst, tell } = this.#setting;
    const { address } = this.job;
    tell({ event: 'mailbox-started', address, doing: 'copy' });
    const rest = await copyMailbox(copy, source, target, ledger, {
      signal,
      clock,
      lanes,
      ...(newestFirst && { newestFirst }),
      onProgress: (progress) => tell({ event: 'progress', address, progress }),
      onFailure: this.#retried,
    });
    this.#part = goneOnWith(this.#part, rest);
    return this.#part;
  }

  /** Compares the mailbox, and keeps in the ledger what it came to. */
  async #compare(
    what: MailboxCopy,
    { source, target }: BothEnds,
    lanes: FurtherLanes<BothEnds>,
    signal: AbortSignal,
    copied?: CopyResult,
  ): Promise<Worked> {
    const { clock, content, ledger, tell } = this.#setting;
    tell({ event: 'mailbox-started', address: this.job.address, doing: 'verify' });
    const how = { signal, clock, content, lanes, onFailure: this.#retried };
    const verified = await verifyMailbox(what, source, target, how);
    const worked = this.#ended(copied, verified);
    if (!copied) return worked; // a comparison believes no ledger, and leaves none behind
    const own = await ledger.mailbox({ source: what.source, target: what.target });
    await own.setState(worked.result.state, problemOf(copied, verified) ?? '');
    return worked;
  }

  #ended(copied: CopyResult | undefined, verified: VerifyResult | undefined): Worked {
    const stoppedBy = copied?.stoppedBy ?? verified?.stoppedBy;
    const result = resultOf(this.job.address, copied, verified, this.#setting.locale);
    return { result, ...(stoppedBy && { stoppedBy }) };
  }

  readonly #retried: OnFailure = (failure, attempt) => {
    const { tell, wasTold } = this.#setting;
    if (!wasTold(failure)) tell({ event: 'retry', address: this.job.address, failure, attempt });
  };
}

/** It has connections of its own for what it does at once, or to open it once more is dear. */
function isAlone(end: MailSource | MailTarget): boolean {
  return end.role === 'source' ? end.isDear === true : (end.lanes ?? 1) > 1;
}
