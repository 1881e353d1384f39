/**
 * The ledger on node:sqlite: one file that remembers what the target acknowledged. Every `record` is on disk when it returns
 * (WAL, synchronous=FULL), so a crash loses at most the batch under way, which the next run finds at the target itself.
 * Knows no protocol; it holds no content and no secret.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Text, text } from '../../planning/text.ts';
import type { Clock, CopyKey, Ledger } from '../ports.ts';
import { isDamage, LedgerProblem, ledgerFailure, wordsOf } from './ledger-failure.ts';
import { checkFiles, checkIntegrity, checkObjects, markInUse, versionOf } from './ledger-integrity.ts';
import { toStatus, toStep } from './ledger-rows.ts';
import { prepareStatements, type Statements } from './ledger-statements.ts';
import type { MailboxTable } from './ledger-tables.ts';
import { sqliteMailboxLedger } from './mailbox-ledger.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { setAsideLedger } from './set-aside-ledger.ts';

/**
 * Opens `path`, made if missing, in a folder made with mode 0700 if missing. A damaged one is set aside and a new one begun, which
 * the ledger's `notices` tell: so it is opened by who holds the plan's lock, and by nobody else. Throws a MailFailure of kind
 * `ledger` where it is of a newer version, or cannot be written.
 */
export async function openLedger(path: string, clock: Pick<Clock, 'now'>): Promise<Ledger> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return await opened(path, clock, []).catch((error: unknown) => {
      if (!isDamage(error)) throw error;
      return opened(path, clock, [setAsideLedger(path, clock.now(), wordsOf(error))]);
    });
  } catch (error) {
    throw ledgerFailure(path, error);
  }
}

async function opened(path: string, clock: Pick<Clock, 'now'>, notices: readonly Text[]): Promise<Ledger> {
  checkFiles(path);
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    await bringUpToDate(database);
    const hot = prepareStatements(database);
    markInUse(database);
    return sqliteLedger(openDatabase(database, path), hot, clock, notices);
  } catch (error) {
    database.close();
    throw doesNotFit(error) ? new LedgerProblem('damaged', wordsOf(error)) : error;
  }
}

/** Nothing is changed before it is known to be ours and sound. One of a newer version is for its own program to judge. */
async function bringUpToDate(database: DatabaseSync): Promise<void> {
  const version = versionOf(database);
  checkIntegrity(database);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  if (version !== 'current') await (await import('./ledger-schema.ts')).migrateLedger(database);
  checkObjects(database);
}

/** SQLITE_ERROR: a statement of ours does not fit the tables, so these are not the ones that we made. */
const doesNotFit = (error: unknown): boolean => (error as { errcode?: number }).errcode === 1;

function sqliteLedger(
  database: OpenDatabase,
  hot: Statements,
  clock: Pick<Clock, 'now'>,
  notices: readonly Text[],
): Ledger {
  const counted = new Set<number>();
  return {
    notices,
    async mailbox(key) {
      const row = database.change(() => mailboxOf(hot, key, clock));
      if (!counted.has(row.id)) database.ask(() => checkCounts(hot, row));
      counted.add(row.id);
      return sqliteMailboxLedger(database, hot, clock, row.id);
    },
    statuses: async () => database.ask(() => hot.mailboxes.all().map(toStatus)),
    steps: async () => database.ask(() => hot.steps.all().map(toStep)),
    recordStep: async ({ endpoint, key, state, id, since }) =>
      database.change(() => void hot.recordStep.run(endpoint, key, state, id ?? null, since.getTime())),
    close: async () => database.close(),
  };
}

function mailboxOf(hot: Statements, { source, target }: CopyKey, clock: Pick<Clock, 'now'>): MailboxTable {
  const key = [source.endpoint, source.mailbox, target.endpoint, target.mailbox];
  hot.addMailbox.run(...key, clock.now().getTime());
  return hot.mailbox.get(...key) as unknown as MailboxTable;
}

/**
 * Reads all rows that the copy is going to rely on, and finds those that are gone: a tenth of a second for 600,000, and whatever
 * the ledger's size.
 */
function checkCounts(hot: Statements, mailbox: MailboxTable): void {
  const found = hot.counted.get(mailbox.id);
  if (COUNTS.every((name) => found?.[name] === mailbox[name])) return;
  const say = (row: Partial<Record<string, unknown>>) => COUNTS.map((name) => row[name]).join(', ');
  throw new LedgerProblem(
    'damaged',
    text(
      `${mailbox.target_mailbox} has ${say(found ?? {})} where it counted ${say({ ...mailbox })}`,
      `${mailbox.target_mailbox}\u00A0: ${say(found ?? {})} au lieu de ${say({ ...mailbox })}`,
    ),
  );
}

const COUNTS = ['done', 'refused', 'bytes'] as const;
