import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { counted } from '../model/words/words.ts';
import { defineRule, plan } from './rule.ts';

/** A lot with fewer or more mailboxes or units than its `capacity`, or the policy's `lot-size`, asks for. A pilot's size is its own affair. */
export const lotCapacity = defineRule({
  code: 'MP702',
  name: 'lot-capacity',
  severity: 'error',
  on: 'lot',
  why: {
    en: 'A lot is as large as the people who help can look after on its day. A larger one leaves people without help, a smaller one wastes the day.',
    fr: 'Un lot a la taille que l’assistance peut suivre le jour dit. Plus grand, il laisse des gens sans aide\u00A0; plus petit, il gâche la journée.',
  },
  bad: plan`
    domain a.example
    lot first { date 2025-01-20; domain a.example; capacity ⟦2..3 mailboxes⟧ }
    mailbox anna@a.example "Anna"`,
  good: plan`
    domain a.example
    lot first { date 2025-01-20; domain a.example; capacity 2..3 mailboxes }
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" { access anna@a.example full }`,
  check(lot, { model }) {
    const allowed = allowedFor(lot, model);
    if (!allowed) return undefined;
    const { range, of, isOwn } = allowed;
    const totals = model.totals('lot', lot.name.value);
    const count = of === 'units' ? totals.units.size : totals.mailboxes + totals.shared;
    if (count >= range.from && count <= range.to) return undefined;
    const at = (isOwn && lot.has.capacity) || lot.name;
    return { at, data: { lot: lot.name.value, count, of, ...range, isOwn } };
  },
  message: {
    en: ({ lot, count, of, from, to, isOwn }) =>
      `lot ${lot} has ${counted(count, of, 'en')}, ${isOwn ? 'its capacity' : 'the policy’s lot-size'} is ${from}..${to}: ${count < from ? `add ${from - count}` : `take ${count - to} out`}`,
    fr: ({ lot, count, of, from, to, isOwn }) =>
      `le lot ${lot} a ${counted(count, of, 'fr')}, ${isOwn ? 'sa capacité' : 'le lot-size de la politique'} est de ${from}..${to}\u00A0: ${count < from ? `ajoutez-en ${from - count}` : `retirez-en ${count - to}`}`,
  },
});

interface Allowed {
  readonly range: { readonly from: number; readonly to: number };
  readonly of: 'mailboxes' | 'units';
  readonly isOwn: boolean;
}

function allowedFor({ has }: DeclarationOf<'lot'>, model: PlanModel): Allowed | undefined {
  const size = has.capacity ?? (has.pilot ? undefined : model.policy('lot-size'));
  if (!size) return undefined;
  const { range, of } = size.value;
  return { range: range.value, of: of?.value ?? 'mailboxes', isOwn: has.capacity !== undefined };
}
