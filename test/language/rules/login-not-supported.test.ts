/** MP805: a login that the kind does not offer. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('by what is known of each kind', () => {
  checkDiagnostics(`
plan "A" { source s; target t }
endpoint s imap { host imap.a.example; login master "m" secret env S }
endpoint t cyrus { host imap.b.example; login master "m" secret env S }
#                                             ^^^^^^ error MP805: endpoint t: Cyrus has no login master; use admin or each
endpoint u cyrus { host imap.c.example; login admin "m" secret env S }
endpoint v bluemind { url "https://bm.example"; secret env K; login oauth2 secret env S }
#                                                                   ^^^^^^ error MP805: endpoint v: BlueMind has no login oauth2; use each
endpoint w microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S; login admin "m" secret env S }
#                                                                                    ^^^^^ error MP805: endpoint w: Microsoft 365 has no login admin; use oauth2
domain a.example { target u; source v }
domain b.example { target w }
`);
});

test('the plan’s own facts count', () => {
  checkDiagnostics(`
plan "A" { target t }
endpoint t cyrus { host imap.b.example; login master "m" secret env S }
domain a.example
# facts: cyrus: { logins: [ master, admin ] }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target t }
endpoint t cyrus { host imap.b.example; login master "m" secret env S }
#                                             ^^^^^^ error MP805: point d’accès t\u00A0: pas de login master pour Cyrus\u00A0; utilisez admin ou each
domain a.example
`,
    { locale: 'fr' },
  );
});
