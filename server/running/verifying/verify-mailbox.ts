/**
 * Compares a mailbox at the source and at the target from nothing: folders, messages, sizes, bytes, flags, keywords, dates, order,
 * subscriptions. Knows no ledger, so it finds what a wrong ledger would hide. Reads only.
 */
import type { MailboxCopy } from '../../planning/migration-plan.ts';
import { inEach } from '../../planning/text.ts';
import { keptFrom } from '../copying/keep-since.ts';
import { describeFailure, type Failure, failureOf, stopIfAsked } from '../failures.ts';
import { type FolderPair, mapFolders, presentAt } from '../folders/folder-mapping.ts';
import type { Clock, Folder, FolderList, MailReading, Note, OnFailure } from '../ports.ts';
import { ordinaryRetries, type RetryPolicy, retrying } from '../retry.ts';
import {
  type Difference,
  doubled,
  elsewhere,
  extra,
  type Finding,
  isCounted,
  missing,
} from './difference.ts';
import { findElsewhere } from './elsewhere.ts';
import { extraFolder, folderDifferences } from './folder-differences.ts';
import { FlagTable } from './listing.ts';
import { dateFindings, flagFindings } from './message-differences.ts';
import { SeenSide } from './seen-side.ts';
import type { Sighting } from './sighting.ts';
import { type FolderComparison, type FolderSides, verifyFolder } from './verify-folder.ts';
import { worded } from './worded.ts';

export { type Difference, isCounted } from './difference.ts';

export interface VerifyOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** `sample`: every folder's sizes, looks, flags and dates, and the bytes of some messages. `all`: every byte's hash. */
  readonly content: 'sample' | 'all';
  readonly onProgress?: (told: {
    readonly folder: string;
    readonly folders: number;
    readonly ofFolders: number;
  }) => void;
  readonly onFailure?: OnFailure;
  readonly retries?: RetryPolicy;
}

export interface VerifyResult {
  /** `equal`: no difference but what is told and not held against the copy (`isCounted`). */
  readonly outcome: 'equal' | 'different' | 'stopped';
  readonly stoppedBy?: Failure;
  readonly messages: Counted;
  readonly bytes: Sizes;
  /** Pairs whose bytes were compared by hash. */
  readonly hashed: number;
  readonly folders: readonly FolderCounts[];
  readonly differences: readonly Difference[];
  readonly notes: readonly Note[];
  readonly seconds: number;
}

interface Counted {
  readonly source: number;
  readonly target: number;
  readonly matched: number;
}

interface Sizes {
  readonly source: number;
  readonly target: number;
}

/** What one folder holds on both sides; folders that the plan merges stand together. */
export interface FolderCounts {
  /** Of the source. */
  readonly folders: readonly string[];
  /** Absent: it is not there. */
  readonly target?: string;
  readonly messages: Counted;
  readonly bytes: Sizes;
}

/**
 * Compares what `job` says is to be copied. `source` and `target` are only read. Returns what it found even when it was stopped;
 * throws only for faults of this program.
 */
export async function verifyMailbox(
  job: MailboxCopy,
  source: MailReading,
  target: MailReading,
  options: VerifyOptions,
): Promise<VerifyResult> {
  const started = options.clock.now();
  const comparison = new Comparison(job, source, target, options);
  const stoppedBy = await comparison.run();
  const { differences, folders } = comparison;
  const outcome = stoppedBy ? 'stopped' : differences.some(isCounted) ? 'different' : 'equal';
  return {
    outcome,
    ...(stoppedBy && { stoppedBy }),
    ...sums(folders),
    hashed: comparison.hashed,
    folders,
    differences,
    notes: comparison.notes,
    seconds: (options.clock.now().getTime() - started.getTime()) / 1000,
  };
}

function sums(folders: readonly FolderCounts[]): { messages: Counted; bytes: Sizes } {
  const sum = (of: (folder: FolderCounts) => number) =>
    folders.reduce((total, folder) => total + of(folder), 0);
  return {
    messages: {
      source: sum(({ messages }) => messages.source),
      target: sum(({ messages }) => messages.target),
      matched: sum(({ messages }) => messages.matched),
    },
    bytes: { source: sum(({ bytes }) => bytes.source), target: sum(({ bytes }) => bytes.target) },
  };
}

/** One mailbox's comparison under way: what is found, and what waits for the other folders to be seen. */
class Comparison {
  readonly differences: Difference[] = [];
  readonly folders: FolderCounts[] = [];
  notes: readonly Note[] = [];
  hashed = 0;
  readonly #job: MailboxCopy;
  readonly #source: MailReading;
  readonly #target: MailReading;
  readonly #options: VerifyOptions;
  #missing: readonly Sighting[] = [];
  #extra: readonly Sighting[] = [];
  readonly #doubled = new Set<Sighting>();

  constructor(job: MailboxCopy, source: MailReading, target: MailReading, options: VerifyOptions) {
    this.#job = job;
    this.#source = source;
    this.#target = target;
    this.#options = options;
  }

