import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { prepareRename, rename } from '../../server/language/features/rename.ts';
import { PlanDocument } from '../../server/language/model/plan-document.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { parseFixture } from '../support/check.ts';
import { atCursor } from './fixture.ts';

/** The files after a renaming, or what is said against it. */
function renamed(fixture: string, newName: string, locale: Locale = 'en'): Map<string, string> | string {
  const { analysis, path, position } = atCursor(fixture, { locale });
  const found = rename(analysis, path, position, newName);
  if (!found) return 'nothing';
  if ('refused' in found) return found.refused as string;
  const files = new Map<string, string>();
  for (const path of analysis.paths) {
    const document = new PlanDocument(path, analysis.document(path)?.text ?? '');
    for (const { range, text } of [...(found.get(path) ?? [])].reverse()) document.edit({ range, text });
    files.set(path, document.text);
  }
  return files;
}

function checkRename(fixture: string, newName: string, expected: string): void {
  assert.deepEqual(renamed(fixture, newName), parseFixture(expected).files);
}

describe('an address', () => {
  test('is changed wherever it is written, as it is typed', () => {
    checkRename(
      `
//- /plan.migplan
plan "P" { include "*.migplan" }
lot first { date 2027-01-04; mailbox anna@a.example }
mailbox an$0na@a.example E1 "Anna" { was ann@old.example; alias a@a.example }
shared team@a.example { access anna@a.example full, send-as }
template t { list all@ { member anna@a.example } }
//- /more.migplan
alias b@a.example -> ANNA@A.example  # anna@a.example
`,
      'Anna.Berg@b.example',
      `
//- /plan.migplan
plan "P" { include "*.migplan" }
lot first { date 2027-01-04; mailbox Anna.Berg@b.example }
mailbox Anna.Berg@b.example E1 "Anna" { was ann@old.example; alias a@a.example }
shared team@a.example { access Anna.Berg@b.example full, send-as }
template t { list all@ { member Anna.Berg@b.example } }
//- /more.migplan
alias b@a.example -> Anna.Berg@b.example  # anna@a.example
`,
    );
  });

  test('that is an old one or an alias is one too', () => {
    checkRename(
      'mailbox a@a.example { was o$0ld@a.example; alias other@a.example }\nlist l@a.example { member old@a.example }',
      'older@a.example',
      'mailbox a@a.example { was older@a.example; alias other@a.example }\nlist l@a.example { member older@a.example }',
    );
  });

  test('changes only its case where that is all that is asked', () => {
    checkRename('mailbox A$0nna@a.example', 'anna@a.example', 'mailbox anna@a.example');
  });

  test('outside the plan is changed to any other, one of the plan too', () => {
    checkRename(
      'mailbox a@a.example\nforward b@a.example -> ana@a$0.example\nlist l@a.example { member ana@a.example }',
      'a@a.example',
      'mailbox a@a.example\nforward b@a.example -> a@a.example\nlist l@a.example { member a@a.example }',
    );
  });

  test.each([
    ['b@a.example', 'b@a.example is already a shared mailbox (plan.migplan, line 2); choose another address'],
    ['B@A.example', 'B@A.example is already a shared mailbox (plan.migplan, line 2); choose another address'],
    [
      'old@a.example',
      'old@a.example is already an old address (plan.migplan, line 3); choose another address',
    ],
    ['bert', 'bert is no address; write it whole, with its @ and its domain'],
    ['', '"" is no address; write it whole, with its @ and its domain'],
    [
      'bert@',
      'bert@ is no address: it has no domain, which only a template may leave out; write it after the @',
    ],
    [
      'b..t@a.example',
      'b..t@a.example is no address: before its @ a dot stands at an end or beside another; remove it',
    ],
    [
      'b t@a.example',
      'b t@a.example is no address: it holds a character that addresses cannot hold, perhaps an invisible one; type it again',
    ],
    [
      '{unit.admin}@a.example',
      '{unit.admin}@a.example is no address: it holds a character that addresses cannot hold, perhaps an invisible one; type it again',
    ],
  ])('%s is refused', (newName, says) => {
    const fixture =
      'mailbox a$0@a.example\nshared b@a.example\nresource r@a.example room { was old@a.example }';
    assert.equal(renamed(fixture, newName), says);
  });

  test('is refused in French', () => {
    const fixture = 'mailbox a$0@a.example\nshared b@a.example';
    assert.equal(
      renamed(fixture, 'b@a.example', 'fr'),
      'b@a.example est déjà une boîte partagée (plan.migplan, ligne 2)\u00A0; choisissez une autre adresse',
    );
    assert.equal(
      renamed(fixture, 'b', 'fr'),
      'b n’est pas une adresse\u00A0; écrivez-la entière, avec son @ et son domaine',
    );
  });
});

