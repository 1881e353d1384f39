import { defineRule, plan } from './rule.ts';

/** A file that no plan takes in, or two `plan` declarations in one plan. */
export const onePlan = defineRule({
  code: 'MP103',
  name: 'one-plan',
  variants: { 'no-plan': 'hint', 'several-plans': 'error' },
  severity: 'error',
  on: ['file', 'definition'],
  why: {
    en: 'A file in no plan is checked by itself and never run; two plans in one would set its source, target and language twice.',
    fr: 'Un fichier qui n’est dans aucun plan est vérifié seul et jamais exécuté\u00A0; deux plans en un fixeraient deux fois sa source, sa cible et sa langue.',
  },
  bad: plan`
    plan "To the new servers" { locale en }
    ⟦plan⟧ "To the new servers, again" { locale fr }`,
  good: plan`
    plan "To the new servers" { locale en }`,
  check(subject, { model, block }) {
    if ('isInPlan' in subject) {
      if (subject.isInPlan) return undefined;
      const { declaration } = block.facts;
      const at = declaration ? declaration.keyword : { start: 0, end: block.text.search(/[\r\n]|$/) };
      return declaration?.declares === 'plan' ? undefined : { at, data: { variant: 'no-plan' } };
    }
    if (subject.as !== 'plan') return undefined;
    const [first] = model.definitionsOf(subject.key);
    if (!first || first.definition === subject) return undefined;
    const { declaration } = block.facts;
    return {
      at: declaration ? declaration.keyword : subject,
      data: { variant: 'several-plans' },
      related: [
        {
          place: { block: first.block, span: first.definition },
          what: { en: 'the plan that is followed is here', fr: 'le plan qui est suivi est ici' },
        },
      ],
    };
  },
  message: {
    en: ({ variant }) =>
      variant === 'no-plan'
        ? 'no plan includes this file, so it is checked by itself and not run; include it in a plan'
        : 'a plan is declared once; remove this one or keep it apart from the files of the other',
    fr: ({ variant }) =>
      variant === 'no-plan'
        ? 'aucun plan n’inclut ce fichier\u00A0: il est vérifié seul et n’est pas exécuté\u00A0; incluez-le dans un plan'
        : 'un plan se déclare une fois\u00A0; retirez celui-ci ou séparez-le des fichiers de l’autre',
  },
});
