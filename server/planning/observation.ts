/** What was seen of the ends of a lot before it is planned. Absent means not looked at, which is never the same as nothing there. */

export interface SeenMailbox {
  /** Messages in its folders; absent when it could not be opened. */
  readonly messages?: number;
  readonly folders?: number;
  /** Why it could not be opened, in one line. */
  readonly failure?: string;
}

export interface SeenPair {
  readonly source?: SeenMailbox;
  readonly target?: SeenMailbox;
  /** Messages that earlier runs recorded as copied. */
  readonly recorded?: number;
}

/** By the target's address. */
export type Observation = ReadonlyMap<string, SeenPair>;

export const NOTHING_OBSERVED: Observation = new Map();
