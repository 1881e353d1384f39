/** MP202: legal addresses that the target does not take. */
import { expect, test } from 'vitest';
import { analyse, applyFix, checkDiagnostics, published } from '../../support/check.ts';

test('accents, signs, length: of accounts more than of aliases and lists', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox zoé.l’hôte@a.example "Zoé"
#       ^^^^^^^^^^^^^^^^^^^^ error MP202: zoé.l’hôte@a.example: Microsoft 365 takes no “é ’ ô” in the address of a mailbox; write zoe.l-hote@a.example
mailbox tom+news@a.example "Tom" { alias tom+mail@a.example, françois@a.example }
#       ^^^^^^^^^^^^^^^^^^ error MP202: tom+news@a.example: Microsoft 365 takes no “+” in the address of a mailbox; write tom-news@a.example
#                                                            ^^^^^^^^^^^^^^^^^^ error MP202: françois@a.example: Microsoft 365 takes no “ç” in an address; write francois@a.example
mailbox o'neil_2@a.example "Neil"
list équipe@a.example "Équipe" { member o'neil_2@a.example }
#    ^^^^^^^^^^^^^^^^ error MP202: équipe@a.example: Microsoft 365 takes no “é” in an address; write equipe@a.example
alias müller@a.example -> o'neil_2@a.example
#     ^^^^^^^^^^^^^^^^ error MP202: müller@a.example: Microsoft 365 takes no “ü” in an address; write muller@a.example
forward grüße@a.example -> o'neil_2@a.example
#       ^^^^^^^^^^^^^^^ error MP202: grüße@a.example: Microsoft 365 takes no “ü ß” in an address; write grusse@a.example
resource salle&co@a.example room "Salle"
#        ^^^^^^^^^^^^^^^^^^ error MP202: salle&co@a.example: Microsoft 365 takes no “&” in the address of a mailbox; write salle-co@a.example
shared 日本@a.example "Japan" { access o'neil_2@a.example full }
#      ^^^^^^^^^^^^ error MP202: 日本@a.example: Microsoft 365 takes no “日 本” in the address of a mailbox; choose another
`);
});

test('a mailbox is shorter than an alias', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox alexandra.martin@a.example "Alexandra" { alias alexandra.durand@a.example }
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP202: alexandra.martin@a.example: it has 26 octets, Microsoft 365 takes 25 for the address of a mailbox; shorten it
# facts: microsoft365: { account-length: 25 }
`);
});

test('an address that is left behind in a domain of nobody’s is not the target’s', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example { was old.example }
mailbox anna@a.example "Anna" { was zoé@old.example }
forward réception@old.example -> anna@a.example
`);
});

test('what no system takes is told by its own rule alone', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox zoé..x@a.example "Zoé"
#       ^^^^^^^^^^^^^^^^ error MP201: zoé..x@a.example is no address: before its @ a dot stands at an end or beside another; remove it
`);
});

test('each domain has its own target; without one nothing is known', () => {
  checkDiagnostics(`
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
endpoint bm bluemind { url "https://bm.example"; secret env K }
endpoint new dovecot { host imap.a.example; login admin "migration" secret env S }
domain a.example { target office }
domain b.example { target bm }
domain c.example { target new }
domain d.example
mailbox _tom@a.example "Tom"
mailbox _tom@b.example "Tom"
#       ^^^^^^^^^^^^^^ error MP202: _tom@b.example: in BlueMind the address of a mailbox begins with a letter or a digit, not with “_”; write tom@b.example
mailbox tom+x@c.example "Tom"
#       ^^^^^^^^^^^^^^^ error MP202: tom+x@c.example: Dovecot takes no “+” in the address of a mailbox; write tom-x@c.example
mailbox zoé@d.example "Zoé"
alias tom+y@c.example -> tom+x@c.example
`);
});

