/** `migplan/plans`: the plans that are at hand. */
import { planTitle } from '../../language/features/plan-title.ts';
import type { PlanInfo } from '../../protocol.ts';
import type { OpenPlan } from '../open-plan.ts';
import { ofWorkspace, type PlanSession } from '../plan-request.ts';

export const plansRequest = ofWorkspace('migplan/plans', async (session) => {
  const plans = [...session.workspace.openPlans].filter(({ isPlan }) => isPlan);
  plans.sort((a, b) => (a.path < b.path ? -1 : 1));
  const told: PlanInfo[] = [];
  for (const plan of plans) told.push(await infoOf(plan, session));
  return told;
});

async function infoOf(plan: OpenPlan, session: PlanSession): Promise<PlanInfo> {
  let [errors, warnings] = [0, 0];
  for (const path of plan.analysis.paths) {
    const counts = plan.analysis.severityCounts(path);
    errors += counts.error;
    warnings += counts.warning;
    await session.turns.next();
  }
  return {
    plan: session.uriOf(plan.path),
    folder: session.uriOf(plan.folder),
    title: planTitle(plan.analysis),
    errors,
    warnings,
  };
}
