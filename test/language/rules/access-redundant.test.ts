/** MP602: access to itself, and access that somebody has already. */
import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check.ts';

test('the same right twice, one that a larger one holds, and none that adds something', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
shared contact@a.example "Contact" {
  access anna@a.example, full, send-as
#                        ^^^^ warning MP602: anna@a.example has full access already; take this out, or name whom it is for
  access jean@a.example read, write
#        ^^^^^^^^^^^^^^^^^^^ warning MP602: jean@a.example has write access already, which holds read; take this out, or name whom it is for
  access ANNA@a.example send-on-behalf, send-as
#                                       ^^^^^^^ warning MP602: ANNA@a.example has send-as access already; take this out, or name whom it is for
}
`);
});

test('access to itself is told as that alone', () => {
  checkDiagnostics(`
policy { severity access-duplicate off }
domain a.example
mailbox anna@a.example "Anna"
shared contact@a.example "Contact" { access Contact@a.example full, send-as, anna@a.example full, full }
#                                           ^^^^^^^^^^^^^^^^^^^^^^ warning MP602: Contact@a.example is given access to itself; name the people who open it
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox anna@a.example "Anna"
shared contact@a.example "Contact" {
  access contact@a.example full
#        ^^^^^^^^^^^^^^^^^^^^^^ warning MP602: contact@a.example reçoit un accès à elle-même\u00A0; nommez les personnes qui l’ouvrent
  access anna@a.example full, read, full
#                             ^^^^ warning MP602: anna@a.example a déjà l’accès full, qui comprend read\u00A0; retirez celui-ci, ou nommez la personne voulue
#                                   ^^^^ warning MP602: anna@a.example a déjà l’accès full\u00A0; retirez celui-ci, ou nommez la personne voulue
}
`,
    { locale: 'fr' },
  );
});

const plan = (body: string): string => `
domain a.example
mailbox anna@a.example "Anna"
shared contact@a.example "Contact" { ${body} }
`;

test('what is taken out leaves the name to the rights behind it', () => {
  checkFix(plan('access anna@a.example full, read'), 'Take it out', plan('access anna@a.example full'));
  checkFix(
    plan('access anna@a.example full; access anna@a.example full, send-as'),
    'Take it out',
    plan('access anna@a.example full; access anna@a.example send-as'),
  );
  checkFix(
    plan('access anna@a.example read, full, send-as'),
    'Take it out',
    plan('access anna@a.example full, send-as'),
  );
  checkFix(
    plan('access contact@a.example full, send-as, anna@a.example full'),
    'Take it out',
    plan('access anna@a.example full'),
  );
  checkFix(
    plan('access contact@a.example full, send-as; access anna@a.example full'),
    'Take it out',
    plan('access anna@a.example full'),
  );
});
