import { keyOf } from '../model/names.ts';
import { humanSize } from '../model/quantities.ts';
import { defineRule, plan } from './rule.ts';

/** The source's inventory holds more than the target's quota allows: the copy would stop part-way. */
export const mailboxOverQuota = defineRule({
  code: 'MP301',
  name: 'mailbox-over-quota',
  severity: 'error',
  on: 'mailbox',
  why: {
    en: 'A full mailbox refuses the rest of its mail at cutover, when nobody has time for it.',
    fr: 'Une boîte pleine refuse la suite de ses messages à la bascule, quand personne n’a le temps.',
  },
  bad: plan`
    licence E1 { price 2.76 EUR/month; quota 50 GB }
    domain a.example
    mailbox anna@a.example ⟦E1⟧ "Anna"
    # inventory: anna@a.example 63.2 GB`,
  good: plan`
    licence E1 { price 2.76 EUR/month; quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    # inventory: anna@a.example 43.2 GB`,
  check(mailbox, { model }) {
    const held = model.inventoryOf(mailbox.address.value)?.bytes;
    const quota = model.quotaOf(mailbox);
    const at = mailbox.has.quota ?? mailbox.licence;
    if (held === undefined || quota === undefined || held <= quota || !at) return undefined;
    return { at, data: { held, quota, licence: mailbox.has.quota ? undefined : mailbox.licence?.value } };
  },
  message: {
    en: ({ held, quota, licence }) =>
      `${humanSize(held, 'en')} in the source, ${licence ? `licence ${licence} holds` : 'the quota is'} ${humanSize(quota, 'en')}`,
    fr: ({ held, quota, licence }) =>
      `${humanSize(held, 'fr')} à la source, ${licence ? `la licence ${licence} en accepte` : 'le quota est de'} ${humanSize(quota, 'fr')}`,
  },
  fixes: [
    {
      title: {
        en: () => 'Take the smallest licence that holds it',
        fr: () => 'Prendre la plus petite licence qui suffit',
      },
      edits({ held, licence }, place, model) {
        if (licence === undefined) return undefined;
        const larger = [...model.namesBeside('licence', licence)]
          .map((name) => ({ name, quota: model.declarationOf(keyOf('licence', name)) }))
          .flatMap(({ name, quota }) =>
            quota?.declares === 'licence' ? [{ name, quota: quota.has.quota?.value ?? 0 }] : [],
          )
          .filter(({ quota }) => quota >= held)
          .sort((a, b) => a.quota - b.quota)[0];
        return larger && [{ place, text: larger.name }];
      },
    },
  ],
});
