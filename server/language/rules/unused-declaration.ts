import type { PlanModel } from '../model/plan-model.ts';
import { KINDS } from '../model/words/words.ts';
import { defineRule, plan } from './rule.ts';

/** An endpoint, licence, template, timeline or unit that nothing in the plan names. Files without a plan may be used by others. */
export const unusedDeclaration = defineRule({
  code: 'MP106',
  name: 'unused-declaration',
  severity: 'hint',
  on: ['endpoint', 'licence', 'template', 'timeline', 'unit'],
  why: {
    en: 'What nothing uses is often what something else was meant to use. Whoever reviews the plan reads it for nothing.',
    fr: 'Ce que rien n’utilise est souvent ce qu’autre chose devait utiliser. Qui relit le plan le lit pour rien.',
  },
  bad: plan`
    plan "To the new servers"
    licence E1 { quota 50 GB }
    licence ⟦E3⟧ { quota 100 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"`,
  good: plan`
    plan "To the new servers"
    licence E1 { quota 50 GB }
    licence E3 { quota 100 GB }
    domain a.example
    mailbox anna@a.example E1 "Anna"
    mailbox ben@a.example E3 "Ben"`,
  check({ declares, name }, { model }) {
    if (!model.hasAny('plan') || model.isUsed(declares, name.value) || isUsedUnnamed(declares, model))
      return undefined;
    return { at: name, data: { kind: declares, name: name.value } };
  },
  message: {
    en: ({ kind, name }) => `nothing in the plan uses ${KINDS[kind]?.en} ${name}; use it or take it out`,
    fr: ({ kind, name }) =>
      `rien dans le plan n’utilise ${KINDS[kind]?.fr} ${name}\u00A0; utilisez ce nom ou retirez-le`,
  },
});

/** The only timeline counts for every lot that names none. */
const isUsedUnnamed = (declares: string, model: PlanModel): boolean =>
  declares === 'timeline' && model.namesOf('timeline').length === 1 && model.hasAny('lot');
