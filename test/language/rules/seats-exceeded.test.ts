/** MP403: more mailboxes than seats. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('shared ones take a seat too; as many as there are is right', () => {
  checkDiagnostics(`
licence E1 { seats 1 }
#                  ^ error MP403: licence E1 has 1 seat and 2 mailboxes; buy 1 more, or give others another licence
licence E2 { seats 2 }
licence E3
domain a.example
mailbox anna@a.example E1 "Anna"
shared contact@a.example E1 "Contact" { access anna@a.example full }
mailbox jean@a.example E2 "Jean"
mailbox lea@a.example E2 "Léa"
mailbox omar@a.example E3 "Omar"
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { seats 1 }
#                  ^ error MP403: la licence E1 a 1 siège pour 2 boîtes\u00A0; achetez-en 1 de plus, ou donnez une autre licence à certaines
licence E2 { seats 2 }
#                  ^ error MP403: la licence E2 a 2 sièges pour 3 boîtes\u00A0; achetez-en 1 de plus, ou donnez une autre licence à certaines
domain a.example
mailbox anna@a.example E1 "Anna"
mailbox jean@a.example E1 "Jean"
mailbox lea@a.example E2 "Léa"
mailbox tom@a.example E2 "Tom"
mailbox ida@a.example E2 "Ida"
`,
    { locale: 'fr' },
  );
});
