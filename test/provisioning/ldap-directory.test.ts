/** A real slapd: what is written into it, what stands in the way, and that nothing is told absent that could not be seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDirectory } from '../../server/endpoints/ldap/connect-directory.ts';
import type { Directory } from '../../server/planning/migration-plan.ts';
import type { Change } from '../../server/planning/provisioning/change.ts';
import type { ObjectKind, Profile, SeenObject } from '../../server/planning/provisioning/target-state.ts';
import { failureOf } from '../../server/running/failures.ts';
import { expectBothLanguages } from '../support/both-languages.ts';
import { freePorts } from '../support/server-process.ts';
import { type Slapd, startSlapd } from '../support/slapd.ts';
import { Subject, signal } from './contract/target-place.ts';
import { secretsOf } from './named-secrets.ts';

let slapd: Slapd;
let subject: Subject;
let count = 0;

const fresh = (name = 'person') => `${name}${++count}@test.example`;
const make = (address: string, profile: Profile = {}, kind: ObjectKind = 'mailbox'): Change => ({
  ...{ does: 'make', kind, address, profile },
});
const alias = (does: 'add-alias' | 'remove-alias', address: string, one: string): Change => ({
  ...{ does, kind: 'mailbox', address, alias: one },
});

function open(directory: Partial<Directory> = {}, secret = slapd.password, ca = slapd.certificate) {
  return connectDirectory({ ...slapd.directory, ...directory }, secretsOf({ LDAP_SECRET: secret }), signal, {
    ca,
  });
}

function whyBlocked(seen: SeenObject): string {
  if (seen.state !== 'blocked') throw new Error(`not blocked: ${JSON.stringify(seen)}`);
  expectBothLanguages(seen.why);
  return seen.why.en;
}

beforeAll(async () => {
  slapd = await startSlapd();
  subject = new Subject(await open());
});
afterAll(async () => {
  await subject?.provisioner.close();
  await slapd?.stop();
});

describe('what is written', () => {
  test('a person, in attributes that every slapd has, without a password', async () => {
    const address = fresh();
    const profile = {
      ...{
        name: 'Zoé Le Goff',
        given: 'Zoé',
        family: 'Le Goff',
        title: 'Déléguée',
        phone: '+33 1 23 45 67 89',
        office: 'Lyon',
      },
    };
    await subject.apply(make(address, profile));
    expect((await subject.held(address)).profile).toEqual(profile);
    const entry = slapd.search(`(uid=${address})`, '*');
    expect(entry).toContain(`dn: uid=${address},${slapd.base}\n`);
    expect(entry.match(/^objectClass: .*/gm)).toEqual(
      ['top', 'person', 'organizationalPerson', 'inetOrgPerson'].map((one) => `objectClass: ${one}`),
    );
    expect(entry).not.toContain('userPassword');
  });

  test.each([
    'anna+sales@test.example',
    "o'brien#1@test.example",
    '"a, b"@test.example',
    'a=b;c<d>@test.example',
    'x)(uid=*@test.example',
    'back\\slash@test.example',
  ])('an address is data, in names and filters: %s', async (address) => {
    expect((await subject.seen({ address, kind: 'mailbox' })).state).toBe('absent');
    expect(await subject.apply(make(address))).toMatchObject({ kind: 'done', id: expect.any(String) });
    expect(await subject.held(address)).toMatchObject({ kind: 'mailbox', aliases: [] });
    const list = `list${++count}${address}`;
    await subject.apply(make(list, {}, 'list'));
    expect(await subject.apply({ does: 'add-member', address: list, member: address })).toEqual({
      kind: 'done',
    });
    expect(await subject.held(list, 'list')).toMatchObject({ members: [address], aliases: [] });
  });

  test('of what an attribute holds, the value that was told changes, and no other', async () => {
    const address = fresh();
    slapd.modify(`dn: cn=Ada Roux ${count},${slapd.base}
objectClass: inetOrgPerson
cn: Ada Roux ${count}
sn: Roux
uid: ada${count}
mail: ${address}
title: Doctor
title: Head of sales
telephoneNumber: 1
`);
    const held = await subject.held(address);
    expect(held.profile).toMatchObject({ name: `Ada Roux ${count}`, title: 'Doctor' });
    const profile = { title: 'Professor', name: 'Ada Vidal' };
    expect(await subject.apply({ does: 'describe', kind: 'mailbox', address, profile })).toEqual({
      kind: 'done',
    });
    const entry = slapd.search(`(mail=${address})`, 'cn', 'title', 'displayName', 'telephoneNumber');
    // It is named by its cn, which stays.
    for (const line of [
      'title: Professor',
      'title: Head of sales',
      'displayName: Ada Vidal',
      `cn: Ada Roux ${count}`,
      'telephoneNumber: 1',
    ])
      expect(entry).toContain(`${line}\n`);
    expect(entry).not.toContain('Doctor');
    expect(await subject.apply({ does: 'describe', kind: 'mailbox', address, profile })).toEqual({
      kind: 'already',
    });
  });

  test('a list without members, and the placeholder goes with the first', async () => {
    const [list, member] = [fresh('list'), fresh()];
    await subject.apply(make(list, { name: 'Everybody' }, 'list'));
    await subject.apply(make(member));
    expect(await subject.held(list, 'list')).toMatchObject({
      members: [],
      owners: [],
      profile: { name: 'Everybody' },
    });
    await subject.apply({ does: 'add-member', address: list, member });
    await subject.apply({ does: 'add-owner', address: list, member });
    expect(await subject.held(list, 'list')).toMatchObject({ members: [member], owners: [member] });
    expect(slapd.search(`(cn=${list})`, 'member').match(/^member:.*$/gm)).toEqual([
      `member: uid=${member},${slapd.base}`,
    ]);
  });

  test('a member without an entry is refused, and so is an alias that somebody has', async () => {
    const [list, one, other] = [fresh('list'), fresh(), fresh()];
    await subject.apply(make(list, {}, 'list'));
    for (const address of [one, other]) await subject.apply(make(address));
    const outside = await subject.apply({
      does: 'add-member',
      address: list,
      member: 'guest@elsewhere.example',
    });
    expect(outside).toMatchObject({ kind: 'failed', failure: { kind: 'refused', reach: 'mailbox' } });
    expect(await subject.apply(alias('add-alias', one, other))).toMatchObject({
      failure: { kind: 'refused' },
    });
    expect(await subject.apply(alias('remove-alias', one, one))).toMatchObject({
      failure: { kind: 'refused' },
    });
    expect(await subject.held(one)).toMatchObject({ aliases: [] });
  });

  test('a room has a manager', async () => {
    const [room, manager] = [fresh('room'), fresh()];
    await subject.apply(make(room, { name: 'Blue room' }, 'room'));
    await subject.apply(make(manager));
    expect(await subject.apply({ does: 'add-owner', address: room, member: manager })).toEqual({
      kind: 'done',
    });
    expect(await subject.held(room, 'room')).toMatchObject({ owners: [manager] });
  });
});

