/** MP205: personal mailboxes that are not named as the policy says, and patterns that no name can fill. */
import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check.ts';

test('accents, compound names, particles, titles, namesakes and either order of a label', () => {
  checkDiagnostics(`
policy { personal-address "{given}.{family}" }
domain a.example
mailbox eloise.lefevre@a.example "Éloïse Lefèvre"
mailbox jean-pierre.de-la-tour@a.example "Jean-Pierre de La Tour"
mailbox jeanpierre.latour2@a.example "Jean-Pierre de La Tour"
mailbox anna.dupont@a.example "DUPONT Anna"
mailbox lea.petit@a.example "Mme Léa Petit (Trésorière)"
mailbox omar.said@a.example "O." { given "Omar"; family "Saïd" }
mailbox jurgen.muller@a.example "Jürgen Müller"
mailbox juergen.mueller@a.example "Jürgen Müller"
mailbox p.roux@a.example "Paul Roux"
#       ^^^^^^^^^^^^^^^^ warning MP205: p.roux@a.example is not {given}.{family}; of Paul Roux that makes paul.roux@a.example: rename it, or correct the name
mailbox said.omar@a.example "S." { given "Omar"; family "Saïd" }
#       ^^^^^^^^^^^^^^^^^^^ warning MP205: said.omar@a.example is not {given}.{family}; of Omar Saïd that makes omar.said2@a.example: rename it, or correct the name
`);
});

test('functions, single words and what the policy shares are no person’s', () => {
  checkDiagnostics(`
policy { personal-address "{given}.{family}"; shared-address "antenne-*" }
domain a.example
mailbox tresorier@a.example "Paul Roux"
mailbox president.meuse@a.example "Paul Roux"
mailbox verdun.compta@a.example "Comptabilité de Verdun"
mailbox antenne-verdun@a.example "Paul Roux"
mailbox verdun@a.example "Verdun"
mailbox salle12@a.example "Salle 12 du rez-de-chaussée"
mailbox nobody@a.example
`);
});

test('the nearest unit’s pattern counts, and a mailbox may name its unit', () => {
  checkDiagnostics(`
policy { personal-address "{given}.{family}" }
policy for unit north { personal-address "{given.initial}{family}" }
unit north "North"
domain a.example
domain n.example { unit north }
mailbox anna.dupont@a.example "Anna Dupont"
mailbox adupont@n.example "Anna Dupont"
mailbox jroux@a.example "Jean Roux" { unit north }
mailbox jean.roux@n.example "Jean Roux"
#       ^^^^^^^^^^^^^^^^^^^ warning MP205: jean.roux@n.example is not {given.initial}{family}; of Jean Roux that makes jroux@n.example: rename it, or correct the name
`);
});

test('a pattern without a place for a name is told where it is', () => {
  checkDiagnostics(`
policy { personal-address "{first}.{last}" }
#                         ^^^^^^^^^^^^^^^^ warning MP205: no address can be made of "{first}.{last}"; write it with {given}, {family}, {given.initial}, {family.initial}, for example "{given}.{family}"
domain a.example
mailbox adupont@a.example "Anna Dupont"
`);
});

test('in French', () => {
  checkDiagnostics(
    `
policy { personal-address "{given}.{family}" }
unit north "North"
policy for unit north { personal-address "contact" }
#                                        ^^^^^^^^^ warning MP205: aucune adresse ne se fait de «\u00A0contact\u00A0»\u00A0; écrivez-la avec {given}, {family}, {given.initial}, {family.initial}, par exemple "{given}.{family}"
domain a.example
mailbox adupont@a.example "Anna Dupont"
#       ^^^^^^^^^^^^^^^^^ warning MP205: adupont@a.example n’est pas {given}.{family}\u00A0; pour Anna Dupont cela donne anna.dupont@a.example\u00A0: renommez-la, ou corrigez le nom
domain n.example { unit north }
`,
    { locale: 'fr' },
  );
});

const RENAME = 'Rename it to anna.dupont@a.example, wherever it is named';

test('the fix renames it wherever it is named, and keeps the old address where the source has it', () => {
  checkFix(
    `
policy { personal-address "{given}.{family}" }
domain a.example { unit north }
unit north "North" { admin ADUPONT@a.example }
lot first { date 2025-01-20; domain a.example; mailbox adupont@a.example }
mailbox adupont@a.example "Anna Dupont" { alias anna@a.example }
shared contact@a.example "Contact" { access adupont@a.example full, send-as }
list board@a.example "Board" { member contact@a.example, adupont@a.example }
forward anna@old.example -> adupont@a.example
# inventory: adupont@a.example 3 GB
# inventory: contact@a.example 3 GB
`,
    RENAME,
    `
policy { personal-address "{given}.{family}" }
domain a.example { unit north }
unit north "North" { admin anna.dupont@a.example }
lot first { date 2025-01-20; domain a.example; mailbox anna.dupont@a.example }
mailbox anna.dupont@a.example "Anna Dupont" { alias anna@a.example; was adupont@a.example }
shared contact@a.example "Contact" { access anna.dupont@a.example full, send-as }
list board@a.example "Board" { member contact@a.example, anna.dupont@a.example }
forward anna@old.example -> anna.dupont@a.example
# inventory: adupont@a.example 3 GB
# inventory: contact@a.example 3 GB
`,
  );
});

