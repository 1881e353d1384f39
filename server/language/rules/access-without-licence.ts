import { compared, keyOf } from '../model/names.ts';
import { addressRole } from '../model/words/words.ts';
import { defineRule, plan } from './rule.ts';

/** Access granted to an address that nobody signs in with: not a personal mailbox, or one without a licence. */
export const accessWithoutLicence = defineRule({
  code: 'MP601',
  name: 'access-without-licence',
  severity: 'error',
  on: 'shared',
  why: {
    en: 'Each person signs in as themselves. Who has no licensed mailbox of their own cannot open a shared one.',
    fr: 'Chacun se connecte en son nom. Qui n’a pas sa propre boîte avec licence ne peut pas ouvrir une boîte partagée.',
  },
  bad: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    shared desk@a.example "Desk" { access anna@a.example full }
    shared contact@a.example "Contact" { access ⟦desk@a.example⟧ full }`,
  good: plan`
    licence E1 { quota 50 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    shared contact@a.example "Contact" { access anna@a.example full }`,
  check({ address, has }, { model }) {
    return has.access.flatMap(({ value: { who } }) => {
      const [first] = who ? model.definitionsOf(keyOf('address', who.value)) : [];
      if (!who || !first) return []; // an unknown name is told by its own rule
      if (compared(who.value) === compared(address.value)) return []; // so is access to itself
      const declaration = first.block.facts.declaration;
      const isPersonal = first.definition.as === 'mailbox' && declaration?.declares === 'mailbox';
      if (isPersonal && (declaration.licence || !model.hasAny('licence'))) return [];
      const data = { who: who.value, shared: address.value, as: first.definition.as };
      return [
        { at: who, data, related: [{ place: { block: first.block, span: first.definition }, what: HERE }] },
      ];
    });
  },
  message: {
    en: ({ who, shared, as }) =>
      as === 'mailbox'
        ? `${who} has no licence and could not open ${shared}; give it one or take the access away`
        : `${who} is ${addressRole(as, 'en')}; access to ${shared} is for personal mailboxes: name the people`,
    fr: ({ who, shared, as }) =>
      as === 'mailbox'
        ? `${who} n’a pas de licence et ne pourrait pas ouvrir ${shared}\u00A0; donnez-lui-en une ou retirez l’accès`
        : `${who} est ${addressRole(as, 'fr')}\u00A0; l’accès à ${shared} revient à des boîtes personnelles\u00A0: nommez les personnes`,
  },
});

const HERE = { en: 'it is declared here', fr: 'la déclaration est ici' } as const;
