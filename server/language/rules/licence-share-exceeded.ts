import { type LicenceShare, sharesOfPlan, sharesOfUnit } from '../model/costs/shares.ts';
import { PlanWords } from '../model/words/plan-words.ts';
import { defineRule, plan } from './rule.ts';

/** More of a licence than a policy's share allows, in a unit or over the whole plan, with what it costs. */
export const licenceShareExceeded = defineRule({
  code: 'MP402',
  name: 'licence-share-exceeded',
  severity: 'warning',
  on: ['unit', 'policy'],
  why: {
    en: 'The dearer licence was budgeted for some and not for all. Who pays for the others is agreed before the cutover.',
    fr: 'La licence la plus chère a été budgétée pour quelques-uns, pas pour tous. Qui paie les autres se décide avant la bascule.',
  },
  bad: plan`
    licence E1 { price 2.76 EUR/month }
    licence E3 { price 8.24 EUR/month }
    policy { licence-share E3 <= 1/3 per unit surcharge }
    unit ⟦meuse⟧
    domain a.example { unit meuse }
    mailbox anna@a.example E3 "Anna"
    mailbox ben@a.example E1 "Ben"`,
  good: plan`
    licence E1 { price 2.76 EUR/month }
    licence E3 { price 8.24 EUR/month }
    policy { licence-share E3 <= 1/2 per unit surcharge }
    unit meuse
    domain a.example { unit meuse }
    mailbox anna@a.example E3 "Anna"
    mailbox ben@a.example E1 "Ben"`,
  check(declaration, { model }) {
    if (declaration.declares === 'policy') {
      return declaration.unit
        ? undefined
        : sharesOfPlan(declaration, model)
            .filter(isOver)
            .map((share) => ({ at: share.at, data: { ...share, unit: '' } }));
    }
    const unit = declaration.name.value;
    return sharesOfUnit(unit, model)
      .filter(isOver)
      .map((share) => ({ at: declaration.name, data: { ...share, unit } }));
  },
  message: {
    en: ({ unit, licence, count, allowed, of, surcharge }) =>
      `${unit || 'the plan'} has ${count} ${licence} of ${new PlanWords('en').count(of, 'licence')}, ${allowed} allowed: ${surcharge ? `${count - allowed} over ${count - allowed === 1 ? 'costs' : 'cost'} ${new PlanWords('en').cost(surcharge)} more; ` : ''}move ${count - allowed} to another licence or have it agreed`,
    fr: ({ unit, licence, count, allowed, of, surcharge }) =>
      `${unit || 'le plan'} a ${count} ${licence} sur ${new PlanWords('fr').count(of, 'licence')}, ${allowed} ${allowed < 2 ? 'admise' : 'admises'}\u00A0: ${surcharge ? `${count - allowed} en trop ${count - allowed === 1 ? 'coûte' : 'coûtent'} ${new PlanWords('fr').cost(surcharge)} de plus\u00A0; ` : ''}changez-en ${count - allowed} ou faites-le valider`,
  },
});

const isOver = ({ count, allowed }: LicenceShare): boolean => count > allowed;
