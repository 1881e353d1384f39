/**
 * Looks after what happens beside open plans: runs that are under way, what they record, what their logs tell. Looks once a second
 * while a run is under way and every few seconds otherwise. Of the world it knows its port alone.
 */

import { planTitle } from '../language/features/plan-title.ts';
import type { RecordedMailbox } from '../language/model/calendar/recorded-runs.ts';
import { NO_SHEETS, type RecordedSheet } from '../language/model/calendar/recorded-sheets.ts';
import { compared } from '../language/model/names.ts';
import { isOwn, ownRuns } from '../language/model/runs/own-runs.ts';
import type { LiveLot, PlanRuns } from '../language/model/runs/plan-runs.ts';
import { NO_RUNS, type RecordedRuns } from '../language/model/runs/recorded-run.ts';
import { NOTHING_SEEN, type SeenRuns } from '../language/model/runs/seen-runs.ts';
import type { LiveRun } from '../protocol.ts';
import type { OpenPlan } from './open-plan.ts';
import { PlanCount } from './plan-count.ts';
import type { Turns, World } from './ports.ts';

export interface PlanWatchOptions {
  readonly world: World;
  readonly turns: Turns;
  readonly plans: () => Iterable<OpenPlan>;
  /** About once a second while a run is under way, and once without it when it is no more. */
  readonly onLive: (plan: OpenPlan, run: LiveRun | undefined) => void;
  /** The ledger says something else of mailboxes, or more sheets are on record. */
  readonly onRecorded: (plan: OpenPlan) => void;
  /** What is known of a plan's runs is other than before. */
  readonly onChanged: (plan: OpenPlan) => void;
  readonly onFailure: (error: unknown) => void;
}

/** What is known of one plan. */
interface Seen {
  readonly count: PlanCount;
  recorded: readonly RecordedMailbox[];
  sheets: readonly RecordedSheet[];
  runs: RecordedRuns;
  /** What `runs` was chosen from, and by what others are called. */
  all: RecordedRuns;
  others: Set<string>;
  live: LiveRun | undefined;
  looks: number;
  /** The plan's revision that was last told to be counted late. */
  told: number | undefined;
  /** Until the last look is over. */
  looking: Promise<void>;
}

const nothingSeen = (count: PlanCount): Seen => ({
  ...{ count, recorded: [], sheets: NO_SHEETS, runs: NO_RUNS, told: undefined },
  ...{ all: NO_RUNS, others: new Set<string>() },
  ...{ live: undefined, looks: 0, looking: Promise.resolve() },
});

/** Milliseconds between two looks. */
const WHILE_LIVE = 1000;
const OTHERWISE = 3000;

/** How many looks at a run there are for one at the ledger, which grows with every message. */
const LEDGER_EVERY = 5;

export class PlanWatch {
  private readonly options: PlanWatchOptions;
  private readonly seen = new WeakMap<OpenPlan, Seen>();
  private readonly indexes = new WeakMap<readonly RecordedMailbox[], ReadonlyMap<string, RecordedMailbox>>();
  private isLive = false;

  constructor(options: PlanWatchOptions) {
    this.options = options;
  }

  /** Looks again and again, for as long as the server runs. */
  async begin(): Promise<never> {
    for (;;) {
      await this.options.world.wait(this.isLive ? WHILE_LIVE : OTHERWISE);
      await this.lookAtAll();
    }
  }

  /** What is known of a plan's runs, with every mailbox counted. */
  async runsOf(plan: OpenPlan): Promise<PlanRuns> {
    const seen = await this.look(plan);
    await seen.count.count(seen.recorded);
    return { standings: seen.count.standings, recorded: seen.runs, live: liveLot(seen) };
  }

  /** What was last seen of a plan's runs, at once: of a mailbox or a lot that somebody looks at in passing. */
  seenOf(plan: OpenPlan): SeenRuns {
    const seen = this.seen.get(plan);
    if (!seen) return NOTHING_SEEN;
    const recordedOf = (address: string) => this.byAddress(seen.recorded).get(compared(address));
    return { recordedOf, live: liveLot(seen) };
  }

  /** What is recorded is put into this order when somebody asks for the first of it, and never while it is only counted. */
  private byAddress(recorded: readonly RecordedMailbox[]): ReadonlyMap<string, RecordedMailbox> {
    const known = this.indexes.get(recorded);
    if (known) return known;
    const index = new Map(recorded.map((one) => [compared(one.address), one]));
    this.indexes.set(recorded, index);
    return index;
  }

