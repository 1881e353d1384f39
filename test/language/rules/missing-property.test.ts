/** MP004: a property that its declaration cannot do without. */
import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check.ts';

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

test.each([
  ['lot first {', 'lot first { date 2030-01-21'],
  ['lot first { pilot', 'lot first { pilot; date 2030-01-21'],
  ['lot first { pilot;  # at once', 'lot first { pilot; date 2030-01-21;  # at once'],
  ['lot first {\n    pilot  # at once\n', 'lot first {\n    pilot\n    date 2030-01-21  # at once\n'],
])('is added to a body that is not closed yet: %j', (fixture, expected) => {
  checkFix(fixture, 'Add date, with an example to change', expected);
});

test('in French', () => {
  checkDiagnostics(
    `
lot first "Vague 1" { pilot }
#^^ error MP004: lot first n’a pas de date\u00A0; ajoutez\u00A0: date 2030-01-21
endpoint new bluemind { secret env KEY }
#^^^^^^^ error MP004: endpoint new n’a pas d’url\u00A0; ajoutez\u00A0: url "https://mail.example.org"
`,
    { locale: 'fr' },
  );
});
