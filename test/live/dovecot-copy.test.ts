/** The copy between two real Dovecots, seen from outside: what lies on disk before and after. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import type { Endpoint, Login, MailboxCopy } from '../../server/planning/migration-plan.ts';
import { systemClock } from '../../server/running/clock.ts';
import { copyMailbox } from '../../server/running/copy-mailbox.ts';
import type { CopyResult } from '../../server/running/copy-result.ts';
import { openLedger } from '../../server/running/ledger.ts';
import type { Ledger } from '../../server/running/ports.ts';
import { type VerifyResult, verifyMailbox } from '../../server/running/verify-mailbox.ts';
import { type Dovecot, freePorts, startDovecot } from '../support/dovecot.ts';
import { type OddMailbox, oddMailbox, seeded, writeMaildir } from '../support/odd-mail.ts';
import type { Order } from './copy-once.ts';
import { cuttingProxy } from './cutting-proxy.ts';
import { maildirFolderLines, maildirLines, untouchedLines } from './maildir-comparison.ts';

const people = Array.from({ length: 20 }, (_, number) => `person${number}@odd.example`);
const [first = '', second = ''] = people;
const killed = ['killed0@odd.example', 'killed1@odd.example'];
const others = [
  'cut@odd.example',
  'hostile@odd.example',
  'empty@odd.example',
  'tiny@odd.example',
  'dotted@odd.example',
  'merged@odd.example',
];
const users = [...people, ...killed, ...others].map((name) => ({
  name,
  password: `of ${name}`,
  ...(name.startsWith('tiny') ? { quota: '*:storage=300K' } : {}),
}));
const signal = new AbortController().signal;

let state: string;
let old: Dovecot;
let fresh: Dovecot;
let dotted: Dovecot;
let ledger: Ledger;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'migplan-live-'));
  const master = { name: 'migration', password: 'master secret' };
  [old, fresh, dotted] = await Promise.all([
    startDovecot({ users, master }),
    startDovecot({ users, master }),
    startDovecot({ users, master, separator: '.', prefix: 'INBOX.', uses: { '\\Sent': 'Gesendet' } }),
  ]);
  for (const [seed, name] of people.entries())
    writeMaildir(old.maildir(name), oddMailbox(seed, seed === 0 ? 20_000_000 : undefined));
  old.adopt();
  ledger = await openLedger(join(state, '.migplan', 'ledger.sqlite'), systemClock);
}, 60_000);

afterAll(async () => {
  await ledger?.close();
  await Promise.all([old?.stop(), fresh?.stop(), dotted?.stop()]);
  rmSync(state, { recursive: true, force: true });
});

function endpoint(server: Dovecot, more: Partial<Endpoint> = {}): Endpoint {
  const names = new Map([
    [old, 'old'],
    [fresh, 'new'],
    [dotted, 'dotted'],
  ]);
  const login: Login = {
    method: 'master',
    user: 'migration',
    separator: '*',
    secret: { kind: 'env', name: 'MASTER_PASSWORD' },
  };
  const { host, port } = server;
  return {
    name: names.get(server) ?? '',
    kind: 'imap',
    host,
    port,
    security: 'plain',
    login,
    connections: 4,
    ...more,
  };
}

function job(from: string, to = from, more: Partial<MailboxCopy> = {}): MailboxCopy {
  const source = { endpoint: 'old', mailbox: from };
  return { source, target: { endpoint: 'new', mailbox: to }, exclude: [], folders: [], ...more };
}

type Both<T> = (
  source: Awaited<ReturnType<typeof openOld>>,
  target: Awaited<ReturnType<typeof openNew>>,
) => Promise<T>;
const openOld = (mailbox: string) => connectImapSource(endpoint(old), mailbox, 'master secret', signal);
const openNew = (mailbox: string, server = fresh) =>
  connectImapTarget(endpoint(server), mailbox, 'master secret', signal);

async function between<T>(what: MailboxCopy, server: Dovecot, action: Both<T>): Promise<T> {
  const source = await openOld(what.source.mailbox);
  const target = await openNew(what.target.mailbox, server);
  try {
    return await action(source, target);
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

function copy(what: MailboxCopy, into = ledger, server = fresh): Promise<CopyResult> {
  return between(what, server, (source, target) =>
    copyMailbox(what, source, target, into, { signal, clock: systemClock }),
  );
}

function verify(what: MailboxCopy, content: 'sample' | 'all', server = fresh): Promise<VerifyResult> {
  return between(what, server, (source, target) =>
    verifyMailbox(what, source, target, { signal, clock: systemClock, content }),
  );
}

/** Four at once. */
async function forAll<T>(
  names: readonly string[],
  action: (name: string) => Promise<T>,
): Promise<Map<string, T>> {
  const results = new Map<string, T>();
  const waiting = [...names];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      results.set(name, await action(name));
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return results;
}

