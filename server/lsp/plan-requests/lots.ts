/** `migplan/lots`: the lots of a plan, with how far each is. */
import { planLots } from '../../language/features/plan-lots.ts';
import { ofPlan } from '../plan-request.ts';

export const lotsRequest = ofPlan('migplan/lots', {
  otherwise: [],
  async run({ plan, runs, place }) {
    const lots = planLots(plan.analysis, await runs());
    return lots.map((lot) => ({ ...lot, place: place(lot.place) }));
  },
});
