/** What was seen of the ends of a lot before it is planned. Absent means not looked at, which is never the same as nothing there. */
import type { TargetState } from './provisioning/target-state.ts';

export interface SeenMailbox {
  /** Messages in its folders; absent when it could not be opened. */
  readonly messages?: number;
  readonly folders?: number;
  /** Why it could not be opened, in one line. */
  readonly failure?: string;
}

export interface SeenPair {
  readonly source?: SeenMailbox;
  /** Not looked at where the target said that there is no such account yet. */
  readonly target?: SeenMailbox;
  /** Messages that earlier runs recorded as copied. */
  readonly recorded?: number;
}

export interface Observation {
  /** By the target's address, compared. */
  readonly pairs: ReadonlyMap<string, SeenPair>;
  /** What was read of targets besides mail, and of sources that people are to be kept from; by endpoint. */
  readonly targets: ReadonlyMap<string, TargetState>;
  /** What people said that they have done, and when; by `handKey`. */
  readonly byHand: ReadonlyMap<string, Date>;
}

export const NOTHING_OBSERVED: Observation = { pairs: new Map(), targets: new Map(), byHand: new Map() };

/** Where something is done by hand, and the key of its step. */
export const handKey = (endpoint: string, key: string): string => `${endpoint} ${key}`;
