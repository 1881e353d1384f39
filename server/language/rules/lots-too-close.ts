import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { minutesOf } from '../model/calendar/dates.ts';
import {
  beginOf,
  calendarOf,
  endOf,
  isPast,
  type LotStep,
  lotsByDay,
  stepFor,
} from '../model/calendar/lot-calendar.ts';
import { pointerTo } from '../model/places.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, plan } from './rule.ts';

/**
 * A lot to come that is frozen or staged before the lot before it is verified. Before it are those it is `after`; where it is after
 * none, the last of those with an earlier date.
 */
export const lotsTooClose = defineRule({
  code: 'MP705',
  name: 'lots-too-close',
  severity: 'warning',
  on: 'lot',
  why: {
    en: 'While one lot is still being put right, the same people cannot look after the next. What went wrong in the first goes wrong again in the second.',
    fr: 'Pendant qu’un lot se règle encore, les mêmes personnes ne peuvent pas suivre le suivant. Ce qui a mal tourné dans le premier se répète dans le second.',
  },
  bad: plan`
    timeline standard {
      D-5 freeze
      D open
      D+3 verify
    }
    lot first { date 2025-01-20; timeline standard }
    lot second { date ⟦2025-01-27⟧ }`,
  good: plan`
    timeline standard {
      D-5 freeze
      D open
      D+3 verify
    }
    lot first { date 2025-01-20; timeline standard }
    lot second { date 2025-02-03 }`,
  check(lot, { model }) {
    const { date } = lot.has;
    const begin = date && stepFor(calendarOf(lot, model), 'freeze', 'stage');
    if (!date || !begin || isPast(lot, model)) return undefined;
    const tooClose = lotsBefore(lot, date.value, model).flatMap((other) => {
      const verify = stepFor(calendarOf(other, model), 'verify');
      return verify && isBefore(begin, verify) ? [{ other, verify }] : [];
    });
    return tooClose.map(({ other, verify }) => ({
      at: date,
      data: {
        lot: lot.name.value,
        phase: begin.phase,
        from: begin.day,
        other: other.name.value,
        to: verify.day,
      },
      related: pointerTo(model, ['lot', other.name.value], ITS_DATE, other.has.date),
    }));
  },
  message: {
    en: ({ lot, phase, from, other, to }) =>
      `lot ${lot} begins on ${from} (${phase}) and lot ${other} is verified on ${to} only; move one of them`,
    fr: ({ lot, phase, from, other, to }) =>
      `le lot ${lot} commence le ${from} (${phase}) alors que le lot ${other} n’est vérifié que le ${to}\u00A0; déplacez l’un des deux`,
  },
});

const ITS_DATE = { en: 'its date is here', fr: 'sa date est ici' } as const;

const isBefore = (begin: LotStep, verify: LotStep): boolean =>
  minutesOf(beginOf(begin)) < minutesOf(endOf(verify));

function lotsBefore({ name, has }: DeclarationOf<'lot'>, date: string, model: PlanModel) {
  const named = has.after.map(({ value }) => value).filter((other) => other !== name.value);
  const before = named.length > 0 ? [...new Set(named)] : previousLots(date, model);
  return before
    .flatMap((other) => model.declared('lot', other) ?? [])
    .filter((other) => other.has.date && other.has.date.value < date); // an order upside down has a rule of its own
}

/** The lots of the last date before this one. */
const previousLots = (date: string, model: PlanModel): readonly string[] =>
  lotsByDay(model).findLast(({ day }) => day < date)?.lots ?? [];
