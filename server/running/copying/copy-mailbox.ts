/**
 * Copies one mailbox: maps and makes folders, carries subscriptions, copies folder after folder, tries again what may pass.
 * Knows its stores and its ledger only by their ports. Always tells what it got done, however it ended.
 */
import type { MailboxCopy } from '../../planning/migration-plan.ts';
import { inEach, inLanguage, type Text, text, type Words } from '../../planning/text.ts';
import { type Failure, failureOf, MailFailure, stopIfAsked } from '../failures.ts';
import { type FolderPair, mapFolders } from '../folders/folder-mapping.ts';
import type {
  Clock,
  FolderList,
  FolderRecord,
  Ledger,
  MailboxLedger,
  MailboxState,
  MailSource,
  MailTarget,
  Note,
  OnFailure,
  OnProgress,
} from '../ports.ts';
import { ordinaryRetries, type RetryPolicy, retrying } from '../retry.ts';
import { copyFolder } from './copy-folder.ts';
import type { CopyResult } from './copy-result.ts';
import { MailboxTally } from './copy-tally.ts';
import { type FolderRules, isPutBack } from './folder-work.ts';
import { findGone, type GoneMessages } from './gone-messages.ts';
import { keptFrom } from './keep-since.ts';
import { inLanes, type Lane, type OpenLane } from './lanes.ts';
import { FolderMaker } from './make-folders.ts';

export interface CopyOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
  /** Told of every failure that is tried again. */
  readonly onFailure?: OnFailure;
  readonly retries?: RetryPolicy;
  /** Newest mail first, within a folder too: programs that count messages by arrival will then show old mail as new. */
  readonly newestFirst?: boolean;
  /** Further connections to both ends, opened when there is more than one folder to copy, and closed again. */
  readonly more?: readonly OpenLane[];
}

interface Run extends CopyOptions {
  readonly job: MailboxCopy;
  readonly source: MailSource;
  readonly target: MailTarget;
  readonly ledger: MailboxLedger;
  readonly tally: MailboxTally;
  readonly more: readonly OpenLane[];
}

/**
 * Copies `job` from `source` to `target`, remembering in `ledger`. Returns what it got done even when it was stopped, by a
 * failure (`stoppedBy`, whose `reach` says how much else must stop) or by the signal. Throws only for faults of this program.
 */
export async function copyMailbox(
  job: MailboxCopy,
  source: MailSource,
  target: MailTarget,
  ledger: Ledger,
  options: CopyOptions,
): Promise<CopyResult> {
  const tally = new MailboxTally(options.clock, options.onProgress);
  const failure = await stopped(async () => {
    const own = await ledger.mailbox({ source: job.source, target: job.target });
    const run: Run = { ...options, job, source, target, ledger: own, tally, more: options.more ?? [] };
    await own.setState('Syncing');
    const stop = await stopped(() => copyAll(run));
    tally.refusedMessages = await own.refused();
    const { state, detail } = finalState(tally, stop);
    await own.setState(state, detail);
    if (stop) throw new MailFailure(stop);
  });
  return tally.result(failure);
}

async function stopped(action: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return failure;
  }
}

function finalState(
  tally: MailboxTally,
  failure: Failure | undefined,
): { state: MailboxState; detail?: Text } {
  if (!failure) return { state: tally.isComplete() ? 'Synced' : 'CompletedWithWarnings' };
  if (failure.kind === 'interrupted') return { state: 'Stopped' };
  const { what, words } = failure;
  return {
    state: 'Failed',
    detail: inEach((locale) => `${what[locale]} (${inLanguage(locale, words)})`),
  };
}

async function copyAll(run: Run): Promise<void> {
  const { pairs, here, there, settled } = await again(run, () => prepare(run));
  run.tally.begin(pairs);
  const changed = await changedPairs(run, pairs, settled);
  for (const pair of pairs) if (!changed.has(pair)) run.tally.unchanged(pair);
  const gone = await again(run, () => goneSince(run, here, changed));
  const { target, signal, tally } = run;
  const note = (kind: Note['kind'], folder: string, told: Words) => tally.note(kind, folder, told);
  const making = { target, there, signal, note };
  const folders = new FolderMaker(making, pairs);
  folders.begin([...changed].filter(({ source }) => source.state));
  const work = { run, folders, gone };
  // What moves from folder to folder must not meet a folder that is being looked into elsewhere.
  const more = gone.isEmpty ? run.more : [];
  await inLanes({ source: run.source, target }, more, together(changed), (lane, pair) =>
    copyPair(work, lane, pair),
  );
}

