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
#       ^^ warning MP405: licence E1 has no sku, by which Microsoft 365 knows it; add one, as sku STANDARDPACK
licence E2 { sku "ENTERPRISE PACK" }
domain a.example { target office }
mailbox anna@a.example E1 "Anna"
mailbox jean@a.example E2 "Jean"
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
licence E1
#       ^^ warning MP405: la licence E1 n’a pas de sku, le nom que lui donne Microsoft 365 ; ajoutez-le, comme sku STANDARDPACK
domain a.example
mailbox anna@a.example E1 "Anna"
`,
    { locale: 'fr' },
  );
});
