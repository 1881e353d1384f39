import { namespaceOf } from '../model/names.ts';
import { addressRole } from '../model/words/words.ts';
import { defineRule, plan } from './rule.ts';

/** One address with two meanings: a mailbox and an alias, a shared mailbox and a drop, an old address of two people… */
export const addressConflict = defineRule({
  code: 'MP204',
  name: 'address-conflict',
  severity: 'error',
  on: 'definition',
  why: {
    en: 'An address delivers to one place. With two meanings the second account is refused on the day, or mail goes to the wrong person.',
    fr: 'Une adresse livre à un seul endroit. Avec deux sens, le second compte est refusé le jour dit, ou le courrier va à la mauvaise personne.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    mailbox jean@a.example "Jean" { alias ⟦Anna@A.example⟧ }`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    mailbox jean@a.example "Jean" { alias j@a.example }`,
  check(definition, { model, block }) {
    if (namespaceOf(definition.key) !== 'address') return undefined;
    if (model.isSole(definition, block)) return undefined;
    const [first] = model.definitionsOf(definition.key);
    if (!first || first.definition === definition) return undefined;
    const { as, start, end } = definition;
    const address = block.text.slice(start, end);
    return {
      at: { start, end },
      data: { address, as, first: first.definition.as },
      related: [
        {
          place: { block: first.block, span: first.definition },
          what: {
            en: `here it is ${addressRole(first.definition.as, 'en')}`,
            fr: `ici c’est ${addressRole(first.definition.as, 'fr')}`,
          },
        },
      ],
    };
  },
  message: {
    en: ({ address, as, first }) =>
      `${address} is ${addressRole(first, 'en')} already and cannot ${as === first ? 'be declared twice' : `also be ${addressRole(as, 'en')}`}; keep one of the two`,
    fr: ({ address, as, first }) =>
      `${address} est déjà ${addressRole(first, 'fr')} et ne peut ${as === first ? 'être déclarée deux fois' : `être aussi ${addressRole(as, 'fr')}`}\u00A0; gardez l’un des deux`,
  },
});
