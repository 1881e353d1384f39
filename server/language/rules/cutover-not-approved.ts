import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { dayAfter } from '../model/calendar/dates.ts';
import { calendarOf, isDone, stepFor } from '../model/calendar/lot-calendar.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, plan } from './rule.ts';

/** A lot that is about to move without the approval its policy asks for, or whose approval is dated after its cutover. */
export const cutoverNotApproved = defineRule({
  code: 'MP709',
  name: 'cutover-not-approved',
  variants: { 'cutover-approved-late': 'warning' },
  severity: 'warning',
  on: 'lot',
  why: {
    en: 'The policy says that somebody answers for each cutover. The day before is the last on which it can still be called off in peace.',
    fr: 'La politique veut que quelqu’un réponde de chaque bascule. La veille est le dernier jour où l’on peut encore y renoncer sereinement.',
  },
  bad: plan`
    policy { cutover needs approval }
    domain a.example
    lot ⟦first⟧ { date 2025-01-20; domain a.example }
    mailbox anna@a.example "Anna"
    # clock: 2025-01-19T08:00Z`,
  good: plan`
    policy { cutover needs approval }
    domain a.example
    lot first { date 2025-01-20; domain a.example; approved "the board" on 2025-01-15 }
    mailbox anna@a.example "Anna"
    # clock: 2025-01-19T08:00Z`,
  check(lot, { model }) {
    const { date, approved } = lot.has;
    if (!date) return undefined;
    const last = lastDay(lot, date.value, model);
    const on = approved?.value.on;
    const told = { lot: lot.name.value, date: date.value, last };
    if (approved) {
      if (on?.value === undefined || on.value <= last || !needsApproval(lot, model)) return undefined;
      return { at: on, data: { variant: 'cutover-approved-late', ...told, on: on.value } };
    }
    const today = model.today();
    if (today === undefined || today < last || isDone(lot, model)) return undefined;
    return needsApproval(lot, model) ? { at: lot.name, data: told } : undefined;
  },
  message: {
    en: ({ lot, date, last, on }: Data) =>
      on === undefined
        ? `lot ${lot} moves on ${date} and nobody has approved its cutover, which was due by ${last}; write who agreed (approved "…" on …) or hold the lot`
        : `the cutover of lot ${lot} is approved on ${on}, after its last day (${last}); correct the day`,
    fr: ({ lot, date, last, on }: Data) =>
      on === undefined
        ? `le lot ${lot} part le ${date} et nul n’a approuvé sa bascule, attendue pour le ${last}\u00A0; écrivez qui a donné son accord (approved "…" on …) ou suspendez le lot`
        : `la bascule du lot ${lot} est approuvée le ${on}, après le dernier jour possible (${last})\u00A0; corrigez ce jour`,
  },
});

interface Data {
  readonly variant?: string;
  readonly lot: string;
  readonly date: string;
  readonly last: string;
  readonly on?: string;
}

/** The day before a lot's own, or its cutover's where that is earlier. */
function lastDay(lot: DeclarationOf<'lot'>, date: string, model: PlanModel): string {
  const before = dayAfter(date, -1);
  const cutover = stepFor(calendarOf(lot, model), 'cutover')?.day ?? before;
  return cutover < before ? cutover : before;
}

/** Whether the policy of any unit in a lot, or the plan's, asks for an approval. */
const needsApproval = ({ name }: DeclarationOf<'lot'>, model: PlanModel): boolean =>
  model.derive(`needs-approval:${name.value}`, () => {
    if (model.policy('cutover')) return true;
    const units = [...model.totals('lot', name.value).units.keys()];
    return units.some((unit) => model.policy('cutover', model.unitsAbove(unit)) !== undefined);
  });
