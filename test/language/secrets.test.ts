/** However a secret is written into a plan, nothing that leaves the file repeats it. */
import { expect, test } from 'vitest';
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
    for (const { message, related, finding } of said) {
      expect(JSON.stringify([message, related, finding.data]), written).not.toContain('hunter2');
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
      JSON.stringify(said.map(({ message, finding }) => [message, finding.data])),
      written,
    ).not.toContain('hunter2');
  }
});
