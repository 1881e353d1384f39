/** MP405: a licence without the name that the target gives it. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('a domain’s own target counts, a source does not', () => {
  checkDiagnostics(`
plan "A" { source office; target new }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
endpoint new dovecot { host imap.a.example; login admin "m" secret env S }
licence E1
domain a.example
mailbox anna@a.example E1 "Anna"
`);
});

test('once for each licence', () => {
  checkDiagnostics(`
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
licence E1
#       ^^ warning MP405: licence E1 has no sku, by which Microsoft 365 knows it; add one: sku STANDARDPACK (Office 365 E1)
licence E2 { sku "ENTERPRISE PACK" }
domain a.example { target office }
mailbox anna@a.example E1 "Anna"
mailbox jean@a.example E2 "Jean"
`);
});

test('what a name may mean is proposed, and nothing where nothing is known', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
licence E3
#       ^^ warning MP405: licence E3 has no sku, by which Microsoft 365 knows it; add one: sku SPE_E3 (Microsoft 365 E3) or sku ENTERPRISEPACK (Office 365 E3)
licence small "M365 Business Basic"
#       ^^^^^ warning MP405: licence small has no sku, by which Microsoft 365 knows it; add one: sku O365_BUSINESS_ESSENTIALS (Microsoft 365 Business Basic)
licence school "Office 365 A1"
#       ^^^^^^ warning MP405: licence school has no sku, by which Microsoft 365 knows it; add the one that its administrators see
domain a.example
mailbox anna@a.example E3 "Anna"
mailbox jean@a.example small "Jean"
mailbox lea@a.example school "Léa"
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
licence E1
#       ^^ warning MP405: la licence E1 n’a pas de sku, le nom que lui donne Microsoft 365\u00A0; ajoutez-le\u00A0: sku STANDARDPACK (Office 365 E1)
domain a.example
mailbox anna@a.example E1 "Anna"
`,
    { locale: 'fr' },
  );
});
