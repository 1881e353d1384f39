import { isTemplated } from '../model/names.ts';
import { defineRule, plan } from './rule.ts';

/** A shared mailbox that the plan gives nobody access to. */
export const sharedWithoutAccess = defineRule({
  code: 'MP603',
  name: 'shared-without-access',
  severity: 'warning',
  on: 'shared',
  why: {
    en: 'Nobody signs in to a shared mailbox. Without access for somebody its mail arrives and is read by no one.',
    fr: 'Personne ne se connecte à une boîte partagée. Sans accès pour quelqu’un, son courrier arrive et personne ne le lit.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    shared ⟦contact@a.example⟧ "Contact"`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" { access anna@a.example full }`,
  check({ address, has }) {
    if (has.access.some(({ value }) => value.who) || isTemplated(address.value)) return undefined;
    return { at: address, data: { address: address.value } };
  },
  message: {
    en: ({ address }) =>
      `nobody can open ${address}; give somebody access, make it a list that sends it on, or drop it with a reason`,
    fr: ({ address }) =>
      `personne ne peut ouvrir ${address}\u00A0; donnez un accès à quelqu’un, faites-en une liste qui transmet, ou abandonnez-la avec une raison`,
  },
});
