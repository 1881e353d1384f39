/** What runs met, as problems of the editor. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { incidentProblems } from '../../../client/features/run-problems/incident-problems.ts';
import { DiagnosticSeverity } from '../../support/fake-vscode.ts';
import { incident, PLAN } from '../plan-facts.ts';

const told = (...incidents: Parameters<typeof incidentProblems>[0]): string[] =>
  [...incidentProblems(incidents)].flatMap(([uri, problems]) =>
    problems.map(({ range, message, severity, source, code }) =>
      [uri, range.start.line, source, code, NAMES[severity], message].join(' | '),
    ),
  );

const NAMES = Object.fromEntries(Object.entries(DiagnosticSeverity).map(([name, value]) => [value, name]));

test('each stands on the line of its mailbox, in its file', () => {
  const elsewhere = { uri: 'file:///plans/fd55.migplan', range: incident('x', '').place?.range as never };
  assert.deepEqual(
    told(
      incident('x@a.example', 'INBOX: refused'),
      incident('y@b.example', 'one is lacking', { what: 'difference', place: elsewhere }),
      incident('x@a.example', 'no login', { what: 'mailbox' }),
    ),
    [
      `${PLAN.plan} | 7 | migplan run | message | Error | x@a.example: INBOX: refused`,
      `${PLAN.plan} | 7 | migplan run | mailbox | Error | x@a.example: no login`,
      'file:///plans/fd55.migplan | 7 | migplan run | difference | Warning | y@b.example: one is lacking',
    ],
  );
});

test('a mailbox with very many says how many more there are', () => {
  const many = Array.from({ length: 1210 }, (_, index) => incident('x@a.example', `message ${index}`));
  const lines = told(...many, incident('y@a.example', 'one'));
  assert.equal(lines.length, 12);
  assert.match(lines[10] ?? '', /x@a\.example: … and 1,200 more, in the view “Runs”$/);
});

test('one whose mailbox is in no file has no line', () => {
  const { place: _, ...lost } = incident('x@a.example', 'no');
  assert.deepEqual(told(lost), []);
});
