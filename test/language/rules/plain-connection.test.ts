/** MP802: an unencrypted connection that leaves the machine. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('by host or by address', () => {
  checkDiagnostics(`
endpoint a imap { host imap.a.example port 143 plain; login admin "m" secret env S }
#                                              ^^^^^ error MP802: passwords and mail would cross the network to imap.a.example unencrypted; use starttls
endpoint b imap { host imap.a.example plain; login admin "m" secret env S }
#                                     ^^^^^ error MP802: passwords and mail would cross the network to imap.a.example unencrypted; use tls
endpoint c imap { host 10.0.0.1 port 10143 plain; login admin "m" secret env S }
#                                          ^^^^^ error MP802: passwords and mail would cross the network to 10.0.0.1 unencrypted; use tls
endpoint d imap { host 127.0.0.1 port 10143 plain; login admin "m" secret env S }
endpoint e imap { host LocalHost port 10143 plain; login admin "m" secret env S }
endpoint f bluemind { url "http://bm.a.example/api"; secret env S }
#                         ^^^^^^^^^^^^^^^^^^^^^^^^^ error MP802: passwords and mail would cross the network to bm.a.example unencrypted; use https
endpoint g bluemind { url "http://localhost:8080/api"; secret env S }
endpoint s cyrus { host localhost plain; login admin "m" secret env S; sieve sieve.a.example port 4190 plain }
#                                                                                                      ^^^^^ error MP802: passwords and mail would cross the network to sieve.a.example unencrypted; use starttls
endpoint h imap { host imap.a.example; login admin "m" secret env S }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
endpoint a imap { host imap.a.example port 143 plain; login admin "m" secret env S }
#                                              ^^^^^ error MP802: les mots de passe et le courrier iraient en clair jusqu’à imap.a.example\u00A0; utilisez starttls
`,
    { locale: 'fr' },
  );
});
