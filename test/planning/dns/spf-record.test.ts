/** SPF: what a record includes, and what it costs. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../server/planning/dns/dns-answers.ts';
import { including, isSpf, reachOf } from '../../../server/planning/dns/spf-record.ts';

/** Records by name; a name that is not there was not answered. */
const zone = (records: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, Answer> =>
  new Map(
    Object.entries(records).map(([name, record]) => [
      `TXT ${name}`,
      record === undefined ? { state: 'none' } : { state: 'found', values: ['other', record] },
    ]),
  );

describe('look-ups', () => {
  test.each([
    ['v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 all', 0],
    ['v=spf1 a mx ptr -all', 3],
    ['v=spf1 a:b.example a/24 mx:b.example/24 ?exists:%{i}.b.example ~all', 4],
    ['v=spf1 include:%{d}.b.example -all', 1],
    ['v=spf1 exp=why.b.example -all', 0],
    ['V=SPF1 MX -ALL', 1],
    ['v=spf1 all-b.example amx', 0],
  ])('%s: %i', (record, lookups) => {
    expect(reachOf(record, new Map()).lookups).toBe(lookups);
  });

  test('are those of what is included too, each time that it is', () => {
    const answers = zone({
      'b.example': 'v=spf1 include:c.example a -all',
      'c.example': 'v=spf1 mx redirect=d.example',
      'd.example': undefined,
    });
    const { lookups, includes, unread } = reachOf('v=spf1 include:b.example include:c.example', answers);
    expect(lookups).toBe(2 + 2 + 2 + 2);
    expect([...includes]).toEqual(['b.example', 'c.example', 'd.example']);
    expect([...unread]).toEqual([]);
  });

  test('that are not known are said', () => {
    expect([...reachOf('v=spf1 include:B.example', zone({})).unread]).toEqual(['b.example']);
  });

  test('of circles come to an end', () => {
    const answers = zone({
      'b.example': 'v=spf1 include:c.example include:c.example',
      'c.example': 'v=spf1 include:b.example include:b.example include:c.example',
    });
    expect(reachOf('v=spf1 include:b.example', answers).lookups).toBeGreaterThan(3);
  });
});

test('which values are records', () => {
  expect(
    ['v=spf1', 'V=SPF1 -all', 'v=spf1-all', 'v=spf10 all', ' v=spf1', 'spf2.0/pra'].filter(isSpf),
  ).toEqual(['v=spf1', 'V=SPF1 -all']);
});

test('an include comes first, and what is there stays', () => {
  expect(including('V=SPF1 ip4:192.0.2.1 -all', 'b.example')).toBe(
    'v=spf1 include:b.example ip4:192.0.2.1 -all',
  );
  expect(including('v=spf1', 'b.example')).toBe('v=spf1 include:b.example');
});
