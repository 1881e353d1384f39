/** What a run came to, mailbox by mailbox, in the words of one language: for reports, exit codes and the next run. */
import type { StepAction, StepKind } from '../planning/migration-plan.ts';
import type { SaidFailure } from './failures.ts';
import type { MailboxState } from './ports.ts';
import type { SaidDifference, SaidNote, SaidRefusal } from './said.ts';

export interface MailboxMessages {
  readonly source: number;
  /** Matched at the target, where it was verified. */
  readonly target: number;
  readonly copied: number;
  readonly already: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface MailboxResult {
  readonly address: string;
  readonly state: MailboxState;
  readonly messages: MailboxMessages;
  /** Bytes copied by this run. */
  readonly bytes: number;
  readonly differences: readonly SaidDifference[];
  readonly refused: readonly SaidRefusal[];
  /** Folders that could not be copied whole, each with the server's words. */
  readonly folders: readonly { readonly folder: string; readonly problem: string }[];
  readonly notes: readonly SaidNote[];
  /** Why it is not complete, in one line. */
  readonly problem?: string;
  readonly seconds: number;
}

/** What became of one step other than copying mail. */
export interface StepResult {
  readonly key: string;
  readonly kind: StepKind;
  readonly subject: string;
  readonly action: StepAction;
  readonly outcome: 'done' | 'already' | 'waiting' | 'failed' | 'by-hand' | 'unreached';
  /** Why it is not done, in one line. */
  readonly problem?: string;
  /** Since when it waits. */
  readonly since?: Date;
}

export interface RunResult {
  readonly schema: 'migplan/run/v1' | 'migplan/verify/v1';
  readonly plan: string;
  readonly lot: string;
  readonly phase: string;
  readonly mailboxes: readonly MailboxResult[];
  /** What was to be done besides mail; what was so before the run is left out. */
  readonly steps: readonly StepResult[];
  readonly totals: MailboxMessages & {
    readonly mailboxes: number;
    readonly complete: number;
    readonly bytes: number;
    readonly seconds: number;
  };
  /** What stopped the whole of it, where something did. */
  readonly stoppedBy?: SaidFailure;
}

export const NO_MESSAGES: MailboxMessages = {
  source: 0,
  target: 0,
  copied: 0,
  already: 0,
  failed: 0,
  skipped: 0,
};

/** Sums of the mailboxes' counts. */
export function totalsOf(mailboxes: readonly MailboxResult[], seconds: number): RunResult['totals'] {
  const sum = (count: (messages: MailboxMessages) => number): number =>
    mailboxes.reduce((total, { messages }) => total + count(messages), 0);
  return {
    mailboxes: mailboxes.length,
    complete: mailboxes.filter(({ state }) => state === 'Completed' || state === 'Synced').length,
    source: sum(({ source }) => source),
    target: sum(({ target }) => target),
    copied: sum(({ copied }) => copied),
    already: sum(({ already }) => already),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    bytes: mailboxes.reduce((total, { bytes }) => total + bytes, 0),
    seconds,
  };
}
