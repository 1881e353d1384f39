/**
 * Copies one mailbox: maps and makes folders, carries subscriptions, copies folder after folder, tries again what may pass.
 * Knows its stores and its ledger only by their ports. Always tells what it got done, however it ended.
 */
import type { MailboxCopy } from '../planning/migration-plan.ts';
import { inEach, inLanguage, type Text, text } from '../planning/text.ts';
import { copyFolder, isPutBack } from './copy-folder.ts';
import type { CopyResult } from './copy-result.ts';
import { MailboxTally } from './copy-tally.ts';
import { type Failure, failureOf, MailFailure, stopIfAsked } from './failures.ts';
import { type FolderPair, mapFolders, plainerPath } from './folder-mapping.ts';
import { keptFrom } from './keep-since.ts';
import type {
  Clock,
  FolderList,
  FolderRecord,
  Ledger,
  MailboxLedger,
  MailboxState,
  MailSource,
  MailTarget,
  OnFailure,
  OnProgress,
} from './ports.ts';
import { ordinaryRetries, type RetryPolicy, retrying } from './retry.ts';

export interface CopyOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
  /** Told of every failure that is tried again. */
  readonly onFailure?: OnFailure;
  readonly retries?: RetryPolicy;
}

interface Run extends CopyOptions {
  readonly job: MailboxCopy;
  readonly source: MailSource;
  readonly target: MailTarget;
  readonly ledger: MailboxLedger;
  readonly tally: MailboxTally;
  /** Which source folder each target path is for: a plainer name must not make two fall together. */
  readonly taken: Map<string, string>;
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
    const run: Run = { ...options, job, source, target, ledger: own, tally, taken: new Map() };
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
  const { pairs, there, settled } = await again(run, () => prepare(run));
  run.tally.begin(pairs);
  for (const { source, target } of pairs) run.taken.set(target, source.path);
  for (const pair of pairs) {
    stopIfAsked(run.signal);
    const isSettled =
      isUnchanged(pair, settled.get(pair.source.path)) &&
      !(await isPutBack(run.ledger, pair.target, pair.existing?.state));
    if (isSettled) run.tally.unchanged(pair);
    else await copyPair(run, pair, there);
  }
}

interface Prepared {
  readonly pairs: readonly FolderPair[];
  readonly there: FolderList;
  readonly settled: ReadonlyMap<string, FolderRecord>;
}

async function prepare(run: Run): Promise<Prepared> {
  const { job, source, target, ledger, signal, tally } = run;
  const here = await source.folders(signal);
  const there = await target.folders(signal);
  const records = new Map((await ledger.folders()).map((record) => [record.folder, record]));
  const earlier = new Map([...records].map(([folder, record]) => [folder, record.target]));
  const { pairs, notes } = mapFolders(here, there, job, earlier);
  for (const { kind, folder, text: told } of notes) tally.note(kind, folder, told);
  return { pairs, there, settled: records };
}

/** Nothing changed on the source since all of it was settled, and the target folder is still the same one. */
function isUnchanged(
  { source: { state, ...folder }, target, existing }: FolderPair,
  record: FolderRecord | undefined,
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
    (!folder.subscribed || existing.subscribed)
  );
}

async function copyPair(run: Run, pair: FolderPair, there: FolderList): Promise<void> {
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
  const { job, source, target, ledger, signal } = run;
  const keepSince = keptFrom(job);
  const tally = run.tally.folder(pair);
  try {
    const to = await again(run, () => makeFolder(run, pair, there));
    await again(run, () => copyFolder({ from, to, source, target, ledger, keepSince, signal, tally }));
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || !isFoldersOwn(failure)) throw error;
    run.tally.failedFolder(from.path, failure);
  }
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

/** The folder's path at the target: as mapped, or plainer where the target refuses that name. */
async function makeFolder(run: Run, pair: FolderPair, there: FolderList): Promise<string> {
  const path = pair.existing?.selectable ? pair.target : await createFolder(run, pair, there);
  if (pair.source.subscribed && !pair.existing?.subscribed) await subscribe(run, pair, path);
  return path;
}

async function createFolder(run: Run, pair: FolderPair, there: FolderList): Promise<string> {
  const { target, signal } = run;
  // An attempt before this one may have made it already.
  const known = new Set(
    (await target.folders(signal)).folders.filter(({ selectable }) => selectable).map(({ path }) => path),
  );
  if (known.has(pair.target)) return pair.target;
  try {
    await target.createFolder(pair.target, signal);
    return pair.target;
  } catch (error) {
    const plainer = plainerPath(pair.target, there.prefix, there.delimiter);
    const failure = failureOf(error);
    const isTaken = (run.taken.get(plainer) ?? pair.source.path) !== pair.source.path;
    if (failure?.kind !== 'refused' || plainer === pair.target || isTaken) throw error;
    run.taken.set(plainer, pair.source.path);
    if (!known.has(plainer)) await target.createFolder(plainer, signal);
    run.tally.note('folder-renamed', pair.source.path, becomes(plainer, failure));
    return plainer;
  }
}

function becomes(plainer: string, { words }: Failure): Text {
  return text(
    `becomes "${plainer}": ${inLanguage('en', words)}`,
    `devient « ${plainer} » : ${inLanguage('fr', words)}`,
  );
}

async function subscribe(run: Run, pair: FolderPair, path: string): Promise<void> {
  try {
    await run.target.subscribe(path, run.signal);
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.kind !== 'refused') throw error;
    run.tally.note('subscription-refused', pair.source.path, failure.words);
  }
}

function again<T>(run: Run, action: () => Promise<T>): Promise<T> {
  const { signal, clock, retries = ordinaryRetries, onFailure = () => undefined, tally } = run;
  return retrying({ policy: retries, clock, signal, onFailure, progress: () => tally.settled }, action);
}
