/**
 * What licences cost, in whole numbers throughout: a price is ten-thousandths, a yearly one counts a twelfth a month, and
 * a sum is rounded once, half up, to hundredths. What is paid once is not counted.
 */
import type { Money } from '../../../../grammar/shapes.ts';
import type { PlanModel } from '../plan-model.ts';

/** A monthly cost in one currency: hundredths of its unit. */
export interface MonthlyCost {
  readonly currency: string;
  readonly hundredths: number;
}

/** Twelfths of ten-thousandths, by currency: more than a number holds exactly, where prices and counts are large. */
type Sums = Map<string, bigint>;

/** The monthly cost of so many of each licence, by currency in the order of the alphabet. */
export function costOf(licences: ReadonlyMap<string, number>, model: PlanModel): readonly MonthlyCost[] {
  const sums: Sums = new Map();
  for (const [name, count] of licences) {
    const price = priceOf(name, model);
    if (price) sums.set(price.currency, (sums.get(price.currency) ?? 0n) + monthly(price) * BigInt(count));
  }
  return [...sums].sort().map(([currency, sum]) => ({ currency, hundredths: rounded(sum) }));
}

/** Costs together, by currency in the order of the alphabet. */
export function sumOf(costs: readonly MonthlyCost[]): readonly MonthlyCost[] {
  const sums = new Map<string, number>();
  for (const { currency, hundredths } of costs) sums.set(currency, (sums.get(currency) ?? 0) + hundredths);
  return [...sums].sort().map(([currency, hundredths]) => ({ currency, hundredths }));
}

/** The monthly cost of so many at one price; nothing where it is paid once. */
export const costAt = (price: Money, count: number): MonthlyCost | undefined =>
  price.per === 'once'
    ? undefined
    : { currency: price.currency, hundredths: rounded(monthly(price) * BigInt(count)) };

/** What so many of a licence cost over the cheapest of its currency, a month. */
export function surchargeOf(licence: string, count: number, model: PlanModel): MonthlyCost | undefined {
  const price = priceOf(licence, model);
  if (!price) return undefined;
  let cheapest = monthly(price);
  for (const name of model.namesOf('licence')) {
    const other = priceOf(name, model);
    if (other?.currency === price.currency && monthly(other) < cheapest) cheapest = monthly(other);
  }
  return { currency: price.currency, hundredths: rounded((monthly(price) - cheapest) * BigInt(count)) };
}

function priceOf(licence: string, model: PlanModel): Money | undefined {
  const price = model.declared('licence', licence)?.has.price?.value;
  return price && price.per !== 'once' ? price : undefined;
}

const monthly = ({ tenThousandths, per }: Money): bigint =>
  BigInt(tenThousandths) * (per === 'month' ? 12n : 1n);

const rounded = (twelfths: bigint): number => Number((twelfths + 600n) / 1200n);
