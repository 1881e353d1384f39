import { defineRule, plan } from './rule.ts';

/** A personal mailbox without a licence, in a plan that has licences. A plan that declares none moves between servers that need none. */
export const licenceMissing = defineRule({
  code: 'MP401',
  name: 'licence-missing',
  severity: 'error',
  on: 'mailbox',
  why: {
    en: 'Without a licence the target makes no mailbox: the person has nowhere to sign in on the day, and the cost was not counted.',
    fr: 'Sans licence la cible ne crée pas de boîte\u00A0: la personne ne peut pas se connecter le jour dit, et le coût n’a pas été compté.',
  },
  bad: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox ⟦anna@a.example⟧ "Anna"`,
  good: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"`,
  check(mailbox, { model }) {
    const { address, licence } = mailbox;
    if (licence || !model.hasAny('licence')) return undefined;
    return { at: address, data: { address: address.value, held: model.heldBy(mailbox)?.bytes ?? 0 } };
  },
  message: {
    en: ({ address }) => `${address} has no licence; write one after its address, or make the mailbox shared`,
    fr: ({ address }) =>
      `${address} n’a pas de licence\u00A0; écrivez-la après l’adresse, ou partagez la boîte`,
  },
  fixes: [
    {
      title: {
        en: ({ held }, model) =>
          `Give it ${model.smallestLicenceFor(held)}, the smallest licence that holds its mail`,
        fr: ({ held }, model) =>
          `Lui donner ${model.smallestLicenceFor(held)}, la plus petite licence qui suffit`,
      },
      edits({ held }, { block, span }, model) {
        const licence = model.smallestLicenceFor(held);
        const place = { block, span: { start: span.end, end: span.end } };
        return licence === undefined ? undefined : [{ place, text: ` ${licence}` }];
      },
    },
  ],
});
