import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../grammar/blocks.ts';
import { type Reading, readDeclaration } from '../../grammar/declarations.ts';
import { parseBlock } from '../../grammar/parser.ts';
import { ENDPOINT_PROPERTIES, VOCABULARY } from '../../grammar/vocabulary.ts';
import { WHOLE_SURFACE } from './plans.ts';
import { readingProblems, readingValues, syntaxProblems } from './tree-text.ts';

function read(text: string): Reading {
  const parsed = parseBlock(text);
  expect(syntaxProblems(parsed)).toEqual([]);
  if (!parsed.declaration) throw new Error(`no declaration: ${text}`);
  return readDeclaration(parsed.declaration);
}

describe('heads', () => {
  test.each<[string, object]>([
    ['plan "Entraide"', { declares: 'plan', title: 'Entraide' }],
    ['endpoint anciens archive { path "a" }', { name: 'anciens', kind: 'archive' }],
    ['licence E1', { name: 'E1' }],
    ['licence E1 "Web"', { name: 'E1', title: 'Web' }],
    ['unit grand-est "Région"', { name: 'grand-est', title: 'Région' }],
    ['unit 55', { name: '55' }],
    ['policy', { declares: 'policy' }],
    ['policy for unit fd55', { unit: 'fd55' }],
    ['timeline standard', { name: 'standard' }],
    ['lot vague1 "Vague 1" { date 2025-01-20 }', { name: 'vague1', title: 'Vague 1' }],
    ['domain a.example', { name: 'a.example' }],
    ['mailbox a@b.example E3 "Anna"', { address: 'a@b.example', licence: 'E3', label: 'Anna' }],
    ['mailbox a@b.example "Anna"', { address: 'a@b.example', label: 'Anna' }],
    ['shared c@b.example', { address: 'c@b.example' }],
    ['resource s@b.example room "Salle"', { address: 's@b.example', kind: 'room', label: 'Salle' }],
    ['list l@b.example "Bureau"', { address: 'l@b.example', label: 'Bureau' }],
    ['alias a@b.example -> c@d.example', { address: 'a@b.example', to: 'c@d.example' }],
    ['forward a@b.example -> c@d.example until 2025-12-31', { to: 'c@d.example', until: '2025-12-31' }],
    ['drop a@b.example "left"', { address: 'a@b.example', reason: 'left' }],
    ['template fonctionnelles', { name: 'fonctionnelles' }],
  ])('%s', (text, expected) => {
    const reading = read(text);
    expect(readingProblems(reading, text)).toEqual([]);
    expect(readingValues(reading)).toMatchObject(expected);
  });
});

const HEADS: Readonly<Record<string, string>> = {
  plan: 'plan "x"',
  policy: 'policy',
  licence: 'licence E1',
  unit: 'unit x',
  timeline: 'timeline x',
  domain: 'domain a.example',
  mailbox: 'mailbox a@b.example',
  shared: 'shared a@b.example',
  resource: 'resource a@b.example room',
  list: 'list a@b.example',
  imap: 'endpoint x imap',
  archive: 'endpoint x archive',
  microsoft365: 'endpoint x microsoft365',
  bluemind: 'endpoint x bluemind',
  lot: 'lot x',
};

