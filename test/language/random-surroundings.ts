/** What a random plan is judged in: inventories, the time, holidays, runs, secrets and facts that meet its names. */
import { PHASES } from '../../grammar/vocabulary.ts';
import type { FactOverrides } from '../../server/language/facts/kinds.ts';
import type { DomainInventory, InventoryEntry } from '../../server/language/model/inventory.ts';
import type { HolidayNames, Phase } from '../../server/language/model/surroundings.ts';
import { address, DOMAINS, day, LOTS, type Random } from './random-plan.ts';

export function inventory(random: Random): [string, DomainInventory | undefined] {
  const domain = random.pick(DOMAINS);
  if (random.chance(0.2)) return [domain, undefined];
  const addresses = new Map<string, InventoryEntry>();
  for (let i = 0; i < 30; i++) {
    const bytes = random.below(100) * 1e9;
    addresses.set(address(random, domain), {
      bytes,
      messages: random.below(1000),
      largest: bytes,
      folders: random.chance(0.1) ? 20_000 : 3,
      ...(random.chance(0.5) ? { deepest: random.below(400), fullest: random.below(3) * 600_000 } : {}),
      ...(random.chance(0.8) ? { newest: `202${random.below(5)}-03-04` } : {}),
    });
  }
  return [domain, { domain, taken: day(random), addresses }];
}

/** An instant within the weeks of the lots, to the minute. */
export const instant = (random: Random): number =>
  Date.parse(`${day(random)}T00:00:00Z`) + random.below(24 * 60) * 60_000;

export const holidays = (random: Random): Map<string, HolidayNames> =>
  new Map(Array.from({ length: 4 }, () => [day(random), { en: 'Rest', fr: 'Repos' }]));

export const done = (random: Random): Map<string, ReadonlySet<Phase>> =>
  new Map(
    LOTS.filter(() => random.chance(0.4)).map((name) => [
      name,
      new Set(PHASES.filter(() => random.chance(0.3))),
    ]),
  );

export const missingSecrets = (random: Random): Set<string> =>
  new Set(['env S0', 'env S1', 'env S2', 'file s0', 'file s1'].filter(() => random.chance(0.5)));

export const facts = (random: Random): FactOverrides =>
  random.chance(0.3)
    ? {}
    : {
        imap: { facts: { addresses: 1 + random.below(3) }, without: [] },
        microsoft365: {
          facts: { 'shared-bytes': random.below(50) * 1e9 },
          without: random.chance(0.5) ? ['addresses', 'message-bytes'] : [],
        },
      };
