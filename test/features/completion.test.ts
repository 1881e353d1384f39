import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import {
  type Completion,
  type CompletionOptions,
  completion,
  completionDocs,
} from '../../server/language/features/completion.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { analyse } from '../support/check.ts';
import { atCursor } from './fixture.ts';

const PLAN = `
//- /plan.migplan
plan "P" { source old; target new; include "*.migplan" }
endpoint old imap { host imap.a.example; login each }
endpoint new microsoft365 { tenant x.example }
licence E1 "Web" { price 2.76 EUR/month; quota 50 GB; seats 120 }
licence E3 { price 8.24 EUR/month }
policy { licence-share E3 <= 1/2 per unit }
unit north "The North" { kind region }
unit east { parent north }
timeline standard { D-7 freeze; D open }
lot first "First ones" { date 2027-01-04 }
lot next { date 2027-02-01 }
template common { shared contact@ "Contact" }
domain a.example { unit north; use common; subdomain sub.a.example }
domain b.example
mailbox anna@a.example E1 "Anna Berg" { was anna@old.example }
mailbox Ben@a.example E3
mailbox anna@b.example E1
shared team@a.example "Team"
list all@b.example
alias anne@a.example -> anna@a.example
drop gone@a.example "agreed"
`;

interface Asking extends Partial<CompletionOptions> {
  readonly locale?: Locale;
}

function ask(text: string, { locale = 'en', ...options }: Asking = {}) {
  const fixture = `${PLAN}//- /asked.migplan\n${text}`;
  const { analysis, path, position } = atCursor(fixture, { locale });
  return { analysis, found: completion(analysis, path, position, { hasSnippets: false, ...options }) };
}

const items = (text: string, asking?: Asking): readonly Completion[] => ask(text, asking).found?.items ?? [];
const labels = (text: string, asking?: Asking): string[] => items(text, asking).map(({ label }) => label);

/** The text after an item was taken, the cursor's line only; `replace` takes the place of the whole word. */
function taken(text: string, label: string, how: 'insert' | 'replace' = 'insert'): string {
  const { found } = ask(text);
  const item = found?.items.find((candidate) => candidate.label === label);
  assert(found && item, `${label} is not offered: ${found?.items.map((each) => each.label).join(', ')}`);
  const { start, end } = found[how];
  const line = text.replace('$0', '').split(/\r?\n/)[start.line] ?? '';
  return line.slice(0, start.character) + (item.insert ?? item.label) + line.slice(end.character);
}

describe('in column 0', () => {
  const KEYWORDS =
    'endpoint licence unit policy timeline lot domain mailbox shared resource list alias forward drop template';

  test.each([
    ['in an empty file', '$0'],
    ['in a file of blanks', '\n$0\n'],
    ['behind a byte order mark', '\uFEFFm$0'],
    ['between declarations', 'unit n\n$0\nunit m\n'],
    ['in half a word', 'unit n\nmai$0'],
    ['in a keyword', 'unit n\nmail$0box a@a.example\n'],
    ['under a body that is not closed', 'unit n {\n  kind x\n$0'],
    ['at the end of a file', 'unit n { kind x }\n$0'],
    ['under a comment', '# unit\n$0'],
  ])('declarations are offered %s', (_, text) => assert.equal(labels(text).join(' '), KEYWORDS));

  test('a plan is offered where there is none', () => {
    const { analysis, path, position } = atCursor('$0');
    const found = completion(analysis, path, position, { hasSnippets: false });
    assert.equal(found?.items[0]?.label, 'plan');
  });

  test.each([
    ['mailbox', `mailbox \${1:address} \${2:licence} "\${3:name}"$0`],
    ['lot', `lot \${1:name} "\${2:title}" {\n  date \${3:date}\n  $0\n}`],
    ['endpoint', `endpoint \${1:name} \${2|imap,cyrus,dovecot,microsoft365,bluemind,archive|} {\n  $0\n}`],
    ['alias', `alias \${1:address} -> \${2:address}$0`],
    ['policy', 'policy {\n  $0\n}'],
    ['domain', `domain \${1:domain}$0`],
    ['drop', `drop \${1:address} "\${2:reason}"$0`],
  ])('%s is a snippet for editors that take one', (label, insert) => {
    const found = items('$0', { hasSnippets: true }).find((item) => item.label === label);
    assert.deepEqual([found?.insert, found?.isSnippet], [insert, true]);
    const plain = items('$0').find((item) => item.label === label);
    assert.deepEqual([plain?.insert, plain?.isSnippet], [`${label} `, undefined]);
  });

  test('a snippet speaks French', () => {
    const found = items('$0', { hasSnippets: true, locale: 'fr' }).find(({ label }) => label === 'mailbox');
    assert.equal(found?.insert, `mailbox \${1:adresse} \${2:licence} "\${3:nom}"$0`);
    assert.equal(found?.detail, 'adresse [licence] ["texte"]');
  });

  test('nothing pops up for a blank', () => assert.deepEqual(labels(' $0', { typed: ' ' }), []));
});

