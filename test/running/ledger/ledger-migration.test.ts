/** Ledgers of versions before this one: brought up to date with all they hold, by the migrations that made them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import { recordedStatuses } from '../../../server/running/ledger/ledger-reading.ts';
import { prepareStatements } from '../../../server/running/ledger/ledger-statements.ts';
import { clock, filled, INBOX, keyOf, type LedgerFolder, ledgerFolder, rowOf } from './sample-ledger.ts';

const SECOND = readFileSync(join(import.meta.dirname, 'ledger-2026-11-second.sql'), 'utf8');

let at: LedgerFolder;

beforeEach(() => {
  at = ledgerFolder();
  mkdirSync(at.folder);
});
afterEach(() => at[Symbol.dispose]());

function writeOld(): void {
  const database = new DatabaseSync(at.path);
  database.exec(`${SECOND}
    insert into kysely_migration values ('2026-11-first', '1'), ('2026-11-second', '2');
    insert into kysely_migration_lock values ('migration_lock', 0);
    insert into mailbox values (1, 'old', 'a@x', 'new', 'a@x', 'Synced', '', 0, 0, 0, 1700000000000);
    insert into folder values (1, 1, 'INBOX', '7', 'INBOX', '9', 12, 3, '44', null);
    insert into message values (1, 1, 'done', 101, '', 10, x'${'0'.repeat(63)}1', null),
      (1, 2, 'done', 102, '\\Seen', 10, x'${'0'.repeat(63)}2', null);`);
  database.close();
}

test('one of 2026-11-second is gone on with', async () => {
  writeOld();
  expect(await recordedStatuses(at.path)).toMatchObject([{ state: 'Synced', done: 2, bytes: 20 }]);
  const ledger = await openLedger(at.path, clock);
  expect(ledger.notices).toEqual([]);
  const mailbox = await ledger.mailbox(keyOf('a@x'));
  const settled = { uidValidity: '7', uidNext: 12, messages: 3, highestModseq: '44' };
  expect(await mailbox.folders()).toEqual([{ ...INBOX, settled }]);
  expect([...(await mailbox.rows('INBOX', '7')).values()]).toEqual([rowOf(1), rowOf(2)]);
  await mailbox.record('INBOX', [{ ...rowOf(2), flags: ['x'] }, { ...rowOf(1), size: 30 }, rowOf(3)]);
  expect(await ledger.statuses()).toMatchObject([{ done: 3, refused: 0, bytes: 50 }]);
  await ledger.close();
});

test('a migration that was released is what it was', async () => {
  await (await openLedger(at.path, clock)).close();
  const database = new DatabaseSync(at.path);
  // What came after it, undone.
  database.exec(`drop index message_target; drop index message_refused; drop table step;
    alter table folder drop column settled_target`);
  const released = new DatabaseSync(':memory:');
  released.exec(SECOND);
  const schemaOf = (of: DatabaseSync) =>
    of
      .prepare(`select name, sql from sqlite_schema
        where name not like 'sqlite_stat%' and name <> 'count_update' order by name`)
      .all();
  expect(schemaOf(database)).toEqual(schemaOf(released));
  database.close();
});

test('every question about a mailbox finds its rows by an index, whatever SQLite believes of the tables', async () => {
  await (await filled(at.path, 2000)).close();
  const database = new DatabaseSync(at.path);
  for (const statistics of ['', 'analyze']) {
    database.exec(statistics);
    expect(wayOf(database)).toEqual({
      ...{ addMailbox: [], begin: [], record: [], mailboxes: ['mailbox: all'] },
      ...{ recordStep: [], steps: ['step: all'] },
      ...{ state: ['mailbox: rowid=?'], touch: ['mailbox: rowid=?'] },
      ...{ writing: ['folder: rowid=?'], settle: ['folder: rowid=?'] },
      mailbox: ['mailbox: source_endpoint=? AND source_mailbox=? AND target_endpoint=? AND target_mailbox=?'],
      folder: ['folder: mailbox_id=? AND path=?'],
      folders: ['folder: mailbox_id=?'],
      foldersTo: ['folder: mailbox_id=?'],
      counted: ['folder: mailbox_id=?', 'message: folder_id=?'],
      rows: ['folder: mailbox_id=? AND path=?', 'message: folder_id=?'],
      accounted: ['folder: mailbox_id=?', 'message: folder_id=? AND target_uid>?'],
      highest: ['folder: mailbox_id=?', 'message: folder_id=?'],
      refused: ['folder: mailbox_id=?', 'message: folder_id=?'],
      forget: ['message: folder_id=?'],
      forgetOne: ['message: folder_id=? AND uid=?'],
    });
  }
  database.close();
});

function wayOf(database: DatabaseSync): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(prepareStatements(database)).map(([name, { sourceSQL }]) => {
      const values = [...sourceSQL.matchAll(/\?/g)].map(() => 1);
      const details = database.prepare(`explain query plan ${sourceSQL}`).all(...values);
      const found = details.map(({ detail }) => /^(SEARCH|SCAN) (\w+).*?(?:\((.*)\))?$/.exec(String(detail)));
      return [name, found.flatMap((step) => (step ? [`${step[2]}: ${step[3] ?? 'all'}`] : []))];
    }),
  );
}
