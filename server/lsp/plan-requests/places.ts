/** `migplan/places`: where addresses are declared. */
import { addressPlaces } from '../../language/features/address-places.ts';
import { ofPlan } from '../plan-request.ts';

export const placesRequest = ofPlan('migplan/places', {
  isAsked: ({ addresses }) =>
    Array.isArray(addresses) && addresses.every((address) => typeof address === 'string'),
  otherwise: [],
  run: async ({ plan, place }, { addresses }) =>
    addressPlaces(plan.analysis, addresses).map((found) => (found ? place(found) : null)),
});
