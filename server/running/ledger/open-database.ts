/**
 * The ledger's open database: what is written to it is whole and on disk, or not there. Turns what SQLite throws into failures,
 * and leaves a mark where what it throws is damage.
 */
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { text } from '../../planning/text.ts';
import { isDamage, LedgerProblem, ledgerFailure } from './ledger-failure.ts';
import { markClosed, markDamaged } from './ledger-integrity.ts';

export interface OpenDatabase {
  /** Runs a question. */
  ask<T>(question: () => T): T;
  /** Runs changes: all of them or none, and on disk when it returns. */
  change<T>(changes: () => T): T;
  close(): void;
}

export function openDatabase(database: DatabaseSync, path: string): OpenDatabase {
  const opened = identityOf(path);
  let isDamaged = false;

  function ask<T>(question: () => T): T {
    try {
      return question();
    } catch (error) {
      if (isDamage(error)) isDamaged = true;
      throw ledgerFailure(path, error);
    }
  }

  /** What is written to a file that was removed is lost, and no system says so. */
  function checkItIsThere(): void {
    if (identityOf(path) === opened) return;
    throw new LedgerProblem('gone', text('no such file any more', 'ce fichier n’existe plus'));
  }

  function change<T>(changes: () => T): T {
    return ask(() => {
      database.exec('begin immediate');
      try {
        const result = changes();
        checkItIsThere();
        database.exec('commit');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('rollback');
        throw error;
      }
    });
  }

  return { ask, change, close: () => close(database, isDamaged) };
}

/** What could not be noted is noted by the next run: a ledger that is still marked as in use is only looked at more closely. */
function close(database: DatabaseSync, isDamaged: boolean): void {
  try {
    if (isDamaged) markDamaged(database);
    else markClosed(database);
  } catch {
    // All that was recorded is on disk already; a full disk is told by who records.
  } finally {
    database.close();
  }
}

function identityOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
  return `${dev} ${ino}`;
}
