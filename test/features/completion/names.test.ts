/** Completion of what the plan names: licences, lots, rules, and addresses. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { completion } from '../../../server/language/features/completion.ts';
import { atCursor } from '../fixture.ts';
import { type Asking, ask, items, labels, taken } from './asking.ts';

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
      'E1: 2,76 EUR/mois · 50 Go · sièges\u00A0: 118 libres sur 120',
      'E3: 8,24 EUR/mois · part\u00A0: 0 libre sur 1',
    ]);
  });

  test.each([
    ['not a unit as its own parent', 'unit west { parent $0 }', ['north', 'east']],
    ['not a lot as its own predecessor', 'lot later { after $0 }', ['first', 'next']],
    ['not a unit that has a policy', 'policy for unit north {}\npolicy for unit $0', ['east']],
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

test.each([
  [
    'addresses',
    'list l@b.example { member $0 }',
    'mailbox a@a.example\nmailbox b@a.example',
    ['a@a.example', 'b@a.example'],
  ],
  ['lots', 'mailbox b@b.example { lot $0 }', 'lot first { pilot }\nlot next { pilot }', ['first', 'next']],
])('%s stand as in the plan, whichever was edited last', (_, asking, declared, expected) => {
  const { analysis, path, position } = atCursor(`${declared}\n${asking}`);
  const start = { line: 0, character: (declared.split('\n')[0] ?? '').length };
  analysis.edit(path, [{ range: { start, end: start }, text: '  # edited' }]);
  const found = completion(analysis, path, position, { hasSnippets: false })?.items;
  assert.deepEqual(
    found?.map(({ label }) => label),
    expected,
  );
});
