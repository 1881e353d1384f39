/**
 * The evening of a cutover, from a Cyrus to a Dovecot: people are kept from changing anything in their old mailbox, what came late is
 * copied all the same, and a cutover that is called off leaves the old mailbox as it was.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN } from '../provisioning/cyrus-place.ts';
import { type Cyrus, startCyrus } from '../support/cyrus.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { answersTo } from '../support/imap-commands.ts';
import { type Ended, migplan } from '../support/migplan.ts';

const anna = { name: 'anna@a.example', password: 'of anna' };
const MASTER = { name: 'migration', password: 'correct horse' };
const APPEND = 'APPEND INBOX {18+}\r\nSubject: hello\r\n\r\n';

let folder: string;
let old: Cyrus;
let fresh: Dovecot;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-lock-'));
  old = await startCyrus({ users: [anna], admin: ADMIN });
  fresh = await startDovecot({ users: [anna], master: MASTER });
  await answersTo(old.port, anna, [APPEND, APPEND]);
  writeFileSync(
    join(folder, 'plan.migplan'),
    `
plan "Off the old Cyrus" { source old; target new }
endpoint old cyrus { host ${old.host} port ${old.port} plain; login admin "${ADMIN.name}" secret env OLD_SECRET }
endpoint new dovecot {
  host ${fresh.host} port ${fresh.port} plain
  login master "migration" separator "*" secret env NEW_SECRET
}
domain a.example
lot all { date 2027-03-08; domain a.example }
mailbox anna@a.example "Anna"
`,
  );
});
afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const run = (...values: string[]): Promise<Ended> =>
  migplan(values, { env: { OLD_SECRET: ADMIN.password, NEW_SECRET: MASTER.password } });
const phase = (name: string) => run('run', folder, '--lot', 'all', '--yes', '--phase', name);

test('a lock is said, done, and leaves the source to be read', async () => {
  const planned = await run('dry-run', folder, '--lot', 'all', '--phase', 'lock', '--steps');
  expect(planned.out).toContain(
    'revoke lock  anna@a.example: its owner opens it -> its owner cannot change anything in it',
  );
  expect(await phase('lock')).toMatchObject({ code: 0 });
  expect(await answersTo(old.port, anna, ['SELECT INBOX', APPEND, 'STORE 1 FLAGS (\\Seen)'])).toEqual([
    'OK',
    'NO',
    'NO',
  ]);
});

test('what is there is copied under the lock, whole', async () => {
  const ended = await run('run', folder, '--lot', 'all', '--yes', '--phase', 'cutover');
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.out).toContain('2 messages copied');
  expect((await run('verify', folder, '--lot', 'all', '--content', 'all')).code).toBe(0);
});

test('a lock that is there is found, and taken back when the cutover is called off', async () => {
  expect((await run('dry-run', folder, '--lot', 'all', '--phase', 'lock')).out).toContain('nothing to do');
  expect(await phase('unlock')).toMatchObject({ code: 0 });
  expect(await answersTo(old.port, anna, ['SELECT INBOX', APPEND, 'STORE 1 FLAGS (\\Seen)'])).toEqual([
    'OK',
    'OK',
    'OK',
  ]);
});
