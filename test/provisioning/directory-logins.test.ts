/** A real Dovecot that asks a real slapd: accounts that a plan made open to the master alone, until their owners have a password. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectOwnServer } from '../../server/endpoints/own-server/connect-own-server.ts';
import type { Change } from '../../server/planning/provisioning/change.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type Slapd, startSlapd } from '../support/slapd.ts';
import { Subject, signal } from './contract/target-place.ts';
import { dovecotEndpoint, MASTER, SECRETS } from './dovecot-place.ts';
import { imapDialogue, statusOf } from './imap-dialogue.ts';
import { secretsOf } from './named-secrets.ts';

const person = (name: string) => `${name}@test.example`;
const make = (address: string, kind: 'mailbox' | 'shared' = 'mailbox'): Change => ({
  ...{ does: 'make', kind, address, profile: { name: address } },
});

let slapd: Slapd;
let server: Dovecot;
let subject: Subject;

beforeAll(async () => {
  slapd = await startSlapd();
  server = await startDovecot({ users: [], master: MASTER, sharing: true, directory: slapd });
  const endpoint = dovecotEndpoint(server, { directory: slapd.directory });
  const secrets = secretsOf({ ...SECRETS, LDAP_SECRET: slapd.password });
  subject = new Subject(await connectOwnServer(endpoint, secrets, signal, { ca: server.certificate }));
});
afterAll(async () => {
  await subject?.provisioner.close();
  await server?.stop();
  await slapd?.stop();
});

const logIn = async (login: string, ...commands: readonly string[]) =>
  (await imapDialogue(server.port, [`LOGIN ${login}`, ...commands])).map(statusOf);

test('nobody signs in to an account without a password, and its owner does with theirs', async () => {
  const anna = person('anna');
  expect(await subject.apply(make(anna))).toMatchObject({ kind: 'done' });
  for (const guess of ['""', 'anything']) expect(await logIn(`${anna} ${guess}`)).toEqual(['NO']);
  expect(await logIn(`${anna}*${MASTER.name} ${MASTER.password}`)).toEqual(['OK']);
  slapd.setPassword(`uid=${anna},${slapd.base}`, 'own');
  expect(await logIn(`${anna} own`, 'SELECT INBOX')).toEqual(['OK', 'OK']);
});

test('a shared mailbox opens to whom the plan names, each by their own account', async () => {
  const [shared, bob, eve] = [person('contact'), person('bob'), person('eve')];
  await subject.apply(make(shared, 'shared'));
  for (const one of [bob, eve]) {
    await subject.apply(make(one));
    slapd.setPassword(`uid=${one},${slapd.base}`, 'own');
  }
  const grant = { does: 'grant', kind: 'shared', address: shared, who: bob, right: 'read' } as const;
  expect(await subject.apply(grant)).toEqual({ kind: 'done' });
  const open = `SELECT "shared/${shared}/INBOX"`;
  expect(await logIn(`${bob} own`, open)).toEqual(['OK', 'OK']);
  expect(await logIn(`${eve} own`, open)).toEqual(['OK', 'NO']);
});

test('an account that the server has from elsewhere is in the way, not made twice', async () => {
  server.addUser({ name: person('elsewhere'), password: 'own' });
  expect(await subject.seen({ address: person('elsewhere'), kind: 'mailbox' })).toMatchObject({
    state: 'blocked',
  });
});

test('an entry that the server does not know yet is waited for', async () => {
  const late = person('late');
  slapd.modify(`dn: cn=late,${slapd.base}\nobjectClass: inetOrgPerson\ncn: late\nsn: late\nmail: ${late}\n`);
  expect(await subject.held(late)).toMatchObject({ isReady: false });
  expect(await subject.apply({ does: 'await', address: late })).toMatchObject({ kind: 'waiting' });
  slapd.modify(`dn: cn=late,${slapd.base}\nchangetype: modify\nadd: uid\nuid: ${late}\n`);
  expect(await subject.apply({ does: 'await', address: late })).toEqual({ kind: 'already' });
});
