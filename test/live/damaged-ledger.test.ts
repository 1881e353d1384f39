/** A ledger is damaged between two runs, or lost: the second one says so, goes on, and the target holds each message once. */
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type Ended, migplan } from '../support/migplan.ts';
import { oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { maildirLines } from './maildir-comparison.ts';

const PASSWORD = 'correct horse';
const ANNA = 'anna@a.example';

let folder: string;
let old: Dovecot;
let fresh: Dovecot;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-damaged-'));
  const users = [{ name: ANNA, password: 'of anna' }];
  const master = { name: 'migration', password: PASSWORD };
  [old, fresh] = await Promise.all([startDovecot({ users, master }), startDovecot({ users, master })]);
  writeMaildir(old.maildir(ANNA), oddMailbox(7));
  old.adopt();
  writeFileSync(join(folder, 'plan.migplan'), plan());
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

const plan = (): string => `
plan "One" { source old; target new }
${endpoint('old', old)}${endpoint('new', fresh)}
domain a.example
lot all "All of it" { date 2027-03-08; domain a.example }
mailbox ${ANNA} "Anna"
`;

const run = (lang = 'en'): Promise<Ended> =>
  migplan(['run', folder, '--lot', 'all', '--yes', '--format', 'json'], {
    lang,
    env: { TEST_MASTER_PASSWORD: PASSWORD },
  });

interface Told {
  readonly mailboxes: readonly {
    readonly state: string;
    readonly messages: { readonly copied: number };
  }[];
}

test('the next run says so, goes on, and doubles nothing', { timeout: 120_000 }, async () => {
  const first = await run();
  expect(first).toMatchObject({ code: 0, err: expect.not.stringContaining('damaged') });
  const copied = maildirLines(fresh.maildir(ANNA));
  for (const lang of ['en', 'fr']) {
    truncateSync(join(folder, '.migplan', 'ledger.sqlite'), 9000);
    const next = await run(lang);
    const [mailbox] = (JSON.parse(next.out) as Told).mailboxes;
    expect(next.err).toContain(
      lang === 'en'
        ? 'It was set aside as ledger.damaged-'
        : 'Il a été mis de côté sous le nom ledger.damaged-',
    );
    expect(next.code).toBe(0);
    expect(mailbox).toMatchObject({ state: 'Completed', messages: { copied: 0 } });
    expect(maildirLines(fresh.maildir(ANNA))).toEqual(copied);
  }
  const left = readdirSync(join(folder, '.migplan')).filter((name) => name.startsWith('ledger'));
  expect(left).toHaveLength(3);
});
