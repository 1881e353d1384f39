/** `migplan/live`: the run of a plan that is under way at this moment. */
import { ofPlan } from '../plan-request.ts';

export const liveRequest = ofPlan('migplan/live', {
  otherwise: null,
  run: async ({ plan, session }) => (await session.watch.liveOf(plan)) ?? null,
});
