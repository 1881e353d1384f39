/** A run that is killed at any moment: what was acknowledged is there, nothing is there by halves, and the lock is free. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import { lockPlan } from '../../../server/running/ledger/plan-lock.ts';
import { recorder } from './recorder.ts';
import { BATCH, clock, INBOX, keyOf, type LedgerFolder, ledgerFolder, rowsOf } from './sample-ledger.ts';

const ROUNDS = 36;
/** From before its first batch to after many, its log written into the ledger meanwhile. */
const LATEST = 120;

test(`killed ${ROUNDS} times, at any moment`, { timeout: 120_000 }, async () => {
  using at = ledgerFolder();
  let most = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const child = recorder(at.folder);
    expect(await child.begun).toBe(`from ${most + 1}`);
    await setTimeout(Math.random() * LATEST);
    await child.kill();
    const held = await examine(at);
    expect(held).toBeGreaterThanOrEqual(child.acknowledged());
    expect(held - Math.max(most, child.acknowledged())).toBeLessThanOrEqual(BATCH);
    most = held;
  }
  expect(most).toBeGreaterThan(ROUNDS * BATCH);
});

test('killed while its ledger is being made', { timeout: 60_000 }, async () => {
  for (let round = 0; round < 12; round++) {
    using at = ledgerFolder();
    const child = recorder(at.folder);
    // From when its lock is there, which is made just before, a little later each time.
    while (!existsSync(join(at.folder, 'lock.sqlite'))) await setTimeout(1);
    await setTimeout(round * 5);
    await child.kill();
    const ledger = await openLedger(at.path, clock);
    const told = ledger.notices.map(({ en }) => en);
    expect(told.filter((notice) => !notice.includes('is damaged (it is empty or cut short)'))).toEqual([]);
    const mailbox = await ledger.mailbox(keyOf('a@x'));
    await mailbox.beginFolder(INBOX);
    await mailbox.record('INBOX', rowsOf(1, BATCH));
    await ledger.close();
  }
});

/** Returns how many rows there are. */
async function examine({ folder, path }: LedgerFolder): Promise<number> {
  const lock = lockPlan(folder, clock);
  const ledger = await openLedger(path, clock);
  expect(ledger.notices).toEqual([]);
  const rows = await (await ledger.mailbox(keyOf('a@x'))).rows('INBOX', INBOX.uidValidity);
  expect(rows.size % BATCH).toBe(0);
  expect([...rows.keys()].at(-1) ?? 0).toBe(rows.size);
  expect(await ledger.statuses()).toMatchObject([{ done: rows.size, refused: 0, bytes: rows.size * 10 }]);
  await ledger.close();
  const database = new DatabaseSync(path, { readOnly: true });
  expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  database.close();
  lock.release();
  return rows.size;
}
