/** On a real Dovecot each person opens by IMAP, signed in as themselves, exactly what was given to them. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectDovecotProvisioner } from '../../server/endpoints/dovecot/connect-dovecot-provisioner.ts';
import type { Change } from '../../server/planning/provisioning/change.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { Subject, signal } from './contract/target-place.ts';
import { dovecotEndpoint, MASTER, SECRETS } from './dovecot-place.ts';
import { imapDialogue, statusOf } from './imap-dialogue.ts';
import { secretsOf } from './named-secrets.ts';

const password = 'own';
const person = (name: string) => `${name}@test.example`;
const MESSAGE = 'Subject: Order\r\n\r\nTwo chairs.\r\n';
const append = (folder: string) => `APPEND "${folder}" {${MESSAGE.length}+}\r\n${MESSAGE}`;

let server: Dovecot;
let subject: Subject;
let count = 0;
let shared = '';

const as = (name: string, ...commands: readonly string[]) =>
  imapDialogue(server.port, [`LOGIN ${person(name)} ${password}`, ...commands]).then(
    ([, ...answers]) => answers,
  );
const shown = (folder: string) => `shared/${shared}${folder === '' ? '' : `/${folder}`}`;
const grant = (who: string, right: 'read' | 'write' | 'full'): Change => ({
  ...{ does: 'grant', kind: 'shared', address: shared, who: person(who), right },
});
const access = async () => (await subject.held(shared, 'shared')).access;

beforeAll(async () => {
  server = await startDovecot({ users: [], master: MASTER, sharing: true });
  for (const name of ['anna', 'bob', 'carl', 'eve']) server.addUser({ name: person(name), password });
});
afterAll(() => server?.stop());

beforeEach(async () => {
  shared = person(`contact${++count}`);
  server.addUser({ name: shared, password });
  await as(
    `contact${count}`,
    append('INBOX'),
    'CREATE "Projets"',
    'CREATE "Projets/&AMk-t&AOk-"',
    append('Projets'),
  );
  const open = connectDovecotProvisioner(dovecotEndpoint(server), secretsOf(SECRETS), signal, {
    ca: server.certificate,
  });
  subject = new Subject(await open);
});

test('a reader sees every folder and message, and changes none', async () => {
  await subject.apply(grant('bob', 'read'));
  const [list, selected, fetched, flagged, expunged, appended, made] = await as(
    'bob',
    'LIST "" "shared/*"',
    `SELECT "${shown('INBOX')}"`,
    'FETCH 1 BODY.PEEK[TEXT]',
    'STORE 1 +FLAGS (\\Deleted \\Flagged)',
    'EXPUNGE',
    append(shown('Projets')),
    `CREATE "${shown('Projets/New')}"`,
  );
  for (const folder of ['', 'Projets', 'Projets/&AMk-t&AOk-'])
    expect(list).toMatch(new RegExp(`${shown(folder)}\\r`));
  expect(selected).toContain('PERMANENTFLAGS (\\Seen)');
  expect(fetched).toContain('Two chairs.');
  // Dovecot says OK, and leaves the flags as they are.
  expect(flagged).not.toContain('FETCH');
  expect(expunged).not.toContain('EXPUNGE\r');
  expect([appended, made].map((one) => statusOf(one ?? ''))).toEqual(['NO', 'NO']);
});

test('a writer changes messages, and not folders', async () => {
  await subject.apply(grant('carl', 'write'));
  const [, flagged, expunged, appended, made, removed] = await as(
    'carl',
    `SELECT "${shown('INBOX')}"`,
    'STORE 1 +FLAGS (\\Deleted)',
    'EXPUNGE',
    append(shown('Projets')),
    `CREATE "${shown('Projets/New')}"`,
    `DELETE "${shown('Projets/&AMk-t&AOk-')}"`,
  );
  expect(flagged).toContain('\\Deleted');
  expect(expunged).toContain('* 1 EXPUNGE');
  expect([appended, made, removed].map((one) => statusOf(one ?? ''))).toEqual(['OK', 'NO', 'NO']);
});

test('who has full access changes folders too, and lets nobody else in', async () => {
  await subject.apply(grant('anna', 'full'));
  const answers = await as(
    'anna',
    append(shown('Projets')),
    `CREATE "${shown('Projets/New')}"`,
    `DELETE "${shown('Projets/New')}"`,
    `SETACL "${shown('Projets')}" ${person('eve')} lr`,
  );
  expect(answers.map(statusOf)).toEqual(['OK', 'OK', 'OK', 'NO']);
});

test('a stranger sees nothing, and neither does somebody whose right was taken away', async () => {
  await subject.apply(grant('anna', 'full'));
  await subject.apply(grant('bob', 'read'));
  expect(await subject.apply({ ...grant('bob', 'read'), does: 'revoke' } as Change)).toEqual({
    kind: 'done',
  });
  for (const name of ['eve', 'bob']) {
    const [list, ...opened] = await as(
      name,
      'LIST "" "*"',
      `SELECT "${shown('INBOX')}"`,
      `STATUS "${shown('Projets')}" (MESSAGES)`,
    );
    expect(list).not.toContain(shared);
    expect(opened.map(statusOf)).toEqual(['NO', 'NO']);
  }
  expect(await access()).toEqual([{ who: person('anna'), right: 'full' }]);
});

test('its owner has all that they had', async () => {
  for (const [name, right] of [
    ['anna', 'full'],
    ['bob', 'read'],
  ] as const)
    await subject.apply(grant(name, right));
  const answers = await as(
    `contact${count}`,
    'SELECT INBOX',
    'STORE 1 +FLAGS (\\Deleted)',
    'EXPUNGE',
    'CREATE "Own"',
    'DELETE "Own"',
    'MYRIGHTS "Projets"',
  );
  expect(answers.slice(0, 5).map(statusOf)).toEqual(['OK', 'OK', 'OK', 'OK', 'OK']);
  expect([...(/MYRIGHTS \S+ (\w+)/.exec(answers.at(-1) ?? '')?.[1] ?? '')].toSorted().join('')).toMatch(
    /a.*e.*i.*k/,
  );
});

test('the last right that the plan gives somebody is the one they have', async () => {
  await subject.apply(grant('bob', 'full'));
  expect(await subject.apply(grant('bob', 'read'))).toEqual({ kind: 'done' });
  expect(await access()).toEqual([{ who: person('bob'), right: 'read' }]);
  expect((await as('bob', append(shown('Projets')))).map(statusOf)).toEqual(['NO']);
});

test('a right on some folders is not told as one on all, and is completed', async () => {
  await subject.apply(grant('bob', 'read'));
  await as(`contact${count}`, 'CREATE "Made later"');
  expect(await access()).toEqual([]);
  expect(await subject.apply(grant('bob', 'read'))).toEqual({ kind: 'done' });
  expect(await access()).toEqual([{ who: person('bob'), right: 'read' }]);
  expect((await as('bob', `STATUS "${shown('Made later')}" (MESSAGES)`)).map(statusOf)).toEqual(['OK']);
});

test('rights that were set by hand are told as what they allow, whatever their order, and groups are nobody', async () => {
  const folders = ['INBOX', '"Projets"', '"Projets/&AMk-t&AOk-"'];
  const byHand = folders.flatMap((folder) => [
    `SETACL ${folder} ${person('bob')} srl`,
    `SETACL ${folder} ${person('anna')} lrsw`,
    `SETACL ${folder} ${person('eve')} l`,
    `SETACL ${folder} $sales lrs`,
  ]);
  expect((await as(`contact${count}`, ...byHand)).map(statusOf)).toEqual(byHand.map(() => 'OK'));
  expect((await access())?.toSorted((one, other) => one.who.localeCompare(other.who))).toEqual([
    { who: person('anna'), right: 'read' },
    { who: person('bob'), right: 'read' },
  ]);
  expect(await subject.apply(grant('bob', 'read'))).toEqual({ kind: 'already' });
  await subject.apply({ ...grant('anna', 'read'), does: 'revoke' } as Change);
  const [acl] = await as(`contact${count}`, 'GETACL INBOX');
  expect(acl).toContain('$sales lrs');
  expect(acl).not.toContain(person('anna'));
});

test('a right to send is refused: IMAP has none', async () => {
  const change = { ...grant('bob', 'read'), right: 'send-as' } as Change;
  expect(await subject.apply(change)).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
  expect(await access()).toEqual([]);
});

test('what is not there is absent only where the login is known to work; a wrong one says nothing of anybody', async () => {
  const strict = await startDovecot({ users: [], master: MASTER, sharing: true, looksForOwners: true });
  try {
    strict.addUser({ name: person('anna'), password });
    const endpoint = dovecotEndpoint(strict);
    const open = (secret: string) =>
      connectDovecotProvisioner(endpoint, secretsOf({ MASTER_SECRET: secret }), signal, {
        ca: strict.certificate,
      });
    const nobody = { address: person('nobody'), kind: 'mailbox' } as const;
    const right = new Subject(await open(MASTER.password));
    expect(await right.seen(nobody)).toMatchObject({ state: 'unknown' });
    await right.held(person('anna'));
    expect(await right.seen(nobody)).toEqual({ state: 'absent' });
    const wrong = new Subject(await open('wrong'));
    for (const address of [person('anna'), nobody.address])
      expect(await wrong.seen({ address, kind: 'mailbox' })).toMatchObject({ state: 'unknown' });
  } finally {
    await strict.stop();
  }
});

test('nobody’s mailbox is not known, where the server closes the connection at the master’s login to it', async () => {
  expect(await subject.seen({ address: person('nobody'), kind: 'mailbox' })).toMatchObject({
    state: 'unknown',
  });
});
