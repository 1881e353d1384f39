/** What is known of kinds of mail systems: that it is well formed, dated and sourced, how a plan's own facts count, and the narrowest. */
import { describe, expect, test } from 'vitest';
import { ENDPOINT_KINDS } from '../../grammar/vocabulary.ts';
import { isTaken, refusalOf, type Use } from '../../server/language/facts/address-limits.ts';
import {
  FACT_NAMES,
  FACTS,
  type FactName,
  type Facts,
  type Takes,
} from '../../server/language/facts/facts.ts';
import { factsOfKind, groupOf, KIND_FACTS, SYSTEMS } from '../../server/language/facts/kinds.ts';
import { narrowest } from '../../server/language/facts/narrowest.ts';
import { addressFault } from '../../server/language/model/addresses/address-fault.ts';
import { analyse, published, show } from '../support/check.ts';
import { Random } from './random-plan.ts';

const isOf = (takes: Takes, value: unknown): boolean => {
  switch (takes.kind) {
    case 'count':
    case 'size':
      return Number.isInteger(value) && (value as number) >= 0;
    case 'yes-no':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'names':
      return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '');
    case 'word':
      return takes.of.includes(value as string);
    case 'words':
      return Array.isArray(value) && value.every((word) => takes.of.includes(word));
  }
};

describe.each(ENDPOINT_KINDS)('the facts of %s', (kind) => {
  test('are of the type that their table says, each given once', () => {
    const given = KIND_FACTS[kind].flatMap(({ facts }) => Object.entries(facts));
    for (const [name, value] of given)
      expect([name, isOf(FACTS[name as FactName].takes, value)]).toEqual([name, true]);
    const names = given.map(([name]) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  test('have a source and the day they were looked up', () => {
    for (const { source, checked } of KIND_FACTS[kind]) {
      expect(source.length).toBeGreaterThan(10);
      expect(checked).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  test('have the kind’s name in a sentence, in both languages', () => {
    expect(SYSTEMS[kind].en.length * SYSTEMS[kind].fr.length).toBeGreaterThan(0);
  });

  test('are all there, and lead to where they are from', () => {
    for (const name of Object.keys(factsOfKind(kind)) as FactName[])
      expect(groupOf(kind, name)?.facts).toHaveProperty(name);
  });
});

describe('a plan’s own facts', () => {
  test('count before the shipped ones, and lift them', () => {
    const own = { facts: { addresses: 400, folders: 7 }, without: ['folders', 'message-bytes'] } as const;
    const {
      addresses,
      folders,
      'message-bytes': bytes,
      'display-name-length': name,
    } = factsOfKind('microsoft365', own);
    expect([addresses, folders, bytes, name]).toEqual([400, undefined, undefined, 256]);
  });

  test('check again what depends on them, and nothing else', () => {
    const analysis = analyse(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox tom+news@a.example "Tom"
`);
    const codes = () => published(analysis).map(show).join('\n');
    expect(codes()).toContain('MP202');
    analysis.setFacts({ dovecot: { facts: { addresses: 2 }, without: [] } });
    expect(analysis.isSettled).toBe(true);
    analysis.setFacts({ microsoft365: { facts: {}, without: ['account-signs'] } });
    expect([...analysis.settle()]).toEqual(['/plan.migplan']);
    expect(codes()).not.toContain('MP202');
    analysis.setFacts({});
    analysis.settle();
    expect(codes()).toContain('MP202');
  });
});

const ALL = ENDPOINT_KINDS.map((kind) => factsOfKind(kind));

describe('the narrowest of several kinds', () => {
  test('has the least of each limit and only what all have in common', () => {
    const one: Facts = {
      addresses: 3,
      rights: ['read', 'full'],
      'account-signs': '.-+',
      'external-forwarding': 'allowed',
    };
    const other: Facts = { addresses: 2, rights: ['full', 'send-as'], 'account-signs': '+.', folders: 9 };
    const third: Facts = {
      'account-begins-with-sign': false,
      'external-forwarding': 'refused',
      'address-letters': 'ascii',
    };
    expect(narrowest([one, other, third])).toEqual({
      addresses: 2,
      rights: ['full'],
      'account-signs': '.+',
      folders: 9,
      'account-begins-with-sign': false,
      'external-forwarding': 'refused',
      'address-letters': 'ascii',
    });
    expect(narrowest([])).toEqual({});
  });

  test('speaks of every limit that mailboxes are held against', () => {
    const limits = FACT_NAMES.filter((name) => ['count', 'size'].includes(FACTS[name].takes.kind));
    const beyond: readonly FactName[] = [
      'folder-name-bytes',
      'folder-name-length',
      'folder-path-bytes',
      'folder-path-length',
      'soft-delete-days',
    ];
    const every = Object.fromEntries(limits.map((name) => [name, 1]));
    expect(Object.keys(narrowest([every])).toSorted()).toEqual(
      limits.filter((name) => !beyond.includes(name)).toSorted(),
    );
  });
});

describe('an address', () => {
  const random = new Random(7);
  const letters = [..."abzAZ019.-_+'&#~=!éüß日"];
  const addresses = Array.from({ length: 3000 }, () => {
    const local = Array.from({ length: 1 + random.below(random.chance(0.1) ? 70 : 12) }, () =>
      random.pick(letters),
    );
    return `${local.join('')}@${random.pick(['a.example', 'müller.example', `${'b'.repeat(60)}.example`])}`;
  }).filter((address) => !addressFault(address));

  test.each(['account', 'address'] as const satisfies Use[])(
    'that is quickly taken as an %s is refused for nothing',
    (use) => {
      let taken = 0;
      for (const facts of [...ALL, narrowest(ALL)]) {
        for (const address of addresses) {
          if (!isTaken(facts, address, use)) continue;
          taken++;
          const [local = '', domain = ''] = address.split('@');
          expect([address, refusalOf(facts, local, domain, use)]).toEqual([address, undefined]);
        }
      }
      expect(taken).toBeGreaterThan(1000);
    },
  );

  test('that passes the narrowest passes every kind', () => {
    const strict = narrowest(ALL);
    const passing = addresses.filter((address) => isTaken(strict, address, 'account'));
    for (const facts of ALL)
      for (const address of passing)
        expect([address, isTaken(facts, address, 'account')]).toEqual([address, true]);
    expect(passing.length).toBeGreaterThan(30);
  });
});
