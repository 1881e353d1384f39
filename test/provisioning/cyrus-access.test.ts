/** On a real Cyrus: each person opens by IMAP, as themselves, exactly what was given, and an owner who is kept out changes nothing. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectCyrusProvisioner } from '../../server/endpoints/cyrus/connect-cyrus-provisioner.ts';
import type { Provisioner } from '../../server/running/provisioning/provisioner.ts';
import { CYRUS_DOMAIN, type Cyrus, startCyrus } from '../support/cyrus.ts';
import { answersTo, sayCommands } from '../support/imap-commands.ts';
import { Subject, signal } from './contract/target-place.ts';
import { ADMIN, CYRUS_SECRETS, cyrusEndpoint } from './cyrus-place.ts';
import { imapDialogue } from './imap-dialogue.ts';
import { secretsOf } from './named-secrets.ts';

const people = ['anna', 'bruno', 'carla', 'desk'].map((name) => `${name}@a.example`);
const [anna = '', bruno = '', carla = '', desk = ''] = people;
const password = 'of everybody';
/** People of the server's own domain, whom it knows without it. */
const [emma = '', fabio = ''] = ['emma', 'fabio'].map((name) => `${name}@${CYRUS_DOMAIN}`);
const SHARED = 'Other Users/desk';

let server: Cyrus;
let provisioner: Provisioner;
let subject: Subject;

beforeAll(async () => {
  // Of its own domain it asks for a password without that.
  const logins = [...people, 'emma', 'fabio'];
  server = await startCyrus({ users: [], unmade: logins.map((name) => ({ name, password })), admin: ADMIN });
  const options = { ca: server.certificate };
  provisioner = await connectCyrusProvisioner(
    cyrusEndpoint(server),
    secretsOf(CYRUS_SECRETS),
    signal,
    options,
  );
  subject = new Subject(provisioner);
  for (const name of people)
    await subject.apply({
      does: 'make',
      kind: name === desk ? 'shared' : 'mailbox',
      address: name,
      profile: {},
    });
  await as(desk, 'CREATE Projects', 'CREATE Projects/2024', 'APPEND INBOX {18+}\r\nSubject: hello\r\n\r\n');
});
afterAll(async () => {
  await provisioner?.close();
  await server?.stop();
});
beforeEach(async () => {
  for (const who of [anna, bruno])
    for (const right of ['read', 'write', 'full'] as const)
      await subject.apply({ does: 'revoke', kind: 'shared', address: desk, who, right });
});

/** OK, NO or BAD to each command, of somebody who signs in with their own password. */
const as = (user: string, ...commands: string[]): Promise<string[]> =>
  answersTo(server.port, { name: user, password }, commands);

const grant = (who: string, right: 'read' | 'write' | 'full') =>
  subject.apply({ does: 'grant', kind: 'shared', address: desk, who, right });

/** What somebody can do in the shared mailbox, each as the server answers it. */
async function canDo(who: string) {
  const names = ['read', 'read below', 'mark', 'add', 'delete', 'make a folder'] as const;
  const answers = await as(
    who,
    `EXAMINE "${SHARED}"`,
    `EXAMINE "${SHARED}/Projects/2024"`,
    `SELECT "${SHARED}"`,
    'STORE 1 FLAGS (\\Flagged)',
    `APPEND "${SHARED}" {18+}\r\nSubject: hello\r\n\r\n`,
    'STORE 1 +FLAGS (\\Deleted)',
    `CREATE "${SHARED}/of ${who.split('@')[0]}"`,
  );
  const [readsIt, readsBelow, , marks, adds, deletes, makes] = answers;
  const told = [readsIt, readsBelow, marks, adds, deletes, makes];
  await as(who, `SELECT "${SHARED}"`, 'STORE 1 FLAGS ()');
  return names.filter((_, at) => told[at] === 'OK');
}

test('who was given nothing sees nothing', async () => {
  expect(await canDo(carla)).toEqual([]);
});

test.each([
  ['read', ['read', 'read below']],
  ['write', ['read', 'read below', 'mark', 'add', 'delete']],
  ['full', ['read', 'read below', 'mark', 'add', 'delete', 'make a folder']],
] as const)('%s is that and nothing else, in every folder, and for nobody else', async (right, able) => {
  expect(await grant(anna, right)).toEqual({ kind: 'done' });
  expect(await canDo(anna)).toEqual(able);
  expect(await canDo(bruno)).toEqual([]);
  await subject.apply({ does: 'revoke', kind: 'shared', address: desk, who: anna, right });
  expect(await canDo(anna)).toEqual([]);
});

