/**
 * A preflight from the terminal, between two real Dovecots and a real DNS server: every failure at once, nothing changed; and the
 * rehearsal of one mailbox, through the code of `run`.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { preflightSchema } from '../../server/cli/schemas/preflight-schema.ts';
import { runSchema } from '../../server/cli/schemas/run-schema.ts';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { migplan } from '../support/migplan.ts';
import { oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { maildirLines } from './maildir-comparison.ts';

const people = ['anna@a.example', 'bruno@a.example', 'chloe@x.a.example'];
const PASSWORD = 'correct horse';

let folder: string;
let old: Dovecot;
let fresh: Dovecot;
let dns: DnsServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-preflight-'));
  const users = people.map((name) => ({ name, password: `of ${name}` }));
  const master = { name: 'migration', password: PASSWORD };
  [old, fresh, dns] = await Promise.all([
    startDovecot({ users, master, looksForOwners: true }),
    // Chloé has no account there, and the server says so as of a wrong password.
    startDovecot({ users: users.slice(0, 2), master, looksForOwners: true }),
    startDnsServer({
      'MX a.example': ['10 mx.old.example'],
      'TXT a.example': ['v=spf1 mx -all'],
      'TXT _dmarc.a.example': ['v=DMARC1; p=none'],
      'MX x.a.example': ['10 mx.old.example'],
      'TXT x.a.example': ['v=spf1 mx -all', 'v=spf1 -all'],
    }),
  ]);
  for (const [seed, name] of people.entries()) writeMaildir(old.maildir(name), oddMailbox(seed + 700));
  old.adopt();
  const endpoint = (name: string, { host, port }: Dovecot): string => `
endpoint ${name} dovecot {
  host ${host} port ${port} plain
  login master "migration" separator "*" secret env TEST_MASTER_PASSWORD
}`;
  writeFileSync(
    join(folder, 'plan.migplan'),
    `plan "Three people" { source old; target new }
${endpoint('old', old)}
${endpoint('new', fresh)}
domain a.example { subdomain x.a.example }
lot all "All of them" { date 2127-03-08; domain a.example }
${people.map((name) => `mailbox ${name} "${name}"`).join('\n')}
`,
  );
});

afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop(), dns?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const preflight = (more: readonly string[] = [], password = PASSWORD) =>
  migplan(['preflight', folder, '--lot', 'all', '--dns', dns.address, ...more], {
    env: { TEST_MASTER_PASSWORD: password },
  });

const state = (): string => join(folder, '.migplan');

describe('a preflight', () => {
  test('tells all that fails, once, and what DNS says of each domain', async () => {
    const { code, out, err } = await preflight(['--format', 'json']);
    expect(err).toBe('');
    expect(code).toBe(3);
    const { items } = preflightSchema.parse(JSON.parse(out));
    const said = (kind: string) =>
      items
        .filter((item) => item.kind === kind)
        .map(({ subject, endpoint, severity }) => `${severity} ${subject} ${endpoint}`);
    expect(said('login').toSorted()).toEqual([
      'error chloe@x.a.example new',
      'ok anna@a.example new',
      'ok anna@a.example old',
      'ok bruno@a.example new',
      'ok bruno@a.example old',
      'ok chloe@x.a.example old',
    ]);
    const spf = items.filter(({ about }) => about === 'spf');
    expect(spf.map(({ subject, severity }) => `${severity} ${subject}`)).toEqual([
      'ok a.example',
      'error x.a.example',
    ]);
    expect(items.filter(({ about }) => about === 'dmarc').map(({ severity }) => severity)).toEqual([
      'ok',
      'ok',
    ]);
  });

  test('leaves no trace, at either end or beside the plan', async () => {
    const before = [old, fresh].map((server) => people.map((name) => maildirLines(server.maildir(name))));
    await preflight();
    expect([old, fresh].map((server) => people.map((name) => maildirLines(server.maildir(name))))).toEqual(
      before,
    );
    expect(existsSync(state())).toBe(false);
  });

  test('of a wrong password tells that, and says it nowhere', async () => {
    const { code, out, err } = await preflight([], 'hunter2');
    expect(code).toBe(3);
    expect(out).toMatch(/✗ .*refused the master login "migration"/);
    expect(out + err).not.toContain('hunter2');
  });

  test('asks on a terminal before a rehearsal, and needs a mailbox of the lot', async () => {
    expect(await preflight(['--rehearse', 'anna@a.example'])).toMatchObject({ code: 2, out: '' });
    expect(await preflight(['--rehearse', 'nobody@a.example', '--yes'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('a rehearsal', () => {
  test('is refused for a mailbox that has an error of its own', async () => {
    const { code, err } = await preflight(['--rehearse', 'chloe@x.a.example', '--yes']);
    expect(code).toBe(4);
    expect(err).toContain('chloe@x.a.example is not rehearsed');
    expect(existsSync(state())).toBe(false);
  });

  test('copies that mailbox and no other, compares every byte, and a run goes on from it', async () => {
    const { code, out } = await preflight(['--rehearse', 'anna@a.example', '--yes']);
    expect(out).toContain('not ready');
    expect(out).toMatch(/1 mailbox/);
    expect(code).toBe(3); // what the preflight found stays found
    expect(maildirLines(fresh.maildir('anna@a.example'))).toEqual(
      maildirLines(old.maildir('anna@a.example')),
    );
    expect(maildirLines(fresh.maildir('bruno@a.example'))).not.toEqual(
      maildirLines(old.maildir('bruno@a.example')),
    );
    const run = await migplan(['run', folder, '--lot', 'all', '--yes', '--format', 'json'], {
      env: { TEST_MASTER_PASSWORD: PASSWORD },
    });
    const { mailboxes } = runSchema.parse(JSON.parse(run.out));
    const [anna, bruno] = mailboxes.filter(({ address }) => address !== 'chloe@x.a.example');
    expect(anna).toMatchObject({ address: 'anna@a.example', state: 'Completed', messages: { copied: 0 } });
    expect(bruno).toMatchObject({ address: 'bruno@a.example', state: 'Completed' });
    expect(maildirLines(fresh.maildir('anna@a.example'))).toEqual(
      maildirLines(old.maildir('anna@a.example')),
    );
  });
});
