/**
 * Files for whoever runs a Dovecot: whatever people are called, each line says what the plan says and nothing else. They are read back as
 * passwd-file(5) and virtual(5) say; test/provisioning/dovecot-handover.test.ts has Dovecot read them.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dovecotFiles } from '../../../server/documents/handover/dovecot-files.ts';
import { quotaField } from '../../../server/documents/handover/passwd-file.ts';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import { expectFrench } from '../../support/both-languages.ts';
import { handedAt } from './handed.ts';

const make = (address: string): Change => ({
  does: 'make',
  kind: 'mailbox',
  address,
  profile: { name: address },
});
const contentOf = (changes: readonly Change[], ending: string, plan?: string) =>
  dovecotFiles(handedAt(changes, 'en', plan)).find(({ name }) => name === `pilot-new-${ending}`)?.content ??
  '';
const dataOf = (content: string) =>
  content.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

/** As Dovecot parts a line. */
const passwd = (content: string) =>
  dataOf(content).map((line) => {
    const [user = '', password, uid, gid, gecos, home, shell, ...extra] = line.split(':');
    return { user, password, between: [uid, gid, gecos, home, shell].join(''), extra: extra.join(':') };
  });

/** As postmap parts a line, and Postfix its right side. */
const virtual = (content: string) =>
  dataOf(content).map((line) => {
    const [, key = '', value = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return [key, value.split(/[\s,]+/)] as const;
  });

describe('each file has what it is for', () => {
  const changes: Change[] = [
    make('anna@a.example'),
    { does: 'set-quota', address: 'Anna@a.example', bytes: 50 * 2 ** 30 },
    { does: 'set-quota', address: 'held@a.example', bytes: 1000 },
    { does: 'make', kind: 'list', address: 'all@a.example', profile: {} },
    { does: 'add-member', address: 'all@a.example', member: 'anna@a.example' },
    { does: 'add-member', address: 'all@a.example', member: 'bob@a.example' },
    { does: 'add-alias', kind: 'mailbox', address: 'anna@a.example', alias: 'a.rossi@a.example' },
    { does: 'remove-alias', kind: 'mailbox', address: 'anna@a.example', alias: 'old@a.example' },
    { does: 'forward', address: 'bob@a.example', to: 'bob@b.example', keepCopy: true, until: '2027-06-30' },
    { does: 'redirect', address: 'was@old.example', to: 'anna@a.example' },
    { does: 'lock', address: 'carl@a.example' },
    { does: 'unlock', address: 'dora@a.example' },
  ];

  test('accounts, their quotas, and no password that anything hashes to', () => {
    expect(passwd(contentOf(changes, 'passwd'))).toEqual([
      { user: 'anna@a.example', password: '{CRYPT}!', between: '', extra: 'userdb_quota_rule=*:storage=50G' },
    ]);
    expect(contentOf(changes, 'passwd')).toContain('# held@a.example: userdb_quota_rule=*:storage=1000B\n');
  });

  test('addresses, one line each', () => {
    expect(virtual(contentOf(changes, 'virtual'))).toEqual([
      ['all@a.example', ['anna@a.example', 'bob@a.example']],
      ['a.rossi@a.example', ['anna@a.example']],
      ['bob@a.example', ['bob@a.example', 'bob@b.example']],
      ['was@old.example', ['anna@a.example']],
    ]);
    expect(contentOf(changes, 'virtual')).toContain('# bob@a.example to bob@b.example: until 2027-06-30');
    expect(contentOf(changes, 'virtual')).toContain('# Take away: old@a.example');
  });

  test('owners who are kept out', () => {
    expect(dataOf(contentOf(changes, 'locked'))).toEqual(['carl@a.example']);
    expect(contentOf(changes, 'locked')).toContain('dora@a.example');
  });

  test('no file where there is nothing for it', () => {
    expect(dovecotFiles(handedAt([{ does: 'await', address: 'anna@a.example' }]))).toEqual([]);
  });

  test('in French too', () => {
    const comments = dovecotFiles(handedAt(changes, 'fr')).flatMap(
      ({ content }) => content.match(/^# .*$/gm) ?? [],
    );
    for (const comment of comments.slice(1)) expectFrench(comment);
  });
});

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'ab@.:#,; \t\n\r"\\<>()[]{}!$%\'\u0085\u2028é') }),
  fc.emailAddress(),
);

describe('whatever an address is', () => {
  test('each account is one line or a comment', () => {
    fc.assert(
      fc.property(fc.array(anything), anything, (addresses, plan) => {
        for (const { user, password, between, extra } of passwd(
          contentOf(addresses.map(make), 'passwd', plan),
        )) {
          expect(addresses.map((one) => one.toLowerCase().normalize('NFC')).join('\n')).toContain(
            user.split('@')[0],
          );
          expect({ password, between, extra }).toEqual({ password: '{CRYPT}!', between: '', extra: '' });
        }
      }),
    );
  });

  test('each address leads where it is to lead, or is a comment', () => {
    fc.assert(
      fc.property(anything, anything, anything, (address, alias, plan) => {
        const content = contentOf([{ does: 'add-alias', kind: 'mailbox', address, alias }], 'virtual', plan);
        const lines = virtual(content);
        expect(lines.length).toBeLessThanOrEqual(1);
        for (const [key, to] of lines) {
          expect(key).toMatch(/^[^@]+@[^@]+$/);
          expect(to).toHaveLength(1);
        }
        // What begins with a blank would go on with the line before it.
        expect(content).not.toMatch(/^[^\S\n]/m);
      }),
    );
  });

  test('an ordinary address is always written', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        if (address.startsWith('#')) return;
        expect(passwd(contentOf([make(address)], 'passwd')).map(({ user }) => user)).toEqual([
          address.toLowerCase(),
        ]);
        const alias: Change = { does: 'add-alias', kind: 'mailbox', address: 'b@b.example', alias: address };
        expect(virtual(contentOf([alias], 'virtual'))).toEqual([[address.toLowerCase(), ['b@b.example']]]);
      }),
    );
  });

  test('a quota is exact, in units of 1024', () => {
    const units = { B: 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 53 - 1 }), (bytes) => {
        const [, amount, unit] = /storage=(\d+)([BKMGT])$/.exec(quotaField(bytes)) ?? [];
        expect(Number(amount) * units[unit as keyof typeof units]).toBe(bytes);
      }),
    );
  });
});
