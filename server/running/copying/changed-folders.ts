/**
 * Which folders of a mailbox have to be looked into, in which order, and how many connections they are worth. By what the servers tell
 * of them when they are listed and what is recorded of them; opens none.
 */
import type { MailboxCopy } from '../../planning/migration-plan.ts';
import type { FolderPair } from '../folders/folder-mapping.ts';
import { FOLDERS_A_CONNECTION } from '../further-lanes.ts';
import type { FolderRecord, MailboxLedger } from '../ports.ts';
import { isPutBack } from './folder-work.ts';

interface Of {
  readonly job: MailboxCopy;
  readonly ledger: MailboxLedger;
}

/** `settled`: what is recorded, by the source's folder. */
export async function changedPairs(
  of: Of,
  pairs: readonly FolderPair[],
  settled: ReadonlyMap<string, FolderRecord>,
): Promise<ReadonlySet<FolderPair>> {
  const changed = new Set<FolderPair>();
  const held = heldByTarget(settled);
  for (const pair of pairs) {
    const record = settled.get(pair.source.path);
    const isSettled = isUnchanged(of, pair, record, held.get(pair.target) ?? 0);
    if (!isSettled || !(await isAsLeft(of, pair))) changed.add(pair);
  }
  return changed;
}

/** Folders that go to one folder of the target are copied one after another; the largest groups come first, INBOX before all. */
export function together(changed: ReadonlySet<FolderPair>): FolderPair[][] {
  const groups = [...Map.groupBy(changed, ({ target }) => target).values()];
  const weight = (group: readonly FolderPair[]) =>
    group.reduce(
      (sum, { source }) => sum + (source.use === 'inbox' ? 1e9 : 0) + (source.state?.messages ?? 0),
      0,
    );
  return groups.toSorted((one, other) => weight(other) - weight(one));
}

/** As many messages are brought in the time that it takes to look into a folder. */
const MESSAGES_A_FOLDER = 50;

/** How many connections beside the first are opened no later than the work is done without them. */
export function furtherConnections(
  changed: ReadonlySet<FolderPair>,
  settled: ReadonlyMap<string, FolderRecord>,
): number {
  const work = (pair: FolderPair) => workIn(pair, settled.get(pair.source.path));
  const folders = changed.values().reduce((sum, pair) => sum + work(pair), 0);
  return Math.floor(folders / FOLDERS_A_CONNECTION);
}

/** In folders to be looked into. One that is not settled is worth a connection, whatever is in it. */
function workIn({ source: { state }, existing }: FolderPair, record: FolderRecord | undefined): number {
  const { settled, settledTarget = 0 } = record ?? {};
  if (!settled || settled.uidValidity !== state?.uidValidity) return FOLDERS_A_CONNECTION;
  const fresh = Math.max(0, state.uidNext - settled.uidNext);
  const lacking = Math.max(0, settledTarget - (existing?.state?.messages ?? 0));
  return 1 + (fresh + lacking) / MESSAGES_A_FOLDER;
}

/**
 * The target's folder has given out no UID but those that rows stand for, so that what is there by number is there. One who delivers
 * to it may hide by that number what went missing; once people work there, both are theirs to do.
 */
async function isAsLeft({ ledger, job }: Of, { target, existing }: FolderPair): Promise<boolean> {
  const state = existing?.state;
  if (await isPutBack(ledger, target, state)) return false;
  if (job.isOpen) return true;
  // Without UIDNEXT, which old servers need not tell, nothing is known.
  return (
    state !== undefined && state.uidNext === (await ledger.highestTargetUid(target, state.uidValidity)) + 1
  );
}

/** How many messages each folder of the target has to hold: several of the source may have come to one. */
function heldByTarget(settled: ReadonlyMap<string, FolderRecord>): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { target, settledTarget = 0 } of settled.values())
    held.set(target, (held.get(target) ?? 0) + settledTarget);
  return held;
}

/** Nothing changed on the source since all of it was settled, and the target folder is still the same one. */
function isUnchanged(
  { job }: Of,
  { source: { state, ...folder }, target, existing }: FolderPair,
  record: FolderRecord | undefined,
  held: number,
) {
  const settled = record?.settled;
  return (
    settled?.highestModseq !== undefined &&
    settled.highestModseq === state?.highestModseq &&
    settled.uidValidity === state.uidValidity &&
    settled.uidNext === state.uidNext &&
    settled.messages === state.messages &&
    record?.target === target &&
    record.targetUidValidity === existing?.state?.uidValidity &&
    (job.isOpen || (existing?.state?.messages ?? 0) >= held) &&
    (!folder.subscribed || existing.subscribed)
  );
}
