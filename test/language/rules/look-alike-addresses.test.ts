/** MP208: two mailboxes whose addresses are one sign apart. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('a letter, a dot or a hyphen more, less or other, in one domain; once a pair, in whichever order they stand', () => {
  checkDiagnostics(`
policy { severity shared-without-access off }
domain a.example
domain b.example
mailbox camille.dupont@a.example "Camille Dupont"
#       ^^^^^^^^^^^^^^^^^^^^^^^^ warning MP208: camille.dupont@a.example and camile.dupont@a.example (and 1 more) are one sign apart; drop the one that is a slip, or write an exception if both are meant
mailbox camile.dupont@a.example "Camille Dupont"
mailbox camille-dupont@a.example "Camille Dupont"
mailbox camille.dupont@b.example "Camille Dupont"
shared vie.associative@a.example "Vie associative"
#      ^^^^^^^^^^^^^^^^^^^^^^^^^ warning MP208: vie.associative@a.example and Vie-associative@a.example are one sign apart; drop the one that is a slip, or write an exception if both are meant
shared Vie-associative@a.example "Associations"
`);
});

test('digits, short names, and people who are each called so are meant', () => {
  checkDiagnostics(`
policy { personal-address "{given.initial}.{family}"; severity shared-without-access off }
domain a.example
shared accueil-verdun1@a.example "Accueil"
shared accueil-verdun2@a.example "Accueil"
mailbox j.roux@a.example "Jean Roux"
mailbox l.roux@a.example "Léa Roux"
mailbox j.dupont-martin@a.example "Jean Dupont-Martin"
mailbox l.dupont-martin@a.example "Léa Dupont-Martin"
mailbox m.dupont-martin@a.example "X" { given "Marie"; family "Dupont-Martin" }
shared anne-martin@a.example "Anne Martin"
shared anna-martin@a.example "Anna Martin"
`);
});

test('two people of one name, or one whose name says nothing, are in doubt', () => {
  checkDiagnostics(`
domain a.example
mailbox anne.martin@a.example "Anne Martin"
#       ^^^^^^^^^^^^^^^^^^^^^ warning MP208: anne.martin@a.example and anna.martin@a.example are one sign apart; drop the one that is a slip, or write an exception if both are meant
mailbox anna.martin@a.example
`);
});

test('aliases, old addresses and what is dropped are not mailboxes', () => {
  checkDiagnostics(`
domain a.example
mailbox camille.dupont@a.example "Camille Dupont" { alias camile.dupont@a.example; was camilledupont@a.example }
drop camille-dupont@a.example "a slip"
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox camile.dupont@a.example "Camille"
mailbox camille.dupont@a.example "Camille"
#       ^^^^^^^^^^^^^^^^^^^^^^^^ warning MP208: camille.dupont@a.example et camile.dupont@a.example (et 1 de plus) ne diffèrent que d’un signe\u00A0; abandonnez celle qui est une faute de frappe, ou écrivez une exception si les deux sont voulues
mailbox camille-dupont@a.example "Camille"
`,
    { locale: 'fr' },
  );
});

test('where no policy says how addresses are made, the usual ways to make them say who is meant', () => {
  checkDiagnostics(`
domain a.example
mailbox j.dupont@a.example "Jeanne Dupont"
mailbox m.dupont@a.example "Marc Dupont"
mailbox jmdurand@a.example "JM" { given "Jean-Marie"; family "Durand" }
mailbox jpdurand@a.example "JP" { given "Jean-Paul"; family "Durand" }
mailbox c.dumont@a.example "Camille Dumont"
#       ^^^^^^^^^^^^^^^^^^ warning MP208: c.dumont@a.example and b.dumont@a.example are one sign apart; drop the one that is a slip, or write an exception if both are meant
mailbox b.dumont@a.example "Camille Dumont"
`);
});

test('where a policy says it, no other way does', () => {
  checkDiagnostics(`
policy { personal-address "{family}.{given}"; severity personal-address-pattern off }
domain a.example
mailbox j.dupont@a.example "Jeanne Dupont"
mailbox m.dupont@a.example "Marc Dupont"
#       ^^^^^^^^^^^^^^^^^^ warning MP208: m.dupont@a.example and j.dupont@a.example are one sign apart; drop the one that is a slip, or write an exception if both are meant
`);
});
