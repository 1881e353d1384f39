/** MP402: more of a licence than its share. */
import { test } from 'vitest';
import { licenceShareExceeded } from '../../../server/language/rules/licence-share-exceeded.ts';
import { checkDiagnostics } from '../../support/check.ts';

const only = { rules: [licenceShareExceeded] };

const people = (domain: string, licence: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `mailbox ${licence}-${index}@${domain} ${licence}`).join('\n');

test('of each unit for itself, rounded down, by the nearest policy; what is over in money', () => {
  checkDiagnostics(
    `
licence E1 { price 2.76 EUR/month }
licence E3 { price 98.88 EUR/year }
licence E5 { price 38 USD/month }
policy { licence-share E3 <= 1/3 per unit surcharge }
policy for unit north { licence-share E3 <= 50 % per unit }
unit france
unit meuse { parent france }
#    ^^^^^ warning MP402: meuse has 4 E3 of 8 licences, 2 allowed: 2 over cost 10.96 EUR/month more; move 2 to another licence or have it agreed
unit rhone { parent france }
unit north { parent france }
#    ^^^^^ warning MP402: north has 2 E3 of 3 licences, 1 allowed: move 1 to another licence or have it agreed
domain m.example { unit meuse }
domain r.example { unit rhone }
domain n.example { unit north }
${people('m.example', 'E1', 3)}
${people('m.example', 'E3', 4)}
${people('m.example', 'E5', 1)}
${people('r.example', 'E1', 2)}
${people('r.example', 'E3', 1)}
${people('n.example', 'E1', 1)}
${people('n.example', 'E3', 2)}
`,
    only,
  );
});

test('of the whole plan, at the policy that says so', () => {
  checkDiagnostics(
    `
licence E1 { price 2.7650 EUR/month }
licence E3 { price 8.24 EUR/month }
policy { licence-share E3 <= 1/2 per plan surcharge }
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning MP402: the plan has 2 E3 of 3 licences, 1 allowed: 1 over costs 5.48 EUR/month more; move 1 to another licence or have it agreed
${people('n.example', 'E1', 1)}
${people('n.example', 'E3', 2)}
`,
    only,
  );
});

test('without a price there is no sum, in French neither', () => {
  checkDiagnostics(
    `
licence E1
licence E3
policy { licence-share E3 <= 1/3 surcharge }
unit nord
#    ^^^^ warning MP402: nord a 2 E3 sur 3 licences, 1 admise\u00A0: changez-en 1 ou faites-le valider
domain n.example { unit nord }
${people('n.example', 'E1', 1)}
${people('n.example', 'E3', 2)}
`,
    { ...only, locale: 'fr' },
  );
});

test('one is said as one, in both languages', () => {
  const plan = (message: string): string => `
licence E1 { price 2.76 EUR/month }
licence E3 { price 8.24 EUR/month }
policy { licence-share E3 <= 1/3 per unit surcharge }
unit nord
#    ^^^^ warning MP402: ${message}
domain n.example { unit nord }
${people('n.example', 'E1', 1)}
${people('n.example', 'E3', 2)}
`;
  checkDiagnostics(
    plan(
      'nord has 2 E3 of 3 licences, 1 allowed: 1 over costs 5.48 EUR/month more; move 1 to another licence or have it agreed',
    ),
    only,
  );
  checkDiagnostics(
    plan(
      'nord a 2 E3 sur 3 licences, 1 admise\u00A0: 1 en trop coûte 5,48 EUR/mois de plus\u00A0; changez-en 1 ou faites-le valider',
    ),
    { ...only, locale: 'fr' },
  );
});
