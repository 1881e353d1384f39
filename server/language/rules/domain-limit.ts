import { counted } from '../model/words/words.ts';
import { defineRule, plan } from './rule.ts';

/** A domain with more mailboxes, personal and shared ones together, than its `limit`. */
export const domainLimit = defineRule({
  code: 'MP307',
  name: 'domain-limit',
  severity: 'error',
  on: 'domain',
  why: {
    en: 'The limit is what was agreed or paid for. Who comes after it gets no mailbox, or a bill nobody expected.',
    fr: 'La limite est ce qui a été convenu ou payé. Au-delà, c’est une boîte qui manque, ou une facture que personne n’attendait.',
  },
  bad: plan`
    domain a.example { limit ⟦2 mailboxes⟧ }
    mailbox anna@a.example "Anna"
    mailbox jean@a.example "Jean"
    shared contact@a.example "Contact" { access anna@a.example full }`,
  good: plan`
    domain a.example { limit 2 mailboxes }
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" { access anna@a.example full }`,
  check({ name, has: { limit } }, { model }) {
    if (!limit) return undefined;
    const { mailboxes, shared } = model.totals('domain', name.value);
    const count = mailboxes + shared;
    const most = limit.value.count.value;
    return count > most ? { at: limit, data: { domain: name.value, count, most } } : undefined;
  },
  message: {
    en: ({ domain, count, most }) =>
      `${domain} has ${counted(count, 'mailboxes', 'en')}, its limit is ${most}; take ${count - most} out or raise the limit`,
    fr: ({ domain, count, most }) =>
      `${domain} a ${counted(count, 'mailboxes', 'fr')}, sa limite est de ${most}\u00A0; retirez-en ${count - most} ou relevez la limite`,
  },
});
