import assert from 'node:assert/strict';
import { test } from 'vitest';
import { linkedEditing } from '../../server/language/features/linked-editing.ts';
import { atCursor } from './fixture.ts';

/** Each place as `line:column`, counted from 1. */
function linked(fixture: string): string[] | undefined {
  const { analysis, path, position } = atCursor(fixture);
  return linkedEditing(analysis, path, position)?.ranges.map(
    ({ start }) => `${start.line + 1}:${start.character + 1}`,
  );
}

const check = (fixture: string, ...expected: string[]): void =>
  assert.deepEqual(linked(fixture) ?? [], expected);

const PLAN = `
plan "P" { include "*.migplan" }
domain a.example
mailbox anna@a.example { alias a@a.example }
shared team@a.example { access anna@a.example full }
list all@a.example { member anna@a.example, team@a.example }
alias x@a.example -> a@a.example
drop y@a.example
`;

test.each(['mailbox an$0na@a.example', 'access anna@a.exam$0ple', 'member $0anna@a.example'])(
  'an address is linked with all its places, from each: %s',
  (marked) => check(PLAN.replace(marked.replace('$0', ''), marked), '3:9', '4:32', '5:29'),
);

test('so is a second name', () => check(PLAN.replace('-> a@', '-> $0a@'), '3:32', '6:22'));

test.each([
  ['an address that stands in one place', PLAN.replace('y@', 'y$0@')],
  ['a domain', PLAN.replace('domain a', 'domain $0a')],
  ['one that nothing declares', 'list l@a.example { member x$0@b.example; owner x@b.example }'],
  ['one that is declared twice', 'mailbox a$0@a.example\nshared a@a.example'],
  ['one that is written with other letters', 'mailbox a$0@a.example\nalias b@a.example -> A@a.example'],
  ['what is no name', PLAN.replace('mailbox anna', 'mail$0box anna')],
  [
    'one that other files name',
    `//- /plan.migplan\n${PLAN.replace('drop y', 'drop $0y').trim()}\n//- /b.migplan\nalias z@a.example -> y@a.example`,
  ],
  [
    'what a template makes',
    'template t { shared x@ }\ndomain a.example { use t }\nalias y@a.example -> x$0@a.example\nlist l@a.example { member x@a.example }',
  ],
  [
    'what a template fills in',
    'template t { shared x@ { access {unit.admin} } }\nunit n { admin b@a.example }\ndomain a.example { unit n; use t }\nmailbox b$0@a.example',
  ],
])('%s is not', (_, fixture) => check(fixture));

test('an address in very many places is to be renamed', () => {
  const lists = Array.from({ length: 60 }, (_, i) => `list l${i}@a.example { member a@a.example }`).join(
    '\n',
  );
  check(`mailbox a$0@a.example\n${lists}`);
});

test('the pattern takes an address whole, and nothing behind it', () => {
  const { analysis, path, position } = atCursor(PLAN.replace('anna', 'a$0nna'));
  const pattern = new RegExp(`^${linkedEditing(analysis, path, position)?.wordPattern}$`);
  for (const word of ["o'neil+x@ä.example", 'a@', 'a@a.example']) assert.match(word, pattern);
  for (const word of ['a@a.example full', 'a@a.example,', 'a@a.example;', 'a{', '"a"', '']) {
    assert.doesNotMatch(word, pattern);
  }
});
