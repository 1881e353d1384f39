/**
 * A wave from the terminal that begins with an empty Cyrus and ends with people able to open what the plan says: dry run, run, a second
 * dry run with nothing left to do. Every command is a process of its own; what people can open is asked of the server as each of them.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MigrationPlan } from '../../server/planning/migration-plan.ts';
import type { RunResult } from '../../server/running/run-result.ts';
import { ADMIN } from '../provisioning/cyrus-place.ts';
import { type Cyrus, startCyrus } from '../support/cyrus.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { answersTo } from '../support/imap-commands.ts';
import { type Ended, migplan } from '../support/migplan.ts';
import { oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { imapLines } from './imap-comparison.ts';

const people = ['anna', 'bruno', 'chloe', 'desk', 'lea'].map((name) => `${name}@a.example`);
const password = 'of everybody';
const MASTER = { name: 'migration', password: 'correct horse' };

let folder: string;
let old: Dovecot;
let fresh: Cyrus;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-wave-'));
  const users = people.map((name) => ({ name, password }));
  old = await startDovecot({ users, master: MASTER });
  fresh = await startCyrus({ users: [], unmade: users, admin: ADMIN, sieve: true });
  for (const [seed, name] of people.slice(0, 4).entries()) {
    const { folders, messages } = oddMailbox(seed + 300);
    // What Cyrus refuses is another suite's.
    const taken = messages.filter(({ content }) => content.length > 1 && !content.includes(0));
    writeMaildir(old.maildir(name), { folders, messages: taken });
  }
  old.adopt();
  writeFileSync(join(folder, 'plan.migplan'), plan());
}, 120_000);
afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const plan = (chloe = ''): string => `
plan "A wave to Cyrus" { source old; target new }
endpoint old dovecot {
  host ${old.host} port ${old.port} plain
  login master "migration" separator "*" secret env OLD_SECRET
}
endpoint new cyrus {
  host ${fresh.host} port ${fresh.port} plain
  login admin "${ADMIN.name}" secret env NEW_SECRET
  sieve ${fresh.host} port ${fresh.sievePort} plain
}
licence basic { quota 5 GB }
domain a.example
lot all { date 2027-03-08; domain a.example }
mailbox anna@a.example basic "Anna" { forward bruno@a.example keep-copy }
mailbox bruno@a.example basic "Bruno" { was b@old.example }
mailbox chloe@a.example basic "Chloé" { quota 1 GB${chloe} }
mailbox lea@a.example basic "Léa" { new }
shared desk@a.example "Desk" {
  access anna@a.example full
  access chloe@a.example read
}
`;

const run = (...values: string[]): Promise<Ended> =>
  migplan(values, { env: { OLD_SECRET: MASTER.password, NEW_SECRET: ADMIN.password } });
const dryRun = async (...more: string[]): Promise<MigrationPlan> => {
  const { out, code, err } = await run('dry-run', folder, '--lot', 'all', '--format', 'json', ...more);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as MigrationPlan;
};
const keysOf = ({ steps }: MigrationPlan, ...actions: string[]): string[] =>
  steps.filter(({ action }) => actions.includes(action)).map(({ key, action }) => `${action} ${key}`);

describe('a wave to an empty Cyrus', () => {
  test('the dry run says what is made, given, copied and left, and changes nothing', async () => {
    const planned = await dryRun('--out', join(folder, 'reviewed.json'));
    expect(planned.verdict).toEqual({ errors: [], applicable: true, complete: true });
    expect(keysOf(planned, 'create', 'update', 'grant', 'handover').toSorted()).toEqual(
      [
        ...['anna', 'bruno', 'chloe', 'lea'].flatMap((name) => [
          `create account ${name}@a.example`,
          `update quota ${name}@a.example`,
        ]),
        'create shared desk@a.example',
        'grant access anna@a.example full desk@a.example',
        'grant access chloe@a.example read desk@a.example',
        'create forward bruno@a.example anna@a.example',
        'handover redirect b@old.example bruno@a.example',
      ].toSorted(),
    );
    expect(await answersTo(fresh.port, { name: people[0] ?? '', password }, ['SELECT INBOX'])).toEqual([
      'NO',
    ]);
  });

  test('the reviewed plan is refused once the plan or the target has changed, and says what', async () => {
    writeFileSync(join(folder, 'plan.migplan'), plan('; alias c@a.example'));
    const reviewed = ['run', folder, '--lot', 'all', '--yes', '--plan', join(folder, 'reviewed.json')];
    const changed = await run(...reviewed);
    expect(changed).toMatchObject({ code: 4, out: '' });
    expect(changed.err).toContain('alias c@a.example chloe@a.example was not in it');
    writeFileSync(join(folder, 'plan.migplan'), plan());
    await answersTo(fresh.port, ADMIN, ['CREATE "user/lea@a.example"']);
    const drifted = await run(...reviewed);
    expect(drifted).toMatchObject({ code: 4, out: '' });
    expect(drifted.err).toContain(
      'the target: account lea@a.example: it was "not there", and is "it is there"',
    );
  });

  test('the run does what it said, and copies the mail', async () => {
    const planned = await dryRun();
    const ended = await run('run', folder, '--lot', 'all', '--yes', '--format', 'json');
    expect([ended.code, ended.err.split('\n').slice(0, 1)]).toMatchObject([0, expect.anything()]);
    const result = JSON.parse(ended.out) as RunResult;
    expect(result.mailboxes.map(({ state }) => state)).toEqual(Array(4).fill('Completed'));
    const done = result.steps
      .filter(({ outcome }) => outcome === 'done')
      .map(({ key, action }) => `${action} ${key}`);
    expect(done.toSorted()).toEqual(keysOf(planned, 'create', 'update', 'grant').toSorted());
    for (const user of people.slice(0, 4)) {
      const [there, here] = await Promise.all(
        [fresh.port, old.port].map((port) => imapLines({ port, user, password })),
      );
      expect(there?.length).toBeGreaterThan(10);
      expect(messagesOf(there)).toEqual(messagesOf(here));
    }
  });

  test('what is left to people is a file beside the plan, and is ticked off', async () => {
    const path = join(folder, '.migplan/handover/all/all-old.md');
    expect(readFileSync(path, 'utf8')).toContain(
      '## b@old.example\n\n- [ ] send mail to it on to bruno@a.example',
    );
    expect(existsSync(join(folder, '.migplan/handover/all/all-new.md'))).toBe(false);
    const ticked = await run('tick', folder, '--lot', 'all', '--kind', 'redirect');
    expect(ticked).toMatchObject({ code: 0, out: 'redirect b@old.example bruno@a.example\n' });
  });

  test('a second dry run has nothing left to do', async () => {
    const planned = await dryRun();
    expect(keysOf(planned, 'create', 'update', 'grant', 'revoke', 'copy', 'wait', 'handover')).toEqual([]);
    expect((await run('dry-run', folder, '--lot', 'all')).out).toContain('ready to run (nothing to do)');
  });

  test('each person opens what the plan says and nothing else', async () => {
    const opens = (name: string, ...folders: string[]) =>
      answersTo(
        fresh.port,
        { name: `${name}@a.example`, password },
        folders.map((one) => `SELECT "${one}"`),
      );
    const shared = 'Other Users/desk';
    expect(await opens('anna', 'INBOX', shared, 'Other Users/bruno')).toEqual(['OK', 'OK', 'NO']);
    expect(await opens('chloe', 'INBOX', shared, 'Other Users/anna')).toEqual(['OK', 'OK', 'NO']);
    expect(await opens('bruno', 'INBOX', shared, 'Other Users/chloe')).toEqual(['OK', 'NO', 'NO']);
    expect(await opens('lea', 'INBOX', shared)).toEqual(['OK', 'NO']);
    const append = `APPEND "${shared}" {18+}\r\nSubject: hello\r\n\r\n`;
    expect(await answersTo(fresh.port, { name: 'anna@a.example', password }, [append])).toEqual(['OK']);
    expect(await answersTo(fresh.port, { name: 'chloe@a.example', password }, [append])).toEqual(['NO']);
  });

  test('a wrong password of the administrator is one line, and nothing is begun', async () => {
    const refused = await migplan(['run', folder, '--lot', 'all', '--yes'], {
      env: { OLD_SECRET: MASTER.password, NEW_SECRET: 'nonsense' },
    });
    expect(refused).toMatchObject({ code: 5, out: '' });
    expect(refused.err).toMatch(
      /^endpoint new: .* refused the admin login "cyrus".* Nothing was copied\. Check NEW_SECRET, then run again\.\n$/,
    );
    expect(refused.err).not.toContain('nonsense');
  });
});

/** Cyrus does not take every folder's name: messages alone are compared, and not those of others that they may open. */
function messagesOf(lines: readonly string[] = []): string[] {
  const own = lines.filter((line) => !line.startsWith('Other Users'));
  return own.flatMap((line) => / ([0-9a-f]{64} \[.*)$/.exec(line)?.[1] ?? []).sort();
}