function expectEqualOnDisk(from: string, to = from): void {
  expect(maildirLines(fresh.maildir(to))).toEqual(maildirLines(old.maildir(from)));
}

describe('twenty mailboxes of odd mail', () => {
  let untouched: Map<string, string[]>;
  let counts: Map<string, number>;

  test('are copied whole, with their folders and subscriptions', async () => {
    untouched = await forAll(people, async (name) => untouchedLines(old.maildir(name)));
    counts = await forAll(people, async (name) => maildirLines(old.maildir(name)).length);
    const results = await forAll(people, (name) => copy(job(name)));
    for (const name of people) {
      const { outcome, messages, refused, folderFailures } = results.get(name) as CopyResult;
      expect({ name, outcome, refused, folderFailures }).toEqual({
        name,
        outcome: 'complete',
        refused: [],
        folderFailures: [],
      });
      expect(messages).toMatchObject({
        source: counts.get(name),
        copied: counts.get(name),
        failed: 0,
        already: 0,
      });
      expectEqualOnDisk(name);
      expect(maildirFolderLines(fresh.maildir(name))).toEqual(maildirFolderLines(old.maildir(name)));
    }
  }, 60_000);

  test('leave no trace at the source', () => {
    for (const name of people) expect(untouchedLines(old.maildir(name))).toEqual(untouched.get(name));
  });

  test('are equal when verified from nothing, byte by byte', async () => {
    const results = await forAll(people, (name) => verify(job(name), 'all'));
    for (const name of people) {
      const { outcome, differences, hashed } = results.get(name) as VerifyResult;
      expect({ outcome, differences, hashed }).toEqual({
        outcome: 'equal',
        differences: [],
        hashed: counts.get(name),
      });
    }
  }, 60_000);

  test('are left as they are by a second run', async () => {
    const before = await forAll(people, async (name) => untouchedLines(fresh.maildir(name)));
    const results = await forAll(people, (name) => copy(job(name)));
    for (const name of people) {
      expect(results.get(name)).toMatchObject({
        outcome: 'complete',
        bytes: 0,
        messages: { copied: 0, already: counts.get(name) },
      });
      expect(untouchedLines(fresh.maildir(name))).toEqual(before.get(name));
    }
  }, 60_000);

  test('are left as they are by a run that has lost its ledger', async () => {
    const before = untouchedLines(fresh.maildir(first));
    const blank = await openLedger(join(state, 'blank', 'ledger.sqlite'), systemClock);
    const result = await copy(job(first), blank);
    await blank.close();
    expect(result).toMatchObject({
      outcome: 'complete',
      messages: { copied: 0, already: counts.get(first) },
    });
    expect(untouchedLines(fresh.maildir(first))).toEqual(before);
  }, 30_000);

  test('follow what changes at the source', async () => {
    await addMail(second, 'Subject: new since\r\n\r\nnew\r\n');
    markAllSeen(old.maildir(second));
    const result = await copy(job(second));
    expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 1 } });
    expect(result.flagsChanged).toBeGreaterThan(0);
    expectEqualOnDisk(second);
  }, 30_000);

  test('are told apart by verify, whatever the ledger says', async () => {
    const [file = ''] = readdirSync(join(fresh.maildir(first), 'cur')).filter(
      (name) => !name.includes('S=2000'),
    );
    unlinkSync(join(fresh.maildir(first), 'cur', file));
    const { outcome, differences } = await verify(job(first), 'sample');
    expect(outcome).toBe('different');
    expect(differences).toMatchObject([{ folder: 'INBOX', kind: 'missing' }]);
  }, 30_000);
});