describe('in a body', () => {
  test('properties that are not given yet, required ones first, those that repeat again', () => {
    assert.deepEqual(labels('lot l { title; after first; pilot; capacity 1..2 units; $0 }'), [
      ...['date', 'timeline', 'after', 'domain', 'unit', 'mailbox', 'approved', 'hold'],
    ]);
  });

  test('of an endpoint by its kind; no password', () => {
    const found = labels('endpoint e archive {\n  $0\n}\n');
    assert.equal(found[0], 'path');
    assert(found.includes('format') && found.includes('rate'));
    for (const other of ['host', 'tenant', 'password']) assert(!found.includes(other));
    assert(labels('endpoint e {\n  $0\n}').includes('tenant'));
  });

  test.each([
    ['unclosed', 'mailbox c@a.example {\n  al$0'],
    ['unclosed, with more below', 'mailbox c@a.example {\n  al$0\n  quota 5 GB\nunit x\n'],
    ['on one line', 'mailbox c@a.example { quota 5 GB; al$0'],
    ['behind half a property', 'mailbox c@a.example {\n  quota\n  al$0\n}'],
    ['behind a broken string', 'mailbox c@a.example {\n  title "x\n  al$0\n}'],
    ['with lines that end in CRLF', 'mailbox c@a.example {\r\n  quota 5 GB\r\n  al$0\r\n}\r\n'],
  ])('%s', (_, text) => {
    const found = labels(text);
    assert(found.includes('alias') && found.includes('lot') && !found.includes('access'));
    assert.equal(found.includes('quota'), !text.includes('quota'));
    assert.match(taken(text, 'alias'), /\balias $/);
  });

  test('what each takes is told, in both languages', () => {
    const detail = (label: string, text: string, locale: Locale = 'en') =>
      items(text, { locale }).find((item) => item.label === label)?.detail;
    assert.equal(detail('unit', 'mailbox c@a.example { $0 }'), 'unit');
    assert.equal(detail('unit', 'mailbox c@a.example { $0 }', 'fr'), 'unité');
    assert.equal(detail('access', 'shared c@a.example { $0 }'), 'address [right], …');
    assert.equal(
      detail('host', 'endpoint e imap { $0 }', 'fr'),
      'serveur [port nombre] [tls | starttls | plain]',
    );
    assert.equal(
      detail('login', 'endpoint e imap { $0 }'),
      'master | admin | each | oauth2 ["text"] [separator "text"] [secret secret]',
    );
    assert.equal(detail('severity', 'policy { $0 }'), 'rule off | hint | information | warning | error, …');
    assert.equal(detail('date', 'lot l { $0 }'), 'date');
    assert.equal(detail('pilot', 'lot l { $0 }'), '');
  });

  test('a flag takes no blank behind it', () => {
    assert.equal(taken('lot l { pi$0 }', 'pilot'), 'lot l { pilot }');
  });

  test('of a template: what it may hold, and the properties of that', () => {
    const contents = ['mailbox', 'shared', 'resource', 'list', 'alias', 'forward'];
    assert.deepEqual(labels('template t {\n  $0\n}'), contents);
    assert.deepEqual(labels('template t {\n  list a@\n  l$0'), contents);
    assert.deepEqual(labels('template t { list a@ { $0 } }'), ['unit', 'was', 'alias', 'member', 'owner']);
    assert.deepEqual(labels('template t {\n  list a@ { unit north; member b@; $0'), [
      'was',
      'alias',
      'member',
      'owner',
    ]);
    const [, shared] = items('template t { $0 }', { hasSnippets: true });
    assert.equal(shared?.insert, `shared \${1:address}@ \${2:licence} "\${3:name}"$0`);
  });

  test('a blank that indents asks for nothing, one that is asked about does', () => {
    assert.deepEqual(labels('lot l {\n  $0\n}', { typed: ' ' }), []);
    assert.notDeepEqual(labels('lot l {\n  $0\n}'), []);
  });
});

