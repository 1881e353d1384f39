/** Where mailboxes stand, for who only wants to know: nothing is made, written, migrated or waited for. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import { readLedger, recordedStatuses } from '../../../server/running/ledger/ledger-reading.ts';
import { clock, filled, keyOf, type LedgerFolder, ledgerFolder, rowsOf } from './sample-ledger.ts';

let at: LedgerFolder;

beforeEach(() => {
  at = ledgerFolder();
});
afterEach(() => at[Symbol.dispose]());

test('nothing is known without a ledger, and none is made', async () => {
  expect(await recordedStatuses(at.path)).toEqual([]);
  expect(() => statSync(at.folder)).toThrow('ENOENT');
});

test('one at rest is read as it lies there', async () => {
  await (await filled(at.path, 20)).close();
  const before = readFileSync(at.path);
  expect(await recordedStatuses(at.path)).toMatchObject([
    { key: keyOf('a@x'), state: 'Created', done: 20, refused: 0, bytes: 200, updatedAt: clock.now() },
  ]);
  expect(readFileSync(at.path).equals(before)).toBe(true);
  expect(readdirSync(at.folder)).toEqual(['ledger.sqlite']);
});

test('one in use is read with what its run has recorded so far', async () => {
  const ledger = await filled(at.path, 20);
  expect(await recordedStatuses(at.path)).toMatchObject([{ done: 20 }]);
  const mailbox = await ledger.mailbox(keyOf('a@x'));
  await mailbox.record('INBOX', rowsOf(21, 5));
  expect(await recordedStatuses(at.path)).toMatchObject([{ done: 25 }]);
  await ledger.close();
});

test('what a run writes while one at rest is being read is read again', async () => {
  await (await filled(at.path, 20)).close();
  let reads = 0;
  const counted = await readLedger(at.path, (database) => {
    reads++;
    const found = database.prepare('select done from mailbox').get()?.['done'];
    if (reads === 1) new DatabaseSync(at.path).exec('update mailbox set done = 77');
    return found;
  });
  expect({ reads, counted }).toEqual({ reads: 2, counted: 77 });
});

test('one of a newer version is refused', async () => {
  await (await filled(at.path, 1)).close();
  const database = new DatabaseSync(at.path);
  database.exec(`insert into kysely_migration values ('2999-from-the-future', '2999')`);
  database.close();
  await expect(recordedStatuses(at.path)).rejects.toThrow(
    `ledger ${at.path} was written by a newer version of migplan (2999-from-the-future). Use that version.`,
  );
});

test('one that was only just begun says nothing', async () => {
  await (await openLedger(at.path, clock)).close();
  rmSync(at.path);
  new DatabaseSync(at.path).exec('pragma journal_mode = wal');
  expect(await recordedStatuses(at.path)).toEqual([]);
});

test('one that somebody made for whoever opens it gets little to work with', async () => {
  await (await filled(at.path, 1)).close();
  const trusts = await readLedger(at.path, (database) => database.prepare('pragma trusted_schema').get());
  expect(trusts).toEqual({ trusted_schema: 0 });
  const literal = readLedger(at.path, (database) => database.prepare('select "no column" from mailbox'));
  await expect(literal).rejects.toThrow('no such column');
});
