/** The mail system that an address is moved to, with what is known of its kind. */
import type { EndpointKind } from '../../../../grammar/vocabulary.ts';
import type { Facts } from '../../facts/facts.ts';
import type { PlanModel } from '../plan-model.ts';

export interface Target {
  readonly kind: EndpointKind;
  readonly facts: Facts;
}

/** Nothing where the plan does not declare the address's domain, or the system: who serves it is then not known. */
export function targetOf(
  { address, has }: { readonly address: { readonly value: string }; readonly has: object },
  model: PlanModel,
): Target | undefined {
  const { unit } = has as { readonly unit?: { readonly value: string } };
  const { domain, targetKind: kind } = model.placementOf(address.value, unit?.value);
  return domain === undefined || !kind ? undefined : { kind, facts: model.factsOf(kind) };
}