describe('what a template stamps', () => {
  const PLAN = `
template t {
  shared contact@ "Contact" { access {unit.admin} full }
  alias bonjour@ -> contact@
}
unit north { admin anna@a.example }
domain a.example { unit north; use t }
domain b.example { unit north; use t }
`;

  test('is not changed for one domain: its template is', () => {
    assert.equal(
      renamed(`${PLAN}list l@a.example { member con$0tact@a.example }`, 'team@a.example'),
      'the template t makes contact@a.example for this domain and others: change contact@ in it',
    );
    assert.equal(
      renamed(`${PLAN}list l@a.example { member con$0tact@a.example }`, 'team@a.example', 'fr'),
      'le modèle t crée contact@a.example pour ce domaine et d’autres\u00A0: changez-y contact@',
    );
  });

  test('is refused before a name is asked for', () => {
    const { analysis, path, position } = atCursor(`${PLAN}list l@a.example { member con$0tact@a.example }`);
    assert.deepEqual(prepareRename(analysis, path, position), {
      refused: 'the template t makes contact@a.example for this domain and others: change contact@ in it',
    });
  });

  test('is a name like any other to collide with', () => {
    assert.equal(
      renamed(`${PLAN}list li$0st@a.example`, 'bonjour@a.example'),
      'bonjour@a.example is already an alias (plan.migplan, line 6); choose another address',
    );
  });

  test('follows what it was made of', () => {
    const fixture = PLAN.replace('anna@', 'an$0na@');
    checkRename(fixture, 'ben@a.example', PLAN.replace('anna@', 'ben@'));
    checkRename(PLAN.replace('unit north {', 'unit nor$0th {'), 'south', PLAN.replaceAll('north', 'south'));
  });
});

describe('a name', () => {
  test('is changed in every file', () => {
    checkRename(
      `
//- /plan.migplan
plan "P" { include "*.migplan" }
unit north "north" { kind north }
policy for unit north { alias-scope any }
lot first { date 2027-01-04; unit no$0rth }
template t { mailbox x@ { unit north } }
//- /more.migplan
domain a.example { unit north }
unit sub { parent north; kind region
`,
      'grand-est',
      `
//- /plan.migplan
plan "P" { include "*.migplan" }
unit grand-est "north" { kind north }
policy for unit grand-est { alias-scope any }
lot first { date 2027-01-04; unit grand-est }
template t { mailbox x@ { unit grand-est } }
//- /more.migplan
domain a.example { unit grand-est }
unit sub { parent grand-est; kind region
`,
    );
  });

  test.each([
    ['south', 'the name south is already taken (plan.migplan, line 2); choose another'],
    ['', '"" is no name; letters, digits and inner hyphens make one, such as grand-est'],
    ['grand est', 'grand est is no name; letters, digits and inner hyphens make one, such as grand-est'],
    ['a.example', 'a.example is no name; letters, digits and inner hyphens make one, such as grand-est'],
    ['{unit.name}', '{unit.name} is no name; letters, digits and inner hyphens make one, such as grand-est'],
    ['"north"', '"north" is no name; letters, digits and inner hyphens make one, such as grand-est'],
    ['a;b', 'a;b is no name; letters, digits and inner hyphens make one, such as grand-est'],
  ])('%s is refused', (newName, says) => {
    assert.equal(renamed('unit nor$0th\nunit south', newName), says);
  });

  test('of a unit is refused where two policies would become one', () => {
    const fixture = 'unit nor$0th\npolicy for unit north { cutover needs approval }\npolicy for unit south';
    assert.equal(
      renamed(fixture, 'south'),
      'the name south is already taken (plan.migplan, line 3); choose another',
    );
  });

  test('is refused in French', () => {
    assert.equal(
      renamed('unit nor$0th\nunit south', 'south', 'fr'),
      'le nom south est déjà pris (plan.migplan, ligne 2)\u00A0; choisissez-en un autre',
    );
    assert.equal(
      renamed('unit nor$0th', 'a b', 'fr'),
      'a b n’est pas un nom\u00A0; un nom est fait de lettres, de chiffres et de traits d’union intérieurs, comme grand-est',
    );
    assert.equal(
      renamed('domain a$0.example', 'a', 'fr'),
      'a n’est pas un domaine\u00A0; un domaine ressemble à example.org',
    );
  });

  test('of another kind is no obstacle', () => {
    checkRename('unit nor$0th\nlot south', 'south', 'unit south\nlot south');
  });
});

