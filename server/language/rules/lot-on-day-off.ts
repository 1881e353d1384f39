import { isWeekend, weekdayName } from '../model/calendar/dates.ts';
import { isPast } from '../model/calendar/lot-calendar.ts';
import { defineRule, plan } from './rule.ts';

/** A lot to come whose day is in a week-end or a public holiday of the plan's country. */
export const lotOnDayOff = defineRule({
  code: 'MP706',
  name: 'lot-on-day-off',
  severity: 'warning',
  on: 'lot',
  why: {
    en: 'On its day a lot’s people open their new mailboxes, and somebody must be there to help. On a day off neither are.',
    fr: 'Le jour dit, les gens du lot ouvrent leur nouvelle boîte et quelqu’un doit être là pour aider. Un jour de repos, il n’y a personne.',
  },
  bad: plan`
    plan "To the new servers" { country FR }
    lot first { date ⟦2025-05-01⟧ }
    lot second { date ⟦2025-05-10⟧ }
    # holiday: 2025-05-01 Labour Day | Fête du travail`,
  good: plan`
    plan "To the new servers" { country FR }
    lot first { date 2025-05-05 }
    lot second { date 2025-05-12 }
    # holiday: 2025-05-01 Labour Day | Fête du travail`,
  check(lot, { model }) {
    const { name, has } = lot;
    const { date } = has;
    if (!date) return undefined;
    const holiday = model.surroundings.holidayOn(date.value);
    const isOff = holiday || isWeekend(date.value, model.declared('plan', '')?.has.country?.value);
    if (!isOff || isPast(lot, model)) return undefined;
    return { at: date, data: { lot: name.value, day: date.value, ...(holiday ? { holiday } : {}) } };
  },
  message: {
    en: ({ lot, day, holiday }) =>
      `lot ${lot} moves on ${day}, ${holiday ? `a public holiday (${holiday.en})` : `a ${weekdayName(day, 'en')}`}; choose a working day`,
    fr: ({ lot, day, holiday }) =>
      `le lot ${lot} part le ${day}, ${holiday ? `un jour férié (${holiday.fr})` : `un ${weekdayName(day, 'fr')}`}\u00A0; choisissez un jour ouvré`,
  },
});
