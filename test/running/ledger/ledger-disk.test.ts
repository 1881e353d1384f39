/** A disk that is full, fails, may not be written or is taken away: one clear line, and nothing recorded by halves. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import { prepareStatements } from '../../../server/running/ledger/ledger-statements.ts';
import { sqliteMailboxLedger } from '../../../server/running/ledger/mailbox-ledger.ts';
import { openDatabase } from '../../../server/running/ledger/open-database.ts';
import { follow, RECORD_FOREVER, type Recorder } from './recorder.ts';
import {
  BATCH,
  clock,
  filled,
  INBOX,
  keyOf,
  LARGE_BATCH,
  type LedgerFolder,
  ledgerFolder,
  rowsOf,
} from './sample-ledger.ts';

let at: LedgerFolder;

beforeEach(() => {
  at = ledgerFolder();
});
afterEach(() => at[Symbol.dispose]());

/** A recorder in a shell that has changed something for it; root is made nobody in particular where rights are what counts. */
function recorderIn(shell: string, folder: string, asNobody = false): Recorder {
  const nobody = asNobody && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const values = ['-c', shell, 'sh', folder, process.execPath, RECORD_FOREVER];
  return follow(spawn('sh', values, { stdio: ['pipe', 'pipe', 'pipe'], ...nobody }));
}

const OWN_MOUNTS = ['--map-root-user', '--mount'];

function mustUnshare(): void {
  if (spawnSync('unshare', [...OWN_MOUNTS, 'true']).status === 0) return;
  throw new Error(
    'a disk of its own is a mount in a name space of its own: apt-get install util-linux, and run as root or allow user name spaces',
  );
}

async function expectWhole(path: string, batch: number, acknowledged: number): Promise<void> {
  const ledger = await openLedger(path, clock);
  expect(ledger.notices).toEqual([]);
  const rows = await (await ledger.mailbox(keyOf('a@x'))).rows('INBOX', INBOX.uidValidity);
  expect(rows.size % batch).toBe(0);
  expect(rows.size).toBe(acknowledged);
  expect(await ledger.statuses()).toMatchObject([{ done: rows.size }]);
  await ledger.close();
}

const lines = (...told: readonly string[]): string => told.map((line) => `${line}\n`).join('');

describe('a full disk', () => {
  test('stops a batch whole, and the next one goes when there is room', async () => {
    await (await filled(at.path, BATCH)).close();
    const database = new DatabaseSync(at.path);
    const hot = prepareStatements(database);
    const mailbox = sqliteMailboxLedger(openDatabase(database, at.path), hot, clock, 1);
    database.exec('pragma max_page_count = 20');
    await expect(mailbox.record('INBOX', rowsOf(BATCH + 1, LARGE_BATCH))).rejects.toThrow(
      `ledger ${at.path} cannot be written: the disk is full (database or disk is full). Make room, then run again.`,
    );
    expect((await mailbox.rows('INBOX', INBOX.uidValidity)).size).toBe(BATCH);
    database.exec('pragma max_page_count = 4000');
    await mailbox.record('INBOX', rowsOf(BATCH + 1, BATCH));
    database.close();
    await expectWhole(at.path, BATCH, 2 * BATCH);
  });

  // A mount of its own in a name space of its own, which ends with the process.
  test.each([100, 400, 1000])(
    'of %i pages is told in one line, and what was recorded is whole',
    async (pages) => {
      mustUnshare();
      mkdirSync(at.folder);
      const kept = join(at.folder, '..', 'kept');
      const shell = `mount -t tmpfs -o size=${pages * 4}k none "$1" &&
        { "$2" "$3" "$1" large; code=$?; cp -r "$1" "${kept}"; exit $code; }`;
      const values = [...OWN_MOUNTS, 'sh', '-c', shell, 'sh', at.folder, process.execPath, RECORD_FOREVER];
      const child = follow(spawn('unshare', values, { stdio: ['pipe', 'pipe', 'pipe'] }));
      const { code, err } = await child.ended;
      expect(code).toBe(5);
      expect(err).toMatch(
        /^ledger \S+ cannot be written: the disk is full \(.*\)\. Make room, then run again\.\nregistre \S+ ne peut pas être écrit\u00A0: le disque est plein \(.*\)\. Faites de la place, puis relancez\.\n$/,
      );
      if (pages > 100) expect(child.acknowledged()).toBeGreaterThan(0);
      if (child.acknowledged() > 0)
        await expectWhole(join(kept, 'ledger.sqlite'), LARGE_BATCH, child.acknowledged());
    },
  );
});