async function addMail(mailbox: string, content: string): Promise<void> {
  const target = await openNew(mailbox, old);
  await target.append('INBOX', { content: Buffer.from(content), flags: [], receivedAt: new Date() }, signal);
  await target.close();
}

function markAllSeen(maildir: string): void {
  const cur = join(maildir, 'cur');
  for (const name of readdirSync(cur)) {
    const [base, letters = ''] = name.split(':2,');
    if (!letters.includes('S'))
      renameSync(join(cur, name), join(cur, `${base}:2,${[...letters, 'S'].sort().join('')}`));
  }
}

describe('an engine that is killed', () => {
  test.each([0, 1])(
    'at any instant, and run again, ends equal with nothing doubled (%i)',
    async (seed) => {
      const name = killed[seed] ?? '';
      writeMaildir(old.maildir(name), oddMailbox(100 + seed, 5_000_000));
      old.adopt();
      const order = JSON.stringify({
        from: { endpoint: endpoint(old), secret: 'master secret' },
        to: { endpoint: endpoint(fresh), secret: 'master secret' },
        job: job(name),
        ledger: join(state, `killed${seed}`, 'ledger.sqlite'),
      } satisfies Order);
      const random = seeded(seed);
      for (let round = 0; round < 5; round++) await runAndKill(order, random() * 250);
      expect(await runToTheEnd(order)).toBe(0);
      expectEqualOnDisk(name);
    },
    60_000,
  );
});

function engine(order: string) {
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'copy-once.ts'), order],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

/** Killed so many milliseconds after its first sign of life. */
async function runAndKill(order: string, after: number): Promise<void> {
  const child = engine(order);
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  await sleep(after);
  child.kill('SIGKILL');
  await ended;
}

async function runToTheEnd(order: string): Promise<number | null> {
  const child = engine(order);
  child.stdout.resume();
  const [code] = await once(child, 'exit');
  return code;
}

describe('connections that are cut', () => {
  test('in the middle of anything, at either end, lose and double nothing', async () => {
    const name = 'cut@odd.example';
    writeMaildir(old.maildir(name), oddMailbox(200));
    old.adopt();
    const random = seeded(200);
    // Every connection but each tenth ends early: in a login, a listing, a message on its way in or out.
    const after = (connection: number) =>
      connection % 10 === 9 ? undefined : Math.floor(random() ** 2 * 400_000) + 2_000;
    const doors = await Promise.all([cuttingProxy(old.port, after), cuttingProxy(fresh.port, after)]);
    const [from, to] = doors.map(({ port }) => port);
    const source = await persistently(() =>
      connectImapSource(endpoint(old, { port: from ?? 0 }), name, 'master secret', signal),
    );
    const target = await persistently(() =>
      connectImapTarget(endpoint(fresh, { port: to ?? 0 }), name, 'master secret', signal),
    );
    const impatient = { now: () => new Date(), wait: async () => undefined };
    const retries = { attempts: 30, firstPause: 0, longestPause: 0 };
    const result = await copyMailbox(job(name), source, target, ledger, {
      signal,
      clock: impatient,
      retries,
    });
    await Promise.all([source.close(), target.close()]);
    expect(result).toMatchObject({ outcome: 'complete' });
    expectEqualOnDisk(name);
    for (const door of doors) {
      expect(door.cuts()).toBeGreaterThan(1);
      await door.close();
    }
  }, 60_000);
});

async function persistently<T>(open: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 20; tries++) {
    const opened = await open().catch(() => undefined);
    if (opened !== undefined) return opened;
  }
  throw new Error('no connection at all');
}

