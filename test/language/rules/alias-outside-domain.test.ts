/** MP501: an alias in another domain than its mailbox’s. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check.ts';

test('in a mailbox, a shared one, a resource, a list and by itself', () => {
  checkDiagnostics(`
policy { alias-scope domain }
domain a.example
domain b.example
mailbox anna@a.example "Anna" { alias anna@b.example, a@A.example }
#                                     ^^^^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (a.example), this one is in b.example; drop it or make it a forward
shared contact@a.example "Contact" { alias contact@b.example; access anna@a.example full }
#                                          ^^^^^^^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (a.example), this one is in b.example; drop it or make it a forward
resource room@a.example room "Room" { alias room@b.example }
#                                           ^^^^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (a.example), this one is in b.example; drop it or make it a forward
list all@a.example "All" { alias all@b.example; member anna@a.example }
#                                ^^^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (a.example), this one is in b.example; drop it or make it a forward
alias x@b.example -> anna@a.example
#                    ^^^^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (a.example), this one is in b.example; drop it or make it a forward
`);
});

test('a unit’s policy goes before the plan’s, the nearest unit’s before those above', () => {
  checkDiagnostics(`
policy { alias-scope any }
policy for unit north { alias-scope domain }
policy for unit meuse { alias-scope plan }
unit north "North"
unit meuse "Meuse" { parent north }
unit marne "Marne" { parent north }
domain a.example { unit meuse }
domain b.example { unit marne }
mailbox anna@a.example "Anna" { alias anna@b.example }
mailbox jean@b.example "Jean" { alias jean@a.example }
#                                     ^^^^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (b.example), this one is in a.example; drop it or make it a forward
`);
});

test('in French', () => {
  checkDiagnostics(
    `
policy { alias-scope domain }
domain a.example
domain b.example
mailbox anna@a.example "Anna" { alias anna@b.example }
#                                     ^^^^^^^^^^^^^^ error MP501: un alias reste dans le domaine de sa boîte (a.example), celui-ci est dans b.example\u00A0; retirez-le ou faites-en une redirection
`,
    { locale: 'fr' },
  );
});

test('the policy is that of the unit which the mailbox itself names', () => {
  checkDiagnostics(`
unit north
policy for unit north { alias-scope domain }
domain a.example
domain b.example
mailbox anna@a.example "Anna" { unit north; alias anna@b.example }
#                                                 ^^^^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (a.example), this one is in b.example; drop it or make it a forward
mailbox jean@a.example "Jean" { alias jean@b.example }
`);
});

test('any: an alias may lie in a domain that the plan has not', () => {
  checkDiagnostics(`
policy { alias-scope any }
domain a.example
mailbox anna@a.example "Anna" { alias anna@elsewhere.example }
`);
});

const plan = (declarations: string): string => `
policy { alias-scope domain }
domain a.example
domain b.example
${declarations}
`;

test('it is written in its mailbox’s domain, where that address is nobody’s', () => {
  checkFix(
    plan('mailbox anna@a.example "Anna" { alias a.b@a.example, president@b.example }'),
    'Write president@a.example instead',
    plan('mailbox anna@a.example "Anna" { alias a.b@a.example, president@a.example }'),
  );
  checkFix(
    plan('mailbox anna@a.example "Anna"\nalias president@b.example -> anna@a.example'),
    'Write president@a.example instead',
    plan('mailbox anna@a.example "Anna"\nalias president@a.example -> anna@a.example'),
  );
  assert.deepEqual(fixTitles(plan('mailbox anna@a.example "Anna" { alias anna@b.example }')), [
    'Make it a forward to anna@a.example',
    'Take anna@b.example out: what is sent to it no longer arrives',
  ]);
});

test('it becomes a forward, and its mail arrives as before', () => {
  checkFix(
    plan('mailbox anna@a.example "Anna" { alias anna@b.example }'),
    'Make it a forward to anna@a.example',
    plan('mailbox anna@a.example "Anna"\nforward anna@b.example -> anna@a.example'),
  );
  checkFix(
    plan('mailbox anna@a.example "Anna" {\n  alias a.b@a.example, anna@b.example\n  new\n}  # she'),
    'Make it a forward to anna@a.example',
    plan(
      'mailbox anna@a.example "Anna" {\n  alias a.b@a.example\n  new\n}  # she\nforward anna@b.example -> anna@a.example',
    ),
  );
  checkFix(
    plan('mailbox anna@a.example "Anna"\nalias x@b.example -> anna@a.example'),
    'Make it a forward to anna@a.example',
    plan('mailbox anna@a.example "Anna"\nforward x@b.example -> anna@a.example'),
  );
});

test('it is taken out, with what it stood in where nothing is left of that', () => {
  checkFix(
    plan('mailbox anna@a.example "Anna" { alias anna@b.example; new }'),
    'Take anna@b.example out: what is sent to it no longer arrives',
    plan('mailbox anna@a.example "Anna" { new }'),
  );
  checkFix(
    plan('mailbox anna@a.example "Anna"\nalias x@b.example -> anna@a.example'),
    'Take x@b.example out: what is sent to it no longer arrives',
    plan('mailbox anna@a.example "Anna"'),
  );
});
