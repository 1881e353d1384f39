import { stepsDue } from '../model/calendar/lot-calendar.ts';
import { defineRule, plan } from './rule.ts';

/**
 * A lot's first step that is past and not recorded, nor any that comes after it. Said of lots that are under way: once all
 * of it is past, `lot-date-past` says so.
 */
export const stepDue = defineRule({
  code: 'MP708',
  name: 'step-due',
  severity: 'information',
  on: 'lot',
  why: {
    en: 'A step that is forgotten is found out on the day, when it is too late for it. What has been done by hand needs no more than this reminder.',
    fr: 'Une étape oubliée se découvre le jour dit, quand il est trop tard. Pour ce qui a été fait à la main, ce rappel suffit.',
  },
  bad: plan`
    timeline standard {
      D-14 send-sheets
      D-7 sheets-due
      D-4 stage
      D open
    }
    domain a.example
    lot ⟦first⟧ { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    # clock: 2025-01-14T08:00Z`,
  good: plan`
    timeline standard {
      D-14 send-sheets
      D-7 sheets-due
      D-4 stage
      D open
    }
    domain a.example
    lot first { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    # done: first stage
    # clock: 2025-01-18T08:00Z`,
  check(lot, { model }) {
    const due = stepsDue(lot, model);
    const [first] = due;
    if (!first) return undefined;
    const { phase, day } = first;
    return { at: lot.name, data: { lot: lot.name.value, phase, day, others: due.length - 1 } };
  },
  message: {
    en: ({ lot, phase, day, others }) =>
      `lot ${lot}: ${phase} was due on ${day} and is not recorded${others === 0 ? '' : others === 1 ? ', nor is the step after it' : `, nor are the ${others} steps after it`}; run what is due, or go on if it was done by hand`,
    fr: ({ lot, phase, day, others }) =>
      `lot ${lot}\u00A0: ${phase} était prévu le ${day} et n’est pas enregistré${others === 0 ? '' : others === 1 ? ', ni l’étape suivante' : `, ni les ${others} étapes suivantes`}\u00A0; lancez ce qui est dû, ou continuez si c’est fait à la main`,
  },
});
