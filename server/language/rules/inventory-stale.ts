import { calendarOf, isDone, stepFor } from '../model/calendar/lot-calendar.ts';
import { comparedDomain } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, plan } from './rule.ts';

/** A lot with domains whose inventory is older than its freeze, between that freeze and the lot's day. */
export const inventoryStale = defineRule({
  code: 'MP904',
  name: 'inventory-stale',
  severity: 'hint',
  on: 'lot',
  why: {
    en: 'From the freeze on nothing is created at the source. An inventory taken since then is the last word on what has to arrive.',
    fr: 'À partir du gel, plus rien ne se crée à la source. Un inventaire pris depuis fait foi pour tout ce qui doit arriver.',
  },
  bad: plan`
    timeline standard {
      D-5 freeze
      D open
    }
    domain a.example
    lot ⟦first⟧ { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    # inventory: anna@a.example 2 GB
    # inventory taken: 2025-01-10
    # clock: 2025-01-16T08:00Z
    # done: first stage`,
  good: plan`
    timeline standard {
      D-5 freeze
      D open
    }
    domain a.example
    lot first { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    # inventory: anna@a.example 2 GB
    # inventory taken: 2025-01-15
    # clock: 2025-01-16T08:00Z
    # done: first stage`,
  check({ name }, { model }) {
    const stale = staleInventories(name.value, model);
    return stale ? { at: name, data: { lot: name.value, ...stale } } : undefined;
  },
  message: {
    en: ({ lot, freeze, domain, taken, others }) =>
      `the inventory of ${domain} was taken on ${taken}, before the freeze of lot ${lot} (${freeze})${others === 0 ? '' : `, and so ${others === 1 ? 'was that of 1 more domain' : `were those of ${others} more domains`}`}; take it again with migplan inventory`,
    fr: ({ lot, freeze, domain, taken, others }) =>
      `l’inventaire de ${domain} date du ${taken}, avant le gel du lot ${lot} (${freeze})${others === 0 ? '' : `, comme ${others === 1 ? 'celui d’un autre domaine' : `ceux de ${others} autres domaines`}`}\u00A0; reprenez-le avec migplan inventory`,
  },
});

interface Stale {
  readonly freeze: string;
  /** The domain whose inventory is the oldest, and how many others have one that is too old. */
  readonly domain: string;
  readonly taken: string;
  readonly others: number;
}

const staleInventories = (lot: string, model: PlanModel): Stale | null =>
  model.derive(`stale-inventories:${lot}`, () => {
    const freeze = freezeUnderWay(lot, model);
    if (freeze === undefined) return null;
    const domains = [...model.totals('lot', lot).domains.keys()];
    const stale = domains
      .flatMap((domain) => {
        const taken = oldestInventory(domain, model);
        return taken !== undefined && taken < freeze ? [{ domain, taken }] : [];
      })
      .sort((a, b) => (a.taken + a.domain < b.taken + b.domain ? -1 : 1));
    const [oldest] = stale;
    return oldest ? { freeze, ...oldest, others: stale.length - 1 } : null;
  });

/** The day of a lot's freeze while it is past and the lot's own is not. */
function freezeUnderWay(name: string, model: PlanModel): string | undefined {
  const lot = model.declared('lot', name);
  const today = model.today();
  const date = lot?.has.date?.value;
  if (!lot || date === undefined || today === undefined || today > date || isDone(lot, model))
    return undefined;
  const freeze = stepFor(calendarOf(lot, model), 'freeze')?.day;
  return freeze !== undefined && freeze <= today ? freeze : undefined;
}

/** The day of the oldest inventory of a domain, its sub-domains and those it was. */
function oldestInventory(domain: string, model: PlanModel): string | undefined {
  const has = model.declared('domain', domain)?.has;
  const names = [domain, ...[...(has?.subdomain ?? []), ...(has?.was ?? [])].map(({ value }) => value)];
  const days = names.flatMap((name) => model.domainInventory(comparedDomain(name))?.taken ?? []);
  return days.sort()[0];
}
