/** MP203: an address in a domain that the plan has not. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { checkDiagnostics, fixTitles } from '../../support/check.ts';

test('own addresses and aliases; old addresses, forwards and drops lie elsewhere by nature', () => {
  checkDiagnostics(`
domain a.example { subdomain town.a.example }
mailbox anna@town.a.example "Anna" { alias a@b.example; was anna@old.example }
#                                          ^^^^^^^^^^^ error MP203: the plan has no domain or sub-domain b.example: did you mean a.example?
shared contact@c.example "Contact" { access anna@town.a.example full }
#      ^^^^^^^^^^^^^^^^^ error MP203: the plan has no domain or sub-domain c.example: did you mean a.example?
resource room@A.EXAMPLE room "Room"
list all@aa.example "All" { member jean@elsewhere.example }
#    ^^^^^^^^^^^^^^ error MP203: the plan has no domain or sub-domain aa.example: did you mean a.example?
alias x@d.example -> anna@town.a.example
#     ^^^^^^^^^^^ error MP203: the plan has no domain or sub-domain d.example: did you mean a.example?
forward y@old.example -> anna@town.a.example
drop z@old.example "gone"
`);
});

test('an international domain is declared in either form', () => {
  checkDiagnostics(`
domain xn--bcher-kva.example
mailbox anna@bücher.example "Anna"
`);
});

test('a domain that is half typed is not declared', () => {
  const fixture = `
domain service.example
mailbox anna@intranet "Anna"
#       ^^^^^^^^^^^^^ error MP203: the plan has no domain or sub-domain intranet; write it whole, as in example.org
`;
  checkDiagnostics(fixture);
  assert.deepEqual(fixTitles(fixture), []);
});

test('an alias that is out of its scope is told as that alone', () => {
  checkDiagnostics(`
policy { alias-scope domain }
domain a.example
mailbox anna@a.example "Anna" { alias a@b.example }
#                                     ^^^^^^^^^^^ error MP501: an alias stays in its mailbox's domain (a.example), this one is in b.example; drop it or make it a forward
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox anna@longname.example "Anna"
#       ^^^^^^^^^^^^^^^^^^^^^ error MP203: le plan n’a pas de domaine ni de sous-domaine longname.example\u00A0; déclarez-le\u00A0: domain longname.example
`,
    { locale: 'fr' },
  );
});
