/**
 * A run as others see it while it goes on: tells how far it is in a file, keeps its log, and hears what it is asked from elsewhere.
 * To be begun under the plan's lock, since its files belong to one run at a time.
 */
import type { MigrationPlan } from '../../planning/migration-plan.ts';
import { jobsOf } from '../lot/jobs.ts';
import { LotProgress, type LotStanding } from '../lot/lot-progress.ts';
import type { Pause } from '../lot/pause.ts';
import type { Clock } from '../ports.ts';
import type { RunEvent } from '../run-event.ts';
import type { RunResult } from '../run-result.ts';
import { type Ask, readAsk, removeAsk } from './control-file.ts';
import { type About, removeLiveRun, writeLiveRun } from './progress-file.ts';
import { openRunLog, type RunLog } from './run-log.ts';

/** Milliseconds between two looks at what is asked, and two words on how far it is. */
const EVERY = 1000;

/** So many of these words between two in the log. */
const LOGGED_EVERY = 10;

/** What others are to see as soon as it is told here: that nothing goes on, or goes on again. */
const SEEN_AT_ONCE = new Set<RunEvent['event']>([
  'pausing',
  'paused',
  'resumed',
  'throttled',
  'away',
  'quiet',
  'back',
]);

export interface LiveOptions {
  /** The plan's `.migplan`. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly pause: Pause;
  /** As Ctrl-C does. */
  readonly cancel: () => void;
  /** Aborted once the run is to stop. */
  readonly signal: AbortSignal;
}

export interface Live {
  on(event: RunEvent): void;
  standing(): LotStanding;
  /** Takes its files away, but for the log; `result` is absent where it ended without one. */
  end(result: RunResult | undefined): void;
}

export function beginLive(plan: MigrationPlan, options: LiveOptions): Live {
  const { folder, clock, signal } = options;
  const jobs = jobsOf(plan);
  const progress = new LotProgress(jobs, clock);
  const { lot, phase, fingerprint } = plan;
  const since = clock.now();
  const about: About = { pid: process.pid, since: since.toISOString(), plan: plan.plan, lot, phase };
  removeAsk(folder);
  const { pid } = about;
  const log = openRunLog(
    folder,
    { pid, plan: plan.plan, lot, phase, fingerprint, mailboxes: jobs.length },
    clock,
  );
  const writer = new StandingWriter(folder, about, clock, since);
  const tell = (): void => writer.write(progress.standing(), signal.aborted);
  let told = 0;
  // Nothing else keeps the process alive while it is paused.
  const timer = setInterval(() => {
    obey(readAsk(folder, about), options);
    tell();
    if (++told % LOGGED_EVERY === 0) log.standing(progress.standing());
  }, EVERY);
  tell();
  return {
    standing: () => progress.standing(),
    on(event) {
      progress.on(event);
      log.on(event);
      if (SEEN_AT_ONCE.has(event.event)) tell();
    },
    end(result) {
      clearInterval(timer);
      endLog(log, result);
      removeAsk(folder);
      removeLiveRun(folder);
    },
  };
}

function endLog(log: RunLog, result: RunResult | undefined): void {
  if (result) log.ended(result);
  else log.failed('the run ended with a fault of this program');
}

function obey(ask: Ask | undefined, { pause, cancel, signal }: LiveOptions): void {
  if (ask === 'cancel' && !signal.aborted) cancel();
  if (ask === 'pause') pause.begin();
  if (ask === 'resume') pause.end();
}

/** Remembers since when a run is in its state. That the file cannot be written stops no run. */
class StandingWriter {
  readonly #folder: string;
  readonly #about: About;
  readonly #clock: Pick<Clock, 'now'>;
  #state: LotStanding['state'] | 'stopping' = 'running';
  #stateSince: Date;

  constructor(folder: string, about: About, clock: Pick<Clock, 'now'>, since: Date) {
    this.#folder = folder;
    this.#about = about;
    this.#clock = clock;
    this.#stateSince = since;
  }

  write({ state, ...standing }: LotStanding, isStopping: boolean): void {
    const at = this.#clock.now();
    const now = isStopping ? 'stopping' : state;
    if (now !== this.#state) this.#stateSince = at;
    this.#state = now;
    try {
      writeLiveRun(this.#folder, this.#about, standing, { at, state: now, stateSince: this.#stateSince });
    } catch {
      // who watches sees it no more, and the run goes on
    }
  }
}
