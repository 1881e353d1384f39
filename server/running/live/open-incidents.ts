/** What the last run of each mailbox met, from the lines of run after run: a run that came to its end clean puts it right. */
import type { IncidentFound, RunIncident } from '../../language/model/runs/recorded-run.ts';
import { isCounted } from '../verifying/difference.ts';
import type { RunLogLine } from './run-log-lines.ts';
import { isComplete } from './run-told.ts';

/** As many are kept of a mailbox one by one; the others are counted. */
const MOST = 100;

type Line<E extends RunLogLine['event']> = Extract<RunLogLine, { event: E }>;

/** Which run a line is of. */
type Of = { readonly lot: string; readonly plan: string | undefined };

export class OpenIncidents {
  readonly #open = new Map<string, readonly RunIncident[]>();
  /** What has been told of a mailbox that has not come to its end. */
  readonly #told = new Map<string, { readonly found: IncidentFound[]; more: number }>();

  take(line: RunLogLine, run: Of): void {
    switch (line.event) {
      case 'started':
        this.#told.clear();
        break;
      case 'refused': {
        const { folder, subject, date, size, words } = line;
        this.#note(line.address, { what: 'message', folder, subject, date, size, words });
        break;
      }
      case 'folder-failed':
        this.#note(line.address, { what: 'folder', folder: line.folder, words: line.problem });
        break;
      case 'difference':
        this.#differs(line);
        break;
      case 'mailbox-ended':
        this.#ended(line, run);
        break;
      default: // of the run as a whole
    }
  }

  all(): ReadonlyMap<string, readonly RunIncident[]> {
    return new Map(this.#open);
  }

  /** What people have put at the target besides is told, and held against nobody. */
  #differs({ address, kind, folder, reason }: Line<'difference'>): void {
    if (!isCounted({ kind })) return;
    this.#note(address, { what: 'difference', folder, words: reason });
  }

  #note(address: string, found: IncidentFound): void {
    const told = this.#told.get(address) ?? { found: [], more: 0 };
    this.#told.set(address, told);
    if (told.found.length < MOST) told.found.push(found);
    else told.more++;
  }

  #ended({ address, state, problem, at }: Line<'mailbox-ended'>, { lot, plan }: Of): void {
    const { found = [], more = 0 } = this.#told.get(address) ?? {};
    this.#told.delete(address);
    if (isComplete(state)) {
      this.#open.delete(address);
      return;
    }
    // One that waits or was stopped is gone on with: what was met before is as open as it was.
    if (found.length === 0 && state !== 'Failed' && state !== 'CompletedWithWarnings') return;
    const own: IncidentFound[] =
      found.length === 0 || (state === 'Failed' && !isAmong(found, problem))
        ? [{ what: 'mailbox', ...(problem !== undefined && { words: problem }) }]
        : [];
    const rest: IncidentFound[] = more > 0 ? [{ what: 'more', count: more }] : [];
    const of = { address, lot, at, ...(plan !== undefined && { plan }) };
    this.#open.set(
      address,
      [...own, ...found, ...rest].map((one) => ({ ...of, ...one })),
    );
  }
}

const isAmong = (found: readonly IncidentFound[], words: string | undefined): boolean =>
  found.some((one) => one.what !== 'more' && one.words === words);