describe('properties', () => {
  test.each<[string, string, object]>([
    [
      'plan',
      'locale fr; timezone Europe/Paris; country FR',
      { locale: 'fr', timezone: 'Europe/Paris', country: 'FR' },
    ],
    [
      'plan',
      'source a; target b; include "x", "y"; include "z"',
      { source: 'a', target: 'b', include: ['x', 'y', 'z'] },
    ],
    [
      'imap',
      'host a.example port 993 tls; login each secret prompt',
      {
        host: { name: 'a.example', port: 993, security: 'tls' },
        login: { method: 'each', secret: { kind: 'prompt' } },
      },
    ],
    [
      'imap',
      'host localhost; login master "m" separator "*" secret env A_B',
      {
        host: { name: 'localhost' },
        login: { method: 'master', user: 'm', separator: '*', secret: { kind: 'env', name: 'A_B' } },
      },
    ],
    [
      'imap',
      'host h; login oauth2; connections 8; rate 20 MB/s; quiet 22:00..6:00; until 2025-12-31',
      { connections: 8, rate: 20_000_000, quiet: { from: '22:00', to: '06:00' }, until: '2025-12-31' },
    ],
    [
      'imap',
      'host h; login each secret "hunter2"',
      { login: { method: 'each', secret: { kind: 'literal' } } },
    ],
    [
      'microsoft365',
      'tenant t.example; client 8f2c-01 secret keychain "k"; usage-location FR',
      {
        tenant: 't.example',
        client: { id: '8f2c-01', secret: { kind: 'keychain', name: 'k' } },
        'usage-location': 'FR',
      },
    ],
    [
      'bluemind',
      'url "https://b.example"; secret file "s"',
      { url: 'https://b.example', secret: { kind: 'file', name: 's' } },
    ],
    ['archive', 'path "mail"; format mbox', { path: 'mail', format: 'mbox' }],
    [
      'licence',
      'price 2.76 EUR/month; quota 50 GB; sku PACK; seats 3',
      {
        price: { tenThousandths: 27_600, currency: 'EUR', per: 'month' },
        quota: 50e9,
        sku: 'PACK',
        seats: 3,
      },
    ],
    [
      'licence',
      'price 99 EUR/year; quota 1.5GiB; sku "A B"',
      { price: { tenThousandths: 990_000, currency: 'EUR', per: 'year' }, quota: 1.5 * 2 ** 30, sku: 'A B' },
    ],
    [
      'licence',
      'price 0.0001 EUR; quota 50 Go',
      { price: { tenThousandths: 1, currency: 'EUR', per: 'once' }, quota: 50e9 },
    ],
    [
      'unit',
      'kind region; parent spf; admin a@b.example; site 2689 "Verdun", nord',
      {
        kind: 'region',
        parent: 'spf',
        admin: 'a@b.example',
        site: [{ id: '2689', title: 'Verdun' }, { id: 'nord' }],
      },
    ],
    [
      'policy',
      'personal-address "{given}.{family}"; shared-address contact, "accueil.*"',
      { 'personal-address': '{given}.{family}', 'shared-address': ['contact', 'accueil.*'] },
    ],
    [
      'policy',
      'licence-share E3 <= 1/3 per unit surcharge; licence-share E1 <= 33 %',
      {
        'licence-share': [
          {
            licence: 'E3',
            limit: '<=',
            share: { numerator: 1, denominator: 3 },
            per: 'unit',
            surcharge: 'surcharge',
          },
          { licence: 'E1', limit: '<=', share: { numerator: 33, denominator: 100 } },
        ],
      },
    ],
    [
      'policy',
      'lot-size 300..350 mailboxes; inactive-after 60 days; alias-scope domain',
      {
        'lot-size': { range: { from: 300, to: 350 }, of: 'mailboxes' },
        'inactive-after': { count: 60, unit: 'days' },
        'alias-scope': 'domain',
      },
    ],
    [
      'policy',
      'cutover needs approval; deletions mirror; severity personal-address off',
      {
        cutover: { needs: 'needs', what: 'approval' },
        deletions: 'mirror',
        severity: [{ rule: 'personal-address', level: 'off' }],
      },
    ],
    [
      'timeline',
      'D-1 16:00 lock; D open; J+60 retire',
      {
        D: [
          { offset: -1, time: '16:00', step: 'lock' },
          { offset: 0, step: 'open' },
          { offset: 60, step: 'retire' },
        ],
      },
    ],
    [
      'lot',
      'date 2025-01-20; pilot; timeline t; after a, b; capacity 20..40 units',
      {
        date: '2025-01-20',
        pilot: true,
        timeline: 't',
        after: ['a', 'b'],
        capacity: { range: { from: 20, to: 40 }, of: 'units' },
      },
    ],
    [
      'lot',
      'date 2025-01-20; domain a.example; unit u; mailbox a@b.example',
      { date: '2025-01-20', domain: ['a.example'], unit: ['u'], mailbox: ['a@b.example'] },
    ],
    [
      'lot',
      'date 2025-01-20; approved "c" on 2025-01-15; hold "h" until 2025-02-01; hold "i"',
      {
        approved: { by: 'c', on: '2025-01-15' },
        hold: [{ reason: 'h', until: '2025-02-01' }, { reason: 'i' }],
      },
    ],
    [
      'domain',
      'unit u; subdomain v.a.example; limit 60 mailboxes; use t, s',
      { unit: 'u', subdomain: ['v.a.example'], limit: { count: 60, of: 'mailboxes' }, use: ['t', 's'] },
    ],
    [
      'domain',
      'source a; target b; was old.example; lot l; routing split via r.example; dns managed',
      {
        source: 'a',
        target: 'b',
        was: ['old.example'],
        lot: 'l',
        routing: { split: 'split', relay: 'r.example' },
        dns: 'managed',
      },
    ],
    [
      'mailbox',
      'given "A"; family "B"; title "C"; phone "+33"; site 2689; password sealed',
      { given: 'A', family: 'B', title: 'C', phone: '+33', site: '2689', password: 'sealed' },
    ],
    [
      'mailbox',
      'was a@old.example, b@old.example; alias c@b.example; forward d@e.example keep-copy',
      {
        was: ['a@old.example', 'b@old.example'],
        alias: ['c@b.example'],
        forward: [{ to: 'd@e.example', keep: 'keep-copy' }],
      },
    ],
    [
      'mailbox',
      'quota 80 GB; keep since 2018-01-01; exclude folder "Spam", Trash; folder "Envoyés" -> Sent',
      {
        quota: 80e9,
        keep: { since: 'since', day: '2018-01-01' },
        exclude: [{ folder: 'folder', path: 'Spam' }, { path: 'Trash' }],
        folder: [{ from: 'Envoyés', arrow: '->', to: 'Sent' }],
      },
    ],
    [
      'mailbox',
      'calendar none; contacts copy; lot l; unit u',
      { calendar: 'none', contacts: 'copy', lot: 'l', unit: 'u' },
    ],
    [
      'shared',
      'access a@b.example full, send-as; access c@b.example read',
      {
        access: [
          { who: 'a@b.example', right: 'full' },
          { right: 'send-as' },
          { who: 'c@b.example', right: 'read' },
        ],
      },
    ],
    [
      'resource',
      'capacity 12; booking automatic; manager a@b.example',
      { capacity: 12, booking: 'automatic', manager: ['a@b.example'] },
    ],
    [
      'list',
      'member a@b.example, c@b.example; owner d@b.example',
      { member: ['a@b.example', 'c@b.example'], owner: ['d@b.example'] },
    ],
  ])('%s: %s', (kind, properties, expected) => {
    const text = `${HEADS[kind]} { ${properties} }`;
    const reading = read(text);
    expect(readingProblems(reading, text)).toEqual([]);
    expect(readingValues(reading)).toMatchObject({ has: expected });
  });

  test('a template holds declarations', () => {
    const values = readingValues(
      read('template t { shared c@ "C" { access {unit.admin} full }; alias b@ -> c@ }'),
    );
    expect(values).toMatchObject({
      contents: [
        {
          declares: 'shared',
          address: 'c@',
          label: 'C',
          has: { access: [{ who: '{unit.admin}', right: 'full' }] },
        },
        { declares: 'alias', address: 'b@', to: 'c@' },
      ],
    });
  });
});

