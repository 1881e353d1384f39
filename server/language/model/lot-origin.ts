/** Which lot moves a mailbox or a resource, and which line of the plan says so. Knows no words. */
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { domainOf } from './names.ts';
import type { Recipient } from './placed-plan.ts';
import type { PlanModel } from './plan-model.ts';

export type LotOrigin = { readonly lot: string } & (
  | { /** Its own `lot`, or the lot's list of addresses. */ readonly by: 'itself' | 'list' }
  | { readonly by: 'domain' | 'unit'; readonly name: string }
);

/** Nothing where no lot moves it; where several would, the first. */
export function lotOrigin(
  moved: Recipient | DeclarationOf<'resource'>,
  model: PlanModel,
): LotOrigin | undefined {
  const [lot] = model.lotsOf(moved);
  if (lot === undefined) return undefined;
  const { address, has } = moved;
  if (has.lot) return { lot, by: 'itself' };
  if (model.assignedTo('assigned-address', address.value).includes(lot)) return { lot, by: 'list' };
  return byDomain(moved, lot, model) ?? byUnit(moved, lot, model);
}

/** Through the domain of its address, or the one that has that as a sub-domain. */
function byDomain(
  { address, has }: Recipient | DeclarationOf<'resource'>,
  lot: string,
  model: PlanModel,
): LotOrigin | undefined {
  const own = domainOf(address.value);
  if (model.assignedTo('assigned-domain', own).includes(lot)) return { lot, by: 'domain', name: own };
  const { domain } = model.placementOf(address.value, has.unit?.value);
  const declared = domain === undefined ? undefined : model.declared('domain', domain);
  const isNamed = declared !== undefined && model.lotsNamingDomain(declared).includes(lot);
  return isNamed ? { lot, by: 'domain', name: declared.name.value } : undefined;
}

/** Through its unit or the nearest above that. */
function byUnit(
  { address, has }: Recipient | DeclarationOf<'resource'>,
  lot: string,
  model: PlanModel,
): LotOrigin | undefined {
  const { units } = model.placementOf(address.value, has.unit?.value);
  const name = units.find((unit) => model.assignedTo('assigned-unit', unit).includes(lot));
  return name === undefined ? undefined : { lot, by: 'unit', name };
}
