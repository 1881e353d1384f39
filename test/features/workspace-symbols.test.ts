import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { workspaceSymbols } from '../../server/language/features/workspace-symbols.ts';
import { analyse } from '../support/check.ts';

const analysis = analyse(`
//- /plan.migplan
plan "Town hall" { include "more/*.migplan" }
endpoint old imap { host localhost; login each }
licence E1 "Web" { quota 50 GB }
unit north "Région Nord" { admin anna@a.example }
timeline standard { D open }
lot first "Pilots" { date 2027-01-04 }
template common { shared contact@ "Contact {unit.title}" }
domain a.example { unit north; subdomain sub.a.example; use common }
//- /more/people.migplan
mailbox anna@a.example E1 "Anna Béranger" { alias a.beranger@a.example; was aberanger@old.example }
mailbox ben.annan@a.example E1 "Ben Annan"
mailbox joan.nagy@a.example E1 "Joan Nagy"
mailbox camille.dupont@a.example E1 "Camille Dupont"
shared hannah@a.example
list all@a.example "Everybody" { member anna@a.example }
drop anna.old@a.example "left"
alias info@a.example -> anna@a.example
`);

/** Each as it is shown, with its line from 1 and what is said beside it. */
const found = (query: string, limit = 100): string[] =>
  workspaceSymbols(analysis, query, limit).map(({ as, name, detail, path, range }) => {
    const file = path.replace(/^.*\//, '').replace('.migplan', '');
    return `${as} ${name}${detail ? ` (${detail})` : ''} ${file}:${range.start.line + 1}`;
  });

describe('what is found', () => {
  test.each([
    ['hall', 'plan Town hall plan:1'],
    ['old', 'endpoint old (imap) plan:2'],
    ['web', 'licence E1 · Web plan:3'],
    ['region', 'unit north · Région Nord plan:4'],
    ['NORD', 'unit north · Région Nord plan:4'],
    ['standard', 'timeline standard plan:5'],
    ['pil', 'lot first · Pilots (2027-01-04) plan:6'],
    ['common', 'template common plan:7'],
    ['a.example', 'domain a.example (north) plan:8'],
    ['sub.a', 'subdomain sub.a.example (-> a.example) plan:8'],
    ['béranger', 'mailbox anna@a.example · Anna Béranger (E1) people:1'],
    ['aberanger', 'was aberanger@old.example (-> anna@a.example) people:1'],
    ['a.ber', 'alias a.beranger@a.example (-> anna@a.example) people:1'],
    ['everybody', 'list all@a.example · Everybody people:6'],
    ['info', 'alias info@a.example (-> anna@a.example) people:8'],
    // Made by a template: where the domain uses it.
    ['contact', 'shared contact@a.example · Contact Région Nord plan:8'],
    // Several words, in any order; initials; a letter left out.
    ['dupont camille', 'mailbox camille.dupont@a.example · Camille Dupont (E1) people:4'],
    ['cdup', 'mailbox camille.dupont@a.example · Camille Dupont (E1) people:4'],
    ['dupnt', 'mailbox camille.dupont@a.example · Camille Dupont (E1) people:4'],
  ])('%s', (query, first) => assert.equal(found(query)[0], first));

  test.each(['xyzzy', 'anna xyzzy', 'tnopud', 'ammille'])('nothing by %s', (query) =>
    assert.deepEqual(found(query), []),
  );
});

describe('in which order', () => {
  const names = (query: string, limit?: number): (string | undefined)[] =>
    found(query, limit).map((line) => line.split(' ')[1]);

  test('what begins so, what has a word that does, what holds it', () => {
    assert.deepEqual(names('anna', 4), [
      'anna@a.example',
      'anna.old@a.example',
      'ben.annan@a.example',
      'hannah@a.example',
    ]);
  });

  test('what holds the letters as they are typed comes before what has them scattered', () => {
    assert.deepEqual(names('nagy'), ['joan.nagy@a.example']);
    assert.equal(names('an')[0], 'anna@a.example');
  });

  test('without letters, what the plan rests on', () => {
    assert.deepEqual(names('', 4), ['Town', 'first', 'north', 'a.example']);
    assert.deepEqual(names('  ', 1), ['Town']);
  });

  test('no more than are wanted', () => {
    assert.equal(names('a', 3).length, 3);
    assert.deepEqual(names('a', 0), []);
  });
});

test('an edit is followed, in names, stamped ones and their places', () => {
  const analysis = analyse(
    'unit n "One"\ntemplate t { shared x@ "{unit.title}" }\ndomain a.example { unit n; use t }\n',
  );
  const shown = (query: string) =>
    workspaceSymbols(analysis, query, 9).map(({ name, range }) => `${name} ${range.start.line}`);
  assert.deepEqual(shown('one'), ['n · One 0', 'x@a.example · One 2']);
  analysis.edit('/plan.migplan', [
    {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 12 } },
      text: '# here\n\nunit n "Two"',
    },
  ]);
  analysis.settle();
  assert.deepEqual(shown('one'), []);
  assert.deepEqual(shown('two'), ['n · Two 2', 'x@a.example · Two 4']);
});

test('among many, the best are found, wherever they stand', () => {
  const many = Array.from({ length: 3000 }, (_, i) => `mailbox m${i}x@a.example\n`).join('');
  const analysis = analyse(`${many}mailbox m@a.example\nlot m\n`);
  const first = workspaceSymbols(analysis, 'm', 3).map(({ name }) => name);
  assert.deepEqual(first, ['m', 'm@a.example', 'm0x@a.example']);
  assert.equal(workspaceSymbols(analysis, 'm', 200).length, 200);
});