describe('a domain', () => {
  test('takes its addresses with it, and leaves its sub-domains', () => {
    checkRename(
      `
//- /plan.migplan
plan "P" { include "*.migplan" }
lot first { date 2027-01-04; domain a.example, sub.a.example; mailbox Anna@A.example }
domain a.exam$0ple { subdomain sub.a.example }
domain c.example { was a.example }
mailbox Anna@A.example
mailbox ben@sub.a.example { was ben@a.example }
template t { list all@ { member anna@a.example, x@a.example } }
//- /more.migplan
forward x@c.example -> nobody@a.example
endpoint e imap { host a.example; login each }
`,
      'B.example',
      `
//- /plan.migplan
plan "P" { include "*.migplan" }
lot first { date 2027-01-04; domain B.example, sub.a.example; mailbox Anna@B.example }
domain B.example { subdomain sub.a.example }
domain c.example { was B.example }
mailbox Anna@B.example
mailbox ben@sub.a.example { was ben@B.example }
template t { list all@ { member anna@B.example, x@B.example } }
//- /more.migplan
forward x@c.example -> nobody@B.example
endpoint e imap { host a.example; login each }
`,
    );
  });

  test('below another is changed by its own name', () => {
    checkRename(
      'domain a.example { subdomain sub.a$0.example }\nmailbox a@a.example\nmailbox b@sub.a.example',
      'new.a.example',
      'domain a.example { subdomain new.a.example }\nmailbox a@a.example\nmailbox b@new.a.example',
    );
  });

  test('that templates are stamped into takes what they make along', () => {
    checkRename(
      'template t { shared contact@ }\ndomain a$0.example { use t }\nlist l@a.example { member contact@a.example }',
      'b.example',
      'template t { shared contact@ }\ndomain b.example { use t }\nlist l@b.example { member contact@b.example }',
    );
  });

  test.each([
    ['b.example', 'the name b.example is already taken (plan.migplan, line 2); choose another'],
    [
      'c.example',
      'anna@c.example is already a personal mailbox (plan.migplan, line 4); choose another address',
    ],
    ['example', 'example is no domain; one looks like example.org'],
    ['a_b.example', 'a_b.example is no domain; one looks like example.org'],
    ['anna@a.example', 'anna@a.example is no domain; one looks like example.org'],
  ])('%s is refused', (newName, says) => {
    const fixture = 'domain a$0.example\ndomain b.example\nmailbox anna@a.example\nmailbox anna@c.example\n';
    assert.equal(renamed(fixture, newName), says);
  });
});

describe('nothing is renamed', () => {
  test.each([
    '$0',
    'mail$0box a@a.example',
    'plan "P$0" {}',
    'pol$0icy { alias-scope any }',
    'mailbox a@a.example "A$0"',
    '# a@a.exam$0ple',
    'template t { shared cont$0act@ }',
    'licence E1 { quota 5$0 GB }',
  ])('at %s', (fixture) => {
    assert.equal(renamed(fixture, 'x'), 'nothing');
    const { analysis, path, position } = atCursor(fixture);
    assert.equal(prepareRename(analysis, path, position), undefined);
  });

  test('of what is the program’s: a rule', () => {
    const fixture = 'policy { severity lot-cap$0acity off }';
    const { analysis, path, position } = atCursor(fixture);
    const refused = 'lot-capacity is the name of a rule, which a plan cannot change';
    assert.deepEqual(prepareRename(analysis, path, position), { refused });
    assert.equal(renamed(fixture, 'x'), refused);
    assert.equal(
      renamed(fixture, 'x', 'fr'),
      'lot-capacity est le nom d’une règle, qu’un plan ne peut pas changer',
    );
  });
});

test.each([
  ['mailbox An$0na@a.example', 8, 22, 'Anna@a.example'],
  ['mailbox Anna@a.example E1$0', 23, 25, 'E1'],
  ['unit n { parent $0north', 16, 21, 'north'],
  ['unit n {\r\n}\r\nlot l { date 2027-01-04; domain a.exam$0ple', 32, 41, 'a.example'],
])('what would be renamed is the whole name: %s', (fixture, start, end, name) => {
  const { analysis, path, position } = atCursor(fixture);
  const found = prepareRename(analysis, path, position);
  assert(found && 'name' in found);
  assert.equal(found.name, name);
  assert.deepEqual([found.range.start.character, found.range.end.character], [start, end]);
});

test('positions count UTF-16 units', () => {
  checkRename(
    'mailbox a@a.example "𝓐" { alias b$0@a.example }\nlist l@a.example "é𝓐" { member b@a.example }',
    'c@a.example',
    'mailbox a@a.example "𝓐" { alias c@a.example }\nlist l@a.example "é𝓐" { member c@a.example }',
  );
});