describe('names', () => {
  const details = (text: string, asking?: Asking) =>
    items(text, asking).map(({ label, detail }) => [label, detail].filter(Boolean).join(': '));

  test.each([
    ['endpoints', 'domain c.example { source $0 }', ['old: imap · imap.a.example', 'new: microsoft365']],
    ['units with their titles', 'mailbox c@a.example { unit $0 }', ['north: The North', 'east']],
    [
      'lots with their dates',
      'mailbox c@a.example { lot $0',
      ['first: 2027-01-04 · First ones', 'next: 2027-02-01'],
    ],
    ['timelines', 'lot l { timeline $0 }', ['standard: 2 steps']],
    ['templates', 'domain c.example { use $0 }', ['common: 1 address']],
    ['domains', 'lot l { domain $0 }', ['a.example: north', 'sub.a.example: north', 'b.example']],
    ['a unit in a policy', 'policy for unit $0', ['north: The North', 'east']],
    ['those that hold what is typed', 'mailbox c@a.example { unit as$0 }', ['east']],
  ])('%s', (_, text, expected) => assert.deepEqual(details(text), expected));

  test('licences, with price, quota and what is left', () => {
    assert.deepEqual(details('mailbox c@a.example $0'), [
      'E1: 2.76 EUR/month · 50 GB · seats: 118 of 120 left',
      'E3: 8.24 EUR/month · share: 0 of 1 left',
    ]);
    assert.deepEqual(details('mailbox c@b.example $0'), [
      'E1: 2.76 EUR/month · 50 GB · seats: 118 of 120 left',
      'E3: 8.24 EUR/month',
    ]);
    assert.deepEqual(details('mailbox c@a.example E$0', { locale: 'fr' }), [
      'E1: 2,76 EUR/mois · 50 Go · sièges\u00A0: 118 sur 120 libres',
      'E3: 8,24 EUR/mois · part\u00A0: 0 sur 1 libres',
    ]);
  });

  test.each([
    ['not a unit as its own parent', 'unit west { parent $0 }', ['north', 'east']],
    ['not a lot as its own predecessor', 'lot later { after $0 }', ['first', 'next']],
    ['not what the list has', 'lot l { domain a.example, $0 }', ['sub.a.example', 'b.example']],
    ['on the next line of a list', 'lot l {\n  domain a.example,\n    $0\n}', ['sub.a.example', 'b.example']],
    ['rules', 'policy { severity lot-cap$0 }', ['lot-capacity']],
    ['rules to suppress', '# migplan-ignore lot-cap$0', ['lot-capacity']],
  ])('%s', (_, text, expected) => assert.deepEqual(labels(text), expected));

  test('every rule by its name, not by its code', () => {
    const found = labels('# migplan-ignore $0\nunit n');
    assert(found.includes('unknown-name') && found.includes('mailbox-in-no-lot'));
    assert(!found.some((label) => label.startsWith('MP')));
    assert.equal(
      taken('# migplan-ignore unk$0own-nam: so', 'unknown-name', 'replace'),
      '# migplan-ignore unknown-name: so',
    );
  });

  test('the whole word is taken or what stands before the cursor', () => {
    assert.equal(
      taken('mailbox c@a.example { unit no$0xx }', 'north'),
      'mailbox c@a.example { unit northxx }',
    );
    assert.equal(
      taken('mailbox c@a.example { unit no$0xx }', 'north', 'replace'),
      'mailbox c@a.example { unit north }',
    );
  });
});

