/**
 * The log of a run, for those who operate it: a file of JSON lines a run, what happened and when, refused messages with the server's
 * own words. Holds no content and no secret. That it cannot be written stops no run: the ledger is what counts.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from '../failures.ts';
import type { LotStanding } from '../lot/lot-progress.ts';
import type { Clock } from '../ports.ts';
import type { RunEvent } from '../run-event.ts';
import type { MailboxResult, RunResult } from '../run-result.ts';

export interface RunLog {
  on(event: RunEvent): void;
  /** How far it is, from time to time: of a run that is killed it is the last that is known. */
  standing(standing: LotStanding): void;
  ended(result: RunResult): void;
  /** It ended without a result. */
  failed(words: string): void;
}

export interface Started {
  /** The process that runs. */
  readonly pid: number;
  readonly plan: string;
  readonly lot: string;
  readonly phase: string;
  readonly fingerprint: string;
  readonly mailboxes: number;
}

type Line = { readonly event: string } & Readonly<Record<string, unknown>>;

/** `folder` is the plan's `.migplan`; the file is named after the moment. */
export function openRunLog(folder: string, started: Started, clock: Pick<Clock, 'now'>): RunLog {
  const path = join(folder, 'log', `${clock.now().toISOString().replaceAll(':', '-')}.jsonl`);
  const write = (lines: readonly Line[]): void => {
    const at = clock.now().toISOString();
    const text = lines.map((line) => `${JSON.stringify({ at, ...line })}\n`).join('');
    try {
      mkdirSync(join(folder, 'log'), { recursive: true, mode: 0o700 });
      appendFileSync(path, text, { mode: 0o600 });
    } catch {
      // said above
    }
  };
  write([{ event: 'started', ...started }]);
  return {
    on: (event) => {
      const lines = linesOf(event);
      if (lines.length > 0) write(lines);
    },
    standing: ({ mailboxes, messages, bytes }) => write([{ event: 'standing', mailboxes, messages, bytes }]),
    ended: ({ stoppedBy, totals }) =>
      write([...(stoppedBy ? [{ event: 'stopped', ...stoppedBy }] : []), { event: 'ended', ...totals }]),
    failed: (words) => write([{ event: 'failed', words }]),
  };
}

function linesOf(event: RunEvent): Line[] {
  switch (event.event) {
    case 'progress':
      return [];
    case 'mailbox-ended':
      return endedLines(event.result);
    case 'retry':
    case 'throttled':
    case 'away': {
      const { failure, ...told } = event;
      return [{ ...told, kind: failure.kind, words: describeFailure(failure, 'en') }];
    }
    default:
      return [{ ...event }];
  }
}

function endedLines({ address, refused, folders, differences, notes, ...result }: MailboxResult): Line[] {
  return [
    ...refused.map((one) => ({ event: 'refused', address, ...one })),
    ...folders.map((one) => ({ event: 'folder-failed', address, ...one })),
    ...differences.map((one) => ({ event: 'difference', address, ...one })),
    ...notes.map((one) => ({ event: 'note', address, ...one })),
    { event: 'mailbox-ended', address, ...result },
  ];
}
