/** Which steps of which lots are done, from what is recorded of each mailbox and of each sheet. */

import { keyOf } from '../names.ts';
import type { PlanModel } from '../plan-model.ts';
import type { Phase } from '../surroundings.ts';
import { localTime, minutesOf } from './dates.ts';
import { beginOf, calendarOf, stepFor } from './lot-calendar.ts';
import { type RecordedSheet, sheetsByLot, stepsOfSheets } from './recorded-sheets.ts';

/** What is recorded of a mailbox, by its address at the target. */
export interface RecordedMailbox {
  readonly address: string;
  /** How far the last run of it came; absent where it is not copied yet, or its copy failed. */
  readonly reached?: 'copied' | 'verified';
  /**
   * How the last run left it: at work, which is true only while a run is; complete; with something that it could not copy or
   * found different; stopped or waiting, to be gone on with.
   */
  readonly stands: 'working' | 'done' | 'failed' | 'stopped';
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

interface Counts {
  copied: number;
  copiedSince: number;
  verifiedSince: number;
}

/**
 * A lot is staged when all its mailboxes are copied; it has had its delta when all were copied after its cutover, and is
 * verified when all were verified after it. Asks for totals, so the plan has to be settled.
 */
export function doneSteps(
  model: PlanModel,
  recorded: readonly RecordedMailbox[],
  sheets: readonly RecordedSheet[],
): ReadonlyMap<string, ReadonlySet<Phase>> {
  const done = new Map<string, ReadonlySet<Phase>>();
  for (const [lot, standing] of sheetsByLot(model, sheets)) done.set(lot, new Set(stepsOfSheets(standing)));
  for (const [lot, count] of countsByLot(model, recorded))
    done.set(lot, new Set([...(done.get(lot) ?? []), ...stepsOf(lot, count, model)]));
  return done;
}

function countsByLot(model: PlanModel, recorded: readonly RecordedMailbox[]): ReadonlyMap<string, Counts> {
  const timezone = model.declared('plan', '')?.has.timezone?.value ?? 'UTC';
  const cutovers = new Map<string, number>();
  const counts = new Map<string, Counts>();
  for (const { address, reached, at } of recorded) {
    if (!reached) continue;
    const lot = lotOf(address, model);
    if (lot === undefined) continue;
    const cutover = cutovers.get(lot) ?? cutoverOf(lot, model);
    cutovers.set(lot, cutover);
    const isSince = minutesOf(localTime(at, timezone)) >= cutover;
    const count = counts.get(lot) ?? { copied: 0, copiedSince: 0, verifiedSince: 0 };
    counts.set(lot, count);
    count.copied++;
    if (isSince) count.copiedSince++;
    if (isSince && reached === 'verified') count.verifiedSince++;
  }
  return counts;
}

function lotOf(address: string, model: PlanModel): string | undefined {
  const found = model.declarationOf(keyOf('address', address));
  return found?.declares === 'mailbox' || found?.declares === 'shared' ? model.lotsOf(found)[0] : undefined;
}

/** The minute of a lot's cutover; its date's first, where its timeline has none. */
function cutoverOf(name: string, model: PlanModel): number {
  const lot = model.declared('lot', name);
  const cutover = lot && stepFor(calendarOf(lot, model), 'cutover');
  if (cutover) return minutesOf(beginOf(cutover));
  const day = lot?.has.date?.value;
  return day === undefined ? Number.POSITIVE_INFINITY : minutesOf({ day, minutes: 0 });
}

function stepsOf(lot: string, { copied, copiedSince, verifiedSince }: Counts, model: PlanModel): Phase[] {
  const { mailboxes, shared } = model.totals('lot', lot);
  const all = mailboxes + shared;
  const done: Phase[] = [];
  if (copied >= all) done.push('stage');
  if (copiedSince >= all) done.push('delta');
  if (verifiedSince >= all) done.push('verify');
  return done;
}
