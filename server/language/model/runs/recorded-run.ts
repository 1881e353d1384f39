/** What is on record of runs, as those who show a plan are told of it. Words are a server's own, or in the language of the run. */

/** One run, by its log. */
export interface RecordedRun {
  /** Its log's name. */
  readonly id: string;
  /** Where its log is. */
  readonly path: string;
  /** The title of the plan that was run, as it was then. */
  readonly plan?: string;
  readonly lot: string;
  readonly phase: string;
  /** Its process, where the log says so. */
  readonly pid?: number;
  /** Moments are ISO, in UTC. `at`: when it ended, or the last that it said. */
  readonly since: string;
  readonly at: string;
  /** `open`: it has not said that it ended. It goes on, or was killed. */
  readonly how: 'open' | 'complete' | 'incomplete' | 'stopped';
  readonly mailboxes: number;
  readonly complete: number;
  /** Messages, of the mailboxes that came to their end. */
  readonly copied: number;
  readonly failed: number;
  /** What stopped it, in one line; absent where somebody ended it. */
  readonly words?: string;
  /** How far it last said it was, with the mailboxes that were under way. */
  readonly reached?: { readonly mailboxes: number; readonly messages: number; readonly bytes: number };
}

/** Something that kept a mailbox from being complete. */
export type RunIncident = {
  readonly address: string;
  readonly lot: string;
  readonly at: string;
  /** The title of the plan that was run, as it was then. */
  readonly plan?: string;
} & IncidentFound;

export type IncidentFound =
  | {
      readonly what: 'message';
      readonly folder: string;
      readonly subject: string;
      readonly date: string;
      readonly size: number;
      readonly words: string;
    }
  | { readonly what: 'folder' | 'difference'; readonly folder: string; readonly words: string }
  /** Without words where nothing more is known than that it is not complete. */
  | { readonly what: 'mailbox'; readonly words?: string }
  /** So many more than are told one by one. */
  | { readonly what: 'more'; readonly count: number };

export interface RecordedRuns {
  /** The newest first. */
  readonly runs: readonly RecordedRun[];
  /** By address, what the last run of a mailbox met that no later one has put right. */
  readonly incidents: ReadonlyMap<string, readonly RunIncident[]>;
}

export const NO_RUNS: RecordedRuns = { runs: [], incidents: new Map() };
