/**
 * Copies one folder: what is missing at the target, flags that changed since, and deletions where the plan mirrors them. May be run
 * again at any time, after any failure: it begins from the ledger and from what the target holds, and adds nothing twice.
 */

import type { MessageEntry } from '../ports.ts';
import { bringMissing } from './bring-missing.ts';
import { bringFlags } from './flag-delta.ts';
import {
  begin,
  bytesOf,
  type FolderCopy,
  flagTarget,
  forget,
  forgetLost,
  keep,
  type Work,
} from './folder-work.ts';
import { followDeletions } from './follow-deletions.ts';
import { type Survey, surveyFolder } from './survey.ts';

export async function copyFolder(copy: FolderCopy): Promise<void> {
  const work = await begin(copy);
  const lost = await forgetLost(work);
  const survey = await surveyFolder(surveyed(work, lost), work.signal);
  const entries = wanted(work, survey);
  await forgetRefused(work, survey, entries);
  const missing = entries.filter((entry) => work.rows.get(entry.uid)?.state !== 'done');
  const isInterrupted = work.writtenFrom !== undefined;
  if (missing.length > 0 || isInterrupted) await bringMissing(work, missing);
  await bringChangedFlags(work, entries);
  await followDeletions(work, survey);
  await settle(work, survey);
}

function surveyed({ source, from, state, record, rows }: Work, lost: readonly number[]) {
  return { source, folder: from.path, state, record, rows, lost };
}

function wanted({ rows, rules, tally }: Work, { entries, messages }: Survey): MessageEntry[] {
  const { keepSince } = rules;
  const kept = entries.filter((entry) => keepSince === undefined || entry.receivedAt >= keepSince);
  const isRecorded = ({ uid }: { readonly uid: number }) => rows.get(uid)?.state === 'done';
  const fresh = kept.filter((entry) => !isRecorded(entry));
  const tooOld = entries.filter((entry) => !isRecorded(entry)).length - fresh.length;
  const recorded = messages - fresh.length - tooOld;
  const recordedBytes = bytesOf([...rows.values()].filter(({ state }) => state === 'done'));
  tally.found({ messages, bytes: recordedBytes + bytesOf(fresh), recorded, recordedBytes, tooOld });
  return kept;
}

/** What was refused, and has left the source or the plan since, is missing no more. A list that is too short says nothing of it. */
async function forgetRefused(work: Work, { entries, gone, messages }: Survey, kept: readonly MessageEntry[]) {
  if (messages !== work.state.messages) return;
  const wanted = new Set(kept);
  const tooOld = entries.filter((entry) => !wanted.has(entry)).map(({ uid }) => uid);
  const left = [...gone, ...tooOld].filter((uid) => work.rows.get(uid)?.state === 'refused');
  if (left.length > 0) await forget(work, work.from.path, left);
}

async function bringChangedFlags(work: Work, entries: readonly MessageEntry[]): Promise<void> {
  const rows = await bringFlags(flagTarget(work), entries, work.rows);
  await keep(work, rows);
  work.tally.flagsChanged(rows.length);
}

/** Settled: nothing is left to try, so that an unchanged folder need not be looked into again. */
async function settle(work: Work, { entries, messages }: Survey): Promise<void> {
  const { ledger, from, rows, rules, tally, state } = work;
  const all = [...rows.values()];
  const refused = all.filter((row) => row.state === 'refused').length;
  tally.refused(refused);
  // What was listed and then could not be found may have been a slip of the server's: the next run looks again.
  const isAllDone = entries.every(({ uid }) => rows.get(uid)?.state === 'done');
  if (refused > 0 || !isAllDone || rules.keepSince !== undefined || messages !== state.messages) return;
  await ledger.settleFolder(from.path, state, all.filter(({ targetUid }) => targetUid !== undefined).length);
}
