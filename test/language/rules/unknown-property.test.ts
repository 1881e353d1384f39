/** MP002: a property that its declaration has not. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('the nearest name is offered, and nothing where none is near', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna" {
  qota 80 GB
# ^^^^ error MP002: mailbox has no property qota: did you mean quota?
  colour "blue"
# ^^^^^^ error MP002: mailbox has no property colour; it has unit, lot, new, was, alias, without, quota, keep, exclude, folder, calendar, contacts, forward, given, family, title, phone, site, password
}
`);
});

test('an endpoint has the properties of its kind', () => {
  checkDiagnostics(`
endpoint m365 microsoft365 { tenant a.onmicrosoft.com; client x secret env S; url "https://a.example" }
#                                                                             ^^^ error MP002: endpoint of kind microsoft365 has no property url; it has host, smtp, exchange, login, connections, rate, quiet, until, price, seats, tenant, client, usage-location
`);
});

test('a template takes declarations', () => {
  checkDiagnostics(`
template t { shared contact@ "Contact"; sharde info@ "Info" }
#                                       ^^^^^^ error MP002: template has no property sharde: did you mean shared?
`);
});

test('its name may be a secret put on a line of its own', () => {
  checkDiagnostics(`
endpoint old imap {
  host imap.a.example port 993 tls
  login master "migration" secret
# ^^^^^ error MP005: login takes the name of a secret: env NAME, file "path", keychain "name" or prompt
    hunter2
#   ^^^^^^^ error MP002: endpoint of kind imap has no property like this; it has host, smtp, login, connections, rate, quiet, until, price, seats
}
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example { limite 60 mailboxes }
#                  ^^^^^^ error MP002: domain n’a pas de propriété limite\u00A0: vouliez-vous dire limit\u00A0?
`,
    { locale: 'fr' },
  );
});
