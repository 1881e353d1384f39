/** What a language server took: ours or a peer's, in a process of its own. */
import type { Sample } from './samples.ts';

export interface PeerResult {
  readonly start: Sample;
  readonly edits: readonly Sample[];
  /** Megabytes. */
  readonly resident: number;
}
