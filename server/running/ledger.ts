/**
 * The ledger on node:sqlite: one file that remembers what the target acknowledged. Every `record` is on disk when it returns
 * (WAL, synchronous=FULL), so a crash loses at most the batch under way, which the next run finds at the target itself.
 * Knows no protocol; it holds no content and no secret.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ledgerFailure } from './ledger-failure.ts';
import { type MailboxTable, migrateLedger } from './ledger-schema.ts';
import { sqliteMailboxLedger } from './mailbox-ledger.ts';
import type { Clock, CopyKey, Ledger, MailboxLedger, MailboxState, MailboxStatus } from './ports.ts';
import { readWords } from './stored-words.ts';

/**
 * Opens `path`, made if missing, in a folder made with mode 0700 if missing. Throws a MailFailure of kind `ledger` when the
 * file is damaged, is no ledger, is of a newer version, or cannot be written.
 */
export async function openLedger(path: string, clock: Pick<Clock, 'now'>): Promise<Ledger> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(path, { timeout: 5_000 });
    return await prepared(database, path, clock);
  } catch (error) {
    throw ledgerFailure(path, error);
  }
}

async function prepared(database: DatabaseSync, path: string, clock: Pick<Clock, 'now'>): Promise<Ledger> {
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
    checkIntegrity(database);
    await migrateLedger(database);
    return sqliteLedger(database, path, clock);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whole for a ledger of ordinary size; of a very large one only what is read is checked, by SQLite itself. */
function checkIntegrity(database: DatabaseSync): void {
  const pages = database.prepare('pragma page_count').get()?.['page_count'];
  if (typeof pages === 'number' && pages > 16_384) return;
  const found = database.prepare('pragma quick_check(1)').get()?.['quick_check'];
  if (found !== 'ok') throw new Error(`database disk image is malformed: ${found}`);
}

function sqliteLedger(database: DatabaseSync, path: string, clock: Pick<Clock, 'now'>): Ledger {
  return {
    mailbox: async (key) => open(database, path, clock, key),
    statuses: async () => statuses(database, path),
    close: async () => database.close(),
  };
}

function open(database: DatabaseSync, path: string, clock: Pick<Clock, 'now'>, key: CopyKey): MailboxLedger {
  try {
    return sqliteMailboxLedger(database, path, clock, mailboxId(database, key, clock));
  } catch (error) {
    throw ledgerFailure(path, error);
  }
}

const keyColumns = ['source_endpoint', 'source_mailbox', 'target_endpoint', 'target_mailbox'];

function mailboxId(database: DatabaseSync, { source, target }: CopyKey, clock: Pick<Clock, 'now'>): number {
  const key = [source.endpoint, source.mailbox, target.endpoint, target.mailbox];
  const insert = `insert into mailbox (${keyColumns}, state, detail, updated_at) values (?, ?, ?, ?, 'Created', '', ?)`;
  database.prepare(`${insert} on conflict do nothing`).run(...key, clock.now().getTime());
  const select = `select id from mailbox where ${keyColumns.map((name) => `${name} = ?`).join(' and ')}`;
  return Number(database.prepare(select).get(...key)?.['id']);
}

function statuses(database: DatabaseSync, path: string): MailboxStatus[] {
  try {
    const rows = database.prepare('select * from mailbox order by id').all() as unknown as MailboxTable[];
    return rows.map(toStatus);
  } catch (error) {
    throw ledgerFailure(path, error);
  }
}

function toStatus(row: MailboxTable): MailboxStatus {
  return {
    key: {
      source: { endpoint: row.source_endpoint, mailbox: row.source_mailbox },
      target: { endpoint: row.target_endpoint, mailbox: row.target_mailbox },
    },
    state: row.state as MailboxState,
    detail: readWords(row.detail),
    done: row.done,
    refused: row.refused,
    bytes: row.bytes,
    updatedAt: new Date(row.updated_at),
  };
}
