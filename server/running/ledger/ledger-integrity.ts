/**
 * Whether a ledger may be believed, as far as that is asked when it is opened. A small one is read through each time. A large
 * one (5 million messages are 400 MB, and reading them through takes a second warm and many cold) only after the machine itself
 * went down under it, since a killed process leaves SQLite's file whole; of the rest each mailbox is counted before it is
 * gone on with.
 */
import { existsSync, statSync } from 'node:fs';
import { uptime } from 'node:os';
import type { DatabaseSync } from 'node:sqlite';
import { text } from '../../planning/text.ts';
import { LedgerProblem } from './ledger-failure.ts';
import { MIGRATIONS, OBJECTS } from './ledger-tables.ts';
import { hasLostCommits } from './write-ahead-log.ts';

/** SQLite reads some 400 MB a second through, so that opening never takes longer than a sixth of one. */
const READ_THROUGH_UP_TO = 64 * 1024 * 1024;

/**
 * Kept in `user_version`, which is on the first page and readable when little else is: 0 for a ledger that was closed in order,
 * the minute at which the machine was started for one in use, -1 for one in which damage was met.
 */
const CLOSED = 0;
const DAMAGED = -1;

/** Of a SQLite database; it begins one anew in a file that is shorter. */
const SMALLEST_PAGE = 512;

/** What SQLite would take in its stride, and delete: an empty file, a log without its ledger, a log that lost commits. */
export function checkFiles(path: string): void {
  const log = `${path}-wal`;
  const hasLog = existsSync(log) && statSync(log).size > 0;
  if (existsSync(path)) {
    if (statSync(path).size < SMALLEST_PAGE) {
      throw new LedgerProblem('damaged', text('it is empty or cut short', 'il est vide ou coupé'));
    }
  } else if (hasLog) {
    throw new LedgerProblem(
      'damaged',
      text('its log is there, and it is not', 'son journal est là, et lui non'),
    );
  }
  if (hasLog && hasLostCommits(log)) {
    throw new LedgerProblem('damaged', text('its log has lost entries', 'son journal a perdu des entrées'));
  }
}

/** Whose tables these are. Throws where they are of a newer version, or of something else. */
export function versionOf(database: DatabaseSync): 'none' | 'older' | 'current' {
  const names = objectsOf(database);
  if (names.size === 0) return 'none';
  if (!names.has('kysely_migration')) {
    throw new LedgerProblem('damaged', text('it is no ledger', 'ce n’est pas un registre'));
  }
  const applied = database.prepare('select name from kysely_migration').all();
  const unknown = applied.find(({ name }) => !MIGRATIONS.some((known) => known === name));
  if (unknown) throw new LedgerProblem('newer', String(unknown['name']));
  if (applied.length === 0) return 'none';
  return applied.length === MIGRATIONS.length ? 'current' : 'older';
}

export function checkObjects(database: DatabaseSync): void {
  const names = objectsOf(database);
  const missing = OBJECTS.find((name) => !names.has(name));
  if (missing) throw new LedgerProblem('damaged', text(`no ${missing} in it`, `${missing} n’y est pas`));
}

export function checkIntegrity(database: DatabaseSync): void {
  const mark = numberOf(database, 'user_version');
  if (mark === DAMAGED) {
    throw new LedgerProblem(
      'damaged',
      text('the run before found it so', 'l’exécution d’avant l’a trouvé ainsi'),
    );
  }
  const size = numberOf(database, 'page_count') * numberOf(database, 'page_size');
  const wentDown = mark !== CLOSED && Math.abs(mark - startOfMachine()) > 1;
  // Of a large one, the tables that say which mailboxes and folders there are: 50,000 folders take 10 ms.
  const wanted = size <= READ_THROUGH_UP_TO || wentDown ? ['1'] : ["'mailbox'", "'folder'"];
  for (const part of wanted) {
    const found = database.prepare(`pragma quick_check(${part})`).get()?.['quick_check'];
    if (found !== 'ok') throw new LedgerProblem('damaged', String(found).trim().replaceAll(/\s+/g, ' '));
  }
}

/** Each says so on disk, before anything else is. */
export const markInUse = (database: DatabaseSync): void => mark(database, startOfMachine());
export const markClosed = (database: DatabaseSync): void => mark(database, CLOSED);
export const markDamaged = (database: DatabaseSync): void => mark(database, DAMAGED);

function mark(database: DatabaseSync, value: number): void {
  if (numberOf(database, 'user_version') !== value) database.exec(`pragma user_version = ${value}`);
}

/** In minutes, as the clock has it: it may have been set meanwhile, and then a large ledger is read through for nothing. */
const startOfMachine = (): number => Math.round((Date.now() / 1000 - uptime()) / 60);

function objectsOf(database: DatabaseSync): Set<unknown> {
  return new Set(
    database
      .prepare('select name from sqlite_schema')
      .all()
      .map(({ name }) => name),
  );
}

const numberOf = (database: DatabaseSync, pragma: string): number =>
  Number(database.prepare(`pragma ${pragma}`).get()?.[pragma]);
