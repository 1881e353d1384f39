/** MP404: seats that nobody takes. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('with what they cost, where a price is given', () => {
  checkDiagnostics(`
licence E1 { price 2.76 EUR/month; seats 120 }
#                                        ^^^ hint MP404: 119 of 120 seats of licence E1 are not used, at 328.44 EUR/month
licence E2 { seats 2 }
#                  ^ hint MP404: 1 of 2 seats of licence E2 is not used
licence E3 { price 33 EUR/year; seats 2 }
domain a.example
mailbox anna@a.example E1 "Anna"
mailbox lea@a.example E2 "Léa"
mailbox tom@a.example E3 "Tom"
shared contact@a.example E3 "Contact" { access anna@a.example full }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { price 2.76 EUR/month; seats 3 }
#                                        ^ hint MP404: 2 des 3 sièges de la licence E1 ne servent pas, pour 5,52 EUR/mois
licence E2 { seats 2 }
#                  ^ hint MP404: 1 des 2 sièges de la licence E2 ne sert pas
domain a.example
mailbox anna@a.example E1 "Anna"
mailbox lea@a.example E2 "Léa"
`,
    { locale: 'fr' },
  );
});