test('a lesser right takes the place of a greater one', async () => {
  await grant(anna, 'full');
  await grant(anna, 'read');
  expect(await canDo(anna)).toEqual(['read', 'read below']);
});

test('a new shared mailbox lets nobody in', async () => {
  expect((await subject.held(desk, 'shared')).access).toEqual([]);
});

test('one that was cut off while it was made is made whole, and lets nobody in', async () => {
  const half = 'half@a.example';
  const [admin, inbox] = [`LOGIN ${ADMIN.name} ${ADMIN.password}`, `user/${half}`];
  await sayCommands(server.port, [admin, `CREATE ${inbox}`, `SETACL ${inbox} anyone lrs`]);
  const make = { does: 'make', kind: 'shared', address: half, profile: {} } as const;
  expect(await subject.apply(make)).toMatchObject({ kind: 'done' });
  const [, acl, folders] = await imapDialogue(server.port, [
    admin,
    `GETACL ${inbox}`,
    'LIST "" "user/half/*"',
  ]);
  expect(acl).not.toContain('anyone');
  for (const name of ['Sent', 'Drafts', 'Junk', 'Trash', 'Archive']) expect(folders).toContain(`/${name}@`);
  expect(await subject.apply(make)).toMatchObject({ kind: 'already' });
});

test('people of the server’s own domain are let in and shut out as all others', async () => {
  for (const address of [emma, fabio])
    await subject.apply({ does: 'make', kind: 'mailbox', address, profile: {} });
  const grant = { does: 'grant', kind: 'mailbox', address: fabio, who: emma, right: 'read' } as const;
  const opens = () => as(emma, 'EXAMINE "Other Users/fabio"', 'APPEND "Other Users/fabio" {2+}\r\n\r\n');
  expect(await opens()).toEqual(['NO', 'NO']);
  expect(await subject.apply(grant)).toEqual({ kind: 'done' });
  expect(await opens()).toEqual(['OK', 'NO']);
  expect((await subject.held(fabio)).access).toEqual([{ who: emma, right: 'read' }]);
  expect(await subject.apply({ ...grant, does: 'revoke' })).toEqual({ kind: 'done' });
  expect(await opens()).toEqual(['NO', 'NO']);
});

test('the lists of all folders are after a lock what they were before it, also where it was cut off', async () => {
  await grant(anna, 'write');
  const lists = async () => {
    const names = ['', '/Projects', '/Projects/2024', '/Sent'].map(
      (folder) => `user/desk${folder}@a.example`,
    );
    const login = `LOGIN ${ADMIN.name} ${ADMIN.password}`;
    const answers = await imapDialogue(server.port, [login, ...names.map((name) => `GETACL ${name}`)]);
    return answers.slice(1);
  };
  const before = await lists();
  for (const list of before) expect(list).toContain(`${anna} lrswipte`);
  await subject.apply({ does: 'lock', address: desk });
  expect(await lists()).not.toEqual(before);
  // As far as somebody got who gave them back and was killed.
  const admin = `LOGIN ${ADMIN.name} ${ADMIN.password}`;
  await sayCommands(server.port, [admin, `DELETEACL user/desk@a.example -${desk}`]);
  expect((await subject.held(desk, 'shared')).isLocked).toBe(false);
  expect(await subject.apply({ does: 'unlock', address: desk })).toEqual({ kind: 'done' });
  expect(await lists()).toEqual(before);
});

test('an owner who is kept out reads and changes nothing, in no folder, and then does again', async () => {
  const commands = [
    'SELECT INBOX',
    'STORE 1 FLAGS (\\Flagged)',
    'APPEND INBOX {18+}\r\nSubject: hello\r\n\r\n',
    'APPEND Projects/2024 {18+}\r\nSubject: hello\r\n\r\n',
  ];
  expect(await subject.apply({ does: 'lock', address: desk })).toEqual({ kind: 'done' });
  const [selects, ...changes] = await as(desk, ...commands);
  expect([selects, ...changes]).toEqual(['OK', 'NO', 'NO', 'NO']);
  expect(await subject.apply({ does: 'unlock', address: desk })).toEqual({ kind: 'done' });
  expect(await as(desk, ...commands)).toEqual(['OK', 'OK', 'OK', 'OK']);
});
