import { addProperty } from '../model/editing/edits.ts';
import { humanExcess, humanSize } from '../model/words/quantities.ts';
import { defineRule, plan } from './rule.ts';

/** The source's inventory holds more than the target's quota allows: the copy would stop part-way. */
export const mailboxOverQuota = defineRule({
  code: 'MP301',
  name: 'mailbox-over-quota',
  severity: 'error',
  on: ['mailbox', 'shared'],
  why: {
    en: 'A full mailbox refuses the rest of its mail at cutover, when nobody has time for it.',
    fr: 'Une boîte pleine refuse la suite de ses messages à la bascule, quand personne n’a le temps.',
  },
  bad: plan`
    licence E1 { price 2.76 EUR/month; quota 50 GB }
    domain a.example
    mailbox anna@a.example ⟦E1⟧ "Anna"
    # inventory: anna@a.example 63.2 GB, newest 2025-01-03`,
  good: plan`
    licence E1 { price 2.76 EUR/month; quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    # inventory: anna@a.example 43.2 GB`,
  check(mailbox, { model }) {
    const at = mailbox.has.quota ?? mailbox.licence;
    const quota = model.quotaOf(mailbox);
    if (quota === undefined || !at || mailbox.has.keep) return undefined; // how much is newer, nobody knows
    const inventory = model.heldBy(mailbox);
    if (!inventory || inventory.bytes <= quota) return undefined;
    const licence = mailbox.has.quota ? undefined : mailbox.licence?.value;
    return { at, data: { held: inventory.bytes, quota, licence, newest: inventory.newest } };
  },
  message: {
    en: ({ held, quota, licence }) =>
      `${humanSize(held, 'en')} in the source, ${licence ? `licence ${licence} holds` : 'the quota is'} ${humanSize(quota, 'en')}${humanExcess(held, quota, 'en')}`,
    fr: ({ held, quota, licence }) =>
      `${humanSize(held, 'fr')} à la source, ${licence ? `la licence ${licence} en accepte` : 'le quota est de'} ${humanSize(quota, 'fr')}${humanExcess(held, quota, 'fr')}`,
  },
  fixes: [
    {
      title: {
        en: ({ held }, model) => `Take ${model.smallestLicenceFor(held)}, the smallest licence that holds it`,
        fr: ({ held }, model) =>
          `Prendre ${model.smallestLicenceFor(held)}, la plus petite licence qui suffit`,
      },
      edits({ held, licence }, place, model) {
        const larger = licence === undefined ? undefined : model.smallestLicenceFor(held);
        return larger === undefined ? undefined : [{ place, text: larger }];
      },
    },
    {
      title: {
        en: ({ newest }) => `Keep what came since ${twoYearsBefore(newest)}`,
        fr: ({ newest }) => `Garder ce qui est arrivé depuis le ${twoYearsBefore(newest)}`,
      },
      edits({ newest }, { block }) {
        const { declaration } = block.facts;
        if (newest === undefined || !declaration) return undefined;
        return [addProperty(block, declaration, `keep since ${twoYearsBefore(newest)}`)];
      },
    },
  ],
});

/** The first of January of the last two whole years: a round day that people can agree on. */
const twoYearsBefore = (newest = ''): string => `${Number(newest.slice(0, 4)) - 2}-01-01`;
