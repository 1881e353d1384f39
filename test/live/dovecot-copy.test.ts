/** The copy between two real Dovecots, seen from outside: what lies on disk before and after. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import { systemClock } from '../../server/running/clock.ts';
import { copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import type { CopyResult } from '../../server/running/copying/copy-result.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import type { VerifyResult } from '../../server/running/verifying/verify-mailbox.ts';
import { oddMailbox, seeded } from '../support/odd-mail.ts';
import type { Order } from './copy-once.ts';
import { cuttingProxy } from './cutting-proxy.ts';
import { maildirFolderLines, maildirLines, untouchedLines } from './maildir-comparison.ts';
import { forAll, job, masterSecret, signal, TwoDovecots, users } from './two-dovecots.ts';

const people = Array.from({ length: 20 }, (_, number) => `person${number}@odd.example`);
const [first = '', second = ''] = people;
const killed = ['killed0@odd.example', 'killed1@odd.example'];

let servers: TwoDovecots;

beforeAll(async () => {
  servers = await TwoDovecots.start(users([...people, ...killed, 'cut@odd.example', 'remade@odd.example']));
  for (const [seed, name] of people.entries())
    servers.stock(name, oddMailbox(seed, seed === 0 ? 20_000_000 : undefined));
});
afterAll(() => servers?.stop());

describe('twenty mailboxes of odd mail', () => {
  let untouched: Map<string, string[]>;
  let counts: Map<string, number>;

  test('are copied whole, with their folders and subscriptions', async () => {
    untouched = await forAll(people, async (name) => untouchedLines(servers.old.maildir(name)));
    counts = await forAll(people, async (name) => maildirLines(servers.old.maildir(name)).length);
    const results = await forAll(people, (name) => servers.copy(job(name)));
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
      servers.expectEqualOnDisk(name);
      expect(maildirFolderLines(servers.fresh.maildir(name))).toEqual(
        maildirFolderLines(servers.old.maildir(name)),
      );
    }
  });

  test('leave no trace at the source', () => {
    for (const name of people) expect(untouchedLines(servers.old.maildir(name))).toEqual(untouched.get(name));
  });

  test('are equal when verified from nothing, byte by byte', async () => {
    const results = await forAll(people, (name) => servers.verify(job(name), 'all'));
    for (const name of people) {
      const { outcome, differences, hashed } = results.get(name) as VerifyResult;
      expect({ outcome, differences, hashed }).toEqual({
        outcome: 'equal',
        differences: [],
        hashed: counts.get(name),
      });
    }
  });

  test('are left as they are by a second run', async () => {
    const before = await forAll(people, async (name) => untouchedLines(servers.fresh.maildir(name)));
    const results = await forAll(people, (name) => servers.copy(job(name)));
    for (const name of people) {
      expect(results.get(name)).toMatchObject({
        outcome: 'complete',
        bytes: 0,
        messages: { copied: 0, already: counts.get(name) },
      });
      expect(untouchedLines(servers.fresh.maildir(name))).toEqual(before.get(name));
    }
  });

  test('are left as they are by a run that has lost its ledger', async () => {
    const before = untouchedLines(servers.fresh.maildir(first));
    const blank = await openLedger(join(servers.state, 'blank', 'ledger.sqlite'), systemClock);
    const result = await servers.copy(job(first), blank);
    await blank.close();
    expect(result).toMatchObject({
      outcome: 'complete',
      messages: { copied: 0, already: counts.get(first) },
    });
    expect(untouchedLines(servers.fresh.maildir(first))).toEqual(before);
  });

  test('follow what changes at the source', async () => {
    await addMail(second, 'Subject: new since\r\n\r\nnew\r\n');
    markAllSeen(servers.old.maildir(second));
    const result = await servers.copy(job(second));
    expect(result).toMatchObject({ outcome: 'complete', messages: { copied: 1 } });
    expect(result.flagsChanged).toBeGreaterThan(0);
    servers.expectEqualOnDisk(second);
  });

  test('are told apart by verify, whatever the ledger says', async () => {
    const [file = ''] = readdirSync(join(servers.fresh.maildir(first), 'cur')).filter(
      (name) => !name.includes('S=2000'),
    );
    unlinkSync(join(servers.fresh.maildir(first), 'cur', file));
    const { outcome, differences } = await servers.verify(job(first), 'sample');
    expect(outcome).toBe('different');
    expect(differences).toMatchObject([{ folder: 'INBOX', kind: 'missing' }]);
  });
});

async function addMail(mailbox: string, content: string): Promise<void> {
  const target = await connectImapTarget(servers.endpoint('old'), mailbox, masterSecret, signal);
  await target.append(
    'INBOX',
    [{ content: Buffer.from(content), flags: [], receivedAt: new Date() }],
    signal,
  );
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
      servers.stock(name, oddMailbox(100 + seed, 5_000_000));
      const order = JSON.stringify({
        from: { endpoint: servers.endpoint('old'), secret: masterSecret },
        to: { endpoint: servers.endpoint('new'), secret: masterSecret },
        job: job(name),
        ledger: join(servers.state, `killed${seed}`, 'ledger.sqlite'),
      } satisfies Order);
      const random = seeded(seed);
      for (let round = 0; round < 5; round++) await runAndKill(order, random() * 250);
      expect(await runToTheEnd(order)).toBe(0);
      servers.expectEqualOnDisk(name);
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

describe('a folder that is made again under its name', () => {
  test('is read and marked only once it is opened again', async () => {
    const name = 'remade@odd.example';
    const message = {
      folder: 'twice',
      content: Buffer.from('Subject: of before\r\n\r\n'),
      letters: '',
      keywords: [],
      receivedAt: new Date(1e12),
    };
    servers.stock(name, { folders: [{ path: 'twice', subscribed: true }], messages: [message] });
    const source = await servers.openOld(name);
    const before = await source.openForReading('twice', signal);
    await source.folders(signal);
    rmSync(join(servers.old.maildir(name), '.twice'), { recursive: true });
    // Dovecot takes the second for a new UIDVALIDITY.
    await sleep(1100);
    servers.stock(name, { folders: [{ path: 'twice', subscribed: true }], messages: [message, message] });
    const list = async () => {
      const uids: number[] = [];
      for await (const { uid } of source.entries('twice', { all: true }, signal)) uids.push(uid);
      return uids;
    };
    // The server may also close the connection first.
    await expect(list()).rejects.toMatchObject({ failure: { kind: 'transient' } });
    expect((await source.openForReading('twice', signal)).uidValidity).not.toBe(before.uidValidity);
    expect(await list()).toEqual([1, 2]);
    await source.close();
  });
});

describe('connections that are cut', () => {
  test('in the middle of anything, at either end, lose and double nothing', async () => {
    const name = 'cut@odd.example';
    servers.stock(name, oddMailbox(200));
    const random = seeded(200);
    // Every connection but each tenth ends early: in a login, a listing, a message on its way in or out.
    const after = (connection: number) =>
      connection % 10 === 9 ? undefined : Math.floor(random() ** 2 * 400_000) + 2_000;
    const doors = await Promise.all([
      cuttingProxy(servers.old.port, after),
      cuttingProxy(servers.fresh.port, after),
    ]);
    const [from, to] = doors.map(({ port }) => port);
    const source = await persistently(() =>
      connectImapSource(servers.endpoint('old', { port: from ?? 0 }), name, masterSecret, signal),
    );
    const target = await persistently(() =>
      connectImapTarget(servers.endpoint('new', { port: to ?? 0 }), name, masterSecret, signal),
    );
    const impatient = { now: () => new Date(), wait: async () => undefined };
    const retries = { attempts: 30, firstPause: 0, longestPause: 0 };
    const result = await copyMailbox(job(name), source, target, servers.ledger, {
      signal,
      clock: impatient,
      retries,
    });
    await Promise.all([source.close(), target.close()]);
    expect(result).toMatchObject({ outcome: 'complete' });
    servers.expectEqualOnDisk(name);
    for (const door of doors) {
      expect(door.cuts()).toBeGreaterThan(1);
      await door.close();
    }
  });
});

async function persistently<T>(open: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 20; tries++) {
    const opened = await open().catch(() => undefined);
    if (opened !== undefined) return opened;
  }
  throw new Error('no connection at all');
}
