/** Who describes: the plan, the words of a language, what is known of runs, and from where it is asked. */
import type { Stamp } from '../plan-document.ts';
import type { PlanModel } from '../plan-model.ts';
import type { SeenRuns } from '../runs/seen-runs.ts';
import type { OriginWords } from '../words/origin-words.ts';
import type { PlanWords } from '../words/plan-words.ts';

export interface Describer {
  readonly model: PlanModel;
  readonly words: PlanWords;
  readonly origins: OriginWords;
  readonly runs: SeenRuns;
  /** The unit of the declaration that asks: the shares of licences that count are its own. */
  readonly unit: string | undefined;
  /** Where the declaration comes from, if a template made it. */
  readonly stamp: Stamp | undefined;
}
