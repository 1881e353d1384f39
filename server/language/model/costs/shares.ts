/**
 * How many of a licence a policy's `licence-share` allows, and what is over. A unit's share is of the licensed mailboxes
 * that are directly in it; the allowed number is rounded down.
 */
import type { Span } from '../../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import type { PlanModel } from '../plan-model.ts';
import { type MonthlyCost, surchargeOf } from './costs.ts';

export interface LicenceShare {
  readonly licence: string;
  readonly count: number;
  readonly allowed: number;
  /** All the licensed mailboxes that the share is of. */
  readonly of: number;
  /** What those over it cost a month; only where the policy says `surcharge`. */
  readonly surcharge?: MonthlyCost;
}

type Limit = DeclarationOf<'policy'>['has']['licence-share'][number];

/** The shares of a unit's licences by the policy that counts for it: of those it has, or is over. */
export function sharesOfUnit(unit: string, model: PlanModel): readonly LicenceShare[] {
  const limits = model.policy('licence-share', model.unitsAbove(unit)) ?? [];
  const perUnit = limits.filter(({ value }) => value.per?.value !== 'plan');
  if (perUnit.length === 0) return [];
  const { licences } = model.totals('unit-alone', unit);
  return perUnit.map((limit) => shareOf(limit, licences, model));
}

/** The shares that the plan as a whole has to keep, each with where it is written. */
export function sharesOfPlan(
  { has }: DeclarationOf<'policy'>,
  model: PlanModel,
): readonly (LicenceShare & { readonly at: Span })[] {
  const perPlan = has['licence-share'].filter(({ value }) => value.per?.value === 'plan');
  if (perPlan.length === 0) return [];
  const { licences } = model.totals('plan', '');
  return perPlan.map((limit) => ({ ...shareOf(limit, licences, model), at: limit }));
}

/** The shares that count for a licence where a mailbox takes it: its unit's, if it is in one, and the plan's. */
export function sharesOfLicence(
  licence: string,
  unit: string | undefined,
  model: PlanModel,
): { readonly unit: readonly LicenceShare[]; readonly plan: readonly LicenceShare[] } {
  const isOfIt = (share: LicenceShare): boolean => share.licence === licence;
  const policy = model.declared('policy', '');
  return {
    unit: unit === undefined ? [] : sharesOfUnit(unit, model).filter(isOfIt),
    plan: policy ? sharesOfPlan(policy, model).filter(isOfIt) : [],
  };
}

function shareOf({ value }: Limit, licences: ReadonlyMap<string, number>, model: PlanModel): LicenceShare {
  const licence = value.licence.value;
  const { numerator, denominator } = value.share.value;
  const of = [...licences.values()].reduce((sum, count) => sum + count, 0);
  const allowed = Math.floor((of * numerator) / denominator);
  const count = licences.get(licence) ?? 0;
  const surcharge =
    value.surcharge && count > allowed ? surchargeOf(licence, count - allowed, model) : undefined;
  return { licence, count, allowed, of, ...(surcharge ? { surcharge } : {}) };
}
