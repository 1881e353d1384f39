/** `migplan/incidents`: what the last runs of mailboxes met and no later one has put right. */
import { planIncidents } from '../../language/features/plan-incidents.ts';
import { inSlices } from '../in-slices.ts';
import { ofPlan } from '../plan-request.ts';

export const incidentsRequest = ofPlan('migplan/incidents', {
  otherwise: [],
  async run({ plan, runs, place, session }) {
    const incidents = await inSlices(planIncidents(plan.analysis, await runs()), session.turns);
    return incidents.map(({ place: at, ...one }) => ({ ...one, ...(at && { place: place(at) }) }));
  },
});
