/** A ledger for those who only want to know: opened for reading, nothing migrated, made, locked for long or checked through. */
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { MailboxStatus, StepRecord } from '../ports.ts';
import { ledgerFailure } from './ledger-failure.ts';
import { versionOf } from './ledger-integrity.ts';
import { toStatus, toStep } from './ledger-rows.ts';

/** Where each mailbox stands; nothing where there is no ledger. Throws a MailFailure of kind `ledger` where it cannot be read. */
export async function recordedStatuses(path: string): Promise<readonly MailboxStatus[]> {
  try {
    return (await readLedger(path, statusesIn)) ?? [];
  } catch (error) {
    throw ledgerFailure(path, error);
  }
}

function statusesIn(database: DatabaseSync): MailboxStatus[] {
  if (versionOf(database) === 'none') return [];
  return database.prepare('select * from mailbox order by id').all().map(toStatus);
}

/**
 * What is recorded of steps other than copying; nothing where there is no ledger, or one from before there were such steps. One that
 * cannot be read says nothing here: whoever runs the plan sets it aside and is told of it.
 */
export async function recordedSteps(path: string): Promise<readonly StepRecord[]> {
  return (await readLedger(path, stepsIn).catch(() => undefined)) ?? [];
}

function stepsIn(database: DatabaseSync): StepRecord[] {
  if (versionOf(database) !== 'current') return [];
  return database.prepare('select * from step order by endpoint, key').all().map(toStep);
}

export interface LedgerFile {
  /** Changes with every write; SQLite puts those into the file beside it first. */
  readonly stamp: string;
  /** Whether all is in the one file. */
  readonly isAtRest: boolean;
  /** Which file it is: another once another ledger has taken its place, even where the system gives it the same number. */
  readonly file: string;
}

/** Undefined where there is none. */
export async function lookAtLedger(path: string): Promise<LedgerFile | undefined> {
  const [ledger, writes] = await Promise.all(
    [path, `${path}-wal`].map((file) => stat(file).catch(() => undefined)),
  );
  if (!ledger) return undefined;
  const isAtRest = !writes || writes.size === 0;
  const stampOf = ({ mtimeMs, size }: Stats): string => `${mtimeMs} ${size}`;
  const stamp = `${stampOf(ledger)} ${isAtRest ? '' : stampOf(writes)}`;
  return { stamp, isAtRest, file: `${ledger.ino} ${ledger.birthtimeMs}` };
}

/**
 * What `read` makes of the ledger; undefined where there is none. One at rest is read as it lies there: SQLite would put files
 * beside it, where it may not even be allowed to. It is then read without a lock, and again if a run began meanwhile.
 */
export async function readLedger<T>(
  path: string,
  read: (database: DatabaseSync) => T | Promise<T>,
): Promise<T | undefined> {
  const before = await lookAtLedger(path);
  if (!before?.isAtRest) return before && readFrom(path, false, read);
  const found = readFrom(path, true, read);
  await found.catch(() => undefined);
  const after = await lookAtLedger(path);
  return after?.stamp === before.stamp ? found : readFrom(path, false, read);
}

/** It may have come with the folder, from anybody: what is made to harm whoever opens it gets as little to work with as there is. */
const AS_A_STRANGERS = {
  ...{ readOnly: true, timeout: 5_000, defensive: true },
  ...{ enableDoubleQuotedStringLiterals: false, allowExtension: false },
} as const;

async function readFrom<T>(
  path: string,
  isAtRest: boolean,
  read: (database: DatabaseSync) => T | Promise<T>,
): Promise<T> {
  const { DatabaseSync } = await import('node:sqlite');
  const location = pathToFileURL(path);
  if (isAtRest) location.searchParams.set('immutable', '1');
  const database = new DatabaseSync(location, AS_A_STRANGERS);
  try {
    database.exec('pragma trusted_schema = off; pragma cell_size_check = on');
    return await read(database);
  } finally {
    database.close();
  }
}
