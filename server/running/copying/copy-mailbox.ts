/**
 * Copies one mailbox: maps and makes folders, carries subscriptions, copies folder after folder, tries again what may pass.
 * Knows its stores and its ledger only by their ports. Always tells what it got done, however it ended.
 */
import type { MailboxCopy } from '../../planning/migration-plan.ts';
import { inEach, inLanguage, type Text, text, type Words } from '../../planning/text.ts';
import { type Failure, failureOf, isFoldersOwn, MailFailure, stopIfAsked } from '../failures.ts';
import { type FolderPair, mapFolders } from '../folders/folder-mapping.ts';
import { type BothEnds, FurtherLanes } from '../further-lanes.ts';
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
  RefusedMessage,
} from '../ports.ts';
import { ordinaryRetries, type RetryPolicy, retrying } from '../retry.ts';
import { changedPairs, furtherConnections, together } from './changed-folders.ts';
import { copyFolder } from './copy-folder.ts';
import type { CopyResult } from './copy-result.ts';
import { MailboxTally } from './copy-tally.ts';
import type { FolderCopy, FolderRules } from './folder-work.ts';
import { findGone, GoneMessages, holdsMore } from './gone-messages.ts';
import { keptFrom } from './keep-since.ts';
import { FolderMaker } from './make-folders.ts';
import { MovedMeanwhile } from './moved-meanwhile.ts';
import { unmarkCutOff } from './unmark-cut-off.ts';

export interface CopyOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
  /** Told of every failure that is tried again. */
  readonly onFailure?: OnFailure;
  readonly retries?: RetryPolicy;
  /** Newest mail first, within a folder too: programs that count messages by arrival will then show old mail as new. */
  readonly newestFirst?: boolean;
  /** Further connections to both ends, opened when there is work for them. Whoever gives them closes them. */
  readonly lanes?: FurtherLanes;
}

interface Run extends CopyOptions {
  readonly job: MailboxCopy;
  readonly source: MailSource;
  readonly target: MailTarget;
  readonly ledger: MailboxLedger;
  readonly tally: MailboxTally;
  readonly lanes: FurtherLanes;
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
    const { lanes = new FurtherLanes() } = options;
    const run: Run = { ...options, job, source, target, ledger: own, tally, lanes };
    await own.setState('Syncing');
    const stop = await stopped(() => copyAll(run));
    tally.refusedMessages = await stillRefused(run);
    const { state, detail } = finalState(tally, stop);
    await own.setState(state, detail);
    if (stop) throw new MailFailure(stop);
  });
  return tally.result(failure);
}

/** What was refused in a folder that has left the source or the plan since is missing no more. */
async function stillRefused({ ledger, tally }: Run): Promise<RefusedMessage[]> {
  const refused = await ledger.refused();
  const left = refused.filter(({ folder }) => !tally.isCopied(folder));
  for (const { folder, uid } of left) await ledger.forgetRows(folder, [uid]);
  return refused.filter((one) => !left.includes(one));
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
  // Where people work, marks are theirs.
  if (!run.job.isOpen) await again(run, () => unmarkCutOff({ ...run, gone }));
  const { target, signal, tally } = run;
  const note = (kind: Note['kind'], folder: string, told: Words) => tally.note(kind, folder, told);
  const making = { target, there, signal, note };
  const folders = new FolderMaker(making, pairs);
  folders.begin([...changed].filter(({ source }) => source.state));
  // What moves from folder to folder must not meet a folder that is being looked into elsewhere.
  const further = gone.isEmpty ? Math.min(run.lanes.most, furtherConnections(changed, settled)) : 0;
  const listed = listedIn(here);
  const meanwhile = new MovedMeanwhile({ ledger: run.ledger, gone, listed }, further > 0 ? changed : []);
  const work = { run, folders, gone, meanwhile };
  await run.lanes.each({ source: run.source, target }, together(changed), further, (lane, pair) =>
    copyPair(work, lane, pair),
  );
}

async function goneSince(
  { ledger, source, signal }: Run,
  here: FolderList,
  changed: ReadonlySet<FolderPair>,
): Promise<GoneMessages> {
  // Where nothing changed, nothing can have turned up.
  if (changed.size === 0) return new GoneMessages();
  const listed = listedIn(here);
  const paths = new Set([...changed].map((pair) => pair.source.path));
  const isOther = ({ folder }: FolderRecord) => paths.has(folder) || !listed.has(folder);
  const search = { ledger, source, listed };
  const mayHave = (record: FolderRecord) => !isOther(record) && holdsMore(record);
  const gone = await findGone({ ...search, mayLack: mayHave }, signal);
  gone.addLater(await findGone({ ...search, mayLack: isOther }, signal));
  return gone;
}

const listedIn = ({ folders }: FolderList): Set<string> => new Set(folders.map(({ path }) => path));

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

interface Work {
  readonly run: Run;
  readonly folders: FolderMaker;
  readonly gone: GoneMessages;
  readonly meanwhile: MovedMeanwhile;
}

async function copyPair(work: Work, lane: BothEnds<MailTarget>, pair: FolderPair): Promise<void> {
  const { run, folders, gone, meanwhile } = work;
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
  const lookForMoved: FolderCopy['lookForMoved'] = (missing, state) =>
    meanwhile.lookFor(missing, { pair, state, source: lane.source, signal });
  try {
    stopIfAsked(signal);
    const to = await again(run, () => folders.pathOf(pair));
    const broken = new Map<number, number>();
    await again(run, () =>
      copyFolder({
        ...lane,
        ...{ from, to, ledger, gone, lookForMoved, rules, broken, signal, pause, tally },
      }),
    );
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || !isFoldersOwn(failure)) throw error;
    run.tally.failedFolder(from.path, failure);
  } finally {
    meanwhile.ended(pair);
  }
}

function rulesOf({ job, newestFirst = false }: Run): FolderRules {
  const { isOpen = false, mirrorsDeletions = false } = job;
  return { keepSince: keptFrom(job), newestFirst, isOpen, mirrorsDeletions };
}

function unreadable({ job }: Run, folder: string): Failure {
  const { endpoint, mailbox } = job.source;
  const where = text(`endpoint ${endpoint} (${mailbox})`, `point d’accès ${endpoint} (${mailbox})`);
  const what = text(
    `lists "${folder}" and does not open it`,
    `liste «\u00A0${folder}\u00A0» et ne l’ouvre pas`,
  );
  return { kind: 'refused', reach: 'message', where, what, words: '' };
}

function again<T>(run: Run, action: () => Promise<T>): Promise<T> {
  const { signal, clock, retries = ordinaryRetries, onFailure = () => undefined, tally } = run;
  return retrying({ policy: retries, clock, signal, onFailure, progress: () => tally.settled }, action);
}
