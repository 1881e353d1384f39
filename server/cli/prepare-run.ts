/** Plans a lot with what can be seen of its ends: the same steps for a dry run and for a run. */
import type { Look, MigrationPlan } from '../planning/migration-plan.ts';
import { handKey, NOTHING_OBSERVED, type Observation } from '../planning/observation.ts';
import { planLot, type Wanted } from '../planning/plan-lot.ts';
import { scopesOf } from '../planning/provisioning/scopes.ts';
import { observe } from '../running/observe.ts';
import type { StepRecord } from '../running/ports.ts';
import { readTargets } from '../running/provisioning/read-targets.ts';
import type { LoadedPlan } from './loaded-plan.ts';
import type { Cli } from './services.ts';

/** The migration plan of a lot; nothing is looked at where it cannot be run anyway. Throws MailFailure. */
export async function prepareRun(
  cli: Cli,
  plan: LoadedPlan,
  chosen: Omit<Wanted, 'locale'>,
  look: Look,
): Promise<MigrationPlan> {
  const wanted: Wanted = { ...chosen, locale: cli.locale };
  const recorded = await cli.services.recordedSteps(plan.files.folder);
  const byHand = new Map(
    recorded
      .filter(({ state }) => state === 'by-hand')
      .map(({ endpoint, key, since }) => [handKey(endpoint, key), since]),
  );
  const unseen = await planLot(plan.analysis, wanted, { ...NOTHING_OBSERVED, byHand });
  if (look === 'nothing' || unseen.verdict.errors.length > 0) return { ...unseen, looked: 'nothing' };
  const targets = await targetsOf(cli, plan, wanted, unseen, recorded);
  const pairs = look === 'all' ? await opened(cli, plan, unseen, targets) : NOTHING_OBSERVED.pairs;
  return { ...(await planLot(plan.analysis, wanted, { pairs, targets, byHand })), looked: look };
}

/** Of endpoints that are managed: of the others there is nothing to read. */
async function targetsOf(
  { services, signal }: Cli,
  { files: { folder }, analysis }: LoadedPlan,
  { lot, phase }: Wanted,
  { endpoints }: MigrationPlan,
  recorded: readonly StepRecord[],
): Promise<Observation['targets']> {
  const scopes = phase === 'verify' ? [] : scopesOf(analysis, lot, phase, endpoints);
  if (scopes.length === 0) return new Map();
  return readTargets(scopes, endpoints, { open: services.provisioner(folder), signal, recorded });
}

async function opened(
  { services, signal, locale }: Cli,
  { files: { folder } }: LoadedPlan,
  { steps, endpoints }: MigrationPlan,
  targets: Observation['targets'],
): Promise<Observation['pairs']> {
  const copies = [
    ...new Map(steps.flatMap(({ copy }) => (copy ? [[copy.target.mailbox, copy]] : []))).values(),
  ];
  const statuses = await services.statuses(folder);
  return observe(copies, endpoints, { ends: services.ends(folder), signal, locale, statuses, targets });
}
