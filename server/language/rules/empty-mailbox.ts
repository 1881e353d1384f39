import { defineRule, plan } from './rule.ts';

/** A mailbox of the source that holds no message. */
export const emptyMailbox = defineRule({
  code: 'MP905',
  name: 'empty-mailbox',
  severity: 'information',
  on: ['mailbox', 'shared'],
  why: {
    en: 'There is nothing to copy: either nobody uses it, or the inventory could not see into it. Both are worth a look before the day.',
    fr: 'Il n’y a rien à copier\u00A0: ou personne ne s’en sert, ou l’inventaire n’a pas pu y voir. Les deux méritent un regard avant le jour dit.',
  },
  bad: plan`
    domain a.example
    mailbox ⟦anna@a.example⟧ "Anna"
    # inventory: anna@a.example 0 B, 0 messages`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    # inventory: anna@a.example 3 kB, 1 messages`,
  check(mailbox, { model }) {
    if (model.heldBy(mailbox)?.messages !== 0 || mailbox.has.new) return undefined;
    return { at: mailbox.address, data: { source: model.sourceAddressOf(mailbox) } };
  },
  message: {
    en: ({ source }) =>
      `${source} holds no message in the source: there is nothing to copy; drop it if nobody uses it`,
    fr: ({ source }) =>
      `${source} ne contient aucun message à la source\u00A0: il n’y a rien à copier\u00A0; abandonnez-la si personne ne s’en sert`,
  },
});
