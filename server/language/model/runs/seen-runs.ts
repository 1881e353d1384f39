/** What was last seen of a plan's runs, as far as one mailbox or one lot goes: nothing has to be counted for it. */
import type { RecordedMailbox } from '../calendar/recorded-runs.ts';
import type { LiveLot } from './plan-runs.ts';

export interface SeenRuns {
  /** What is recorded of a mailbox, by its address at the target. */
  recordedOf(address: string): RecordedMailbox | undefined;
  /** The run under way. */
  readonly live?: LiveLot | undefined;
}

export const NOTHING_SEEN: SeenRuns = { recordedOf: () => undefined };
