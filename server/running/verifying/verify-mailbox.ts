/**
 * Compares a mailbox at the source and at the target from nothing: folders, messages, sizes, bytes, flags, keywords, dates, order,
 * subscriptions. Knows no ledger, so it finds what a wrong ledger would hide. Reads only.
 */
import type { MailboxCopy } from '../../planning/migration-plan.ts';
import { both } from '../at-once.ts';
import { keptFrom } from '../copying/keep-since.ts';
import { type Failure, failureOf, stopIfAsked } from '../failures.ts';
import { type FolderPair, mapFolders, presentAt } from '../folders/folder-mapping.ts';
import { type BothEnds, FOLDERS_A_CONNECTION, FurtherLanes } from '../further-lanes.ts';
import type { Clock, Folder, FolderList, MailReading, MailSource, Note, OnFailure } from '../ports.ts';
import { ordinaryRetries, type RetryPolicy, retrying } from '../retry.ts';
import {
  type Again,
  type Counted,
  compareGroup,
  type FolderCounts,
  type GroupFound,
  type Sizes,
} from './compare-group.ts';
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
import { extraFolder } from './folder-differences.ts';
import { dateFindings, flagFindings } from './message-differences.ts';
import type { Sighting } from './sighting.ts';
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
  /** Further connections to both ends, opened when there is work for them. Whoever gives them closes them. */
  readonly lanes?: FurtherLanes<BothEnds>;
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

/**
 * Compares what `job` says is to be copied. `source` and `target` are only read. Returns what it found even when it was stopped;
 * throws only for faults of this program.
 */
export async function verifyMailbox(
  job: MailboxCopy,
  source: MailSource,
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
  readonly #source: MailSource;
  readonly #target: MailReading;
  readonly #options: VerifyOptions;
  #missing: readonly Sighting[] = [];
  #extra: readonly Sighting[] = [];
  readonly #doubled = new Set<Sighting>();

  constructor(job: MailboxCopy, source: MailSource, target: MailReading, options: VerifyOptions) {
    this.#job = job;
    this.#source = source;
    this.#target = target;
    this.#options = options;
  }

  /** What stopped it, if anything did. */
  async run(): Promise<Failure | undefined> {
    try {
      const { signal } = this.#options;
      const [here, there] = await this.#again(() =>
        both(this.#source.folders(signal), this.#target.folders(signal)),
      );
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
    const { signal, lanes = new FurtherLanes(), content, onProgress } = this.#options;
    // Folders that the plan merges are compared as one.
    const groups = [...Map.groupBy(pairs, (pair) => pair.target).values()];
    const found: (GroupFound | undefined)[] = [];
    const how = { content, keepSince: keptFrom(this.#job), signal, again: this.#again };
    let done = 0;
    const compare = async (own: BothEnds<MailReading>, at: number): Promise<void> => {
      stopIfAsked(signal);
      const group = groups[at] ?? [];
      found[at] = await compareGroup(own, group, there, how);
      const [folder = ''] = group.map(({ source }) => source.path);
      onProgress?.({ folder, folders: ++done, ofFolders: groups.length });
    };
    const [large, others] = [groups.filter(isLarge), groups.filter((group) => !isLarge(group))];
    const further = Math.max(lanes.open, Math.min(lanes.most, connectionsFor(others, content)));
    const own = { source: this.#source, target: this.#target };
    try {
      // Two listings of such a size are not held at once.
      for (const group of large) await compare(own, groups.indexOf(group));
      await lanes.each(
        own,
        others.map((group) => [groups.indexOf(group)]),
        further,
        compare,
      );
    } finally {
      for (const one of found) if (one) this.#add(one);
    }
  }

  #add({ differences, counts, hashed, missing, extra, doubled }: GroupFound): void {
    this.differences.push(...differences);
    if (counts) this.folders.push(counts);
    this.hashed += hashed;
    this.#missing = [...this.#missing, ...missing];
    this.#extra = [...this.#extra, ...extra];
    for (const message of doubled) this.#doubled.add(message);
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

  readonly #again: Again = (action, progress = () => 0) => {
    const { signal, clock, retries = ordinaryRetries, onFailure = () => undefined } = this.#options;
    return retrying({ policy: retries, clock, signal, onFailure, progress }, action);
  };
}

/** Folders of the target that nothing maps to, and that hold mail. */
function unmapped(pairs: readonly FolderPair[], there: FolderList): Folder[] {
  const expected = new Set(pairs.map((pair) => presentAt(pair, there)?.path));
  return there.folders.filter(({ path, state }) => !expected.has(path) && (state?.messages ?? 0) > 0);
}

/** Of folders with so many messages, one is compared at a time. */
const LARGE = 25_000;

const messagesIn = (group: readonly FolderPair[]): number =>
  group.reduce((sum, { source }) => sum + (source.state?.messages ?? 0), 0);
const isLarge = (group: readonly FolderPair[]): boolean => messagesIn(group) >= LARGE;

/** As many messages are compared in the time that it takes to look into a folder. */
const MESSAGES_A_FOLDER = { sample: 1000, all: 50 } as const;

function connectionsFor(
  groups: readonly (readonly FolderPair[])[],
  content: VerifyOptions['content'],
): number {
  const messages = groups.reduce((sum, group) => sum + messagesIn(group), 0);
  return Math.floor((groups.length + messages / MESSAGES_A_FOLDER[content]) / FOLDERS_A_CONNECTION);
}
