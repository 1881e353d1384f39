/**
 * Keeps two runs off one plan. The lock is SQLite's own on a file of its own: the system lets go of it when the process ends,
 * however it ends, so a crash leaves nothing behind to be cleaned up by hand. It is the file that is locked, by whatever path it
 * is reached. Over a network it holds as far as that file system's locks do (NFS 4 does; SMB mounted with `nobrl` does not).
 */
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text, type Words } from '../../planning/text.ts';
import { MailFailure } from '../failures.ts';
import type { Clock } from '../ports.ts';
import { lockFailure } from './ledger-failure.ts';

export interface PlanLock {
  release(): void;
}

/**
 * Takes the lock of the plan whose state is kept in `folder` (`.migplan`). Throws a MailFailure of kind `refused`, reach `plan`,
 * that names the process which holds it.
 */
export function lockPlan(folder: string, clock: Pick<Clock, 'now'>): PlanLock {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
    take(database, clock);
    return keep(database);
  } catch (error) {
    const failure = isBusy(error)
      ? held(folder, database ? readHolder(database) : '')
      : lockFailure(folder, error);
    database?.close();
    throw failure;
  }
}

const kept = new Set<DatabaseSync>();

/** A database that nothing refers to any more is closed, and its lock is gone: this one is held until it is released. */
function keep(database: DatabaseSync): PlanLock {
  kept.add(database);
  return {
    release() {
      if (kept.delete(database)) database.close();
    },
  };
}

/**
 * Not WAL, which no network file system carries (https://www.sqlite.org/wal.html): a reserved lock on the file itself, which lets
 * others read who holds it. They read that only once it is committed; the lock proper is the transaction after it.
 */
function take(database: DatabaseSync, clock: Pick<Clock, 'now'>): void {
  database.exec('pragma journal_mode = delete');
  database.exec('begin immediate; create table if not exists held_by (pid integer, host text, since text)');
  database.exec('delete from held_by');
  const since = clock.now().toISOString();
  database.prepare('insert into held_by values (?, ?, ?)').run(process.pid, hostname(), since);
  // Who reads the name at this moment is done in a moment; a run that goes on is found out by `begin immediate`.
  database.exec('pragma busy_timeout = 2000; commit; pragma busy_timeout = 0; begin immediate');
}

function readHolder(database: DatabaseSync): Words {
  try {
    database.exec('pragma busy_timeout = 2000');
    const row = database.prepare('select pid, host, since from held_by').get();
    if (!row) return '';
    const { pid, host, since } = row;
    return text(`process ${pid} on ${host}, since ${since}`, `processus ${pid} sur ${host}, depuis ${since}`);
  } catch {
    return ''; // that it is held is certain, by whom is only good to know
  }
}

const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;

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
