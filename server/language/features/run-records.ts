/** The runs that are on record of a plan, with how each ended, and of one that ended without a word what is known last. */
import type { Analysis } from '../analysis.ts';
import { endOf, type PlanRuns } from '../model/runs/plan-runs.ts';
import type { RecordedRun } from '../model/runs/recorded-run.ts';
import { oneLine } from '../model/words/one-line.ts';
import { sayLastWords } from '../model/words/run-words.ts';

interface RunRecord
  extends Pick<RecordedRun, 'id' | 'pid' | 'lot' | 'phase' | 'since' | 'at' | 'mailboxes' | 'path'> {
  readonly how: ReturnType<typeof endOf>;
  readonly complete: number;
  readonly copied: number;
  readonly failed: number;
  readonly words?: string;
}

/** The newest first. */
export function runRecords({ locale }: Analysis, { recorded, live }: PlanRuns): RunRecord[] {
  return recorded.runs.map((run) => {
    const { id, pid, lot, phase, since, at, mailboxes, path, complete, copied, failed } = run;
    const how = endOf(run, { recorded, live });
    const said = how === 'gone' ? sayLastWords(run, locale) : run.words;
    return {
      ...{ id, lot, phase, since, at, how, mailboxes, complete, copied, failed, path },
      ...(pid !== undefined && { pid }),
      ...(said !== undefined && { words: oneLine(said) }),
    };
  });
}
