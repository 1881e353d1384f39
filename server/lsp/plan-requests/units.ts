/** `migplan/units`: the units of a plan, with what they cost. */
import { planUnits } from '../../language/features/plan-units.ts';
import { ofPlan } from '../plan-request.ts';

export const unitsRequest = ofPlan('migplan/units', {
  otherwise: [],
  run: async ({ plan, place }) =>
    planUnits(plan.analysis).map((unit) => ({ ...unit, place: place(unit.place) })),
});
