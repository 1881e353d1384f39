/**
 * Keeps two runs off one plan. The lock is SQLite's own on a file of its own: the system lets go of it when the process ends,
 * however it ends, so a crash leaves nothing behind to be cleaned up by hand.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text, type Words } from '../planning/text.ts';
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

function readHolder(database: DatabaseSync): Words {
  const row = database.prepare('select pid, since from holder').get();
  if (!row) return '';
  const { pid, since } = row;
  return text(`process ${pid}, since ${since}`, `processus ${pid}, depuis ${since}`);
}

function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === 5;
}

function held(folder: string, words: Words): MailFailure {
  const advice = text(
    'Wait for it to end, or stop it, then run again.',
    'Attendez sa fin, ou arrêtez-la, puis relancez.',
  );
  return new MailFailure({
    kind: 'refused',
    reach: 'plan',
    where: text(`plan state ${folder}`, `état du plan ${folder}`),
    what: text('is in use by another run', 'est utilisé par une autre exécution'),
    words,
    advice,
  });
}