describe('addresses', () => {
  const text = (value: string) => `list c@a.example { member ${value} }`;

  test('of the same domain first, those that mail can arrive at', () => {
    assert.deepEqual(
      items(text('$0')).map(({ label, detail }) => `${label}: ${detail}`),
      [
        'anna@a.example: mailbox · Anna Berg',
        'Ben@a.example: mailbox',
        'team@a.example: shared mailbox · Team',
        'contact@a.example: shared mailbox · Contact',
        'anna@b.example: mailbox',
        'all@b.example: list',
      ],
    );
  });

  test.each([
    ['by their first letters', text('an$0'), ['anna@a.example', 'anna@b.example']],
    ['whatever their case', text('BE$0'), ['Ben@a.example']],
    ['up to the domain', text('anna@b$0'), ['anna@b.example']],
    ['but those in the list', text('anna@a.example, a$0'), ['anna@b.example', 'all@b.example']],
    [
      'of people alone, for access',
      'shared c@b.example { access $0',
      [
        'anna@b.example',
        'anna@a.example',
        'Ben@a.example',
        ...['read', 'write', 'full', 'send-as', 'send-on-behalf'],
      ],
    ],
    ['behind an arrow', 'alias c@a.example -> te$0', ['team@a.example']],
    ['in a lot', 'lot l { mailbox all$0 }', ['all@b.example']],
    ['of a unit’s administrator', 'unit u { admin Ben$0', ['Ben@a.example']],
  ])('%s', (_, text, expected) => assert.deepEqual(labels(text), expected));

  test('of a domain, where none begins so', () => {
    assert.deepEqual(labels(text('zoe@$0')), ['a.example', 'sub.a.example', 'b.example']);
  });

  test.each([
    ['of a mailbox', 'mailbox c@$0'],
    ['of an alias', 'mailbox c@a.example { alias d@$0'],
    ['of an old one', 'mailbox c@a.example { was d@$0'],
  ])('that are new end in a domain: %s', (_, text) => {
    assert.deepEqual(labels(text), ['a.example', 'sub.a.example', 'b.example']);
    assert.match(taken(text, 'b.example'), /[cd]@b\.example$/);
  });

  test('the domain of the declaration above comes first', () => {
    assert.equal(labels('mailbox x@b.example\nmailbox c@$0')[0], 'b.example');
    assert.equal(labels('domain sub.a.example\n\nmailbox c@$0')[0], 'sub.a.example');
  });

  test.each([
    ['a new name', 'mailbox an$0'],
    ['a new unit', 'unit n$0'],
    ['a new domain', 'domain a$0'],
    ['a new sub-domain', 'domain c.example { subdomain a$0'],
  ])('nothing for %s', (_, text) => assert.deepEqual(labels(text), []));

  test('are at most 200, and more letters find others', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `mailbox m${i}@c.example\n`).join('');
    const all = ask(`${many}list l@c.example { member $0 }`).found;
    assert.equal(all?.items.length, 200);
    assert.equal(all?.isIncomplete, true);
    assert.deepEqual(labels(`${many}list l@c.example { member m99$0 }`).length, 11);
    assert.equal(labels(`${many}list l@c.example { member m999$0 }`)[0], 'm999@c.example');
  });

  test('that a long list lacks are found', () => {
    const many = Array.from({ length: 300 }, (_, i) => `mailbox m${i}@c.example\n`).join('');
    const given = Array.from({ length: 299 }, (_, i) => `m${i}@c.example`).join(', ');
    assert.equal(labels(`${many}list l@c.example { member ${given}, $0 }`)[0], 'm299@c.example');
  });

  test('are found as the plan changes', () => {
    const { analysis, path, position } = atCursor('mailbox anna@a.example\nlist l@b.example { member an$0 }');
    const found = () =>
      completion(analysis, path, position, { hasSnippets: false })?.items.map(({ label }) => label);
    assert.deepEqual(found(), ['anna@a.example']);
    const range = { start: { line: 0, character: 8 }, end: { line: 0, character: 12 } };
    analysis.edit(path, [{ range, text: 'andi' }]);
    assert.deepEqual(found(), ['andi@a.example']);
  });
});

