/** MP601: access for whoever cannot sign in. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('no licence, not personal, an alias; an unknown address is told as that alone', () => {
  checkDiagnostics(`
licence E1 { quota 50 GB }
domain a.example
mailbox anna@a.example E1 "Anna" { alias a@a.example }
# migplan-ignore licence-missing: works on paper
mailbox jean@a.example "Jean"
list all@a.example "All" { member anna@a.example }
shared contact@a.example "Contact" {
  access ANNA@a.example full, send-as
  access jean@a.example read
#        ^^^^^^^^^^^^^^ error MP601: jean@a.example has no licence and could not open contact@a.example; give it one or take the access away
  access a@a.example read
#        ^^^^^^^^^^^ error MP601: a@a.example is an alias; access to contact@a.example is for personal mailboxes: name the people
  access all@a.example read
#        ^^^^^^^^^^^^^ error MP601: all@a.example is a list; access to contact@a.example is for personal mailboxes: name the people
  access nobody@a.example read
#        ^^^^^^^^^^^^^^^^ error MP101: no address of this plan is called nobody@a.example; declare it or correct the name
}
`);
});

test('without licences in the plan any personal mailbox will do', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna"
shared contact@a.example "Contact" { access anna@a.example full }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { quota 50 GB }
domain a.example
# migplan-ignore licence-missing: travaille sur papier
mailbox jean@a.example "Jean"
shared contact@a.example "Contact" { access jean@a.example read; access desk@a.example read }
#                                           ^^^^^^^^^^^^^^ error MP601: jean@a.example n’a pas de licence et ne pourrait pas ouvrir contact@a.example\u00A0; donnez-lui-en une ou retirez l’accès
#                                                                       ^^^^^^^^^^^^^^ error MP601: desk@a.example est une boîte partagée\u00A0; l’accès à contact@a.example revient à des boîtes personnelles\u00A0: nommez les personnes
shared desk@a.example "Accueil" { access anna@a.example full }
mailbox anna@a.example E1 "Anna"
`,
    { locale: 'fr' },
  );
});
