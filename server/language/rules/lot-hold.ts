import { defineRule, plan } from './rule.ts';

/** A lot that is held back, and a hold whose day has come. */
export const lotHold = defineRule({
  code: 'MP710',
  name: 'lot-hold',
  variants: { 'lot-on-hold': 'information', 'hold-expired': 'warning' },
  severity: 'information',
  on: 'lot',
  why: {
    en: 'A lot on hold is not run, whatever its date says. When the reason is gone the line has to go too, or nobody knows whether it still counts.',
    fr: 'Un lot suspendu n’est pas lancé, quelle que soit sa date. Quand la raison disparaît, la ligne doit disparaître aussi, sinon nul ne sait si elle compte encore.',
  },
  bad: plan`
    lot first { date 2025-03-03; hold ⟦"domain still attached to an old tenant" until 2025-02-01⟧ }
    lot second { date 2025-04-07; hold ⟦"waiting for the board"⟧ }
    # clock: 2025-02-03T08:00Z`,
  good: plan`
    lot first { date 2025-03-03 }
    lot second { date 2025-04-07 }
    # clock: 2025-02-03T08:00Z`,
  check({ name, has }, { model }) {
    if (has.hold.length === 0) return undefined;
    const today = model.today();
    return has.hold.map((hold) => {
      const until = hold.value.until?.value;
      const isOver = until !== undefined && today !== undefined && until <= today;
      const variant = isOver ? ('hold-expired' as const) : ('lot-on-hold' as const);
      return { at: hold, data: { variant, lot: name.value, reason: hold.value.reason.value, until } };
    });
  },
  message: {
    en: ({ variant, lot, reason, until }) =>
      variant === 'hold-expired'
        ? `the hold of lot ${lot} ended on ${until} (${reason}); remove the line or give it a later day`
        : `lot ${lot} is on hold${until === undefined ? '' : ` until ${until}`} (${reason}); a run of it is refused`,
    fr: ({ variant, lot, reason, until }) =>
      variant === 'hold-expired'
        ? `la suspension du lot ${lot} a pris fin le ${until} (${reason})\u00A0; retirez la ligne ou repoussez sa fin`
        : `le lot ${lot} est suspendu${until === undefined ? '' : ` jusqu’au ${until}`} (${reason})\u00A0; son exécution est refusée`,
  },
});
