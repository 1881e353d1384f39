import { removeText } from '../model/editing/edits.ts';
import { defineRule, plan } from './rule.ts';

/** A property given twice where once is meant. */
export const duplicateProperty = defineRule({
  code: 'MP003',
  name: 'duplicate-property',
  severity: 'error',
  on: 'duplicate-property',
  why: {
    en: 'Of two values only one can hold, and which one would be a guess.',
    fr: 'De deux valeurs une seule peut compter, et laquelle serait une devinette.',
  },
  bad: plan`
    licence E1 {
      quota 50 GB
      ⟦quota⟧ 100 GB
    }`,
  good: plan`
    licence E1 { quota 50 GB }`,
  check({ name, first, statement, start, end }, { block }) {
    return {
      at: { start, end },
      data: { name, statement },
      related: [
        {
          place: { block, span: first },
          what: { en: `${name} is given here first`, fr: `${name} est donné ici d’abord` },
        },
      ],
    };
  },
  message: {
    en: ({ name }) => `${name} is given twice; keep one of the two`,
    fr: ({ name }) => `${name} est donné deux fois\u00A0; gardez l’un des deux`,
  },
  fixes: [
    {
      title: {
        en: ({ name }) => `Remove this ${name}, keep the first`,
        fr: ({ name }) => `Retirer ce ${name} et garder le premier`,
      },
      edits: ({ statement }, { block }) => [removeText({ block, span: statement })],
    },
  ],
});
