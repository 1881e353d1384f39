/** MP804: a source and a target that are one system. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('by host and port, whatever the letters and the default port', () => {
  checkDiagnostics(`
plan "P" { source old; target new }
#                             ^^^ error MP804: source old and target new are the same system (imap.a.example:993); correct one of them
endpoint old imap { host IMAP.a.example; login master "m" secret env A }
endpoint new imap { host imap.a.example port 993; login master "m" secret env B }
endpoint clear imap { host imap.a.example port 143 starttls; login master "m" secret env B }
domain a.example { target clear }
domain b.example { source new; target new }
#                                     ^^^ error MP804: new is both source and target; name the system that mail moves to
domain c.example { source clear }
`);
});

test('by tenant, address and folder', () => {
  checkDiagnostics(`
endpoint t1 microsoft365 { tenant a.onmicrosoft.example; client x secret env A }
endpoint t2 microsoft365 { tenant A.onmicrosoft.example; client y secret env B }
endpoint b1 bluemind { url "https://bm.example/"; secret env A }
endpoint b2 bluemind { url "https://BM.example"; secret env B }
endpoint f1 archive { path "old/mail" }
endpoint f2 archive { path "old/mail/" }
domain a.example { source t1; target t2 }
#                                    ^^ error MP804: source t1 and target t2 are the same system (a.onmicrosoft.example); correct one of them
domain b.example { source b1; target b2 }
#                                    ^^ error MP804: source b1 and target b2 are the same system (https://bm.example); correct one of them
domain c.example { source f1; target f2 }
#                                    ^^ error MP804: source f1 and target f2 are the same system (old/mail); correct one of them
domain d.example { source b1; target t2 }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "P" { source old; target new }
#                             ^^^ error MP804: la source old et la cible new sont le même système (imap.a.example:993)\u00A0; corrigez l’une des deux
endpoint old imap { host imap.a.example; login master "m" secret env A }
endpoint new imap { host imap.a.example; login master "m" secret env B }
domain a.example { source new }
#                         ^^^ error MP804: new est à la fois la source et la cible\u00A0; nommez le système vers lequel part le courrier
`,
    { locale: 'fr' },
  );
});
