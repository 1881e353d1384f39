import { pointerTo } from '../model/places.ts';
import { defineRule, plan } from './rule.ts';

/** A lot dated before one that it comes after, or on the same day. */
export const lotOrder = defineRule({
  code: 'MP704',
  name: 'lot-order',
  severity: 'error',
  on: 'lot',
  why: {
    en: 'What is learned from one lot is for the next. A lot that is dated before the one it waits for would not wait.',
    fr: 'Ce qu’apprend un lot sert au suivant. Un lot daté d’avant celui qu’il attend ne l’attendrait pas.',
  },
  bad: plan`
    lot pilot { date 2025-02-03 }
    lot first { date 2025-01-20; after ⟦pilot⟧ }`,
  good: plan`
    lot pilot { date 2024-12-09 }
    lot first { date 2025-01-20; after pilot }`,
  check({ name, has: { after, date } }, { model }) {
    if (!date || after.length === 0) return undefined;
    return after.flatMap((earlier) => {
      const other = model.declared('lot', earlier.value)?.has.date;
      // One that comes after itself is a circle, which has a rule of its own.
      if (!other || other.value < date.value || earlier.value === name.value) return [];
      const data = { lot: name.value, date: date.value, other: earlier.value, day: other.value };
      return [{ at: earlier, data, related: pointerTo(model, ['lot', earlier.value], ITS_DATE, other) }];
    });
  },
  message: {
    en: ({ lot, date, other, day }) =>
      `lot ${lot} comes after ${other}, but moves on ${date} and ${other} ${day === date ? 'does too' : `on ${day}`}; change a date or the order`,
    fr: ({ lot, date, other, day }) =>
      `le lot ${lot} vient après ${other}, mais part le ${date} et ${other} ${day === date ? 'aussi' : `le ${day}`}\u00A0; changez une date ou l’ordre`,
  },
});

const ITS_DATE = { en: 'its date is here', fr: 'sa date est ici' } as const;
