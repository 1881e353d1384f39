import type { Money } from '../../../grammar/shapes.ts';
import { PlanWords } from '../model/words/plan-words.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** Seats of a licence that are paid for and that no mailbox takes, with what they cost. */
export const licenceUnused = defineRule({
  code: 'MP404',
  name: 'licence-unused',
  severity: 'hint',
  on: 'licence',
  why: {
    en: 'What nobody sits on is paid for all the same. It may be meant for later, or may be given back.',
    fr: 'Un siège vide se paie comme un autre. Il est peut-être prévu pour plus tard, ou peut être rendu.',
  },
  bad: plan`
    licence E1 { price 2.76 EUR/month; seats ⟦3⟧ }
    domain a.example
    mailbox anna@a.example E1 "Anna"`,
  good: plan`
    licence E1 { price 2.76 EUR/month; seats 1 }
    domain a.example
    mailbox anna@a.example E1 "Anna"`,
  check({ name, has: { seats, price } }, { model }) {
    if (!seats) return undefined;
    const { mailboxes, shared } = model.totals('licence', name.value);
    const free = seats.value - mailboxes - shared;
    if (free <= 0) return undefined;
    return { at: seats, data: { licence: name.value, free, seats: seats.value, price: price?.value } };
  },
  message: {
    en: ({ licence, free, seats, price }) =>
      `${free} of ${seats} seats of licence ${licence} ${free === 1 ? 'is' : 'are'} not used${costing('en', free, price)}`,
    fr: ({ licence, free, seats, price }) =>
      `${free} des ${seats} sièges de la licence ${licence} ne ser${free < 2 ? 't' : 'vent'} pas${costing('fr', free, price)}`,
  },
});

function costing(locale: Locale, free: number, price: Money | undefined): string {
  if (!price) return '';
  const cost = new PlanWords(locale).money({ ...price, tenThousandths: price.tenThousandths * free });
  return locale === 'fr' ? `, pour ${cost}` : `, at ${cost}`;
}
