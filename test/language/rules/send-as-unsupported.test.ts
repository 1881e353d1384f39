/** MP605: rights that the target does not know. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('once a shared mailbox, with how often; Microsoft 365 knows them all', () => {
  checkDiagnostics(`
plan "A" { target new }
endpoint new dovecot { host imap.a.example; login admin "migration" secret env S }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
domain b.example { target office }
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
shared contact@a.example "Contact" {
  access anna@a.example full, send-as
#                             ^^^^^^^ warning MP605: Dovecot does not know the right send-as or send-on-behalf, given 2 times for contact@a.example: set it up by hand, or take it away
  access jean@a.example read, send-on-behalf
}
shared desk@a.example "Desk" { access anna@a.example; access jean@a.example write }
shared info@b.example "Info" { access anna@a.example full, send-as }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target new }
endpoint new dovecot { host imap.a.example; login admin "migration" secret env S }
domain a.example
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
shared contact@a.example "Contact" { access anna@a.example full, send-as; access jean@a.example full, send-as }
#                                                                ^^^^^^^ warning MP605: Dovecot ne connaît pas le droit send-as, donné 2 fois pour contact@a.example\u00A0: réglez-le à la main, ou retirez-le
`,
    { locale: 'fr' },
  );
});
