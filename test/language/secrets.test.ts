/** However a secret is written into a plan, nothing that leaves the file repeats it. */
import { expect, test } from 'vitest';
import { listed } from '../../server/cli/views/diagnostics.ts';
import { completionDocs } from '../../server/language/features/completion-docs.ts';
import { hover } from '../../server/language/features/hover.ts';
import { keyOf } from '../../server/language/model/names.ts';
import { analyse, published } from '../support/check.ts';

const WRITTEN = [
  'login master "migration" secret hunter2',
  'login master "migration" secret "hunter2"',
  'login master "migration" secret "hunter2',
  'login master "migration" secret env "hunter2"',
  'login master "migration" secret ((hunter2',
  'login master "migration" secret hunter2{',
  'login master "migration" secret\n    hunter2',
  'login master "migration" secret\n    "hunter2"',
  'login master "migration" secret\n\n    "hunter2',
  'login master "migration" "hunter2"',
  'login master "migration" hunter2@hunter2.example',
  'login master hunter2',
  'login hunter2',
  'login each hunter2, hunter2',
  'login master "migration" password "hunter2',
  'password hunter2, hunter2',
  'password "\\hunter2"',
  'password = hunter2',
  'secret (hunter2)',
  'client x secret "hunter2" more',
  'url "https://admin:hunter2@bm.a.example"',
  'directory "ldaps://admin:hunter2@ldap.a.example"',
  'directory "hunter2"',
  'directory "ldaps://ldap.a.example" base "dc=a" bind "cn=a" secret "hunter2"',
  'directory "ldaps://ldap.a.example" base "dc=a" bind "cn=a" secret hunter2',
  'directory "ldaps://ldap.a.example" base "dc=a" bind "cn=a" password "hunter2"',
  'login admin "m"\n  "hunter2"',
  'password:\n    "hunter2"',
  'secret # as agreed\n  "hunter2"',
  'secret # as agreed\n  hunter2',
  'pass\n  "hunter2"',
  'pasword "hunter2"',
  'Password hunter2',
  'host imap.a.example "hunter2"',
  'host imap.a.example user "m" "hunter2"',
  'host u:hunter2@imap.a.example',
  'rate 20 "hunter2"',
  'secret env hunter2\n}\n# missing-secret: env hunter2\n{',
  'login admin "m" secret env hunter2\n}\n# missing-secret: env hunter2\n{',
  'login admin "m"\n}\nhunter2\n{',
  'login admin "m"\n}\n"hunter2"\n{',
];

/** All that is told of a plan with an endpoint `old` in its first line: in the diagnostics, under the cursor and beside a name. */
function told(text: string, locale: 'en' | 'fr' = 'en'): string {
  const analysis = analyse(text, { locale });
  const said = published(analysis);
  expect(said.length, text).toBeGreaterThan(0);
  const diagnostics = said.map((told) => [
    told.message,
    told.related,
    told.finding.data,
    listed(told).written,
  ]);
  const [path = ''] = analysis.paths;
  const hovered = hover(analysis, path, { line: 0, character: 'endpoint o'.length })?.markdown;
  return JSON.stringify([
    diagnostics,
    hovered,
    completionDocs(analysis, { kind: 'name', key: keyOf('endpoint', 'old') }),
  ]);
}

test.each(['imap', 'cyrus', 'microsoft365', 'bluemind', 'archive'])('in an endpoint of kind %s', (kind) => {
  for (const written of WRITTEN)
    for (const locale of ['en', 'fr'] as const) {
      const lines = told(`endpoint old ${kind} {\n  host imap.a.example\n  ${written}\n}\n`, locale);
      expect(lines, written).not.toContain('hunter2');
      const line = told(`endpoint old ${kind} { host imap.a.example; ${written} }\n`, locale);
      expect(line, written).not.toContain('hunter2');
    }
});

test('behind the kind of an endpoint', () => {
  expect(told('endpoint old imap "hunter2" { host imap.a.example }\n')).not.toContain('hunter2');
});

test('in the address of a source that is the target too', () => {
  const at = (user: string): string => `bluemind { url "https://${user}@bm.a.example/api"; secret env KEY }`;
  const text = `endpoint old ${at('admin:hunter2')}\nendpoint new ${at('b:hunter2@x')}\n`;
  const said = told(`${text}plan "P" { source old; target new }\n`);
  expect(said).not.toContain('hunter2');
  expect(said).toContain('are the same system (https://bm.a.example/api)');
  expect(said).toContain('- https://bm.a.example/api');
});

test('a variable is named where its name looks like one', () => {
  const of = (name: string) =>
    published(
      analyse(
        `endpoint old imap { host a.example; login each secret env ${name} }\n# missing-secret: env ${name}\n`,
      ),
    ).find(({ code }) => code === 'MP803');
  expect(of('OLD_1')?.message).toContain('variable OLD_1 is not set');
  expect(of('old')?.message).toContain('variable named here is not set');
  expect(of('old')?.finding.data).toEqual({ kind: 'env', name: '' });
});

test('beside the name of a declaration with a property that nobody knows', () => {
  const docs = (written: string) =>
    completionDocs(analyse(`licence E1 "Web" { ${written} }\n`), {
      kind: 'name',
      key: keyOf('licence', 'E1'),
    });
  expect(docs('seats 5; pasword "hunter2"')).toBe('```migplan\nlicence E1 "Web" { seats 5; …\n```');
  expect(docs('Password hunter2')).not.toContain('hunter2');
  expect(docs('seats 5; "hunter2"')).not.toContain('hunter2');
});

test('a misspelt keyword behind an endpoint is still told', () => {
  const text = 'endpoint old imap { host a.example; login each }\nmailbx anna@a.example\n';
  expect(published(analyse(text)).map(({ message }) => message)).toContain(
    'mailbx starts no declaration: did you mean mailbox?',
  );
  expect(
    published(analyse('endpoint old imap { host a.example } lot x\n')).map(({ message }) => message),
  ).toContain('a declaration begins in the first column; move lot to the start of a line');
});

test('in a mailbox', () => {
  for (const written of [
    'password hunter2',
    'password "hunter2',
    'password "hunter2" hunter2',
    'password ((hunter2',
  ]) {
    const said = published(analyse(`domain a.example\nmailbox a@a.example "A" { ${written} }\n`));
    expect(
      said.map(({ code }) => code),
      written,
    ).toContain('MP801');
    expect(
      JSON.stringify(said.map((told) => [told.message, told.finding.data, listed(told).written])),
      written,
    ).not.toContain('hunter2');
  }
});

test('under a property that nobody knows, and in a string that looks like the end of one', () => {
  for (const written of ['motdepasse "hunter2"', 'secret "x; host hunter2"', 'path "a"; mdp hunter2']) {
    const said = published(analyse(`endpoint old archive {\n  ${written}\n}\n`));
    expect(said.length, written).toBeGreaterThan(0);
    expect(said.map((told) => listed(told).written).join('\n'), written).not.toContain('hunter2');
  }
});

test('what is no secret is quoted as it stands', () => {
  const [told] = published(analyse('domain a.example\nmailbox anna@b.example E1 "Anna" { quota 5 GB }\n'));
  expect(told && listed(told).written).toBe('mailbox anna@b.example E1 "Anna" { quota 5 GB }');
  const [missing] = published(
    analyse('endpoint old imap { host a.example; login each secret env OLD }\nlot x\n'),
  );
  expect(missing && listed(missing).written).toBe(
    'endpoint old imap { host a.example; login each secret env OLD }',
  );
});
