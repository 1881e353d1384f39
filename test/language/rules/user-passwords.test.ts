/** MP806: endpoints opened with each user’s password. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('wherever mailboxes are opened by IMAP, in French', () => {
  checkDiagnostics(
    `
endpoint a imap { host imap.a.example; login each secret file "secrets/a" }
#                                            ^^^^ warning MP806: a s’ouvre avec le mot de passe de chacun\u00A0: qui change le sien arrête la copie de sa boîte\u00A0; demandez un accès master ou admin
endpoint b dovecot { host imap.b.example; login admin "m" secret env B }
`,
    { locale: 'fr' },
  );
});
