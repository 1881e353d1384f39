/**
 * Plans in one folder share what lies beside them: which runs are a plan's own. One that was called otherwise when it was run stays its
 * plan's; only what bears the title of another plan of the folder is that one's.
 */
import type { RecordedRuns } from './recorded-run.ts';

/** Something that says which plan it is of. */
interface OfPlan {
  readonly plan?: string | undefined;
}

/** `others`: what the other plans of the folder are called. */
export const isOwn = ({ plan }: OfPlan, others: ReadonlySet<string>): boolean =>
  plan === undefined || !others.has(plan);

/** The same object where all are. */
export function ownRuns(all: RecordedRuns, others: ReadonlySet<string>): RecordedRuns {
  const own = <Of extends OfPlan>(some: readonly Of[]): Of[] => some.filter((one) => isOwn(one, others));
  const runs = own(all.runs);
  const incidents = new Map(
    [...all.incidents].flatMap(([address, met]) => {
      const some = own(met);
      return some.length > 0 ? [[address, some] as const] : [];
    }),
  );
  const isWhole = runs.length === all.runs.length && incidents.size === all.incidents.size;
  return isWhole ? all : { runs, incidents };
}
