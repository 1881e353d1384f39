/**
 * Compares a mailbox at the source and at the target from nothing: folders, messages, sizes, bytes, flags, keywords, dates,
 * subscriptions. Knows no ledger, so it finds what a wrong ledger would hide. Reads only.
 */
import type { MailboxCopy } from '../planning/migration-plan.ts';
import { type Text, text } from '../planning/text.ts';
import { type Failure, failureOf, stopIfAsked } from './failures.ts';
import { type FolderPair, mapFolders, presentAt } from './folder-mapping.ts';
import { keptFrom } from './keep-since.ts';
import type { Clock, Folder, FolderList, MailReading, Note, OnFailure } from './ports.ts';
import { ordinaryRetries, type RetryPolicy, retrying } from './retry.ts';
import { type Difference, type FolderComparison, verifyFolder } from './verify-folder.ts';

export type { Difference } from './verify-folder.ts';

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
  /** `equal`: no difference but what arrived at the target besides (`extra`, `folder-extra`). */
  readonly outcome: 'equal' | 'different' | 'stopped';
  readonly stoppedBy?: Failure;
  readonly messages: { readonly source: number; readonly target: number; readonly matched: number };
  readonly bytes: { readonly source: number; readonly target: number };
  /** Pairs whose bytes were compared by hash. */
  readonly hashed: number;
  readonly differences: readonly Difference[];
  readonly notes: readonly Note[];
  readonly seconds: number;
}

interface Comparison {
  readonly differences: Difference[];
  readonly notes: Note[];
  readonly messages: { source: number; target: number; matched: number };
  readonly bytes: { source: number; target: number };
  hashed: number;
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
  const found: Comparison = {
    differences: [],
    notes: [],
    messages: { source: 0, target: 0, matched: 0 },
    bytes: { source: 0, target: 0 },
    hashed: 0,
  };
  const stoppedBy = await compareAll(job, source, target, options, found);
  const seconds = (options.clock.now().getTime() - started.getTime()) / 1000;
  const counts = found.differences.some(({ kind }) => kind !== 'extra' && kind !== 'folder-extra');
  const outcome = stoppedBy ? 'stopped' : counts ? 'different' : 'equal';
  return { ...found, outcome, seconds, ...(stoppedBy && { stoppedBy }) };
}

async function compareAll(
  job: MailboxCopy,
  source: MailReading,
  target: MailReading,
  options: VerifyOptions,
  found: Comparison,
): Promise<Failure | undefined> {
  try {
    const here = await again(options, () => source.folders(options.signal));
    const there = await again(options, () => target.folders(options.signal));
    const { pairs, notes } = mapFolders(here, there, job, new Map());
    found.notes.push(...notes);
    await compareFolders(job, source, target, options, found, pairs, there);
    found.differences.push(...extraFolders(pairs, there));
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return failure;
  }
}

async function compareFolders(
  job: MailboxCopy,
  source: MailReading,
  target: MailReading,
  options: VerifyOptions,
  found: Comparison,
  pairs: readonly FolderPair[],
  there: FolderList,
): Promise<void> {
  // Folders that the plan merges are compared as one.
  const groups = [...Map.groupBy(pairs, (pair) => pair.target).values()];
  const keepSince = keptFrom(job);
  for (const [at, group] of groups.entries()) {
    stopIfAsked(options.signal);
    const [first] = group;
    const present = first && presentAt(first, there);
    found.differences.push(...folderDifferences(group, present));
    const folders = group.map((pair) => pair.source.path);
    const sides = { source, target, folders, to: present?.path, keepSince };
    add(found, await again(options, () => verifyFolder(sides, options.content, options.signal)));
    options.onProgress?.({ folder: folders[0] ?? '', folders: at + 1, ofFolders: groups.length });
  }
}

function add(found: Comparison, part: FolderComparison): void {
  found.differences.push(...part.differences);
  found.messages.source += part.messages.source;
  found.messages.target += part.messages.target;
  found.messages.matched += part.messages.matched;
  found.bytes.source += part.bytes.source;
  found.bytes.target += part.bytes.target;
  found.hashed += part.hashed;
}

function folderDifferences(group: readonly FolderPair[], present: Folder | undefined): Difference[] {
  return group.flatMap(({ source, target }): Difference[] => {
    const folder = source.path;
    if (!present) return [{ folder, kind: 'folder-missing', reason: absent(target) }];
    if (!source.subscribed || present.subscribed) return [];
    return [{ folder, kind: 'subscription', reason: unsubscribed(present.path) }];
  });
}

const absent = (folder: string): Text =>
  text(`"${folder}" is not at the target`, `« ${folder} » n’est pas à la cible`);

const unsubscribed = (folder: string): Text =>
  text(`"${folder}" is not subscribed at the target`, `« ${folder} » n’a pas d’abonnement à la cible`);

/** Folders of the target that nothing maps to, and that hold mail. */
function extraFolders(pairs: readonly FolderPair[], there: FolderList): Difference[] {
  const expected = new Set(pairs.map((pair) => presentAt(pair, there)?.path));
  const extra = there.folders.filter(({ path, state }) => !expected.has(path) && (state?.messages ?? 0) > 0);
  return extra.map(({ path, state }) => ({
    folder: path,
    kind: 'folder-extra',
    reason: text(
      `holds ${state?.messages} messages at the target and comes from no folder of the source`,
      `contient ${state?.messages} messages à la cible et ne vient d’aucun dossier de la source`,
    ),
  }));
}

function again<T>(options: VerifyOptions, action: () => Promise<T>): Promise<T> {
  const { signal, clock, retries = ordinaryRetries, onFailure = () => undefined } = options;
  return retrying({ policy: retries, clock, signal, onFailure, progress: () => 0 }, action);
}
