/** Where a value comes from, in words: which line of the plan, or what in the source, made it so. */
import type { InventoryEntry } from '../inventory.ts';
import type { LotOrigin } from '../lot-origin.ts';
import type { PlanWords } from './plan-words.ts';

interface QuotaUse {
  readonly held: InventoryEntry;
  readonly quota: number;
  /** The one whose quota it is; nothing where the mailbox has its own. */
  readonly licence: string | undefined;
  /** The day of the inventory. */
  readonly taken: string | undefined;
}

export class OriginWords {
  private readonly words: PlanWords;
  private readonly says: Says;

  constructor(words: PlanWords) {
    this.words = words;
    this.says = SAYS[words.locale];
  }

  /** `lot first (2027-01-04), by its domain a.example`. */
  lot(origin: LotOrigin, date: string | undefined): string {
    const dated = `${this.words.say('lot')} ${origin.lot}${date === undefined ? '' : ` (${date})`}`;
    const by = this.lotBy(origin);
    return by === undefined ? dated : `${dated}, ${by}`;
  }

  /** `by its domain a.example`; nothing where the mailbox says it itself. */
  lotBy(origin: LotOrigin): string | undefined {
    switch (origin.by) {
      case 'itself':
        return undefined;
      case 'list':
        return this.says.byList;
      case 'domain':
        return this.says.byDomain(origin.name);
      case 'unit':
        return this.says.byUnit(origin.name);
    }
  }

  /** `25% of the quota that licence E1 gives, by the inventory of 2026-11-02: 12.3 GB, 4,500 messages`. */
  quotaUse({ held, quota, licence, taken }: QuotaUse): string {
    const percent = quota > 0 ? Math.round((held.bytes / quota) * 100) : 0;
    const whose = licence === undefined ? this.says.ownQuota : this.says.licenceQuota(licence);
    const found = `${this.words.size(held.bytes)}, ${this.words.count(held.messages, 'message')}`;
    return this.says.quotaUse(percent, whose, taken, found);
  }

  byDomain(domain: string): string {
    return this.says.byDomain(domain);
  }

  /** `its own, where licence E1 gives 50 GB`. */
  ownQuota(given: string | undefined, licence: string | undefined): string {
    return given === undefined || licence === undefined ? this.says.own : this.says.ownFor(licence, given);
  }

  /** Of something that stands in no file by itself. */
  stamped(template: string): string {
    return this.says.stamped(template);
  }

  /** That nothing has come for as long as the policy says. */
  unused(after: string): string {
    return this.says.unused(after);
  }

  templateLicences(template: string): string {
    return this.says.templateLicences(template);
  }
}

interface Says {
  readonly byList: string;
  readonly byDomain: (name: string) => string;
  readonly byUnit: (name: string) => string;
  readonly ownQuota: string;
  readonly licenceQuota: (name: string) => string;
  readonly quotaUse: (percent: number, whose: string, taken: string | undefined, found: string) => string;
  readonly templateLicences: (name: string) => string;
  readonly own: string;
  readonly ownFor: (licence: string, given: string) => string;
  readonly stamped: (name: string) => string;
  readonly unused: (after: string) => string;
}

const SAYS: Readonly<Record<'en' | 'fr', Says>> = {
  en: {
    byList: 'which lists it',
    byDomain: (name) => `by its domain ${name}`,
    byUnit: (name) => `by its unit ${name}`,
    ownQuota: 'of its own quota',
    licenceQuota: (name) => `of the quota that licence ${name} gives`,
    quotaUse: (percent, whose, taken, found) =>
      `${percent}% ${whose}, by the inventory${taken === undefined ? '' : ` of ${taken}`}: ${found}`,
    templateLicences: (name) => `licences taken by the mailboxes of template ${name} in this domain`,
    own: 'its own',
    ownFor: (licence, given) => `its own, where licence ${licence} gives ${given}`,
    stamped: (name) => `made by template ${name}`,
    unused: (after) => `unused, as the policy counts (inactive-after ${after})`,
  },
  fr: {
    byList: 'qui la cite',
    byDomain: (name) => `par son domaine ${name}`,
    byUnit: (name) => `par son unité ${name}`,
    ownQuota: 'de son propre quota',
    licenceQuota: (name) => `du quota que donne la licence ${name}`,
    quotaUse: (percent, whose, taken, found) =>
      `${percent}\u00A0% ${whose}, selon l’inventaire${taken === undefined ? '' : ` du ${taken}`}\u00A0: ${found}`,
    templateLicences: (name) => `licences prises par les boîtes du modèle ${name} dans ce domaine`,
    own: 'le sien',
    ownFor: (licence, given) => `le sien, quand la licence ${licence} donne ${given}`,
    stamped: (name) => `vient du modèle ${name}`,
    unused: (after) => `inutilisée, selon la politique (inactive-after ${after})`,
  },
};
