import { humanSize } from '../model/words/quantities.ts';
import { defineRule, plan } from './rule.ts';

/** What the source holds fits, and leaves hardly any room. */
export const mailboxNearQuota = defineRule({
  code: 'MP302',
  name: 'mailbox-near-quota',
  severity: 'warning',
  on: ['mailbox', 'shared'],
  why: {
    en: 'Mail goes on arriving between the inventory and the cutover: a mailbox that hardly fits today may not fit that day.',
    fr: 'Des messages arrivent encore entre l’inventaire et la bascule\u00A0: une boîte qui tient de justesse peut déborder ce jour-là.',
  },
  bad: plan`
    licence E1 { price 2.76 EUR/month; quota 50 GB }
    domain a.example
    mailbox anna@a.example ⟦E1⟧ "Anna"
    # inventory: anna@a.example 47 GB`,
  good: plan`
    licence E1 { price 2.76 EUR/month; quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    # inventory: anna@a.example 45 GB`,
  check(mailbox, { model }) {
    const at = mailbox.has.quota ?? mailbox.licence;
    const quota = model.quotaOf(mailbox);
    if (quota === undefined || !at || mailbox.has.keep) return undefined; // how much is newer, nobody knows
    const held = model.heldBy(mailbox)?.bytes ?? 0;
    if (held > quota || held <= quota * NEAR) return undefined;
    return { at, data: { held, quota, licence: mailbox.has.quota ? undefined : mailbox.licence?.value } };
  },
  message: {
    en: ({ held, quota, licence }) =>
      `${humanSize(held, 'en')} in the source are ${percent(held, quota)} % of the ${humanSize(quota, 'en')} that ${licence ? `licence ${licence} holds` : 'the quota gives'}; make room, or take a larger one`,
    fr: ({ held, quota, licence }) =>
      `${humanSize(held, 'fr')} à la source, soit ${percent(held, quota)} % des ${humanSize(quota, 'fr')} ${licence ? `de la licence ${licence}` : 'du quota'}\u00A0; faites de la place, ou voyez plus grand`,
  },
});

/** Where a mailbox counts as nearly full. */
const NEAR = 0.9;

const percent = (held: number, quota: number): number => Math.floor((100 * held) / quota);
