/** One run as the lines of its log tell it, line by line. */
import type { RecordedRun } from '../../language/model/runs/recorded-run.ts';
import { lineOf } from '../failures.ts';
import type { RunLogLine } from './run-log-lines.ts';

type Line<E extends RunLogLine['event']> = Extract<RunLogLine, { event: E }>;

export class RunTold {
  readonly #name: string;
  readonly #path: string;
  #started: Line<'started'> | undefined;
  #standing: Line<'standing'> | undefined;
  #ended: Line<'ended'> | undefined;
  #isStopped = false;
  #words: string | undefined;
  #at = '';
  /** Of the mailboxes that came to their end. */
  #so = { complete: 0, copied: 0, failed: 0 };

  constructor(name: string, path: string) {
    this.#name = name;
    this.#path = path;
  }

  get lot(): string {
    return this.#started?.lot ?? '';
  }

  get plan(): string | undefined {
    return this.#started?.plan;
  }

  take(line: RunLogLine): void {
    this.#at = line.at;
    switch (line.event) {
      case 'started':
        this.#started = line;
        break;
      case 'standing':
        this.#standing = line;
        break;
      case 'mailbox-ended':
        this.#count(line);
        break;
      case 'stopped':
        this.#isStopped = true;
        // Whoever ended it knows why.
        if (line.kind !== 'interrupted') this.#words = lineOf(line);
        break;
      case 'failed':
        this.#isStopped = true;
        this.#words = line.words;
        break;
      case 'ended':
        this.#ended = line;
        break;
      default: // what a mailbox met
    }
  }

  /** Undefined for a log that does not say what it is of. */
  told(): RecordedRun | undefined {
    if (!this.#started) return undefined;
    const { lot, phase, mailboxes, pid, at, plan } = this.#started;
    const standing = this.#standing;
    return {
      ...{
        id: this.#name,
        path: this.#path,
        lot,
        phase,
        since: at,
        at: this.#at,
        how: this.#how(),
        mailboxes,
      },
      ...(pid !== undefined && { pid }),
      ...(plan !== undefined && { plan }),
      ...(this.#ended ? totalsOf(this.#ended) : this.#so),
      ...(this.#words !== undefined && { words: this.#words }),
      ...(standing && {
        reached: {
          mailboxes: standing.mailboxes.done,
          messages: standing.messages.done,
          bytes: standing.bytes.done,
        },
      }),
    };
  }

  #how(): RecordedRun['how'] {
    if (this.#isStopped) return 'stopped';
    if (!this.#ended) return 'open';
    return this.#ended.complete === this.#ended.mailboxes ? 'complete' : 'incomplete';
  }

  #count({ state, messages }: Line<'mailbox-ended'>): void {
    const { complete, copied, failed } = this.#so;
    this.#so = {
      complete: complete + (isComplete(state) ? 1 : 0),
      copied: copied + messages.copied,
      failed: failed + messages.failed,
    };
  }
}

/** Of a mailbox's state in a log. */
export const isComplete = (state: string): boolean => state === 'Completed' || state === 'Synced';

const totalsOf = ({ mailboxes, complete, copied, failed }: Line<'ended'>) => ({
  mailboxes,
  complete,
  copied,
  failed,
});
