/** What one mailbox's copy got done, however it ended: for reports, exit codes and the next run. */
import type { Failure } from '../failures.ts';
import type { Note, RefusedMessage } from '../ports.ts';

export interface CopyResult {
  /** `complete`: everything wanted is at the target. `incomplete`: some messages or folders are not. `stopped`: see `stoppedBy`. */
  readonly outcome: 'complete' | 'incomplete' | 'stopped';
  readonly stoppedBy?: Failure;
  readonly messages: MessageCounts;
  /** Bytes copied by this run. */
  readonly bytes: number;
  readonly flagsChanged: number;
  readonly refused: readonly RefusedMessage[];
  readonly folderFailures: readonly { readonly folder: string; readonly failure: Failure }[];
  readonly notes: readonly Note[];
  readonly seconds: number;
}

export interface MessageCounts {
  /** In all folders that are copied. */
  readonly source: number;
  readonly copied: number;
  /** At the target before this run: recorded, or recognised there by content. */
  readonly already: number;
  readonly failed: number;
  /** Too old for `keepSince`, or gone from the source meanwhile. */
  readonly skipped: number;
}
