/** LDIF for those who keep a directory by hand: read back by OpenLDAP's own client, into a real slapd, whatever people are called. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ldifFiles } from '../../../server/documents/handover/ldif.ts';
import { connectDirectory } from '../../../server/endpoints/ldap/connect-directory.ts';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import type { Profile } from '../../../server/planning/provisioning/target-state.ts';
import { Subject, signal } from '../../provisioning/contract/target-place.ts';
import { secretsOf } from '../../provisioning/named-secrets.ts';
import { type Slapd, startSlapd } from '../../support/slapd.ts';
import { handedAt } from './handed.ts';

const ldifOf = (changes: readonly Change[]): string => ldifFiles(handedAt(changes))[0]?.content ?? '';
const make = (
  address: string,
  profile: Profile = {},
  kind: 'mailbox' | 'shared' | 'room' | 'list' = 'mailbox',
): Change => ({
  ...{ does: 'make', kind, address, profile },
});

/** `test.example` is where the test's directory has its entries. */
const at = (name: string) => `${name}@test.example`;

let slapd: Slapd;
let subject: Subject;

beforeAll(async () => {
  slapd = await startSlapd();
  subject = new Subject(
    await connectDirectory(slapd.directory, secretsOf({ LDAP_SECRET: slapd.password }), signal),
  );
});
afterAll(async () => {
  await subject?.provisioner.close();
  await slapd?.stop();
});

describe('what is handed over makes what a run would have made', () => {
  test('accounts, aliases, names, a list and a room', async () => {
    slapd.modify(
      ldifOf([
        make(at('anna'), { name: 'Anna Rossi', given: 'Anna', family: 'Rossi' }),
        make(at('contact'), { name: 'Contact' }, 'shared'),
        make(at('blue'), { name: 'Blue room' }, 'room'),
        make(at('all'), { name: 'Everybody' }, 'list'),
        { does: 'add-member', address: at('all'), member: at('anna') },
        { does: 'add-member', address: at('all'), member: at('contact') },
        { does: 'add-owner', address: at('all'), member: at('anna') },
        { does: 'add-owner', address: at('blue'), member: at('anna') },
        { does: 'add-alias', kind: 'mailbox', address: at('anna'), alias: at('a.rossi') },
        { does: 'add-alias', kind: 'mailbox', address: at('anna'), alias: at('gone') },
        { does: 'remove-alias', kind: 'mailbox', address: at('anna'), alias: at('gone') },
        {
          does: 'describe',
          kind: 'mailbox',
          address: at('anna'),
          profile: { title: ' Déléguée: <générale> ' },
        },
        { does: 'set-quota', address: at('anna'), bytes: 1 },
      ]),
    );
    expect(await subject.held(at('anna'))).toMatchObject({
      aliases: [at('a.rossi')],
      profile: { name: 'Anna Rossi', family: 'Rossi', title: ' Déléguée: <générale> ' },
    });
    expect(await subject.held(at('contact'), 'shared')).toMatchObject({ profile: { name: 'Contact' } });
    expect(await subject.held(at('blue'), 'room')).toMatchObject({ owners: [at('anna')] });
    expect(await subject.held(at('all'), 'list')).toMatchObject({
      ...{ members: [at('anna'), at('contact')], owners: [at('anna')], profile: { name: 'Everybody' } },
    });
  });

  test('nothing where a directory has nothing to do', () => {
    expect(ldifFiles(handedAt([{ does: 'set-quota', address: at('anna'), bytes: 1 }]))).toEqual([]);
  });

  test('any name and any local part comes out as it went in', async () => {
    let count = 0;
    const local = fc.string({ unit: fc.constantFrom(...'ab.+=#;\'<>"\\/*()! '), minLength: 1, maxLength: 8 });
    // An LDAP string is no empty one, and blanks at its ends do not count (RFC 4518, 2.6.1).
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((one) => one.trim() !== '' && !one.includes('\0'));
    await fc.assert(
      fc.asyncProperty(local, name, async (before, said) => {
        const address = at(`x${++count}${before}x`);
        slapd.modify(ldifOf([make(address, { name: said, title: said })]));
        expect((await subject.held(address)).profile).toMatchObject({ name: said, title: said });
      }),
      { numRuns: 40 },
    );
  });
});

test('no line of the file is longer by a name that has line ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, plan) => {
      const { content = '' } =
        ldifFiles(handedAt([make(at('anna'), { name, family: name })], 'en', plan))[0] ?? {};
      for (const line of content.split('\n').filter((one) => one !== ''))
        expect(line).toMatch(/^(?:version: 1|#[ -~·]*.*|[A-Za-z]+:{1,2}(?: [\x21-\x7e][\x20-\x7e]*)?)$/u);
    }),
  );
});
