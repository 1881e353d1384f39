import { calendarOf, isBegun, isOverdue, stepFor } from '../model/calendar/lot-calendar.ts';
import { defineRule, plan } from './rule.ts';

/** A lot whose day is past without a run of it, or whose verification is past without its end. */
export const lotDatePast = defineRule({
  code: 'MP703',
  name: 'lot-date-past',
  severity: 'warning',
  on: 'lot',
  why: {
    en: 'Nobody moves on a day that is past: it is a slip of the pen, or people are waiting. Runs are recorded beside the plan, in .migplan.',
    fr: 'Personne ne part un jour passé\u00A0: c’est une faute de frappe, ou des gens attendent. Les exécutions sont enregistrées à côté du plan, dans .migplan.',
  },
  bad: plan`
    domain a.example
    lot first { date ⟦2024-01-20⟧; domain a.example }
    mailbox anna@a.example "Anna"
    # clock: 2025-01-14T08:00Z`,
  good: plan`
    domain a.example
    lot pilot { date 2024-12-09; mailbox jean@a.example }
    lot first { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    mailbox jean@a.example "Jean"
    # done: pilot verify
    # clock: 2025-01-14T08:00Z`,
  check(lot, { model }) {
    const { date } = lot.has;
    if (!date || !isOverdue(lot, model)) return undefined;
    const hasBegun = isBegun(lot, model);
    const verify = hasBegun ? stepFor(calendarOf(lot, model), 'verify')?.day : undefined;
    return { at: date, data: { lot: lot.name.value, day: verify ?? date.value, isBegun: hasBegun } };
  },
  message: {
    en: ({ lot, day, isBegun }) =>
      isBegun
        ? `lot ${lot} was to be over by ${day}, and no run has finished and verified it; run it again and verify it, or give it a new date`
        : `lot ${lot} was to move on ${day} and no run of it is recorded; run it or give it a new date`,
    fr: ({ lot, day, isBegun }) =>
      isBegun
        ? `le lot ${lot} devait être terminé le ${day}, et aucune exécution ne l’a achevé et vérifié\u00A0; relancez-le et vérifiez-le, ou donnez-lui une nouvelle date`
        : `le lot ${lot} devait partir le ${day} et aucune exécution n’en est enregistrée\u00A0; lancez-le ou donnez-lui une nouvelle date`,
  },
});
