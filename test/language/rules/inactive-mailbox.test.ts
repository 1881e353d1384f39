/** MP903: personal mailboxes that nothing comes to any more. */
import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check.ts';

test('counted from the day of the inventory, by the nearest unit’s policy; shared ones are not looked at', () => {
  checkDiagnostics(`
policy { inactive-after 90 days; severity shared-without-access off }
policy for unit north { inactive-after 30 days }
unit north "North"
domain a.example
domain n.example { unit north; was old.example }
mailbox anna@a.example "Anna"
#       ^^^^^^^^^^^^^^ information MP903: nothing has come to anna@a.example since 3 October 2024, 90 days before the inventory; drop it with a reason, or keep it knowingly
mailbox jean@a.example "Jean"
mailbox lea@n.example "Léa"
#       ^^^^^^^^^^^^^ information MP903: nothing has come to lea@n.example since 3 October 2023, 456 days before the inventory; drop it with a reason, or keep it knowingly
mailbox zoe@a.example "Zoé"
shared contact@a.example "Contact"
# inventory: anna@a.example 3 GB, newest 2024-10-03
# inventory: jean@a.example 3 GB, newest 2024-10-04
# inventory: lea@old.example 3 GB, newest 2023-10-03
# inventory: zoe@a.example 3 GB
# inventory: contact@a.example 3 GB, newest 2014-10-04
`);
});

test('without a policy none is', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna"
# inventory: anna@a.example 3 GB, newest 2004-10-03
`);
});

test('in French', () => {
  checkDiagnostics(
    `
policy { inactive-after 90 days }
domain a.example
mailbox anna@a.example "Anna"
#       ^^^^^^^^^^^^^^ information MP903: rien n’est arrivé à anna@a.example depuis le 1er octobre 2020, 1 553 jours avant l’inventaire\u00A0; abandonnez-la avec une raison, ou gardez-la en connaissance de cause
# inventory: anna@a.example 3 GB, newest 2020-10-01
`.replace('1 553', '1\u202F553'),
    { locale: 'fr' },
  );
});

test('it is dropped by the address that the source has, where nothing in the plan counts on it', () => {
  const plan = (line: string): string => `
policy { inactive-after 90 days }
domain a.example { was old.example }
${line}
# inventory: anna@old.example 3 GB, newest 2020-10-01
`;
  checkFix(
    plan('mailbox anna@a.example "Anna" {\n  quota 3 GB\n}'),
    'Drop anna@a.example',
    plan('drop anna@old.example "nothing since 2020-10-01"'),
  );
  const titles = fixTitles(
    plan('mailbox anna@a.example "Anna"\nshared desk@a.example "Desk" { new; access anna@a.example full }'),
  );
  expect(titles).toEqual([]);
});
