/** What came of hundreds of addresses, on one screen: what did not arrive, and the rest in one line. */
import { expect, test } from 'vitest';
import type { Cli } from '../../server/cli/services.ts';
import { showTriedAddresses, type TriedAddress } from '../../server/cli/views/tried-addresses.ts';

function shown(addresses: readonly TriedAddress[], locale: 'en' | 'fr' = 'en'): string[] {
  const cli = {
    ...{ locale, terminal: { colour: false, columns: 100 } },
    t: (en: string, fr: string) => (locale === 'fr' ? fr : en),
  } as unknown as Cli;
  const told = { schema: 'migplan/try-addresses/v1', plan: 'P', lot: 'all', addresses } as const;
  return showTriedAddresses(cli, told).trimEnd().split('\n');
}

const many = (count: number, of: Omit<TriedAddress, 'address' | 'kind'>): TriedAddress[] =>
  Array.from({ length: count }, (_, number) => ({
    ...{ kind: 'alias', address: `a${number}@a.example`, mailbox: `m${number}@a.example` },
    ...of,
  }));

test('700 addresses fit a screen', () => {
  const lines = shown([
    ...many(350, { outcome: 'arrived', seen: { mailbox: 'm@a.example', folder: 'INBOX', junk: false } }),
    ...many(50, { outcome: 'bounced', words: '550 5.1.1 no' }),
    ...many(300, { outcome: 'not-tried', words: 'endpoint old does not say where mail is handed in' }),
  ]);
  expect(lines.length).toBeLessThan(40);
  expect(lines[0]).toBe('a0@a.example → m0@a.example    bounced  550 5.1.1 no');
  expect(lines.slice(-4)).toEqual([
    'and 21 more: --format json',
    '',
    'Lot all: 350 arrived, 300 not tried, 50 bounced',
    'The messages stay where they arrived; their subject says that they may be deleted.',
  ]);
});

test('what was not tried for one reason is told once', () => {
  expect(shown(many(300, { outcome: 'not-tried', words: 'endpoint old has no smtp' }))).toEqual([
    '300 addresses  not tried  endpoint old has no smtp',
    '',
    'Lot all: 300 not tried',
  ]);
});

test('where all arrived, one line says so; where there is none to try, that', () => {
  const seen = { mailbox: 'm@a.example', folder: 'INBOX', junk: false };
  expect(shown(many(2, { outcome: 'arrived', seen }), 'fr')).toEqual([
    'Lot all\u00A0: 2 arrivés',
    'Les messages restent où ils sont arrivés\u00A0; leur objet dit qu’ils peuvent être supprimés.',
  ]);
  expect(shown([])).toEqual(['Lot all has no old address to try.']);
});

test('what a server says commands no terminal', () => {
  const [line] = shown(many(1, { outcome: 'bounced', words: '550 \u001B[2Jgone' }));
  expect(line).toContain('550 ·[2Jgone');
});