describe('what stands in the way is told, and nothing is made beside it', () => {
  async function inTheWay(address: string, kind: ObjectKind = 'mailbox'): Promise<string> {
    const why = whyBlocked(await subject.seen({ address, kind }));
    expect(await subject.apply(make(address, {}, kind))).toMatchObject({
      kind: 'failed',
      failure: { kind: 'refused' },
    });
    return why;
  }

  test('an entry of another class', async () => {
    const address = fresh();
    slapd.modify(`dn: uid=${address},${slapd.base}\nobjectClass: account\nuid: ${address}\n`);
    expect(await inTheWay(address)).toContain('account');
  });

  test('somebody’s alias', async () => {
    const [address, other] = [fresh(), fresh()];
    await subject.apply(make(address));
    await subject.apply(alias('add-alias', address, other));
    expect(await inTheWay(other)).toContain(`alias of ${address}`);
  });

  test('two entries', async () => {
    const address = fresh();
    for (const at of [1, 2])
      slapd.modify(
        `dn: uid=t${count}-${at},${slapd.base}\nobjectClass: inetOrgPerson\ncn: T\nsn: T\nuid: t${count}-${at}\nmail: ${address}\n`,
      );
    expect(await inTheWay(address)).toContain('two entries');
  });

  test('an entry of several addresses that is named for none of them', async () => {
    const address = fresh();
    slapd.modify(
      `dn: uid=u${count},${slapd.base}\nobjectClass: inetOrgPerson\ncn: U\nsn: U\nuid: u${count}\nmail: ${address}\nmail: other-${address}\n`,
    );
    expect(await inTheWay(address)).toContain('cannot be told');
  });

  test('a list, and a shared mailbox, in the place of a person', async () => {
    for (const kind of ['list', 'shared'] as const) {
      const address = fresh(kind);
      await subject.apply(make(address, {}, kind));
      expect(await inTheWay(address)).toContain(kind);
    }
  });

  test('an entry that was made by hand and is right is found', async () => {
    const name = `hand${++count}`;
    slapd.modify(
      `dn: uid=${name},${slapd.base}\nobjectClass: inetOrgPerson\ncn: H\nsn: H\nuid: ${name}\nmail: old-${name}@test.example\nmail: ${name}@Test.Example\n`,
    );
    expect(await subject.held(`${name}@test.example`)).toMatchObject({
      aliases: [`old-${name}@test.example`],
    });
    expect(await subject.apply(make(`${name}@test.example`))).toMatchObject({ kind: 'already' });
  });
});

