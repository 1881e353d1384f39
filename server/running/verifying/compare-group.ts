/** Compares the folders of the source that go to one folder of the target with it: what is told of them, and their messages. */
import { inEach } from '../../planning/text.ts';
import { describeFailure, type Failure, failureOf, isFoldersOwn } from '../failures.ts';
import { type FolderPair, presentAt } from '../folders/folder-mapping.ts';
import type { BothEnds } from '../further-lanes.ts';
import type { FolderList } from '../ports.ts';
import type { Difference } from './difference.ts';
import { folderDifferences } from './folder-differences.ts';
import { FlagTable } from './listing.ts';
import { SeenSide } from './seen-side.ts';
import type { Sighting } from './sighting.ts';
import { type FolderSides, verifyFolder } from './verify-folder.ts';
import { worded } from './worded.ts';

export interface Counted {
  readonly source: number;
  readonly target: number;
  readonly matched: number;
}

export interface Sizes {
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

export interface GroupFound {
  /** All but what is on one side only. */
  readonly differences: readonly Difference[];
  /** Absent where it could not be compared. */
  readonly counts?: FolderCounts;
  readonly hashed: number;
  readonly missing: readonly Sighting[];
  readonly extra: readonly Sighting[];
  /** Of what is extra, what the source holds too, as often as it is paired. */
  readonly doubled: ReadonlySet<Sighting>;
}

/** Tries again what may pass; `progress` grows with what is done meanwhile. */
export type Again = <T>(action: () => Promise<T>, progress?: () => number) => Promise<T>;

export interface HowCompared {
  readonly content: 'sample' | 'all';
  readonly keepSince: Date | undefined;
  readonly signal: AbortSignal;
  readonly again: Again;
}

/** `there`: the target's folders. Throws what reaches further than these folders. */
export async function compareGroup(
  { source, target }: BothEnds,
  group: readonly FolderPair[],
  there: FolderList,
  { content, keepSince, signal, again }: HowCompared,
): Promise<GroupFound> {
  const [first] = group;
  const present = first && presentAt(first, there);
  const told = group.flatMap((pair) => folderDifferences(pair, present, there));
  const flags = new FlagTable();
  const paths = group.map((pair) => pair.source.path);
  const ours = new SeenSide(source, paths, flags);
  const theirs = new SeenSide(target, present ? [present.path] : [], flags);
  const sides: FolderSides = { ours, theirs, hasOrder: paths.length === 1, keepSince };
  try {
    const found = await again(
      () => verifyFolder(sides, content, signal),
      () => ours.hashed + theirs.hashed,
    );
    const differences = [...told, ...(await again(() => worded(found.findings, signal)))];
    const { messages, bytes, hashed, missing, extra, doubled } = found;
    const counts = { folders: paths, ...(present && { target: present.path }), messages, bytes };
    return { differences, counts, hashed, missing, extra, doubled };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || !isFoldersOwn(failure)) throw error;
    const differences = [...told, notCompared(paths, failure)];
    return { differences, hashed: 0, missing: [], extra: [], doubled: new Set() };
  } finally {
    ours.forget();
    theirs.forget();
  }
}

function notCompared(paths: readonly string[], failure: Failure): Difference {
  const reason = inEach((locale) => describeFailure(failure, locale));
  return { folder: paths.join(', '), kind: 'unread', reason };
}
