import assert from 'node:assert/strict';
import { test } from 'vitest';
import { definition } from '../../server/language/features/definition.ts';
import { atCursor } from './fixture.ts';

/** `path:line` of each target, lines from 1, and the text that is underlined. */
function goTo(fixture: string): { from: string; to: string[] } | undefined {
  const { analysis, path, position } = atCursor(fixture);
  const found = definition(analysis, path, position);
  if (!found) return undefined;
  const line = analysis.document(path)?.text.split('\n')[found.origin.start.line] ?? '';
  return {
    from: line.slice(found.origin.start.character, found.origin.end.character),
    to: found.targets.map((target) => `${target.path}:${target.name.start.line + 1}`),
  };
}

const PLAN = `
//- /plan.migplan
plan "P" {
  source old
  target new
  include "units/*.migplan"
}
endpoint old imap { host localhost; login each }
endpoint new imap { host localhost; login each }
licence E1 { quota 50 GB }
timeline standard { D open }
lot first { date 2027-01-04; timeline standard; domain a.example }
template common { shared contact@ "Contact" }
domain a.example { unit north; use common; subdomain sub.a.example }
mailbox anna@a.example E1 "Anna" { was anna@old.example }
//- /units/north.migplan
unit north "North" { admin anna@a.example }
unit east "East" { parent north }
`;

/** The plan with another file in which the cursor stands. */
const asked = (text: string): string => `${PLAN}//- /units/asked.migplan\n${text}\n`;

test.each([
  ['a licence', 'mailbox b@a.example E$01', 'E1', '/plan.migplan:8'],
  ['a unit', 'unit west { parent nor$0th }', 'north', '/units/north.migplan:1'],
  ['a unit in a policy', 'policy for unit no$0rth { alias-scope any }', 'north', '/units/north.migplan:1'],
  ['a lot', 'lot next { date 2027-02-01; after $0first }', 'first', '/plan.migplan:10'],
  ['an endpoint', 'domain b.example { source old$0 }', 'old', '/plan.migplan:6'],
  ['a timeline', 'lot next { date 2027-02-01; timeline stand$0ard }', 'standard', '/plan.migplan:9'],
  ['a template', 'domain b.example { use com$0mon }', 'common', '/plan.migplan:11'],
  [
    'an address in a template',
    'template t { list l@ { member an$0na@a.example } }',
    'anna@a.example',
    '/plan.migplan:13',
  ],
  ['a domain', 'lot next { date 2027-02-01; domain A.exam$0ple }', 'A.example', '/plan.migplan:12'],
  [
    'a sub-domain',
    'lot next { date 2027-02-01; domain sub.a.ex$0ample }',
    'sub.a.example',
    '/plan.migplan:12',
  ],
  [
    'an address, whatever its case',
    'alias x@a.example -> Anna@A.exam$0ple',
    'Anna@A.example',
    '/plan.migplan:13',
  ],
  ['an old address', 'alias x@a.example -> anna@old$0.example', 'anna@old.example', '/plan.migplan:13'],
  [
    'an address of a known domain that nobody has',
    'alias x@a.example -> nobody$0@a.example',
    'nobody@a.example',
    '/plan.migplan:12',
  ],
  [
    'the domain in an address that is declared here',
    'mailbox c@a.ex$0ample',
    'a.example',
    '/plan.migplan:12',
  ],
  [
    'the address itself where it is declared',
    'mailbox $0c@a.example',
    'c@a.example',
    '/units/asked.migplan:1',
  ],
])('%s leads to its declaration', (_, text, from, to) => {
  assert.deepEqual(goTo(asked(text)), { from, to: [to] });
});

test('an include leads to every file it takes in', () => {
  const fixture = PLAN.replace('units/*', 'uni$0ts/*');
  assert.deepEqual(goTo(fixture), { from: '"units/*.migplan"', to: ['/units/north.migplan:1'] });
});

test('a name that is declared twice leads to both', () => {
  const fixture = asked('licence E1 { quota 1 GB }\nmailbox b@a.example E1$0');
  assert.deepEqual(goTo(fixture)?.to, ['/plan.migplan:8', '/units/asked.migplan:1']);
});

test.each(['mail$0box b@a.example', 'licence X { quota 5$0 GB }', '# a com$0ment', '$0'])(
  'nothing is found at %s',
  (text) => assert.equal(goTo(asked(text)), undefined),
);
