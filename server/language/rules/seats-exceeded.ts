import { counted } from '../model/words/words.ts';
import { defineRule, plan } from './rule.ts';

/** More mailboxes, personal and shared ones together, than their licence has seats. */
export const seatsExceeded = defineRule({
  code: 'MP403',
  name: 'seats-exceeded',
  severity: 'error',
  on: 'licence',
  why: {
    en: 'Who comes when the seats are taken gets no licence, and so no mailbox, on the day.',
    fr: 'Quand les sièges sont pris, qui arrive ensuite n’a pas de licence, donc pas de boîte, le jour dit.',
  },
  bad: plan`
    licence E1 { quota 50 GB; seats ⟦1⟧ }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    mailbox jean@a.example E1 "Jean"`,
  good: plan`
    licence E1 { quota 50 GB; seats 2 }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    mailbox jean@a.example E1 "Jean"`,
  check({ name, has: { seats } }, { model }) {
    if (!seats) return undefined;
    const { mailboxes, shared } = model.totals('licence', name.value);
    const count = mailboxes + shared;
    return count > seats.value
      ? { at: seats, data: { licence: name.value, count, seats: seats.value } }
      : undefined;
  },
  message: {
    en: ({ licence, count, seats }) =>
      `licence ${licence} has ${seatsIn('en', seats)} and ${counted(count, 'mailboxes', 'en')}; buy ${count - seats} more, or give others another licence`,
    fr: ({ licence, count, seats }) =>
      `la licence ${licence} a ${seatsIn('fr', seats)} pour ${counted(count, 'mailboxes', 'fr')}\u00A0; achetez-en ${count - seats} de plus, ou donnez une autre licence à certaines`,
  },
});

const seatsIn = (locale: 'en' | 'fr', count: number): string =>
  locale === 'fr' ? `${count} siège${count < 2 ? '' : 's'}` : `${count} seat${count === 1 ? '' : 's'}`;
