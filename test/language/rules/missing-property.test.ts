/** MP004: a property that its declaration cannot do without. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('what an endpoint needs depends on its kind', () => {
  checkDiagnostics(`
endpoint old imap
#^^^^^^^ error MP004: endpoint old has no host; add it: host imap.example.org port 993 tls
#^^^^^^^ error MP004: endpoint old has no login; add it: login master "migration" separator "*" secret env MIGRATION_PASSWORD
endpoint new microsoft365 { tenant a.onmicrosoft.com }
#^^^^^^^ error MP004: endpoint new has no client; add it: client 00000000-0000-4000-8000-000000000000 secret env CLIENT_SECRET
endpoint box archive {}
#^^^^^^^ error MP004: endpoint box has no path; add it: path "archive"
`);
});

test('in French', () => {
  checkDiagnostics(
    `
lot first "Vague 1" { pilot }
#^^ error MP004: lot first n’a pas de date ; ajoutez-le : date 2030-01-21
`,
    { locale: 'fr' },
  );
});
