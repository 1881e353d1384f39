import { isDone } from '../model/calendar/lot-calendar.ts';
import { pointerTo } from '../model/places.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, plan } from './rule.ts';

/** A lot that is not done and moves after the contract of a system that it moves from. */
export const contractEnds = defineRule({
  code: 'MP711',
  name: 'contract-ends',
  severity: 'error',
  on: 'lot',
  why: {
    en: 'When the contract is over the source is switched off, and with it the mail that nobody has copied yet.',
    fr: 'Une fois le contrat terminé, la source est éteinte, et avec elle le courrier que personne n’a encore copié.',
  },
  bad: plan`
    plan "To the new servers" { source old }
    endpoint old imap {
      host imap.a.example
      login master "migration" secret env OLD_PASSWORD
      until 2025-04-30
    }
    domain a.example
    lot first { date ⟦2025-05-19⟧; domain a.example }
    mailbox anna@a.example "Anna"`,
  good: plan`
    plan "To the new servers" { source old }
    endpoint old imap {
      host imap.a.example
      login master "migration" secret env OLD_PASSWORD
      until 2025-06-30
    }
    domain a.example
    lot first { date 2025-05-19; domain a.example }
    mailbox anna@a.example "Anna"`,
  check(lot, { model }) {
    const { name, has } = lot;
    const { date } = has;
    if (!date) return undefined;
    return sourcesOf(name.value, model).flatMap((source) => {
      const until = model.declared('endpoint', source)?.has.until;
      if (!until || date.value <= until.value || isDone(lot, model)) return [];
      const data = { lot: name.value, date: date.value, source, until: until.value };
      return [{ at: date, data, related: pointerTo(model, ['endpoint', source], ITS_END, until) }];
    });
  },
  message: {
    en: ({ lot, date, source, until }) =>
      `lot ${lot} moves on ${date}, and the contract of ${source} ends on ${until}; move the lot earlier or prolong the contract`,
    fr: ({ lot, date, source, until }) =>
      `le lot ${lot} part le ${date}, alors que le contrat de ${source} prend fin le ${until}\u00A0; avancez le lot ou prolongez le contrat`,
  },
});

const ITS_END = { en: 'its contract ends here', fr: 'la fin de son contrat est ici' } as const;

/** Where the mailboxes of a lot come from; the plan's own source for one that has none yet. */
function sourcesOf(lot: string, model: PlanModel): readonly string[] {
  const sources = model.derive(`sources-of:${lot}`, () => [
    ...new Set(model.totals('lot', lot).routes.flatMap(({ source }) => source ?? [])),
  ]);
  const plans = sources.length > 0 ? undefined : model.declared('plan', '')?.has.source?.value;
  return plans === undefined ? sources : [plans];
}
