import assert from 'node:assert/strict';
import { test } from 'vitest';
import { documentHighlight } from '../../server/language/features/document-highlight.ts';
import { references } from '../../server/language/features/references.ts';
import { analyse } from '../support/check.ts';
import { atCursor } from './fixture.ts';

const PLAN = `
//- /plan.migplan
plan "P" {
  source old
  target new
  include "*.migplan"
}
endpoint old imap { host localhost; login each }
endpoint new imap { host localhost; login each }
licence E1 { quota 50 GB }
timeline standard { D open }
policy { severity lot-capacity off; licence-share E1 <= 1/2 }
policy for unit north { licence-share E1 <= 1/3 }
lot first { date 2027-01-04; timeline standard; domain a.example }
template common {
  shared contact@ E1 "Contact" { access {unit.admin} full }
  list team@ { member anna@a.example }
}
domain a.example { unit north; use common; subdomain sub.a.example }
# migplan-ignore lot-capacity: agreed
unit north { admin anna@a.example }
mailbox anna@a.example E1 "Anna" { was anna@old.example }
//- /more.migplan
alias a@a.example -> Anna@A.example
unit east { parent north }
list all@a.example { member anna@a.example, anna@old.example, contact@a.example }
`;

/** Each place as `file:line:column text`, counted from 1. */
function found(text: string, includeDeclaration = true): string[] {
  const { analysis, path, position } = atCursor(`${PLAN}//- /asked.migplan\n${text}\n`);
  return references(analysis, path, position, includeDeclaration).map(({ path, range: { start, end } }) => {
    const line = analysis.document(path)?.text.split('\n')[start.line] ?? '';
    return `${path}:${start.line + 1}:${start.character + 1} ${line.slice(start.character, end.character)}`;
  });
}

test('an address: over all files, whatever its case, in a template too, and where a template means it', () => {
  assert.deepEqual(found('alias x@a.example -> anna$0@a.example'), [
    '/asked.migplan:1:22 anna@a.example',
    '/more.migplan:1:22 Anna@A.example',
    '/more.migplan:3:29 anna@a.example',
    '/plan.migplan:15:23 anna@a.example',
    '/plan.migplan:17:36 common',
    '/plan.migplan:19:20 anna@a.example',
    '/plan.migplan:20:9 anna@a.example',
  ]);
});

test('without its declaration', () => {
  assert.deepEqual(found('licence E2\nunit west { parent n$0orth }', false), [
    '/asked.migplan:2:20 north',
    '/more.migplan:2:20 north',
    '/plan.migplan:11:17 north',
    '/plan.migplan:17:25 north',
  ]);
  assert.equal(found('licence E2\nunit west { parent n$0orth }').includes('/plan.migplan:19:6 north'), true);
});

test.each([
  ['an old address', 'alias x@a.example -> anna@old$0.example', 3],
  ['an address that a template makes', 'alias x@a.example -> contact$0@a.example', 3],
  ['an address outside the plan', 'forward x@a.example -> some$0body@else.example', 1],
  ['a domain', 'lot next { date 2027-02-01; domain A.$0example }', 3],
  ['a sub-domain', 'lot next { date 2027-02-01; domain sub.a$0.example }', 2],
  ['a licence', 'mailbox b@a.example E$01', 6],
  ['an endpoint', 'domain b.example { source $0old }', 3],
  ['a timeline', 'lot next { date 2027-02-01; timeline standard$0 }', 3],
  ['a lot', 'lot next { date 2027-02-01; after fi$0rst }', 2],
  ['a template', 'domain b.example { use comm$0on }', 3],
  ['a rule by its policy', 'policy for unit east { severity lot-capa$0city off }', 3],
  ['a rule by its suppression', '# migplan-ignore lot-cap$0acity: so\nlicence E9', 3],
])('%s', (_, text, count) => {
  const all = found(text);
  assert.equal(all.length, count, all.join('\n'));
});

test.each([
  '',
  '$0',
  '# a com$0ment',
  '# migplan-ignore $0',
  'mail$0box b@a.example',
  'policy { cut$0over needs approval }',
  'licence X { quota 5$0 GB }',
  'mailbox b@a.example "Tex$0t"',
])('nothing at %s', (text) => assert.deepEqual(found(text.includes('$0') ? text : `${text}$0`), []));

test.each([
  ['at the end of a file', 'unit west { parent north$0'],
  ['in a body that is not closed', 'unit west {\n  parent north$0\n  kind\n'],
  ['beside a property that is being typed', 'unit west { par; parent nor$0th }'],
])('a name is found %s', (_, text) => assert.equal(found(text).length, 5));

test('a template that no domain uses has its names found', () => {
  const { analysis, path, position } = atCursor(`
template common { shared x@ { access anna@a.example } }
mailbox an$0na@a.example
`);
  assert.equal(references(analysis, path, position, true).length, 2);
});

function highlighted(text: string): string[] {
  const { analysis, path, position } = atCursor(text);
  return documentHighlight(analysis, path, position).map(
    ({ range: { start }, isDeclaration }) =>
      `${start.line + 1}:${start.character + 1}${isDeclaration ? ' declared' : ''}`,
  );
}

test('a name is highlighted in its own file, declarations apart', () => {
  assert.deepEqual(
    highlighted(`
//- /plan.migplan
plan "P" { include "*.migplan" }
licence E1
template t { mailbox x@ E1 }
domain a.example { use t }
mailbox a@a.example E1$0
//- /more.migplan
mailbox b@a.example E1
`),
    ['2:9 declared', '3:25', '5:21'],
  );
});

test('of a name that is everywhere, what lies round the cursor is highlighted', () => {
  const analysis = analyse(
    `licence E1\n${Array.from({ length: 3000 }, (_, i) => `mailbox m${i}@a.example E1\n`).join('')}`,
  );
  const found = documentHighlight(analysis, '/plan.migplan', { line: 2500, character: 25 });
  assert.equal(found.length, 1501);
  assert.equal(found[0]?.range.start.line, 1500);
});