  /** What stopped it, if anything did. */
  async run(): Promise<Failure | undefined> {
    try {
      const { signal } = this.#options;
      const here = await this.#again(() => this.#source.folders(signal));
      const there = await this.#again(() => this.#target.folders(signal));
      const { pairs, notes } = mapFolders(here, there, this.#job, new Map());
      this.notes = notes;
      await this.#compareAll(pairs, there);
      await this.#tellOneSided(unmapped(pairs, there));
      return undefined;
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return failure;
    }
  }

  async #compareAll(pairs: readonly FolderPair[], there: FolderList): Promise<void> {
    // Folders that the plan merges are compared as one.
    const groups = [...Map.groupBy(pairs, (pair) => pair.target).values()];
    for (const [at, group] of groups.entries()) {
      stopIfAsked(this.#options.signal);
      const [first] = group;
      if (!first) continue;
      const present = presentAt(first, there);
      for (const pair of group) this.differences.push(...folderDifferences(pair, present, there));
      await this.#compare(group, present);
      const folder = first.source.path;
      this.#options.onProgress?.({ folder, folders: at + 1, ofFolders: groups.length });
    }
  }

  async #compare(group: readonly FolderPair[], present: Folder | undefined): Promise<void> {
    const { content, signal } = this.#options;
    const flags = new FlagTable();
    const paths = group.map(({ source }) => source.path);
    const ours = new SeenSide(this.#source, paths, flags);
    const theirs = new SeenSide(this.#target, present ? [present.path] : [], flags);
    const sides: FolderSides = { ours, theirs, hasOrder: paths.length === 1, keepSince: keptFrom(this.#job) };
    try {
      const found = await this.#again(
        () => verifyFolder(sides, content, signal),
        () => ours.hashed + theirs.hashed,
      );
      this.#add(paths, present?.path, found);
      this.differences.push(...(await this.#again(() => worded(found.findings, signal))));
    } catch (error) {
      const failure = failureOf(error);
      if (!failure || !isFoldersOwn(failure)) throw error;
      this.differences.push(notCompared(group, failure));
    } finally {
      ours.forget();
      theirs.forget();
    }
  }

  #add(folders: readonly string[], target: string | undefined, found: FolderComparison): void {
    const { messages, bytes } = found;
    this.folders.push({ folders, ...(target !== undefined && { target }), messages, bytes });
    this.hashed += found.hashed;
    this.#missing = [...this.#missing, ...found.missing];
    this.#extra = [...this.#extra, ...found.extra];
    for (const message of found.doubled) this.#doubled.add(message);
  }

  /** Once every folder was seen: what is missing in one may be too much in another. */
  async #tellOneSided(others: readonly Folder[]): Promise<void> {
    const { signal } = this.#options;
    const paths = others.map(({ path }) => path);
    const found = await this.#again(() =>
      findElsewhere(this.#missing, this.#extra, paths, this.#target, signal),
    );
    const taken = new Set(found.moved.map(({ theirs }) => theirs));
    const findings: Finding[] = [
      ...found.moved.map(({ ours, theirs }) => elsewhere(ours, theirs.seenIn.path, this.#placeOf(ours))),
      ...found.moved.flatMap(flagFindings),
      ...dateFindings(found.moved, found.moved.length),
      ...found.missing.map(missing),
      ...this.#extra
        .filter((message) => !taken.has(message))
        .map((message) => (this.#doubled.has(message) ? doubled(message) : extra(message))),
    ];
    this.differences.push(...(await this.#again(() => worded(findings, signal))));
    for (const folder of others) {
      const accounted = [...taken].filter(({ seenIn }) => seenIn.path === folder.path).length;
      const left = (folder.state?.messages ?? 0) - accounted;
      if (left > 0) this.differences.push(extraFolder(folder, left));
    }
  }

  #placeOf({ seenIn }: Sighting): string | undefined {
    return this.folders.find(({ folders }) => folders.includes(seenIn.path))?.target;
  }

  #again<T>(action: () => Promise<T>, progress: () => number = () => 0): Promise<T> {
    const { signal, clock, retries = ordinaryRetries, onFailure = () => undefined } = this.#options;
    return retrying({ policy: retries, clock, signal, onFailure, progress }, action);
  }
}

/** Folders of the target that nothing maps to, and that hold mail. */
function unmapped(pairs: readonly FolderPair[], there: FolderList): Folder[] {
  const expected = new Set(pairs.map((pair) => presentAt(pair, there)?.path));
  return there.folders.filter(({ path, state }) => !expected.has(path) && (state?.messages ?? 0) > 0);
}

/** The other folders can be compared all the same. */
function isFoldersOwn({ kind, reach }: Failure): boolean {
  if (kind === 'transient') return reach === 'message';
  return kind === 'refused' && reach !== 'lot' && reach !== 'plan';
}

function notCompared(group: readonly FolderPair[], failure: Failure): Difference {
  const folder = group.map(({ source }) => source.path).join(', ');
  return { folder, kind: 'unread', reason: inEach((locale) => describeFailure(failure, locale)) };
}
