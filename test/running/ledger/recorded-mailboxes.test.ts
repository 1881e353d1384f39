/** How far each mailbox is, as read from a ledger beside whoever writes it. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import { ledgerPath, recordedMailboxes } from '../../../server/running/ledger/recorded-mailboxes.ts';
import type { MailboxState } from '../../../server/running/ports.ts';

const clock = { now: () => new Date('2025-01-19T19:00:00Z') };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-recorded-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function record(states: Readonly<Record<string, MailboxState>>) {
  const ledger = await openLedger(ledgerPath(folder), clock);
  for (const [address, state] of Object.entries(states)) {
    const key = {
      source: { endpoint: 'old', mailbox: address },
      target: { endpoint: 'new', mailbox: address },
    };
    await (await ledger.mailbox(key)).setState(state);
  }
  return ledger;
}

test('what is copied, what is verified, while a run goes on and after it', async () => {
  const read = recordedMailboxes();
  const ledger = await record({ 'a@x': 'Synced', 'b@x': 'Completed', 'c@x': 'CompletedWithWarnings' });
  const at = clock.now().getTime();
  const expected = [
    { address: 'a@x', reached: 'copied', stands: 'done', at },
    { address: 'b@x', reached: 'verified', stands: 'done', at },
    { address: 'c@x', reached: 'copied', stands: 'failed', at },
  ];
  expect(await read(ledgerPath(folder))).toEqual(expected);
  await ledger.close();
  expect(await read(ledgerPath(folder))).toEqual(expected);
});

test('what is under way, has failed or was stopped is neither copied nor verified; what is not begun is not told', async () => {
  await (await record({ 'a@x': 'Syncing', 'b@x': 'Failed', 'c@x': 'Stopped', 'd@x': 'Queued' })).close();
  const at = clock.now().getTime();
  expect(await recordedMailboxes()(ledgerPath(folder))).toEqual([
    { address: 'a@x', stands: 'working', at },
    { address: 'b@x', stands: 'failed', at },
    { address: 'c@x', stands: 'stopped', at },
  ]);
});

test('while a run writes, what it wrote is new, and the rest stays the object that it was', async () => {
  const read = recordedMailboxes();
  const ledger = await record({ 'a@x': 'Synced', 'b@x': 'Syncing' });
  const [a, b] = await read(ledgerPath(folder));
  const key = { source: { endpoint: 'old', mailbox: 'b@x' }, target: { endpoint: 'new', mailbox: 'b@x' } };
  await (await ledger.mailbox(key)).setState('Completed');
  const again = await read(ledgerPath(folder));
  expect(again[0]).toBe(a);
  expect(again[1]).toEqual({ ...b, stands: 'done', reached: 'verified' });
  await ledger.close();
  expect((await read(ledgerPath(folder)))[0]).toBe(a);
});

test('another ledger in its place is read from its beginning', async () => {
  const read = recordedMailboxes();
  await (await record({ 'a@x': 'Synced', 'b@x': 'Synced' })).close();
  expect(await read(ledgerPath(folder))).toHaveLength(2);
  rmSync(ledgerPath(folder));
  const ledger = await record({ 'c@x': 'Synced' });
  expect((await read(ledgerPath(folder))).map(({ address }) => address)).toEqual(['c@x']);
  await ledger.close();
});

test('is read again only after something was written', async () => {
  const read = recordedMailboxes();
  await (await record({ 'a@x': 'Synced' })).close();
  const first = await read(ledgerPath(folder));
  expect(await read(ledgerPath(folder))).toBe(first);
  expect(readdirSync(join(folder, '.migplan'))).toEqual(['ledger.sqlite']);
  await (await record({ 'b@x': 'Synced' })).close();
  expect(await read(ledgerPath(folder))).toHaveLength(2);
});

test('without a ledger, or with one that cannot be read, nothing is known', async () => {
  const read = recordedMailboxes();
  expect(await read(ledgerPath(folder))).toEqual([]);
  await (await record({ 'a@x': 'Synced' })).close();
  writeFileSync(ledgerPath(folder), 'no ledger at all');
  expect(await read(ledgerPath(folder))).toEqual([]);
});
