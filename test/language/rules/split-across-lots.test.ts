/** MP604: shared mailboxes that move on another day than those who open them. */
import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check.ts';

const LOTS = `
lot one { date 2025-01-20; domain a.example }
lot two { date 2025-02-03; domain b.example }
lot three { date 2025-02-17; domain c.example }
lot same { date 2025-01-20; domain d.example }
domain a.example
domain b.example
domain c.example
domain d.example
mailbox anna@a.example "Anna"
mailbox bea@b.example "Béa"
mailbox bob@b.example "Bob"
mailbox carl@c.example "Carl"
mailbox dora@d.example "Dora"`;

test('once for each other lot, at the first who is in it; lots of one day are together', () => {
  checkDiagnostics(`${LOTS}
shared contact@a.example "Contact" {
  access anna@a.example full
  access dora@d.example full
  access bea@b.example read, send-as
#        ^^^^^^^^^^^^^ error MP604: contact@a.example moves with lot one on 20 January 2025, bea@b.example (and 1 more) who opens it with lot two on 3 February 2025; move them together
  access bob@b.example read, carl@c.example full
#                            ^^^^^^^^^^^^^^ error MP604: contact@a.example moves with lot one on 20 January 2025, carl@c.example who opens it with lot three on 17 February 2025; move them together
}
`);
});

test('a mailbox’s own lot, a pilot’s list, and access for what is no person', () => {
  checkDiagnostics(`${LOTS}
lot pilot { date 2025-01-06; pilot; mailbox zoe@a.example }
mailbox zoe@a.example "Zoé"
mailbox ida@b.example "Ida" { lot one }
shared contact@a.example "Contact" { access zoe@a.example full, ida@b.example full }
#                                           ^^^^^^^^^^^^^ error MP604: contact@a.example moves with lot one on 20 January 2025, zoe@a.example who opens it with lot pilot on 6 January 2025; move them together
shared desk@b.example "Desk" { lot pilot; access zoe@a.example full }
`);
});

test('without lots there is nothing to be split', () => {
  checkDiagnostics(`
domain a.example
domain b.example
mailbox anna@a.example "Anna"
shared contact@b.example "Contact" { access anna@a.example full }
`);
});

test('in French', () => {
  checkDiagnostics(
    `${LOTS}
shared contact@a.example "Contact" { access bea@b.example full, bob@b.example full }
#                                           ^^^^^^^^^^^^^ error MP604: contact@a.example part avec le lot one le 20 janvier 2025, bea@b.example (et 1 de plus) qui l’ouvre avec le lot two le 3 février 2025\u00A0; faites-les partir ensemble
`,
    { locale: 'fr' },
  );
});

test('the shared mailbox is moved to them, or they to it', () => {
  const shared = `
shared contact@a.example "Contact" { access bea@b.example full, bob@b.example full }
`;
  checkFix(
    `${LOTS}${shared}`,
    'Move contact@a.example with lot two',
    `${LOTS}${shared.replace(' }', '; lot two }')}`,
  );
  checkFix(
    `${LOTS}${shared.replace('{ ', '{ lot one; ')}`,
    'Move contact@a.example with lot two',
    `${LOTS}${shared.replace('{ ', '{ lot two; ')}`,
  );
  checkFix(
    `${LOTS}${shared}`,
    'Move those 2 people with lot one',
    `${LOTS.replace('"Béa"', '"Béa" { lot one }').replace('"Bob"', '"Bob" { lot one }')}${shared}`,
  );
});

test('where those who open it are in several lots, it cannot be with all of them', () => {
  const titles = fixTitles(`${LOTS}
shared contact@a.example "Contact" { access anna@a.example full, bea@b.example full }
`);
  expect(titles).toEqual(['Move bea@b.example with lot one']);
});
