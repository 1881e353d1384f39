import { nearest } from '../model/editing/nearest.ts';
import { defineRule, plan } from './rule.ts';

/** A property that its declaration, or this kind of endpoint, has not. */
export const unknownProperty = defineRule({
  code: 'MP002',
  name: 'unknown-property',
  severity: 'error',
  on: 'unknown-property',
  why: {
    en: 'A property that nothing knows is not followed: what it was to say would be lost without a word.',
    fr: 'Une propriété inconnue n’est suivie par personne\u00A0: ce qu’elle devait dire serait perdu sans un mot.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example "Anna" { ⟦qouta⟧ 80 GB }`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna" { quota 80 GB }`,
  check({ name, of, known, start, end }, { block }) {
    const declaration = block.facts.declaration;
    const kind = declaration?.declares === 'endpoint' ? declaration.kind.value : undefined;
    return { at: { start, end }, data: { name, of, kind, known, near: nearest(name, known) } };
  },
  message: {
    en: ({ name, of, kind, known, near }) => {
      const what = kind ? `endpoint of kind ${kind}` : of;
      return `${what} has no property ${name || 'like this'}${near ? `: did you mean ${near}?` : `; it has ${known.join(', ') || 'none'}`}`;
    },
    fr: ({ name, of, kind, known, near }) => {
      const what = kind ? `endpoint de type ${kind}` : of;
      return `${what} n’a pas de propriété ${name || 'de ce nom'}${near ? `\u00A0: vouliez-vous dire ${near}\u00A0?` : `\u00A0; il en existe\u00A0: ${known.join(', ') || 'aucune'}`}`;
    },
  },
  fixes: [
    {
      title: {
        en: ({ near = '' }) => `Write ${near}`,
        fr: ({ near = '' }) => `Écrire ${near}`,
      },
      edits: ({ near }, place) => (near === undefined ? undefined : [{ place, text: near }]),
    },
  ],
});