describe('words', () => {
  test.each([
    ['rights', 'shared c@a.example { access anna@a.example $0 }', 'read write full send-as send-on-behalf'],
    [
      'phases',
      'timeline t { D-7 $0 }',
      'send-sheets sheets-due freeze stage lock cutover open delta verify retire',
    ],
    [
      'phases after a time',
      'timeline t {\n  D-7 16:00 f$0',
      'send-sheets sheets-due freeze stage lock cutover open delta verify retire',
    ],
    ['booking', 'resource c@a.example room { booking $0 }', 'automatic manual'],
    ['the kind of a resource', 'resource c@a.example $0', 'room equipment'],
    ['security', 'endpoint e imap { host a.example $0 }', 'port tls starttls plain'],
    ['security after a port', 'endpoint e imap { host a.example port 993 $0 }', 'tls starttls plain'],
    ['kinds of endpoints', 'endpoint e $0', 'imap cyrus dovecot microsoft365 bluemind archive'],
    ['logins', 'endpoint e imap { login $0 }', 'master admin each oauth2'],
    ['where a secret is; never a password', 'endpoint e imap { login each $0 }', 'separator secret'],
    ['kinds of secrets', 'endpoint e imap { login each secret $0 }', 'env file keychain prompt'],
    ['severities', 'policy { severity lot-capacity $0 }', 'off hint information warning error'],
    ['a locale', 'plan "Q" { locale $0 }', 'en fr'],
    ['units of a size', 'licence L { quota 50 $0 }', 'B kB MB GB TB KiB MiB GiB TiB'],
    ['what a price is for', 'licence L { price 5 EUR/$0 }', 'month year'],
    ['an arrow', 'alias c@a.example $0', '->'],
    ['a connective', 'lot l { approved "x" $0 }', 'on'],
    ['of a password', 'mailbox c@a.example { password $0 }', 'sealed'],
  ])('%s', (_, text, expected) => assert.equal(labels(text).join(' '), expected));

  test('time zones, from their area on', () => {
    assert(labels('plan "Q" { timezone $0 }').includes('Europe/Paris'));
    assert.equal(
      taken('plan "Q" { timezone Europe/Pa$0 }', 'Europe/Paris'),
      'plan "Q" { timezone Europe/Paris }',
    );
  });

  test.each([
    ['a date', 'lot l { date $0 }'],
    ['a size', 'licence L { quota $0 }'],
    ['a country', 'plan "Q" { country $0 }'],
    ['an unknown property', 'lot l { colour $0 }'],
    ['what is complete', 'lot l { date 2027-01-04 $0 }'],
    ['a flag', 'lot l { pilot $0 }'],
    ['a comment', 'lot l { # a$0'],
    ['a comment that suppresses, after its rule', '# migplan-ignore lot-capacity: a$0'],
    ['a string', 'lot l "a$0"'],
    ['a string that is not closed', 'mailbox c@a.example "An$0'],
    ['the place right behind a string', 'mailbox c@a.example "Anna"$0'],
    ['an indented line outside of any body', 'unit n\n  $0'],
    ['what is nested too deep', 'unit n { kind x { $0 } }'],
    ['text that is no declaration', 'nonsense { $0 }'],
  ])('nothing for %s', (_, text) => assert.deepEqual(labels(text), []));
});

