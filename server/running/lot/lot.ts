/**
 * The mailboxes of a lot under way: taken in order by workers, as many at once as endpoints allow, held back while the run is
 * paused or an endpoint asks to slow down. A bad mailbox never stops the others; what reaches the lot or the plan stops them all.
 */
import { text } from '../../planning/text.ts';
import { describeFailure, failureOf } from '../failures.ts';
import type { RunEvent } from '../run-event.ts';
import type { MailboxResult } from '../run-result.ts';
import type { Breaker } from './breaker.ts';
import type { Connections, Needs } from './connections.ts';
import { type Job, largestFirst } from './jobs.ts';
import { nothingDone } from './mailbox-result.ts';
import { MailboxWork, type Share, type WorkSetting } from './mailbox-work.ts';
import type { Pause } from './pause.ts';

export interface LotSetting extends WorkSetting {
  readonly connections: Connections;
  readonly breaker: Breaker;
  readonly pause: Pause;
  /** The person's; the breaker's comes on top of it. */
  readonly signal: AbortSignal;
  /** Mailboxes at once, at most. */
  readonly workers: number;
}

/** A mailbox that a worker is at. */
interface UnderWay {
  readonly work: MailboxWork;
  readonly holding: AbortController;
  readonly needs: Needs;
}

export class Lot {
  readonly #jobs: readonly Job[];
  readonly #setting: LotSetting;
  readonly #signal: AbortSignal;
  readonly #waiting: MailboxWork[];
  readonly #underWay = new Set<UnderWay>();
  readonly #held = new Map<string, MailboxWork>();
  readonly #ended = new Map<string, MailboxResult>();
  readonly #ways = new Set<string>();
  #isPauseTold = false;