describe('what a server will not take', () => {
  test('a message of no bytes is recorded with the server’s words, and the rest goes on', async () => {
    const name = 'empty@odd.example';
    const mailbox = oddMailbox(7);
    const nothing = {
      folder: 'INBOX',
      content: Buffer.alloc(0),
      letters: '',
      keywords: [],
      receivedAt: new Date(0),
    };
    writeMaildir(old.maildir(name), { ...mailbox, messages: [nothing, ...mailbox.messages] });
    old.adopt();
    const result = await copy(job(name));
    expect(result).toMatchObject({
      outcome: 'incomplete',
      messages: { copied: mailbox.messages.length, failed: 1 },
    });
    expect(result.refused).toMatchObject([
      { folder: 'INBOX', uid: 1, size: 0, words: expect.stringContaining("Can't save a zero byte message") },
    ]);
    expect(maildirLines(fresh.maildir(name))).toHaveLength(mailbox.messages.length);
  }, 30_000);

  test('a keyword that is too long, on mail that holds IMAP commands, costs the keyword and runs nothing', async () => {
    const name = 'hostile@odd.example';
    const commands = '\r\nz1 CREATE pwned\r\nz2 DELETE Sent\r\n';
    const content = Buffer.from(`Subject: hostile\r\n\r\n${commands}`);
    const message = {
      folder: 'INBOX',
      content,
      letters: 'F',
      keywords: ['k'.repeat(120)],
      receivedAt: new Date(1e12),
    };
    writeMaildir(old.maildir(name), {
      folders: [
        { path: 'INBOX', subscribed: true },
        { path: 'Sent', subscribed: true },
      ],
      messages: [message],
    });
    old.adopt();
    const result = await copy(job(name));
    expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 1 } });
    expect(result.notes).toMatchObject([{ kind: 'flag-left-out', folder: 'INBOX' }]);
    expect(maildirFolderLines(fresh.maildir(name))).toEqual(maildirFolderLines(old.maildir(name)));
    expect(maildirLines(fresh.maildir(name))).toEqual([expect.stringMatching(/ \[F\] 1000000000$/)]);
  }, 30_000);

  test('a full mailbox stops that mailbox and says so', async () => {
    const result = await copy(job(people[3] ?? '', 'tiny@odd.example'));
    expect(result).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'full', reach: 'mailbox' } });
    expect(result.stoppedBy?.words).toMatch(/OVERQUOTA/);
  }, 30_000);
});

describe('other shapes of a target', () => {
  test('another delimiter, a namespace prefix and another name for Sent are translated', async () => {
    const mailbox: OddMailbox = {
      folders: ['INBOX', 'Sent', 'Projets', 'Projets/Été', 'a.b'].map((path) => ({ path, subscribed: true })),
      messages: ['INBOX', 'Sent', 'Projets/Été'].map((folder) => ({
        folder,
        content: Buffer.from(`Subject: ${folder}\r\n\r\nx\r\n`),
        letters: '',
        keywords: [],
        receivedAt: new Date(1e12),
      })),
    };
    const what = {
      ...job('dotted@odd.example'),
      target: { endpoint: 'dotted', mailbox: 'dotted@odd.example' },
    };
    writeMaildir(old.maildir('dotted@odd.example'), {
      ...mailbox,
      folders: mailbox.folders.filter(({ path }) => path !== 'a.b'),
    });
    old.adopt();
    const result = await copy(what, ledger, dotted);
    expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 3 } });
    expect(
      maildirFolderLines(dotted.maildir('dotted@odd.example')).filter((line) => line.startsWith('folder')),
    ).toEqual(['folder ', 'folder .Gesendet', 'folder .Projets', 'folder .Projets.&AMk-t&AOk-']);
    expect(await verify(what, 'all', dotted)).toMatchObject({ outcome: 'equal', messages: { matched: 3 } });
  }, 30_000);

  test('folders that the plan merges, and those it leaves out', async () => {
    const from = people[4] ?? '';
    const wishes = { exclude: ['Projets'], folders: [{ from: 'Éléments envoyés', to: 'Sent' }] };
    const what = job(from, 'merged@odd.example', wishes);
    expect(await copy(what)).toMatchObject({ outcome: 'complete' });
    expect(await copy(what)).toMatchObject({ outcome: 'complete', messages: { copied: 0 } });
    const kept = (line: string) => !line.startsWith('.Projets');
    const merged = maildirLines(old.maildir(from))
      .filter(kept)
      .map((line) => line.replace(/^\.&AMk-l\S+ envoy\S+ /, '.Sent '));
    expect(maildirLines(fresh.maildir('merged@odd.example'))).toEqual(merged.sort());
    expect(await verify(what, 'all')).toMatchObject({ outcome: 'equal' });
  }, 30_000);
});