test('a disk that fails is told in one line, and what was recorded is whole', async () => {
  // What is written past a file's greatest size fails as a broken disk does.
  const child = recorderIn('ulimit -f 2000; exec "$2" "$3" "$1" large', at.folder);
  expect(await child.ended).toEqual({
    code: 5,
    err: lines(
      `ledger ${at.path} cannot be opened or written (disk I/O error). Check the folder and its rights, then run again.`,
      `registre ${at.path} ne peut être ni ouvert ni écrit (disk I/O error). Vérifiez le dossier et ses droits, puis relancez.`,
    ),
  });
  await expectWhole(at.path, LARGE_BATCH, child.acknowledged());
});

describe('rights that are lacking', () => {
  test('to make the folder', async () => {
    chmodSync(join(at.folder, '..'), 0o555);
    const child = recorderIn('exec "$2" "$3" "$1"', at.folder, true);
    expect(await child.ended).toEqual({
      code: 5,
      err: lines(
        `plan state ${at.folder} cannot be opened or written (EACCES: permission denied, mkdir '${at.folder}'). Check the folder and its rights, then run again.`,
        `état du plan ${at.folder} ne peut être ni ouvert ni écrit (EACCES: permission denied, mkdir '${at.folder}'). Vérifiez le dossier et ses droits, puis relancez.`,
      ),
    });
  });

  test('to write in the folder', async () => {
    mkdirSync(at.folder);
    chmodSync(join(at.folder, '..'), 0o755);
    chmodSync(at.folder, 0o555);
    const child = recorderIn('exec "$2" "$3" "$1"', at.folder, true);
    expect(await child.ended).toMatchObject({
      code: 5,
      err: expect.stringContaining(
        `plan state ${at.folder} cannot be opened or written (unable to open database file).`,
      ),
    });
  });

  test('to write the ledger itself', async () => {
    await (await filled(at.path, BATCH)).close();
    chmodSync(join(at.folder, '..'), 0o755);
    chmodSync(at.folder, 0o777);
    chmodSync(at.path, 0o444);
    const child = recorderIn('exec "$2" "$3" "$1"', at.folder, true);
    expect(await child.ended).toMatchObject({
      code: 5,
      err: expect.stringContaining(
        `ledger ${at.path} cannot be opened or written (attempt to write a readonly`,
      ),
    });
    await expectWhole(at.path, BATCH, BATCH);
  });

  test('since it is a folder, or a file where the folder should be', async () => {
    mkdirSync(at.path, { recursive: true });
    await expect(openLedger(at.path, clock)).rejects.toThrow(`ledger ${at.path} cannot be opened or written`);
    rmSync(at.folder, { recursive: true });
    writeFileSync(at.folder, '');
    await expect(openLedger(at.path, clock)).rejects.toThrow(`ledger ${at.path} cannot be opened or written`);
  });
});

describe('a ledger that is taken away while it is in use', () => {
  const gone = () => ({
    failure: {
      kind: 'ledger',
      reach: 'plan',
      what: {
        en: 'was removed or replaced while it was in use',
        fr: 'a été supprimé ou remplacé pendant son utilisation',
      },
    },
  });

  test('with its folder', async () => {
    const ledger = await filled(at.path, BATCH);
    const mailbox = await ledger.mailbox(keyOf('a@x'));
    rmSync(at.folder, { recursive: true });
    await expect(mailbox.record('INBOX', rowsOf(1000, BATCH))).rejects.toMatchObject(gone());
    await ledger.close();
    const next = await openLedger(at.path, clock);
    expect(next.notices).toEqual([]);
    await next.close();
  });

  test('by another in its place', async () => {
    const ledger = await filled(at.path, BATCH);
    const mailbox = await ledger.mailbox(keyOf('a@x'));
    renameSync(at.path, `${at.path}.before`);
    writeFileSync(at.path, 'x');
    await expect(mailbox.setState('Completed')).rejects.toMatchObject(gone());
    await ledger.close();
  });
});

test('another program that writes in it is told', { timeout: 20_000 }, async () => {
  const ledger = await filled(at.path, BATCH);
  await ledger.close();
  const other = new DatabaseSync(at.path);
  other.exec('begin immediate');
  await expect(openLedger(at.path, clock)).rejects.toThrow(
    `ledger ${at.path} is in use by another program (database is locked). Close that program, then run again.`,
  );
  other.close();
});
