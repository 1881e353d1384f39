/** MP803: secrets that are not on this machine. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('of every kind that can be looked up', () => {
  checkDiagnostics(`
endpoint a imap { host imap.a.example; login master "m" secret env MAIL }
#                                                       ^^^^^^^^^^^^^^^ warning MP803: the environment variable MAIL is not set; set it before a run from this machine
endpoint b imap { host imap.b.example; login admin "m" secret file "secrets/b" }
#                                                      ^^^^^^^^^^^^^^^^^^^^^^^ warning MP803: the secret file secrets/b is not there, or is empty; write it before a run from this machine
endpoint c bluemind { url "https://bm.example"; secret env KEY }
#                                                      ^^^^^^^ warning MP803: the environment variable KEY is not set; set it before a run from this machine
endpoint d microsoft365 { tenant a.onmicrosoft.example; client x secret env GRAPH }
#                                                                ^^^^^^^^^^^^^^^^ warning MP803: the environment variable GRAPH is not set; set it before a run from this machine
endpoint e imap { host imap.e.example; login admin "m" secret keychain "mail" }
endpoint f imap { host imap.f.example; login admin "m" secret prompt }
endpoint g imap { host imap.g.example; login admin "m" secret env THERE }
# missing-secret: env MAIL
# missing-secret: file secrets/b
# missing-secret: env KEY
# missing-secret: env GRAPH
`);
});

test('in French', () => {
  checkDiagnostics(
    `
endpoint a imap { host imap.a.example; login master "m" secret env MAIL }
#                                                       ^^^^^^^^^^^^^^^ warning MP803: la variable d’environnement MAIL n’est pas définie\u00A0; définissez-la avant toute exécution depuis cette machine
endpoint b imap { host imap.b.example; login admin "m" secret file "secrets/b" }
#                                                      ^^^^^^^^^^^^^^^^^^^^^^^ warning MP803: le fichier secret secrets/b n’existe pas, ou est vide\u00A0; écrivez-le avant toute exécution depuis cette machine
# missing-secret: env MAIL
# missing-secret: file secrets/b
`,
    { locale: 'fr' },
  );
});
