/** However a secret is written into a plan, nothing that leaves the file repeats it. */
import { expect, test } from 'vitest';
import { listed } from '../../server/cli/views/diagnostics.ts';
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
];

test.each(['imap', 'microsoft365', 'bluemind'])('in an endpoint of kind %s', (kind) => {
  for (const written of WRITTEN) {
    const analysis = analyse(`endpoint old ${kind} {\n  host imap.a.example\n  ${written}\n}\n`);
    const said = published(analysis);
    expect(said.length, written).toBeGreaterThan(0);
    for (const diagnostic of said) {
      const { message, related, finding } = diagnostic;
      const quoted = listed(diagnostic).written;
      expect(JSON.stringify([message, related, finding.data, quoted]), written).not.toContain('hunter2');
    }
  }
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