describe('an endpoint that cannot be opened is told in one line, before anything is done', () => {
  const advice = 'Check MASTER_PASSWORD and the separator "*", then run again.';

  test('a wrong master password', async () => {
    const opening = connectImapSource(endpoint(old), first, 'wrong', signal);
    await expect(opening).rejects.toMatchObject({
      failure: { kind: 'credentials', reach: 'plan' },
      message: `endpoint old: 127.0.0.1:${old.port} refused the master login "migration" for ${first} (NO [AUTHENTICATIONFAILED] Authentication failed.). ${advice}`,
    });
  });

  test('a right master password for a mailbox that is not there', async () => {
    const proven = new Set<string>();
    await (await connectImapSource(endpoint(old), first, 'master secret', signal, { proven })).close();
    const opening = connectImapSource(endpoint(old), 'nobody@odd.example', 'master secret', signal, {
      proven,
    });
    await expect(opening).rejects.toMatchObject({
      failure: {
        kind: 'transient',
        reach: 'mailbox',
        words: expect.stringMatching(/UNAVAILABLE|Unexpected close/),
      },
      message: expect.stringContaining('Check that nobody@odd.example exists there'),
    });
  });

  test('a host that does not answer', async () => {
    const [port = 0] = await freePorts(1);
    const opening = connectImapSource(endpoint(old, { port }), first, 'master secret', signal);
    await expect(opening).rejects.toMatchObject({
      failure: { kind: 'unreachable', reach: 'plan' },
      message: expect.stringMatching(
        /^endpoint old: 127\.0\.0\.1:\d+ cannot be reached \(.*ECONNREFUSED.*\)\. Check host/,
      ),
    });
  });

  const tls = { security: 'tls', host: 'localhost' } as const;
  test.each([
    ['an unknown authority', { ...tls }, undefined, /self-signed/],
    ['another name', { ...tls, host: '127.0.0.1' }, 'own', /IP: 127\.0\.0\.1 is not in the cert's list/],
    [
      'another name, after STARTTLS',
      { security: 'starttls', host: '127.0.0.1' } as const,
      'own',
      /IP: 127\.0\.0\.1/,
    ],
  ])('a certificate of %s', async (_, how, authority, words) => {
    const port = how.security === 'tls' ? old.tlsPort : old.port;
    const options = authority === undefined ? {} : { ca: old.certificate };
    const opening = connectImapSource(
      endpoint(old, { ...how, port }),
      first,
      'master secret',
      signal,
      options,
    );
    await expect(opening).rejects.toMatchObject({
      failure: { kind: 'certificate', reach: 'plan', words: expect.stringMatching(words) },
    });
    await opening.catch((error) => expect(error.message).not.toContain('master secret'));
  });

  test.each(['tls', 'starttls'] as const)('and a right one is opened (%s)', async (security) => {
    const port = security === 'tls' ? old.tlsPort : old.port;
    const found = await connectImapSource(
      endpoint(old, { security, port, host: 'localhost' }),
      first,
      'master secret',
      signal,
      {
        ca: old.certificate,
      },
    );
    expect((await found.folders(signal)).folders.length).toBeGreaterThan(5);
    await found.close();
  });
});