/** Folders that go to one folder of the target are copied one after another; the largest groups come first, INBOX before all. */
function together(changed: ReadonlySet<FolderPair>): FolderPair[][] {
  const groups = [...Map.groupBy(changed, ({ target }) => target).values()];
  const weight = (group: readonly FolderPair[]) =>
    group.reduce(
      (sum, { source }) => sum + (source.use === 'inbox' ? 1e9 : 0) + (source.state?.messages ?? 0),
      0,
    );
  return groups.toSorted((one, other) => weight(other) - weight(one));
}

/** The folders that have to be looked into. */
async function changedPairs(
  run: Run,
  pairs: readonly FolderPair[],
  settled: ReadonlyMap<string, FolderRecord>,
): Promise<ReadonlySet<FolderPair>> {
  const changed = new Set<FolderPair>();
  const held = heldByTarget(settled);
  for (const pair of pairs) {
    const record = settled.get(pair.source.path);
    const isSettled = isUnchanged(run, pair, record, held.get(pair.target) ?? 0);
    if (!isSettled || (await isPutBack(run.ledger, pair.target, pair.existing?.state))) changed.add(pair);
  }
  return changed;
}

/** How many messages each folder of the target has to hold: several of the source may have come to one. */
function heldByTarget(settled: ReadonlyMap<string, FolderRecord>): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { target, settledTarget = 0 } of settled.values())
    held.set(target, (held.get(target) ?? 0) + settledTarget);
  return held;
}

async function goneSince(
  { ledger, source, signal }: Run,
  { folders }: FolderList,
  changed: ReadonlySet<FolderPair>,
): Promise<GoneMessages> {
  const listed = new Set(folders.map(({ path }) => path));
  const paths = new Set([...changed].map((pair) => pair.source.path));
  return findGone(ledger, source, paths, listed, signal);
}

interface Prepared {
  readonly pairs: readonly FolderPair[];
  readonly here: FolderList;
  readonly there: FolderList;
  readonly settled: ReadonlyMap<string, FolderRecord>;
}

async function prepare(run: Run): Promise<Prepared> {
  const { job, source, target, ledger, signal, tally } = run;
  const [here, there] = await Promise.all([source.folders(signal), target.folders(signal)]);
  const records = new Map((await ledger.folders()).map((record) => [record.folder, record]));
  const earlier = new Map([...records].map(([folder, record]) => [folder, record.target]));
  const { pairs, notes } = mapFolders(here, there, job, earlier);
  for (const { kind, folder, text: told } of [...notes, ...(here.notes ?? [])])
    tally.note(kind, folder, told);
  return { pairs, here, there, settled: records };
}

/** Nothing changed on the source since all of it was settled, and the target folder is still the same one. */
function isUnchanged(
  { job }: Run,
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

interface Work {
  readonly run: Run;
  readonly folders: FolderMaker;
  readonly gone: GoneMessages;
}

async function copyPair({ run, folders, gone }: Work, lane: Lane, pair: FolderPair): Promise<void> {
  const { source: from } = pair;
  if (!from.state) {
    run.tally.note(
      'folder-unreadable',
      from.path,
      text('cannot be opened at the source', 'ne peut pas être ouvert à la source'),
    );
    run.tally.failedFolder(from.path, unreadable(run, from.path));
    return;
  }
  const { ledger, signal, clock } = run;
  const pause = (milliseconds: number) => clock.wait(milliseconds, signal);
  const rules = rulesOf(run);
  const tally = run.tally.folder(pair);
  try {
    stopIfAsked(signal);
    const to = await again(run, () => folders.pathOf(pair));
    const broken = new Map<number, number>();
    await again(run, () =>
      copyFolder({ ...lane, from, to, ledger, gone, rules, broken, signal, pause, tally }),
    );
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || !isFoldersOwn(failure)) throw error;
    run.tally.failedFolder(from.path, failure);
  }
}

function rulesOf({ job, newestFirst = false }: Run): FolderRules {
  const { isOpen = false, mirrorsDeletions = false } = job;
  return { keepSince: keptFrom(job), newestFirst, isOpen, mirrorsDeletions };
}

/** What one folder is refused, or never tells whole, does not keep the others back. */
function isFoldersOwn({ kind, reach }: Failure): boolean {
  if (kind === 'transient') return reach === 'message';
  return kind === 'refused' && reach !== 'lot' && reach !== 'plan';
}

function unreadable({ job }: Run, folder: string): Failure {
  const { endpoint, mailbox } = job.source;
  const where = text(`endpoint ${endpoint} (${mailbox})`, `point d’accès ${endpoint} (${mailbox})`);
  const what = text(`lists "${folder}" and does not open it`, `liste « ${folder} » et ne l’ouvre pas`);
  return { kind: 'refused', reach: 'message', where, what, words: '' };
}

function again<T>(run: Run, action: () => Promise<T>): Promise<T> {
  const { signal, clock, retries = ordinaryRetries, onFailure = () => undefined, tally } = run;
  return retrying({ policy: retries, clock, signal, onFailure, progress: () => tally.settled }, action);
}
