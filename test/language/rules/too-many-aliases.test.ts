/** MP503: more addresses than the target takes. */
import { expect, test } from 'vitest';
import { analyse, checkDiagnostics, published, show } from '../../support/check.ts';

test('those in the body first, then those declared apart; told once, at the first that is too many', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna" { alias a1@a.example, a2@a.example, a3@a.example, a4@a.example }
#                                                                 ^^^^^^^^^^^^ error MP503: anna@a.example has 6 addresses, Microsoft 365 takes 3: from here on they are too many; remove 3
alias a5@a.example -> anna@a.example
mailbox jean@a.example "Jean" { alias j1@a.example }
alias j2@a.example -> JEAN@a.example
alias j3@a.example -> jean@a.example
#     ^^^^^^^^^^^^ error MP503: jean@a.example has 5 addresses, Microsoft 365 takes 3: from here on they are too many; remove 2
alias j4@a.example -> jean@a.example
shared contact@a.example "Contact" { access anna@a.example full; alias c1@a.example, c2@a.example }
list all@a.example "All" { member anna@a.example; alias all1@a.example, all2@a.example, all3@a.example }
#                                                                                       ^^^^^^^^^^^^^^ error MP503: all@a.example has 4 addresses, Microsoft 365 takes 3: from here on they are too many; remove 1
resource salle@a.example room "Salle" { alias s1@a.example, s2@a.example, s3@a.example }
#                                                                         ^^^^^^^^^^^^ error MP503: salle@a.example has 4 addresses, Microsoft 365 takes 3: from here on they are too many; remove 1
# facts: microsoft365: { addresses: 3 }
`);
});

test('over several files in the order of their names', () => {
  checkDiagnostics(`
//- /plan.migplan
plan "A" { target office; include "*.migplan" }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna"
# facts: microsoft365: { addresses: 2 }
//- /b.migplan
alias b@a.example -> anna@a.example
//- /c.migplan
alias c@a.example -> anna@a.example
#     ^^^^^^^^^^^ error MP503: anna@a.example has 3 addresses, Microsoft 365 takes 2: from here on they are too many; remove 1
`);
});

test('a kind without a limit', () => {
  checkDiagnostics(`
plan "A" { target new }
endpoint new dovecot { host imap.a.example; login admin "migration" secret env S }
domain a.example
mailbox anna@a.example "Anna" { alias a1@a.example, a2@a.example, a3@a.example, a4@a.example }
# facts: microsoft365: { addresses: 2 }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna" { alias a1@a.example, a2@a.example, a3@a.example, a4@a.example }
#                                                                 ^^^^^^^^^^^^ error MP503: anna@a.example a 5 adresses, Microsoft 365 en accepte 3\u00A0: à partir d’ici il y en a trop\u00A0; retirez-en 2
# facts: microsoft365: { addresses: 3 }
`,
    { locale: 'fr' },
  );
});

const PLAN = `plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna" { alias a1@a.example }
alias a2@a.example -> anna@a.example
alias a3@a.example -> anna@a.example
# facts: microsoft365: { addresses: 3 }
`;

test.each([
  ['an alias in the body goes', ' { alias a1@a.example }', ''],
  ['one comes', 'a1@a.example', 'a1@a.example, a4@a.example, a5@a.example'],
  ['an alias declared apart leads elsewhere', 'a2@a.example -> anna', 'a2@a.example -> a1'],
  ['its owner goes', 'mailbox anna', 'mailbox jean'],
  ['its owner moves to another system', 'target office', 'target elsewhere'],
  ['the system becomes another', 'microsoft365 {', 'dovecot {'],
])('it is judged anew when %s, and when that is undone', (_, from, to) => {
  const analysis = analyse(PLAN);
  const before = published(analysis).map(show);
  for (const text of [PLAN.replace(from, to), PLAN]) {
    analysis.edit('/plan.migplan', [{ text }]);
    analysis.settle();
    expect(published(analysis).map(show)).toEqual(published(analyse(text)).map(show));
  }
  expect(published(analysis).map(show)).toEqual(before);
});