test('an address that the inventory does not know, or that is new, leaves no old one', () => {
  checkFix(
    `
policy { personal-address "{given}.{family}"; severity not-in-source off }
domain a.example
mailbox adupont@a.example "Anna Dupont"
drop jean@a.example "nothing since 2021"
# inventory: jean@a.example 3 GB
`,
    RENAME,
    `
policy { personal-address "{given}.{family}"; severity not-in-source off }
domain a.example
mailbox anna.dupont@a.example "Anna Dupont"
drop jean@a.example "nothing since 2021"
# inventory: jean@a.example 3 GB
`,
  );
  checkFix(
    `
policy { personal-address "{given}.{family}" }
domain a.example
mailbox adupont@a.example "Anna Dupont" { new }
`,
    RENAME,
    `
policy { personal-address "{given}.{family}" }
domain a.example
mailbox anna.dupont@a.example "Anna Dupont" { new }
`,
  );
});

test('in a domain that has changed its name, the old one is where the source has the mail', () => {
  checkFix(
    `
policy { personal-address "{given}.{family}" }
domain a.example { was old.example }
mailbox adupont@a.example "Anna Dupont"
# inventory: adupont@old.example 3 GB
`,
    RENAME,
    `
policy { personal-address "{given}.{family}" }
domain a.example { was old.example }
mailbox anna.dupont@a.example "Anna Dupont" { was adupont@old.example }
# inventory: adupont@old.example 3 GB
`,
  );
});

test('an alias of its own that has the name gives way to the old address', () => {
  const before = (body: string): string => `
policy { personal-address "{given}.{family}" }
domain a.example
mailbox adupont@a.example "Anna Dupont" { ${body} }
`;
  const after = (body: string): string =>
    before(body).replace('adupont@a.example "', 'anna.dupont@a.example "');
  checkFix(before('alias anna.dupont@a.example'), RENAME, after('was adupont@a.example'));
  checkFix(
    before('alias anna@a.example, anna.dupont@a.example'),
    RENAME,
    after('alias anna@a.example; was adupont@a.example'),
  );
  checkFix(before('alias anna.dupont@a.example; quota 3 GB; new'), RENAME, after('quota 3 GB; new'));
});

test('no fix where a template’s own text names the address, or none can be made', () => {
  expect(
    fixTitles(`
policy { personal-address "{given}.{family}" }
template office { shared contact@ "Contact" { access adupont@a.example full } }
domain a.example { use office }
mailbox adupont@a.example "Anna Dupont"
`),
  ).toEqual([]);
});

test('what is called after a function is an office, unless a person’s names are written', () => {
  checkDiagnostics(`
policy { personal-address "{given}.{family}" }
domain a.example
mailbox nuit@a.example "Équipe maraude Lille"
mailbox lille@a.example "Comité de Lille"
mailbox cdm@a.example "Copain du Monde"
mailbox ls@a.example "Libre-service de Lens"
mailbox cm@a.example "Chargée de mission"
mailbox maraude@a.example "Paul Roux"
mailbox omar@a.example "Secrétariat" { given "Omar"; family "Saïd" }
#       ^^^^^^^^^^^^^^ warning MP205: omar@a.example is not {given}.{family}; of Omar Saïd that makes omar.said@a.example: rename it, or correct the name
`);
});

const mailboxOf = (label: string, body = ''): string => `
policy { personal-address "{given}.{family}" }
domain a.example
mailbox x@a.example "${label}" ${body}
`;

test('a name is offered only where it is certain which part of it is which', () => {
  expect(fixTitles(mailboxOf('Anna Dupont'))).toEqual([RENAME]);
  expect(fixTitles(mailboxOf('Anna Marie Dupont'))).toEqual([]);
  expect(fixTitles(mailboxOf('Anna', '{ given "Anna"; family "Dupont" }'))).toEqual([RENAME]);
  checkDiagnostics(
    mailboxOf('Anna Marie Dupont').concat(
      '#       ^^^^^^^^^^^ warning MP205: x@a.example is not {given}.{family}; rename it, or correct the name\n',
    ),
  );
});