describe('what does not fit', () => {
  test.each<[string, string, string[]]>([
    ['an unknown property', 'lot x { date 2025-01-20; colour red }', ['unknown-property colour on «colour»']],
    [
      'a property given twice',
      'lot x { date 2025-01-20; date 2025-01-21 }',
      ['duplicate-property date on «date»'],
    ],
    ['a property that is missing', 'lot x { pilot }', ['missing-property date on «lot»']],
    [
      'two that a kind of endpoint needs',
      'endpoint x imap',
      ['missing-property host on «endpoint»', 'missing-property login on «endpoint»'],
    ],
    [
      'a property of another kind',
      'endpoint x archive { path "a"; host h }',
      ['unknown-property host on «host»'],
    ],
    ['a day that does not exist', 'lot x { date 2025-02-30 }', ['date expected of date on «2025-02-30»']],
    [
      'a hour that does not exist',
      'timeline t { D 25:00 lock }',
      ['send-sheets|sheets-due|freeze|stage|lock|cutover|open|delta|verify|retire expected of D on «25:00»'],
    ],
    ['a value that is absent', 'plan "x" { locale }', ['en|fr expected of locale on «locale»']],
    ['a value too many', 'plan "x" { source a b }', ['end expected of source on «b»']],
    ['a list where one is given', 'plan "x" { source a, b }', ['end expected of source on «b»']],
    ['a value for a flag', 'lot x { date 2025-01-20; pilot yes }', ['end expected of pilot on «yes»']],
    ['a body where none belongs', 'plan "x" { source a { } }', ['end expected of source on «}»']],
    [
      'one of a list',
      'list a@b.example { member a@b.example, anna, c@b.example }',
      ['address expected of member on «anna»'],
    ],
    ['a range upside down', 'policy { lot-size 9..3 }', ['range expected of lot-size on «9»']],
    ['a unit that a policy is not said to be for', 'policy fd55', ['for expected of policy on «fd55»']],
    ['a range of fractions', 'policy { lot-size 1.5..3 }', ['range expected of lot-size on «1.5»']],
    [
      'more digits than a number holds exactly',
      'licence E1 { seats 1234567890123456 }',
      ['integer expected of seats on «1234567890123456»'],
    ],
    [
      'access for nobody and to nothing',
      'shared a@b.example { access }',
      ['read|write|full|send-as|send-on-behalf expected of access on «access»'],
    ],
    [
      'a share over the whole',
      'policy { licence-share E3 <= 4/3 }',
      ['share expected of licence-share on «4»'],
    ],
    ['an amount without a currency', 'licence E1 { price 2.76 }', ['money expected of price on «2.76»']],
    [
      'a time zone nobody knows',
      'plan "x" { timezone Mars/Base }',
      ['timezone expected of timezone on «Mars»'],
    ],
  ])('%s', (_, text, problems) => {
    expect(readingProblems(read(text), text)).toEqual(problems);
  });

  test.each<[string, string[]]>([
    ['mailbox anna', ['address expected of mailbox on «anna»']],
    ['unit', ['name expected of unit on «unit»']],
    ['policy for', ['unit expected of policy on «policy»']],
    ['policy for unit', ['name expected of policy on «policy»']],
    ['policy for fd55', ['unit expected of policy on «fd55»']],
    ['endpoint x pop3', ['imap|cyrus|dovecot|microsoft365|bluemind|archive expected of endpoint on «pop3»']],
    ['alias a@b.example c@d.example', ['arrow expected of alias on «c@d.example»']],
  ])('a head that cannot be read leaves no declaration: %s', (text, problems) => {
    const reading = read(text);
    expect(reading.declaration).toBeUndefined();
    expect(readingProblems(reading, text)).toEqual(problems);
  });

  test('what is wrong takes nothing else with it', () => {
    const text = 'lot x { date soon; pilot; colour red; after a }';
    const reading = read(text);
    expect(readingValues(reading)).toMatchObject({ has: { pilot: true, after: ['a'] } });
    expect(readingProblems(reading, text)).toEqual([
      'date expected of date on «soon»',
      'unknown-property colour on «colour»',
    ]);
  });

  test('a literal secret is told, and its text is kept nowhere', () => {
    const reading = read('endpoint x imap { host h; login each password "hunter2" }\n');
    expect(JSON.stringify(reading)).not.toContain('hunter2');
  });

  test('a list of a hundred thousand is read', { timeout: 30_000 }, () => {
    const members = Array.from({ length: 100_000 }, (_, index) => `m${index}@b.example`).join(', ');
    expect(readingValues(read(`list l@b.example { member ${members} }`))).toMatchObject({
      has: { member: { length: 100_000 } },
    });
  });
});

test('the whole surface reads without a problem', () => {
  const problems = splitBlocks(WHOLE_SURFACE).flatMap((block) => readingProblems(read(block), block));
  expect(problems).toEqual([]);
});

test('the whole surface has every property of the vocabulary', () => {
  const written = new Set(WHOLE_SURFACE.match(/[a-z][a-z-]*/g));
  const known = Object.values(VOCABULARY).flatMap(({ properties }) => Object.keys(properties));
  expect(known.filter((name) => name !== 'D' && !written.has(name))).toEqual([]);
  expect(
    Object.keys(ENDPOINT_PROPERTIES).filter((kind) => !written.has(kind) && kind !== 'microsoft365'),
  ).toEqual([]);
});
