/** `try-addresses` on the command line: messages over real SMTP into two real Dovecots' mailboxes, looked for over IMAP. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tryAddressesSchema } from '../../server/cli/schemas/try-addresses-schema.ts';
import { type MailRelay, type Route, startMailRelay } from '../support/mail-relay.ts';
import { type Ended, migplan } from '../support/migplan.ts';
import { masterSecret, signal, TwoDovecots, users } from './two-dovecots.ts';

const PEOPLE = ['zoe', 'bob', 'ann', 'dan'].map((name) => `${name}@a.example`);
const [ZOE, BOB] = PEOPLE as [string, string];

const OLD: Readonly<Record<string, Route>> = {
  'zoe@gone.example': { kind: 'deliver', mailbox: ZOE },
  'bob@gone.example': { kind: 'deliver', mailbox: ZOE },
  'ann@gone.example': { kind: 'bounce', with: '550 5.1.1 unknown here' },
  'dan@gone.example': { kind: 'loop', hops: 70, mailbox: 'dan@a.example' },
  'cut@gone.example': { kind: 'lose' },
};
const NEW: Readonly<Record<string, Route>> = {
  'z@a.example': { kind: 'deliver', mailbox: ZOE, folder: 'Junk' },
  'b@a.example': { kind: 'deliver', mailbox: BOB },
  'a@a.example': { kind: 'refuse', with: '550 5.1.1 no such user' },
  'd@a.example': { kind: 'deliver', mailbox: 'dan@a.example', times: 2 },
};

let servers: TwoDovecots;
let folder: string;
let old: MailRelay;
let fresh: MailRelay;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-addresses-'));
  servers = await TwoDovecots.start(users(PEOPLE));
  // Before anything comes: of two deliveries at a time each would make it.
  const zoe = await servers.openNew(ZOE);
  await zoe.createFolder('Junk', signal, 'junk');
  await zoe.close();
  const deliver = async (mailbox: string, path: string, content: Buffer): Promise<void> => {
    const target = await servers.openNew(mailbox);
    const outcomes = await target.append(path, [{ content, flags: [], receivedAt: new Date() }], signal);
    await target.close();
    const [outcome] = outcomes;
    if (outcome?.kind !== 'appended') throw new Error(JSON.stringify(outcome));
  };
  [old, fresh] = await Promise.all([
    startMailRelay({ deliver, routes: OLD }),
    startMailRelay({ deliver, routes: NEW }),
  ]);
  writeFileSync(join(folder, 'plan.migplan'), plan());
});
afterAll(async () => {
  await Promise.all([servers?.stop(), old?.stop(), fresh?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

function plan(): string {
  const endpoint = (
    name: string,
    { host, port }: { host: string; port: number },
    smtp: MailRelay,
  ): string => `
endpoint ${name} imap {
  host ${host} port ${port} plain
  login master "migration" separator "*" secret env MASTER
  smtp ${smtp.host} port ${smtp.port} plain
}`;
  return `
plan "Old addresses" { source old; target new }
${endpoint('old', servers.old, old)}
${endpoint('new', servers.fresh, fresh)}
domain a.example
lot all { date 2027-03-08; domain a.example }
mailbox ${ZOE} { was zoe@gone.example; alias z@a.example }
mailbox ${BOB} { was bob@gone.example; alias b@a.example }
mailbox ann@a.example { was ann@gone.example; alias a@a.example }
mailbox dan@a.example { was dan@gone.example; alias d@a.example; was cut@gone.example }
`;
}

const tryThem = (...more: string[]): Promise<Ended> =>
  migplan(['try-addresses', folder, '--lot', 'all', ...more], { env: { MASTER: masterSecret } });

test('nothing is sent without a word', async () => {
  const { code, err } = await tryThem();
  expect({ code, err }).toEqual({ code: 2, err: 'there is no terminal to ask on: add --yes to run\n' });
  expect([...old.taken, ...fresh.taken]).toEqual([]);
});

test('each thing that can become of a message is told as that, and the messages stay', async () => {
  const { code, out, err } = await tryThem('--yes', '--from', ZOE, '--wait', '0', '--format', 'json');
  expect({ code, err }).toEqual({ code: 3, err: '' });
  const { addresses } = tryAddressesSchema.parse(JSON.parse(out));
  const said = addresses.map(({ address, outcome, seen, words }) =>
    [address, outcome, seen && `${seen.mailbox} ${seen.folder}${seen.junk ? ' junk' : ''}`, words]
      .filter((part) => part !== undefined)
      .join(' | '),
  );
  expect(said.toSorted()).toEqual([
    'a@a.example | bounced | 550 5.1.1 no such user',
    'ann@gone.example | bounced | 550 5.1.1 unknown here',
    `b@a.example | arrived | ${BOB} INBOX`,
    `bob@gone.example | misdelivered | ${ZOE} INBOX`,
    'cut@gone.example | missing',
    'd@a.example | doubled | INBOX, INBOX',
    'dan@gone.example | looped | it had passed 70 systems',
    `z@a.example | arrived | ${ZOE} Junk junk`,
    `zoe@gone.example | arrived | ${ZOE} INBOX`,
  ]);
  const target = await servers.openNew(ZOE);
  expect((await target.uids('INBOX', signal)).length).toBe(3); // its own, the stray one and the bounce
  await target.close();
});

test('people read what did not arrive first, in their language', async () => {
  const { code, out } = await tryThem('--yes', '--wait', '0', '--lang', 'fr');
  expect(code).toBe(3);
  expect(out).toMatch(
    /^dan@gone\.example → dan@a\.example {2,}parti en boucle {2,}il était passé par 70 systèmes$/m,
  );
  expect(out).toMatch(/^a@a\.example → ann@a\.example {2,}rejeté {2,}550 5\.1\.1 no such user$/m);
  expect(out).toMatch(
    /^z@a\.example → zoe@a\.example {2,}arrivé dans les indésirables {2,}zoe@a\.example “Junk”$/m,
  );
  expect(out).toMatch(/^Lot all\u00A0: 3 arrivés, 1 arrivé plusieurs fois, 2 pas arrivés à temps, /m);
  expect(out).toMatch(/Les messages restent où ils sont arrivés/);
  expect(out).not.toContain(masterSecret);
});
