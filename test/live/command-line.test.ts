/**
 * The main job from the terminal, between two real Dovecots: a plan is checked, dry-run, run, run again, verified.
 * Every command is a process of its own; what lies on disk is compared without the engine.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type Ended, migplan } from '../support/migplan.ts';
import { oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { freePorts } from '../support/server-process.ts';
import { maildirLines, untouchedLines } from './maildir-comparison.ts';

const others = Array.from({ length: 17 }, (_, number) => `person${number}@a.example`);
const people = ['anna@a.example', 'bruno@a.example', 'chloe@a.example', ...others];
const PASSWORD = 'correct horse';

let folder: string;
let old: Dovecot;
let fresh: Dovecot;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-cli-'));
  const users = people.map((name) => ({ name, password: `of ${name}` }));
  const master = { name: 'migration', password: PASSWORD };
  [old, fresh] = await Promise.all([startDovecot({ users, master }), startDovecot({ users, master })]);
  for (const [seed, name] of people.entries()) {
    writeMaildir(old.maildir(name), oddMailbox(seed + 100, seed === 0 ? 20_000_000 : undefined));
  }
  old.adopt();
});

afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const endpoint = (name: string, { host, port }: { host: string; port: number }): string => `
endpoint ${name} dovecot {
  host ${host} port ${port} plain
  login master "migration" separator "*" secret env TEST_MASTER_PASSWORD
}
`;

const plan = (source: { host: string; port: number }, more = ''): string => `
plan "Twenty people" { source old; target new }
${endpoint('old', source)}${endpoint('new', fresh)}
policy { alias-scope domain }
domain a.example
lot all "All of them" { date 2027-03-08; domain a.example }
mailbox anna@a.example "Anna"
mailbox bruno@a.example "Bruno" { alias b@a.example${more} }
mailbox chloe@a.example "Chloé"
${others.map((name) => `mailbox ${name}`).join('\n')}
`;

const run = (values: string[], { password = PASSWORD, lang = 'en' } = {}): Promise<Ended> =>
  migplan(values, { lang, env: { TEST_MASTER_PASSWORD: password } });

const write = (text: string): void => writeFileSync(join(folder, 'plan.migplan'), text);
const ledger = (): string => join(folder, '.migplan', 'ledger.sqlite');
const withoutStack = ({ err, out }: Ended): void => expect(err + out).not.toMatch(/\n\s+at /);

describe('before anything is copied', () => {
  test('a mistake is shown at its line and keeps the plan from being run', async () => {
    write(plan(old, ', b@b.example'));
    const checked = await run(['check', folder]);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('plan.migplan:18:54  error MP501');
    const refused = await run(['run', folder, '--lot', 'all', '--yes']);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('MP501');
    expect(existsSync(ledger())).toBe(false);
  });

  test('a wrong password, an unreachable host and a certificate made out to another name are one line each', async () => {
    write(plan(old));
    const wrong = await run(['run', folder, '--lot', 'all', '--yes'], { password: 'nonsense' });
    expect(wrong.code).toBe(5);
    expect(wrong.err).toMatch(
      /^endpoint old: .*refused the master login "migration".*Check TEST_MASTER_PASSWORD.*\n$/,
    );
    expect(wrong.err).not.toContain('nonsense');
    const french = await run(['run', folder, '--lot', 'all', '--yes'], {
      password: 'nonsense',
      lang: 'fr_FR.UTF-8',
    });
    expect(french.err).toMatch(
      /^point d’accès old\u00A0: .* a refusé l’identifiant master «\u00A0migration\u00A0».*\. Rien n’a été copié\. Vérifiez TEST_MASTER_PASSWORD.*\n$/,
    );
    const [port = 0] = await freePorts(1);
    write(plan({ host: '127.0.0.1', port }));
    const unreachable = await run(['run', folder, '--lot', 'all', '--yes']);
    expect(unreachable.code).toBe(5);
    expect(unreachable.err).toMatch(/^endpoint old: .*cannot be reached.*\n$/);
    write(plan(old).replace(/port \d+ plain/, `port ${old.tlsPort} tls`));
    const untrusted = await run(['run', folder, '--lot', 'all', '--yes']);
    expect(untrusted.code).toBe(5);
    expect(untrusted.err).toMatch(/^endpoint old: .*No password was sent.*\n$/);
    for (const ended of [wrong, unreachable, untrusted]) withoutStack(ended);
    expect(existsSync(ledger())).toBe(false);
  });

  test('wrong options, lots and files are one clear line with exit code 2', async () => {
    write(plan(old));
    for (const values of [
      ['check', join(folder, 'nowhere')],
      ['check', '--format', 'html', folder],
      ['run', folder, '--lot', 'alll', '--yes'],
      ['dry-run', folder],
      ['chek'],
      ['explain', 'MP9999'],
      ['fmt', join(folder, 'nowhere.migplan')],
      ['run', folder, '--lot', 'all'],
    ]) {
      const ended = await run(values);
      expect({ values, code: ended.code }).toEqual({ values, code: 2 });
      expect(ended.err.trim().split('\n').length, ended.err).toBeLessThanOrEqual(2);
      withoutStack(ended);
    }
  });
});

describe('a password from stdin', () => {
  const from = (password: string): Promise<Ended> =>
    migplan(['dry-run', folder, '--lot', 'all', '--secrets-stdin'], {
      stdin: JSON.stringify({ 'env TEST_MASTER_PASSWORD': password }),
      env: { TEST_MASTER_PASSWORD: 'nonsense of the environment' },
    });

  test('opens both ends, whatever the environment says', async () => {
    write(plan(old));
    const { code, out, err } = await from(PASSWORD);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('ready to run');
  });

  test('that is wrong is refused and not repeated', async () => {
    const ended = await from('wrong but secret');
    expect(ended.code).toBe(5);
    expect(ended.err).toMatch(/^endpoint old: .*refused the master login.*\n$/);
    expect(ended.err + ended.out).not.toContain('wrong but secret');
  });
});

describe('the lot', () => {
  let source: string[][];

  test('is dry-run: both ends are looked at, nothing is changed', async () => {
    write(plan(old));
    source = people.map((name) => untouchedLines(old.maildir(name)));
    const ended = await run(['dry-run', folder, '--lot', 'all', '--format', 'json']);
    expect(ended.code).toBe(0);
    const dryRun = JSON.parse(ended.out) as {
      verdict: object;
      steps: { key: string; action: string; after: string }[];
    };
    expect(dryRun.verdict).toEqual({ errors: [], applicable: true, complete: true });
    const counts = people.map((name) => `${maildirLines(old.maildir(name)).length} messages`);
    const mail = dryRun.steps.filter(({ key }) => key.startsWith('mail '));
    expect(mail.map(({ action, after }) => ({ action, after }))).toEqual(
      counts.map((after) => ({ action: 'copy', after })),
    );
    for (const name of people) expect(maildirLines(fresh.maildir(name))).toEqual([]);
  });

  test('is run: both ends are equal and the source is as it was', async () => {
    const ended = await run(['run', folder, '--lot', 'all', '--yes', '--format', 'json']);
    expect(ended.code, ended.err).toBe(0);
    const result = JSON.parse(ended.out) as {
      mailboxes: { address: string; state: string; differences: unknown[] }[];
    };
    expect(result.mailboxes.map(({ address, state, differences }) => [address, state, differences])).toEqual(
      people.map((name) => [name, 'Completed', []]),
    );
    for (const [index, name] of people.entries()) {
      expect(maildirLines(fresh.maildir(name))).toEqual(maildirLines(old.maildir(name)));
      expect(untouchedLines(old.maildir(name))).toEqual(source[index]);
    }
  });

  test('is run again to no effect', async () => {
    const before = people.map((name) => untouchedLines(fresh.maildir(name)));
    const ended = await run(['run', folder, '--lot', 'all', '--yes', '--format', 'json']);
    expect(ended.code).toBe(0);
    expect((JSON.parse(ended.out) as { totals: object }).totals).toMatchObject({
      copied: 0,
      failed: 0,
      complete: people.length,
    });
    expect(people.map((name) => untouchedLines(fresh.maildir(name)))).toEqual(before);
  });

  test('is verified from nothing, byte by byte, in French too', async () => {
    const ended = await run(['verify', folder, '--lot', 'all', '--content', 'all'], {
      lang: 'fr_FR.UTF-8',
    });
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('20 boîtes complètes sur 20');
  });

  test('stands in the status, and the ledger holds no secret', async () => {
    const ended = await run(['status', folder]);
    expect(ended.out).toMatch(/all +2027-03-08 +20 .*20 completed/);
    expect(readFileSync(ledger()).includes(PASSWORD)).toBe(false);
  });

  test('is run from a saved migration plan only while the plan is the same', async () => {
    const file = join(folder, 'saved.json');
    await run(['dry-run', folder, '--lot', 'all', '--out', file]);
    expect((await run(['run', folder, '--lot', 'all', '--plan', file, '--yes'])).code).toBe(0);
    write(plan(old, '; keep since 2020-01-01'));
    const stale = await run(['run', folder, '--lot', 'all', '--plan', file, '--yes']);
    expect(stale.code).toBe(4);
    expect(stale.err).toContain('stale');
  });

  test('is not run while it is on hold', async () => {
    write(
      plan(old).replace(
        'lot all "All of them" {',
        'lot all "All of them" { hold "the domain is not free yet";',
      ),
    );
    const ended = await run(['run', folder, '--lot', 'all', '--yes']);
    expect(ended).toMatchObject({ code: 4, err: 'lot all is on hold: the domain is not free yet\n' });
  });

  test('is counted by an inventory that rules then use', async () => {
    write(plan(old));
    expect((await run(['inventory', folder])).code).toBe(0);
    const text = readFileSync(join(folder, 'inventory', 'a.example.yaml'), 'utf8');
    for (const name of people) {
      expect(text).toContain(`${name}: { messages: ${maildirLines(old.maildir(name)).length}, `);
    }
    expect((await run(['check', folder])).code).toBe(0);
  });
});

describe('accounts that are not there', () => {
  const withMissing = (): string =>
    `${plan(old).replace('domain a.example\n', 'domain a.example\nmailbox aaron@a.example "Not made yet"\n')}`;

  test('are a step by hand in the dry run, not the end of it', async () => {
    write(withMissing());
    const ended = await run(['dry-run', folder, '--lot', 'all', '--format', 'json']);
    expect(ended.code, ended.err).toBe(0);
    const dryRun = JSON.parse(ended.out) as { verdict: object; steps: { key: string; action: string }[] };
    expect(dryRun.verdict).toMatchObject({ complete: false, applicable: false });
    const accounts = dryRun.steps.filter(({ key }) => key.startsWith('account '));
    expect(accounts.map(({ key, action }) => [key, action])).toEqual([
      ['account aaron@a.example', 'handover'],
      ...people.map((name) => [`account ${name}`, 'none']),
    ]);
  });

  test('are told and left out by an inventory and a run, with exit code 3', async () => {
    write(withMissing());
    const inventory = await run(['inventory', folder]);
    expect(inventory.code).toBe(3);
    expect(inventory.err).toMatch(/^aaron@a\.example: endpoint old: .*$/m);
    const ended = await run(['run', folder, '--lot', 'all', '--yes', '--format', 'json']);
    expect(ended.code, ended.err).toBe(3);
    const { mailboxes } = JSON.parse(ended.out) as { mailboxes: { address: string; state: string }[] };
    expect(mailboxes.map(({ address, state }) => [address, state])).toEqual([
      ['aaron@a.example', 'Failed'],
      ...people.map((name) => [name, 'Completed']),
    ]);
  });
});
