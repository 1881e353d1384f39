/**
 * What is known of the runs of a plan at a moment: what the ledger says of each mailbox, what logs tell, which run is under way.
 * Says where a mailbox, a lot or a part of one stands, in the few words that people are shown.
 */

import type { RecordedMailbox } from '../calendar/recorded-runs.ts';
import { compared, keyOf } from '../names.ts';
import type { Recipient } from '../placed-plan.ts';
import type { PlanModel } from '../plan-model.ts';
import type { RecordedRun, RecordedRuns } from './recorded-run.ts';
import { type Part, partOf, type Standings, type Tally } from './standings.ts';

/** `gone`: its run ended without a word, as a killed process does. */
export type Stand = 'planned' | 'running' | 'done' | 'failed' | 'gone';

/** How many mailboxes of something stand where, shared ones among them; those in none of the others are not begun, or are gone on with. */
export interface PartCounts {
  readonly mailboxes: number;
  readonly done: number;
  readonly running: number;
  readonly failed: number;
}

/** The run under way. */
export interface LiveLot {
  readonly pid: number;
  readonly lot: string;
  /** The addresses that are being worked on, in their compared form. */
  readonly underWay: ReadonlySet<string>;
}

export interface PlanRuns {
  readonly standings: Standings;
  readonly recorded: RecordedRuns;
  readonly live?: LiveLot | undefined;
}

/** Where a mailbox stands. */
export function standOf({ standings, live }: PlanRuns, recipient: Recipient, model: PlanModel): Stand {
  const { value } = recipient.address;
  if (live?.underWay.has(compared(value))) return 'running';
  const stands = standings.of(value)?.stands;
  if (stands === undefined) return 'planned';
  return STANDS[stands](live !== undefined && live.lot === model.lotsOf(recipient)[0]);
}

const STANDS: Readonly<Record<RecordedMailbox['stands'], (isUnderWay: boolean) => Stand>> = {
  working: (isUnderWay) => (isUnderWay ? 'running' : 'gone'),
  done: () => 'done',
  failed: () => 'failed',
  stopped: () => 'planned',
};

/** Counts of a part of so many mailboxes. */
export function countsOf(runs: PlanRuns, part: Part, mailboxes: number, model: PlanModel): PartCounts {
  const counted = runs.standings.tallyOf(part);
  const atWork = runs.live?.lot === part.lot ? underWayIn(part, runs, model) : NOBODY;
  const waiting = runs.live?.lot === part.lot ? counted.working : 0;
  return {
    mailboxes,
    done: counted.done - atWork.done,
    running: waiting + atWork.stopped + atWork.done + atWork.failed,
    failed: counted.failed - atWork.failed,
  };
}

/** The mailboxes of a part that are under way, by what was recorded of them; those that are not begun count as stopped. */
function underWayIn(part: Part, { live, standings }: PlanRuns, model: PlanModel): Tally {
  const tally = { ...NOBODY };
  for (const address of live?.underWay ?? []) {
    const found = model.declarationOf(keyOf('address', address));
    if (found?.declares !== 'mailbox' && found?.declares !== 'shared') continue;
    if (isIn(part, partOf(found, model))) tally[standings.of(address)?.stands ?? 'stopped']++;
  }
  return tally;
}

const NOBODY = { working: 0, done: 0, failed: 0, stopped: 0 };

const isIn = (part: Part, of: Required<Part>): boolean =>
  part.lot === of.lot && (part.unit ?? of.unit) === of.unit && (part.domain ?? of.domain) === of.domain;

/** Where a part stands as a whole: what is under way first, then what somebody has to look at. */
export function standOfPart(
  runs: PlanRuns,
  part: Part,
  { mailboxes, done, running, failed }: PartCounts,
): Stand {
  const isWhole = part.unit === undefined;
  if (running > 0 || (isWhole && runs.live?.lot === part.lot)) return 'running';
  if (runs.standings.tallyOf(part).working > 0 || (isWhole && isGone(part.lot, runs))) return 'gone';
  if (failed > 0) return 'failed';
  return done > 0 && done >= mailboxes ? 'done' : 'planned';
}

/** Whether a run has done anything about a part, or about the lot that it is all of. */
export function isBegun(runs: PlanRuns, part: Part): boolean {
  const { working, done, failed, stopped } = runs.standings.tallyOf(part);
  if (working + done + failed + stopped > 0) return true;
  return part.unit === undefined && runs.recorded.runs.some(({ lot }) => lot === part.lot);
}

/** Whether the last run of a lot ended without a word. */
function isGone(lot: string, { recorded, live }: PlanRuns): boolean {
  const last = recorded.runs.find((run) => run.lot === lot);
  return last !== undefined && endOf(last, { recorded, live }) === 'gone';
}

/** How a run ended, or that it goes on: only the newest can, as one run is under way at a time. */
export function endOf(
  run: RecordedRun,
  { recorded, live }: Pick<PlanRuns, 'recorded' | 'live'>,
): 'running' | 'gone' | 'complete' | 'incomplete' | 'stopped' {
  if (run.how !== 'open') return run.how;
  const isIt = live !== undefined && live.lot === run.lot && (run.pid === undefined || run.pid === live.pid);
  return isIt && run === recorded.runs[0] ? 'running' : 'gone';
}
