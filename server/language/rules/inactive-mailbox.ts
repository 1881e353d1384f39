import { asDropped } from '../model/addresses/dispositions.ts';
import { daysBetween, humanDay } from '../model/calendar/dates.ts';
import { domainOf, keyOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { humanNumber } from '../model/words/quantities.ts';
import { defineRule, type FixEdit, plan } from './rule.ts';

/** A personal mailbox that nothing came to for as long as the policy's `inactive-after` says. Counted from the inventory's day. */
export const inactiveMailbox = defineRule({
  code: 'MP903',
  name: 'inactive-mailbox',
  severity: 'information',
  on: 'mailbox',
  why: {
    en: 'A mailbox that nobody writes to any more costs a licence for years. Before the move is when somebody looks at it.',
    fr: 'Une boîte à laquelle plus personne n’écrit coûte une licence pendant des années. C’est avant la migration qu’on la regarde.',
  },
  bad: plan`
    policy { inactive-after 90 days }
    domain a.example
    mailbox ⟦anna@a.example⟧ "Anna"
    # inventory: anna@a.example 3.2 GB, newest 2024-01-02`,
  good: plan`
    policy { inactive-after 90 days }
    domain a.example
    mailbox anna@a.example "Anna"
    drop jean@a.example "nothing since 2021-03-04"
    # inventory: anna@a.example 3.2 GB, newest 2024-12-24
    # inventory: jean@a.example 1 GB, newest 2021-03-04`,
  check(mailbox, { model }) {
    const held = model.heldBy(mailbox);
    if (held?.newest === undefined) return undefined;
    const { address } = mailbox;
    if (!model.isInactive(mailbox, held)) return undefined;
    const taken = model.domainInventory(domainOf(model.sourceAddressOf(mailbox)))?.taken ?? held.newest;
    const days = daysBetween(held.newest, taken);
    return { at: address, data: { address: address.value, newest: held.newest, days } };
  },
  message: {
    en: ({ address, newest, days }) =>
      `nothing has come to ${address} since ${humanDay(newest, 'en')}, ${humanNumber(days, 'en')} days before the inventory; drop it with a reason, or keep it knowingly`,
    fr: ({ address, newest, days }) =>
      `rien n’est arrivé à ${address} depuis le ${humanDay(newest, 'fr')}, ${humanNumber(days, 'fr')} jours avant l’inventaire\u00A0; abandonnez-la avec une raison, ou gardez-la en connaissance de cause`,
  },
  fixes: [
    {
      title: {
        en: ({ address }) => `Drop ${address}`,
        fr: ({ address }) => `Abandonner ${address}`,
      },
      edits({ address }, { block }, model): FixEdit[] | undefined {
        const mailbox = block.facts.declaration;
        if (mailbox?.declares !== 'mailbox' || isReferredTo(address, model)) return undefined;
        const text = asDropped(model.sourceAddressOf(mailbox), model.heldBy(mailbox), model);
        return [{ place: { block, span: { start: mailbox.start, end: mailbox.end } }, text }];
      },
    },
  ],
});

/** Whoever is a member, has access or is in a lot's list is missed where they are named. */
const isReferredTo = (address: string, model: PlanModel): boolean =>
  model.referencesTo(keyOf('address', address)).length > 0;
