/** Runs as they are on record beside a plan, written as a run writes them, with no server asked: what there is to be seen of them. */
import { join } from 'node:path';
import { writeLiveRun } from '../../server/running/live/progress-file.ts';
import { openRunLog } from '../../server/running/live/run-log.ts';
import { type MailboxResult, NO_MESSAGES, totalsOf } from '../../server/running/run-result.ts';

const clock = { now: () => new Date() };

/** One of the choir's pilot, in which one mailbox was left with something to look at, and which was stopped then. */
export function recordStopped(folder: string): void {
  const about = { plan: PLAN, lot: 'pilot', phase: 'all' };
  const started = { pid: process.pid, ...about, fingerprint: 'f', mailboxes: 3 };
  const log = openRunLog(join(folder, '.migplan'), started, clock);
  for (const result of MAILBOXES) log.on({ event: 'mailbox-ended', result });
  log.ended({
    ...{
      schema: 'migplan/run/v1',
      ...about,
      steps: [],
      mailboxes: MAILBOXES,
      totals: totalsOf(MAILBOXES, 9),
    },
    stoppedBy: {
      kind: 'full',
      where: 'new',
      what: 'APPEND',
      words: 'NO the disk is full',
      advice: '',
      reach: 'plan',
    },
  });
}

/** One of the rest of the choir, under way until it is told to end. */
export function keepUnderWay(folder: string): Disposable {
  const since = new Date();
  const about = { pid: process.pid, since: since.toISOString(), plan: PLAN, lot: 'everyone', phase: 'all' };
  const write = (): void =>
    writeLiveRun(join(folder, '.migplan'), about, underWay(since), {
      ...{ at: new Date(), state: 'running', stateSince: since },
    });
  write();
  const timer = setInterval(write, 1000);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

const PLAN = 'A choir and its music school change mail hosts';

const underWay = (since: Date) => ({
  mailboxes: { done: 1, of: 4 },
  underWay: [
    { address: 'agnes.roche@choir.example', doing: 'copy', messages: 120, ofMessages: 300, bytes: 9_000_000 },
  ] as const,
  messages: { done: 420, left: 580 },
  bytes: { done: 30_000_000, left: 50_000_000 },
  rate: { messages: 12, bytes: 900_000 },
  secondsLeft: 55,
  waiting: [{ endpoint: 'old', why: 'throttled', until: new Date(since.getTime() + 600_000) }] as const,
});

const came = (address: string, given: Partial<MailboxResult>): MailboxResult => ({
  ...{ address, state: 'Completed', messages: { ...NO_MESSAGES, copied: 30 }, bytes: 9_000_000, seconds: 3 },
  ...{ differences: [], refused: [], folders: [], notes: [], ...given },
});

const MAILBOXES: readonly MailboxResult[] = [
  came('hugo.martinez@school.example', {
    state: 'CompletedWithWarnings',
    messages: { ...NO_MESSAGES, copied: 30, failed: 1 },
    refused: [
      {
        ...{ folder: 'INBOX', uid: 7, subject: 'The score', date: '2026-03-02', messageId: '<m@x>' },
        ...{ size: 30_000_000, words: 'NO message too large' },
      },
    ],
  }),
  came('ines.weber@school.example', {
    state: 'Failed',
    problem: 'NO the mailbox is locked',
    differences: [{ folder: 'INBOX', kind: 'missing', reason: 'missing at the target' }],
  }),
  came('jonas.lindqvist@school.example', {}),
];