describe('placeholders', () => {
  const ALL = '{domain.name} {unit.name} {unit.title} {unit.kind} {unit.admin}';

  test.each([
    ['in a template’s string', 'template t { shared c@ "Contact {$0', ALL],
    ['half typed', 'template t { shared c@ "Contact {unit.t$0" }', ALL],
    ['instead of an address', 'template t { shared c@ { access {un$0', '{unit.admin}'],
    [
      'in the pattern of addresses',
      'policy { personal-address "{g$0" }',
      '{given} {family} {given.initial} {family.initial}',
    ],
  ])('%s', (_, text, expected) => assert.equal(labels(text).join(' '), expected));

  test('take the place of what is typed, and of the brace that the editor closed', () => {
    assert.equal(
      taken('template t { shared c@ "C {un$0}" }', '{unit.title}'),
      'template t { shared c@ "C {unit.title}" }',
    );
    assert.equal(
      taken('template t { shared c@ { access {$0} full', '{unit.admin}'),
      'template t { shared c@ { access {unit.admin} full',
    );
    assert.equal(
      taken('template t { shared c@ "C {un$0it.name}" }', '{unit.title}', 'replace'),
      'template t { shared c@ "C {unit.title}" }',
    );
  });

  test('and its own addresses are offered where a template takes an address', () => {
    assert.deepEqual(labels('template t { shared info@; alias x@ -> $0').slice(0, 2), [
      '{unit.admin}',
      'info@',
    ]);
    assert.deepEqual(labels('template t { shared info@; alias x@ -> in$0'), ['info@']);
  });

  test.each(['mailbox c@a.example "{un$0"', 'template t {$0', 'mailbox c@a.example { alias {un$0'])(
    'none at %s',
    (text) => assert(!labels(text).some((label) => label.startsWith('{'))),
  );
});

describe('what there is to say of an item', () => {
  const docs = (text: string, label: string, locale: Locale = 'en') => {
    const { analysis, found } = ask(text, { locale });
    const about = found?.items.find((item) => item.label === label)?.about;
    return about && completionDocs(analysis, about);
  };

  test('a declaration in one line, as it is written', () => {
    assert.equal(
      docs('mailbox c@a.example $0', 'E1'),
      '```migplan\nlicence E1 "Web" { price 2.76 EUR/month; quota 50 GB; seats 120 }\n```',
    );
    assert.equal(
      docs('lot l { domain $0 }', 'sub.a.example')?.split('\n')[1],
      'domain a.example { unit north; use common; subdomain sub.a.example }',
    );
    assert.equal(
      docs('list l@a.example { member con$0', 'contact@a.example')?.split('\n')[1],
      'shared contact@a.example "Contact"',
    );
  });

  test('but not what may be a secret', () => {
    const text =
      'endpoint e imap { host a.example; login each password hunter2 }\ndomain c.example { source $0 }';
    assert.equal(docs(text, 'e'), '```migplan\nendpoint e imap\n```');
  });

  test('why there is a rule, and of a part of one too', () => {
    assert.match(docs('# migplan-ignore $0', 'lot-capacity') ?? '', /^\*\*MP702\*\* \w/);
    assert.match(docs('# migplan-ignore $0', 'lot-capacity', 'fr') ?? '', /^\*\*MP702\*\* (?:Un|La|Le|Les) /);
    assert.match(docs('# migplan-ignore $0', 'mailbox-in-no-lot') ?? '', /^\*\*MP701\*\* \w/);
  });

  test('what a declaration is for', () => {
    assert.equal(docs('$0', 'lot'), 'Who moves together, and on which day.');
    assert.equal(docs('$0', 'lot', 'fr'), 'Qui part ensemble, et quel jour.');
  });
});

test('nothing is thrown anywhere in a text that is broken in every way', () => {
  const text = `${PLAN}mailbox "x { a@, , ->\n  } } {unit. # migplan-ignore\n template t { shared {unit.admin} { access {\n\r\n"`;
  const analysis = analyse(text);
  for (const path of analysis.paths) {
    const lines = analysis.document(path)?.text.split('\n') ?? [];
    for (const [line, { length }] of lines.entries())
      for (let character = 0; character <= length; character++)
        completion(analysis, path, { line, character }, { hasSnippets: true });
  }
});
