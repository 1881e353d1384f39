/** Plans a lot with what can be seen of its ends: the same steps for a dry run and for a run. */
import type { MigrationPlan } from '../planning/migration-plan.ts';
import { planLot, type Wanted } from '../planning/plan-lot.ts';
import { observe } from '../running/observe.ts';
import type { LoadedPlan } from './loaded-plan.ts';
import type { Cli } from './services.ts';

/** The migration plan of a lot; both ends are looked at unless they cannot be run or `look` is false. Throws MailFailure. */
export async function prepareRun(
  cli: Cli,
  { files, analysis }: LoadedPlan,
  chosen: Omit<Wanted, 'locale'>,
  look: boolean,
): Promise<MigrationPlan> {
  const wanted: Wanted = { ...chosen, locale: cli.locale };
  const unseen = await planLot(analysis, wanted);
  if (!look || unseen.verdict.errors.length > 0) return unseen;
  const copies = [
    ...new Map(unseen.steps.flatMap(({ copy }) => (copy ? [[copy.target.mailbox, copy]] : []))).values(),
  ];
  const observed = await observe(copies, unseen.endpoints, {
    ends: cli.services.ends(files.folder),
    signal: cli.signal,
    locale: cli.locale,
    statuses: await cli.services.statuses(files.folder),
  });
  return planLot(analysis, wanted, observed);
}