describe('what could not be seen is not told absent', () => {
  test('an answer that was cut short', async () => {
    const limited = await startSlapd({ sizeLimit: 1 });
    try {
      const directory = await connectDirectory(
        limited.directory,
        secretsOf({ LDAP_SECRET: limited.password }),
        signal,
      );
      const addresses = [fresh(), fresh()];
      for (const address of addresses) await directory.apply(make(address), signal);
      const objects = addresses.map((address) => ({ address, kind: 'mailbox' }) as const);
      const state = await directory.read({ objects, domains: [] }, signal);
      expect([...state.objects.values()].map((one) => one.state)).toEqual(['unknown', 'unknown']);
      await directory.close();
    } finally {
      await limited.stop();
    }
  });

  test('after the connection was lost, encrypted or not, what is there is seen again', async () => {
    const address = fresh();
    await subject.apply(make(address));
    const urls = [slapd.url, slapd.tlsUrl, startTls()];
    const subjects = await Promise.all(urls.map(async (url) => new Subject(await open({ url }))));
    for (const one of subjects) await one.held(address);
    await slapd.halt();
    for (const one of subjects)
      expect(failureOf(await one.held(address).catch((error: unknown) => error))).toBeDefined();
    await slapd.resume();
    for (const one of [subject, ...subjects])
      expect(await one.held(address)).toMatchObject({ state: 'held' });
    for (const one of subjects) await one.provisioner.close();
  });

  test('a stopped run', async () => {
    const stopped = AbortSignal.abort();
    const reading = subject.provisioner.read(
      { objects: [{ address: fresh(), kind: 'mailbox' }], domains: [] },
      stopped,
    );
    await expect(reading).rejects.toMatchObject({ failure: { kind: 'interrupted' } });
  });
});

/** Spelled like this it is not known to be this machine, and is spoken to with StartTLS. */
const startTls = () => slapd.url.replace('127.0.0.1', 'LOCALHOST');

describe('a directory that cannot be opened is told in one line, before anything is done', () => {
  const failing = async (opening: Promise<unknown>) => {
    const failure = failureOf(await opening.catch((error: unknown) => error));
    if (!failure) throw new Error('it was opened');
    for (const told of [failure.where, failure.what, ...(failure.advice ? [failure.advice] : [])])
      expectBothLanguages(told);
    expect(JSON.stringify(failure)).not.toContain(slapd.password);
    return failure;
  };

  test('a wrong password, and an empty one', async () => {
    expect(await failing(open({}, 'wrong-password'))).toMatchObject({ kind: 'credentials', reach: 'plan' });
    expect(await failing(open({}, ''))).toMatchObject({ kind: 'credentials', reach: 'plan' });
  });

  test('an authority that is not known, and a name that is not the certificate’s', async () => {
    for (const url of [slapd.tlsUrl, startTls()])
      expect(
        await failing(
          connectDirectory({ ...slapd.directory, url }, secretsOf({ LDAP_SECRET: slapd.password }), signal),
        ),
      ).toMatchObject({ kind: 'certificate' });
    const byAddress = slapd.tlsUrl.replace('localhost', '127.0.0.1');
    expect(await failing(open({ url: byAddress }))).toMatchObject({ kind: 'certificate' });
    // Not known to be this machine: encrypted, or not spoken to.
    expect(await failing(open({ url: slapd.url.replace('127.0.0.1', '[::ffff:127.0.0.1]') }))).toMatchObject({
      kind: 'certificate',
    });
  });

  test('nobody there', async () => {
    const [port] = await freePorts(1);
    expect(await failing(open({ url: `ldap://127.0.0.1:${port}` }))).toMatchObject({
      kind: 'unreachable',
      reach: 'plan',
    });
  });

  test('no place for entries', async () => {
    expect(await failing(open({ base: 'ou=nobody,dc=test,dc=example' }))).toMatchObject({
      kind: 'refused',
      reach: 'plan',
    });
  });
});