test('the plan’s own facts count', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox tom+news@a.example "Tom"
mailbox zoé@a.example "Zoé"
mailbox alexandrine@a.example "Alexandrine"
#       ^^^^^^^^^^^^^^^^^^^^^ error MP202: alexandrine@a.example: it has 11 octets before its @, Microsoft 365 takes 10 for the address of a mailbox; shorten it
# facts: microsoft365: { account-signs: none, address-letters: any, local-part-length: 10 }
`);
});

test('what a template stamps is told where the domain uses it', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
template t { shared réception@ "Réception" { access anna@a.example full } }
mailbox anna@a.example "Anna"
domain a.example { use t }
#                      ^ error MP202: réception@a.example: Microsoft 365 takes no “é” in the address of a mailbox; write reception@a.example
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
endpoint bm bluemind { url "https://bm.example"; secret env K }
domain a.example
domain b.example { target bm }
mailbox zoé@a.example "Zoé"
#       ^^^^^^^^^^^^^ error MP202: zoé@a.example\u00A0: Microsoft 365 n’accepte pas «\u00A0é\u00A0» dans l’adresse d’une boîte\u00A0; écrivez zoe@a.example
mailbox tom+news@a.example "Tom"
#       ^^^^^^^^^^^^^^^^^^ error MP202: tom+news@a.example\u00A0: Microsoft 365 n’accepte pas «\u00A0+\u00A0» dans l’adresse d’une boîte\u00A0; écrivez tom-news@a.example
alias 日本@a.example -> zoé@a.example
#     ^^^^^^^^^^^^ error MP202: 日本@a.example\u00A0: Microsoft 365 n’accepte pas «\u00A0日 本\u00A0» dans une adresse\u00A0; choisissez-en une autre
mailbox _tom@b.example "Tom"
#       ^^^^^^^^^^^^^^ error MP202: _tom@b.example\u00A0: pour BlueMind, l’adresse d’une boîte commence par une lettre ou un chiffre, pas par «\u00A0_\u00A0»\u00A0; écrivez tom@b.example
mailbox alexandra.martin@a.example "Alexandra"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP202: alexandra.martin@a.example\u00A0: elle a 16 octets avant son @, Microsoft 365 en accepte 15 pour l’adresse d’une boîte\u00A0; raccourcissez-la
mailbox a.martin.durand@a.example "A"
# facts: microsoft365: { account-length: 25, local-part-length: 15 }
`,
    { locale: 'fr' },
  );
});

const OFFICE = `plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
`;

/** What a fix makes of the lines below the endpoint and the domain. */
function fixed(lines: string, fix: number): string | undefined {
  const analysis = analyse(`${OFFICE}${lines}`);
  const [found] = published(analysis).filter(({ code }) => code === 'MP202');
  return found && applyFix(analysis, found, fix)?.get('/plan.migplan')?.replace(OFFICE, '');
}

test('its fix renames the address wherever it is, and keeps the old one where the source has it', () => {
  const lines = `mailbox zoé@a.example "Zoé"
lot first { date 2027-01-11; mailbox zoé@a.example }
shared contact@a.example "Contact" { access zoé@a.example full }
alias z@a.example -> Zoé@a.example
# inventory: zoé@a.example 2 GB
# inventory: contact@a.example 2 GB`;
  expect(fixed(lines, 0)).toBe(`mailbox zoe@a.example "Zoé" { was zoé@a.example }
lot first { date 2027-01-11; mailbox zoe@a.example }
shared contact@a.example "Contact" { access zoe@a.example full }
alias z@a.example -> zoe@a.example
# inventory: zoé@a.example 2 GB
# inventory: contact@a.example 2 GB`);
});

test('German letters are spelt in two ways', () => {
  const lines = 'mailbox jürgen.groß@a.example "Jürgen Groß"';
  expect(fixed(lines, 0)).toBe('mailbox jurgen.gross@a.example "Jürgen Groß"');
  expect(fixed(lines, 1)).toBe('mailbox juergen.gross@a.example "Jürgen Groß"');
  expect(fixed('mailbox zoé@a.example "Zoé"', 1)).toBeUndefined();
});

test('it offers nothing where there is no spelling, or where another has it', () => {
  expect(fixed('mailbox 日本@a.example "Japan"', 0)).toBeUndefined();
  expect(fixed('mailbox zoé@a.example "Zoé"\nalias zoe@a.example -> zoé@a.example', 0)).toBeUndefined();
});

test('an apostrophe goes, other signs become hyphens', () => {
  const office = 'endpoint new dovecot { host imap.a.example; login admin "m" secret env S }';
  const analysis = analyse(`${office}
domain a.example { target new }
mailbox +o'neil+news@a.example "Neil"`);
  const [found] = published(analysis).filter(({ code }) => code === 'MP202');
  expect(found && applyFix(analysis, found, 0)?.get('/plan.migplan')).toContain(
    'mailbox oneil-news@a.example "Neil"',
  );
});
