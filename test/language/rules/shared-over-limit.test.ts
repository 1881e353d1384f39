/** MP304: a shared mailbox too large to be had without a licence. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('by what it holds or is to hold; with a licence its quota counts', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
licence P2 { quota 100 GB; sku EXCHANGEENTERPRISE }
domain a.example
mailbox anna@a.example P2 "Anna"
shared a1@a.example "A1" { access anna@a.example full }
#      ^^^^^^^^^^^^ warning MP304: a1@a.example holds 50 GB in the source, without a licence Microsoft 365 gives a shared mailbox 50 GB (+ 10 MB); give it a licence or keep less
shared a2@a.example P2 "A2" { access anna@a.example full }
shared a3@a.example "A3" { quota 60 GB; access anna@a.example full }
#                                ^^^^^ warning MP304: a3@a.example is to hold 60 GB, without a licence Microsoft 365 gives a shared mailbox 50 GB; give it a licence or keep less
shared a4@a.example "A4" { keep since 2020-01-01; access anna@a.example full }
shared a5@a.example "A5" { access anna@a.example full }
# inventory: anna@a.example 1 GB
# inventory: a1@a.example 50.01 GB
# inventory: a2@a.example 80 GB
# inventory: a3@a.example 20 GB
# inventory: a4@a.example 80 GB
# inventory: a5@a.example 50 GB
`);
});

test('other kinds have no such limit; a plan may lift it', () => {
  checkDiagnostics(`
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
endpoint new dovecot { host imap.a.example; login admin "m" secret env S }
domain a.example { target office }
domain b.example { target new }
mailbox anna@a.example "Anna"
shared a1@a.example "A1" { access anna@a.example full }
shared b1@b.example "B1" { access anna@a.example full }
# inventory: anna@a.example 1 GB
# inventory: a1@a.example 80 GB
# inventory: b1@b.example 80 GB
# facts: microsoft365: { shared-bytes: 100 GB }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna"
shared a1@a.example "A1" { access anna@a.example full }
#      ^^^^^^^^^^^^ warning MP304: a1@a.example contient 63,2 Go à la source\u00A0; sans licence, Microsoft 365 donne 50 Go à une boîte partagée\u00A0: donnez-lui une licence ou gardez-en moins
shared a3@a.example "A3" { quota 60 GB; access anna@a.example full }
#                                ^^^^^ warning MP304: a3@a.example devrait contenir 60 Go\u00A0; sans licence, Microsoft 365 donne 50 Go à une boîte partagée\u00A0: donnez-lui une licence ou gardez-en moins
# inventory: anna@a.example 1 GB
# inventory: a1@a.example 63.2 GB
# inventory: a3@a.example 20 GB
`,
    { locale: 'fr' },
  );
});