  constructor(jobs: readonly Job[], setting: LotSetting) {
    this.#jobs = jobs;
    this.#setting = setting;
    this.#signal = AbortSignal.any([setting.signal, setting.breaker.signal]);
    const inside: WorkSetting = { ...setting, tell: (event) => this.#tell(event) };
    this.#waiting = largestFirst(jobs).map((job) => new MailboxWork(job, inside));
    setting.pause.onChange((isOn) => this.#paused(isOn));
  }

  async all(): Promise<void> {
    const workers = Math.max(1, Math.min(this.#setting.workers, this.#jobs.length));
    await Promise.all(Array.from({ length: workers }, () => this.#worker()));
    this.#setting.breaker.throwFault();
  }

  /** In the plan's order; mailboxes that were not reached are said to be stopped. */
  results(): MailboxResult[] {
    const { locale } = this.#setting;
    return this.#jobs.map(({ address }) => {
      const ended = this.#ended.get(address) ?? this.#held.get(address)?.heldResult(HELD[locale]);
      return ended ?? nothingDone(address, 'Stopped', NOT_BEGUN[locale]);
    });
  }

  /** Holds back the mailboxes begun last until no more connections of an endpoint are open than it may have. */
  slowDown(endpoint: string): void {
    let surplus = this.#setting.connections.surplus(endpoint);
    for (const one of [...this.#underWay].reverse()) {
      if (surplus <= 0) return;
      const count = one.needs.get(endpoint) ?? 0;
      if (count === 0) continue;
      surplus -= count;
      one.holding.abort();
    }
  }

  async #worker(): Promise<void> {
    const { pause } = this.#setting;
    for (;;) {
      await pause.passed(this.#signal).catch(ifInterrupted);
      const work = this.#signal.aborted ? undefined : this.#waiting.shift();
      if (!work) return;
      await this.#mailbox(work);
    }
  }

  async #mailbox(work: MailboxWork): Promise<void> {
    const holding = new AbortController();
    const { needs, share } = this.#needsOf(work.job);
    const one: UnderWay = { work, holding, needs };
    const signal = AbortSignal.any([this.#signal, holding.signal]);
    this.#underWay.add(one);
    try {
      const taken = await this.#setting.connections.take(needs, signal);
      try {
        await this.#worked(one, share, signal);
      } finally {
        taken.release();
      }
    } catch (error) {
      if (failureOf(error)?.kind === 'interrupted')
        this.#waiting.unshift(work); // it never got its connections
      else this.#fault(work, error);
    } finally {
      this.#underWay.delete(one);
      this.#tellPaused();
    }
  }

  async #worked({ work, holding }: UnderWay, share: Share, signal: AbortSignal): Promise<void> {
    const { breaker } = this.#setting;
    const { result, stoppedBy } = await work.go(share, signal);
    const isHeld = holding.signal.aborted && !this.#signal.aborted;
    if (isHeld && stoppedBy?.kind === 'interrupted') {
      this.#hold(work);
      return;
    }
    if (stoppedBy) breaker.failed(stoppedBy);
    else breaker.wentWell();
    this.#end(work, stoppedBy?.kind === 'interrupted' ? this.#withReason(result) : result);
  }

  /** What was stopped with all the others says by what. */
  #withReason(result: MailboxResult): MailboxResult {
    const { breaker, signal, locale } = this.#setting;
    if (signal.aborted || !breaker.stoppedBy) return result;
    return { ...result, problem: describeFailure(breaker.stoppedBy, locale) };
  }

  /** It comes before all that were not begun. */
  #hold(work: MailboxWork): void {
    this.#held.set(work.job.address, work);
    this.#waiting.unshift(work);
    this.#tell({ event: 'mailbox-held', address: work.job.address });
  }

  #fault(work: MailboxWork, error: unknown): void {
    this.#setting.breaker.fault(error);
    this.#end(work, nothingDone(work.job.address, 'Failed', String(error)));
  }

  #end(work: MailboxWork, result: MailboxResult): void {
    this.#ended.set(work.job.address, result);
    this.#tell({ event: 'mailbox-ended', result });
  }

  /** Each mailbox's share of what both ends allow, if all workers were at their mailboxes. */
  #needsOf({ copy, verify }: Job): { needs: Needs; share: Share } {
    const ours = copy ?? verify;
    if (!ours) return { needs: new Map(), share: { pairs: 1, lanes: 1 } };
    const from = ours.source.endpoint;
    const to = ours.target.endpoint;
    const atOnce = Math.min(this.#setting.workers, this.#underWay.size + 1 + this.#waiting.length);
    const of = (name: string) => Math.max(1, Math.floor(this.#setting.connections.limit(name) / atOnce));
    const isOne = from === to;
    const written = isOne ? Math.max(1, of(to) - 1) : of(to);
    const pairs = Math.max(1, isOne ? Math.floor(of(to) / 2) : Math.min(of(from), written));
    // The first connection is asked, the others are written to.
    const lanes = copy && written > 2 ? written - 1 : 1;
    const target = lanes > 1 ? written : pairs;
    const needs: Needs = isOne
      ? new Map([[to, Math.max(2 * pairs, 1 + target)]])
      : new Map([
          [from, pairs],
          [to, target],
        ]);
    return { needs, share: { pairs, lanes } };
  }

  #paused(isOn: boolean): void {
    this.#isPauseTold = false;
    this.#tell({ event: isOn ? 'pausing' : 'resumed' });
    if (isOn) for (const { holding } of this.#underWay) holding.abort();
    this.#tellPaused();
  }

  #tellPaused(): void {
    if (!this.#setting.pause.isOn || this.#underWay.size > 0 || this.#isPauseTold) return;
    this.#isPauseTold = true;
    this.#tell({ event: 'paused' });
  }

  #tell(event: RunEvent): void {
    if (event.event === 'way') {
      if (this.#ways.has(event.endpoint)) return;
      this.#ways.add(event.endpoint);
    }
    this.#setting.tell(event);
  }
}

function ifInterrupted(error: unknown): void {
  if (failureOf(error)?.kind !== 'interrupted') throw error;
}

const NOT_BEGUN = text('not begun', 'non commencée');
const HELD = text(
  'held back when the run was ended; what was copied is recorded, run again to go on',
  'retenue quand l’exécution a été arrêtée\u00A0; ce qui a été copié est enregistré, relancez pour continuer',
);
