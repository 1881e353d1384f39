/** A ledger in a folder of its own, with what the tests of its fates put into it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import type { CopyKey, FolderRecord, Ledger, MessageRow } from '../../../server/running/ports.ts';

export const clock = { now: () => new Date('2026-11-24T02:51:00Z') };

/** Messages that are recorded at once. */
export const BATCH = 50;
export const LARGE_BATCH = 1000;

export const keyOf = (mailbox: string): CopyKey => ({
  source: { endpoint: 'old', mailbox },
  target: { endpoint: 'new', mailbox },
});

export const INBOX: FolderRecord = {
  folder: 'INBOX',
  uidValidity: '7',
  target: 'INBOX',
  targetUidValidity: '9',
};

export const rowOf = (uid: number): MessageRow => ({
  uid,
  state: 'done',
  targetUid: uid + 100,
  flags: uid % 2 === 0 ? ['\\Seen'] : [],
  size: 10,
  sha256: uid.toString(16).padStart(64, '0'),
});

export const rowsOf = (from: number, count: number): MessageRow[] =>
  Array.from({ length: count }, (_, index) => rowOf(from + index));

export interface LedgerFolder extends Disposable {
  /** `.migplan` */
  readonly folder: string;
  readonly path: string;
}

export function ledgerFolder(): LedgerFolder {
  const plan = mkdtempSync(join(tmpdir(), 'migplan-ledger-'));
  const folder = join(plan, '.migplan');
  return {
    folder,
    path: join(folder, 'ledger.sqlite'),
    [Symbol.dispose]: () => rmSync(plan, { recursive: true, force: true }),
  };
}

/** One mailbox with a folder of so many messages. */
export async function filled(path: string, messages: number): Promise<Ledger> {
  const ledger = await openLedger(path, clock);
  const mailbox = await ledger.mailbox(keyOf('a@x'));
  await mailbox.beginFolder(INBOX);
  await mailbox.record('INBOX', rowsOf(1, messages));
  return ledger;
}
