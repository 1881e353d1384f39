/** People's own passwords from the terminal, between two real Dovecots: who has none in the list fails alone. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type Ended, migplan } from '../support/migplan.ts';
import { oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { maildirLines } from './maildir-comparison.ts';

const missing = Array.from({ length: 6 }, (_, number) => `person${number}@a.example`);
const [ada, bob] = ['zoe.ada@a.example', 'zoe.bob@a.example'] as const;
const people = [...missing, ada, bob];
const passwordOf = (name: string): string => `of ${name}, "quoted"; and; all`;

let folder: string;
let old: Dovecot;
let fresh: Dovecot;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-each-'));
  mkdirSync(join(folder, 'secrets'));
  // Dovecot's own list of passwords is separated by colons.
  const users = people.map((name) => ({ name, password: passwordOf(name) }));
  [old, fresh] = await Promise.all([startDovecot({ users }), startDovecot({ users })]);
  for (const [seed, name] of people.entries()) writeMaildir(old.maildir(name), oddMailbox(seed + 40));
  old.adopt();
  writeFileSync(join(folder, 'plan.migplan'), plan());
});
afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const endpoint = (name: string, { host, port }: Dovecot): string => `
endpoint ${name} imap {
  host ${host} port ${port} plain
  login each secret file "secrets/people.csv"
}
`;

const plan = (): string => `
plan "Own passwords" { source old; target new }
${endpoint('old', old)}${endpoint('new', fresh)}
domain a.example
lot all "All of them" { date 2027-03-08; domain a.example }
${people.map((name) => `mailbox ${name}`).join('\n')}
`;

function list(names: readonly string[], mode = 0o600): void {
  const path = join(folder, 'secrets', 'people.csv');
  const rows = names.map((name) => `${name};"${passwordOf(name).replaceAll('"', '""')}"\r\n`);
  writeFileSync(path, `Adresse;Mot de passe\r\n${rows.join('')}`);
  chmodSync(path, mode);
}

const run = (): Promise<Ended> => migplan(['run', folder, '--lot', 'all', '--yes', '--format', 'json']);

test('a list that others may read ends the run before it begins', async () => {
  list(people, 0o644);
  const { code, err } = await run();
  expect([code, err]).toEqual([
    5,
    expect.stringMatching(/^endpoint old: the passwords in .*people\.csv may be read by others; .*\n$/),
  ]);
});

test('mailboxes without a password fail by themselves, however many come first', async () => {
  list([ada, bob]);
  const { code, out, err } = await run();
  expect({ code, err }).toMatchObject({ code: 3 });
  const { mailboxes, stoppedBy } = JSON.parse(out) as {
    mailboxes: { address: string; state: string; problem?: string }[];
    stoppedBy?: unknown;
  };
  expect(stoppedBy).toBeUndefined();
  expect(mailboxes.map(({ address, state }) => `${address} ${state}`)).toEqual([
    ...missing.map((name) => `${name} Failed`),
    `${ada} Completed`,
    `${bob} Completed`,
  ]);
  expect(mailboxes[0]?.problem).toContain(
    'was not asked for person0@a.example (secrets/people.csv has no password for it)',
  );
  expect(maildirLines(fresh.maildir(ada))).toEqual(maildirLines(old.maildir(ada)));
  expect(out + err).not.toContain('quoted');
}, 120_000);

test('and are copied once they are in it', async () => {
  list(people);
  const { code } = await run();
  expect(code).toBe(0);
  for (const name of people)
    expect(maildirLines(fresh.maildir(name))).toEqual(maildirLines(old.maildir(name)));
}, 120_000);
