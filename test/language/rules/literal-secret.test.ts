/** MP801: a password in the plan, of which nothing is ever repeated. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('wherever one can be written', () => {
  checkDiagnostics(`
endpoint old imap {
  host imap.a.example port 993 tls
  login master "migration" separator "*" secret hunter2
#                                        ^^^^^^^^^^^^^^ error MP801: a secret is written here; write secret env OLD_SECRET instead, and change it where it is used: whoever reads the plan has seen it
}
endpoint older imap {
  host imap.a.example port 993 tls
  login admin "cyrus" password "hunter2 and more"
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP801: a secret is written here; write secret env OLDER_SECRET instead, and change it where it is used: whoever reads the plan has seen it
  password hunter2
#          ^^^^^^^ error MP801: a secret is written here; take it out, and change it where it is used: whoever reads the plan has seen it
}
endpoint new microsoft365 { tenant a.onmicrosoft.com; client x secret hunter2 }
#                                                              ^^^^^^^^^^^^^^ error MP801: a secret is written here; write secret env NEW_SECRET instead, and change it where it is used: whoever reads the plan has seen it
endpoint blue bluemind { url "https://admin:hunter2@bm.a.example"; secret "hunter2" }
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP801: a secret is written here; take it out, and change it where it is used: whoever reads the plan has seen it
#                                                                         ^^^^^^^^^ error MP801: a secret is written here; write env BLUE_SECRET instead, and change it where it is used: whoever reads the plan has seen it
domain a.example
mailbox anna@a.example "Anna" { password "hunter2" }
#                                        ^^^^^^^^^ error MP801: a secret is written here; write sealed instead, and change it where it is used: whoever reads the plan has seen it
mailbox jean@a.example "Jean" { password sealed }
`);
});

test('named secrets are what is wanted', () => {
  checkDiagnostics(`
endpoint a imap { host imap.a.example; login master "m" secret env A_PASSWORD }
endpoint b imap { host imap.a.example; login admin "m" secret file "secrets/b" }
endpoint c imap { host imap.a.example; login admin "m" secret keychain "c" }
endpoint d bluemind { url "https://bm.a.example"; secret prompt }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
endpoint blue bluemind { url "https://bm.a.example"; secret "hunter2" }
#                                                           ^^^^^^^^^ error MP801: un secret est écrit ici\u00A0; écrivez plutôt env BLUE_SECRET, et changez-le là où il sert\u00A0: qui lit le plan l’a vu
endpoint old imap { host imap.a.example; login admin "m" secret env S; password hunter2 }
#                                                                               ^^^^^^^ error MP801: un secret est écrit ici\u00A0; retirez-le, et changez-le là où il sert\u00A0: qui lit le plan l’a vu
`,
    { locale: 'fr' },
  );
});
