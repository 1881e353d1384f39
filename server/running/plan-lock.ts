/**
 * Keeps two runs off one plan. The lock is SQLite's own on a file of its own: the system lets go of it when the process ends,
 * however it ends, so a crash leaves nothing behind to be cleaned up by hand.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MailFailure } from './failures.ts';
import { ledgerFailure } from './ledger-failure.ts';
import type { Clock } from './ports.ts';

export interface PlanLock {
  release(): void;
}

/**
 * Takes the lock of the plan whose state is kept in `folder` (`.migplan`). Throws a MailFailure of kind `refused`, reach `plan`,
 * that names the process which holds it.
 */
export function lockPlan(folder: string, clock: Pick<Clock, 'now'>): PlanLock {
  const path = join(folder, 'lock.sqlite');
  const database = openLock(folder, path);
  try {
    database.exec('begin immediate');
    writeHolder(database, clock);
    // Others may read who holds the lock only once that is committed; the lock proper is the transaction after it.
    database.exec('commit; begin immediate');
  } catch (error) {
    const holder = isBusy(error) ? readHolder(database) : undefined;
    database.close();
    throw holder === undefined ? ledgerFailure(path, error) : held(folder, holder);
  }
  return { release: () => database.close() };
}

function openLock(folder: string, path: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(path, { timeout: 0 });
    database.exec('pragma journal_mode = wal');
    database.exec('create table if not exists holder (pid integer, since text)');
    return database;
  } catch (error) {
    if (isBusy(error)) throw held(folder, '');
    throw ledgerFailure(path, error);
  }
}

function writeHolder(database: DatabaseSync, clock: Pick<Clock, 'now'>): void {
  database.exec('delete from holder');
  database.prepare('insert into holder values (?, ?)').run(process.pid, clock.now().toISOString());
}

function readHolder(database: DatabaseSync): string {
  const row = database.prepare('select pid, since from holder').get();
  return row ? `process ${row['pid']}, since ${row['since']}` : '';
}

function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === 5;
}

function held(folder: string, words: string): MailFailure {
  const advice = 'Wait for it to end, or stop it, then run again.';
  return new MailFailure({
    kind: 'refused',
    reach: 'plan',
    where: `plan state ${folder}`,
    what: 'is in use by another run',
    words,
    advice,
  });
}
