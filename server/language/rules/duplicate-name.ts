import { type Namespace, nameOf, namespaceOf } from '../model/names.ts';
import { KINDS } from '../model/words/words.ts';
import { defineRule, plan } from './rule.ts';

/** A name declared twice in a plan. Addresses have a rule of their own, and so has the plan itself. */
export const duplicateName = defineRule({
  code: 'MP102',
  name: 'duplicate-name',
  severity: 'error',
  on: 'definition',
  why: {
    en: 'Who refers to the name cannot say which of the two is meant. The first is taken, by file name and line, which is rarely what was wanted.',
    fr: 'Qui cite ce nom ne peut pas dire lequel des deux est visé. Le premier est retenu, par nom de fichier et par ligne\u00A0: rarement ce qui était voulu.',
  },
  bad: plan`
    unit meuse "Meuse"
    unit ⟦meuse⟧ "Meuse, again"`,
  good: plan`
    unit meuse "Meuse"
    unit marne "Marne"`,
  check(definition, { model, block }) {
    const namespace = namespaceOf(definition.key);
    if (!NAMED.has(namespace)) return undefined;
    if (model.isSole(definition, block)) return undefined;
    const [first] = model.definitionsOf(definition.key);
    if (!first || first.definition === definition) return undefined;
    const { start, end } = definition;
    const name = definition.as === 'policy' ? nameOf(definition.key) : block.text.slice(start, end);
    return {
      at: { start, end },
      data: { namespace, name },
      related: [
        {
          place: { block: first.block, span: first.definition },
          what: { en: 'it is declared here first', fr: 'la première déclaration est ici' },
        },
      ],
    };
  },
  message: {
    en: ({ namespace, name }) =>
      namespace === 'policy'
        ? `${name ? `unit ${name}` : 'the plan'} has two policies; join them into one`
        : `${KINDS[namespace]?.en ?? namespace} ${name} is declared twice in this plan; rename or remove one`,
    fr: ({ namespace, name }) =>
      namespace === 'policy'
        ? `${name ? `l’unité ${name}` : 'le plan'} a deux politiques\u00A0; réunissez-les en une`
        : `ce plan déclare deux fois ${KINDS[namespace]?.fr ?? namespace} ${name}\u00A0; renommez ou retirez l’une des déclarations`,
  },
});

const NAMED: ReadonlySet<Namespace> = new Set<Namespace>([
  'endpoint',
  'licence',
  'unit',
  'timeline',
  'lot',
  'domain',
  'template',
  'policy',
]);