  /** The run of a plan that is under way at this moment. */
  async liveOf(plan: OpenPlan): Promise<LiveRun | undefined> {
    return isOnDisk(plan) ? this.ownLive(plan) : undefined;
  }

  async lookAtAll(): Promise<void> {
    let isLive = false;
    for (const plan of [...this.options.plans()].filter(isOnDisk)) {
      try {
        const { live } = await this.look(plan);
        if (!live) continue;
        isLive = true;
        this.options.onLive(plan, live);
      } catch (error) {
        this.options.onFailure(error);
      }
    }
    this.isLive = isLive;
  }

  /** One look after the other: each change is told once, and whoever asks is told of what was there when he asked. */
  private async look(plan: OpenPlan): Promise<Seen> {
    const seen = this.seen.get(plan) ?? nothingSeen(new PlanCount(plan, this.options.turns));
    this.seen.set(plan, seen);
    if (!isOnDisk(plan)) return seen;
    const look = seen.looking.then(() => this.lookNow(plan, seen));
    seen.looking = look.catch(() => undefined);
    await look;
    return seen;
  }

  private async lookNow(plan: OpenPlan, seen: Seen): Promise<void> {
    const before = { ...seen };
    await this.see(plan, seen);
    if (before.live && !seen.live) this.options.onLive(plan, undefined);
    if (before.looks === 0) return;
    if (isRecordedAnew(before, seen)) this.options.onRecorded(plan);
    if (isOther(before, seen) || isToldLate(plan, seen)) this.options.onChanged(plan);
  }

  /** Logs before the run: one that ends in between is told as ended, and never as gone. */
  private async see(plan: OpenPlan, seen: Seen): Promise<void> {
    const { world } = this.options;
    const { folder } = plan;
    const runs = await world.runs(folder);
    const live = await this.ownLive(plan);
    const mayHaveEnded = runs.runs[0]?.how === 'open' && !live;
    this.takeRuns(plan, seen, mayHaveEnded ? await world.runs(folder) : runs);
    const isTime = seen.looks++ % LEDGER_EVERY === 0;
    if (isTime || !live || !seen.live) seen.recorded = await world.recorded(folder);
    seen.sheets = await world.sheets(folder);
    seen.live = live;
  }

  private async ownLive(plan: OpenPlan): Promise<LiveRun | undefined> {
    const live = await this.options.world.liveRun(plan.folder);
    return live && isOwn(live, this.others(plan)) ? live : undefined;
  }

  /** The plan's own, put together anew only where there is something new. */
  private takeRuns(plan: OpenPlan, seen: Seen, all: RecordedRuns): void {
    const others = this.others(plan);
    if (all === seen.all && [...others].join() === [...seen.others].join()) return;
    seen.runs = ownRuns(all, others);
    seen.all = all;
    seen.others = others;
  }

  /** What the other plans of its folder are called. */
  private others(plan: OpenPlan): Set<string> {
    const beside = [...this.options.plans()].filter(
      (one) => one !== plan && one.isPlan && one.folder === plan.folder,
    );
    const titles = new Set(beside.map(({ analysis }) => planTitle(analysis)));
    if (titles.size > 0) titles.delete(planTitle(plan.analysis));
    titles.delete('');
    return titles;
  }
}

const liveLot = ({ live }: Seen): LiveLot | undefined =>
  live && {
    pid: live.pid,
    lot: live.lot,
    underWay: new Set(live.underWay.map(({ address }) => compared(address))),
  };

const isOnDisk = ({ path, isPlan }: OpenPlan): boolean => isPlan && path.startsWith('/');

function isOther(before: Seen, now: Seen): boolean {
  const isSameRun = atWork(before.live) === atWork(now.live);
  return isRecordedAnew(before, now) || before.runs !== now.runs || !isSameRun;
}

const isRecordedAnew = (before: Seen, now: Seen): boolean =>
  before.recorded !== now.recorded || before.sheets !== now.sheets;

/** Edits that were not counted when they were told of are, by now: told once. */
function isToldLate({ revision }: OpenPlan, seen: Seen): boolean {
  if (!seen.count.isOutdated || seen.told === revision) return false;
  seen.told = revision;
  return true;
}

/** Which run does what to whom; how far it is changes each second. */
const atWork = (live: LiveRun | undefined): string =>
  live ? JSON.stringify([live.pid, live.state, live.underWay.map(({ address }) => address)]) : '';
