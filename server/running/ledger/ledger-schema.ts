/**
 * The ledger's tables and how they came to be, one migration after another. A migration that has been released is never changed.
 * Counters are kept by triggers, in the same transaction as the rows they count: status never has to count rows.
 */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { FolderTable, MailboxTable, MessageTable, MIGRATIONS, StepTable } from './ledger-tables.ts';

interface LedgerTables {
  mailbox: MailboxTable;
  folder: FolderTable;
  message: MessageTable;
  step: StepTable;
}

/** Brings an open database to the schema of this version, each step whole or not at all. */
export async function migrateLedger(database: DatabaseSync): Promise<void> {
  const tables = new Kysely<LedgerTables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  const migrator = new Migrator({ db: tables, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** node:sqlite in the shape that Kysely's SQLite dialect knows from better-sqlite3. */
function adapt(database: DatabaseSync) {
  return {
    close: () => undefined,
    prepare(text: string) {
      const statement = database.prepare(text);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
      };
    },
  };
}

const migrations: Record<(typeof MIGRATIONS)[number], Migration> = {
  '2026-11-first': {
    async up(db: Kysely<unknown>) {
      await createMailbox(db);
      await createFolder(db);
      await createMessage(db);
      await createCounters(db);
    },
  },
  '2026-11-second': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('folder').addColumn('writing_from', 'integer').execute();
    },
  },
  '2026-11-third': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('folder').addColumn('settled_target', 'integer').execute();
      await createIndexes(db);
      await countOnlyWhatChanges(db);
    },
  },
  '2026-12-steps': { up: createStep },
};

async function createMailbox(db: Kysely<unknown>): Promise<void> {
  const key = ['source_endpoint', 'source_mailbox', 'target_endpoint', 'target_mailbox'];
  let table = db.schema.createTable('mailbox').addColumn('id', 'integer', (id) => id.primaryKey());
  for (const name of [...key, 'state', 'detail'])
    table = table.addColumn(name, 'text', (text) => text.notNull());
  for (const name of ['done', 'refused', 'bytes', 'updated_at']) {
    table = table.addColumn(name, 'integer', (count) => count.notNull().defaultTo(0));
  }
  await table.addUniqueConstraint('one_copy', key as never[]).execute();
}

async function createFolder(db: Kysely<unknown>): Promise<void> {
  let table = db.schema
    .createTable('folder')
    .addColumn('id', 'integer', (id) => id.primaryKey())
    .addColumn('mailbox_id', 'integer', (id) => id.notNull().references('mailbox.id'));
  for (const name of ['path', 'uid_validity', 'target', 'target_uid_validity']) {
    table = table.addColumn(name, 'text', (text) => text.notNull());
  }
  await table
    .addColumn('settled_uid_next', 'integer')
    .addColumn('settled_messages', 'integer')
    .addColumn('settled_modseq', 'text')
    .addUniqueConstraint('one_folder', ['mailbox_id', 'path'] as never[])
    .execute();
}

async function createMessage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('message')
    .addColumn('folder_id', 'integer', (id) => id.notNull().references('folder.id'))
    .addColumn('uid', 'integer', (uid) => uid.notNull())
    .addColumn('state', 'text', (state) => state.notNull())
    .addColumn('target_uid', 'integer')
    .addColumn('flags', 'text', (flags) => flags.notNull())
    .addColumn('size', 'integer', (size) => size.notNull())
    .addColumn('sha256', 'blob')
    .addColumn('refusal', 'text')
    .addPrimaryKeyConstraint('message_key', ['folder_id', 'uid'] as never[])
    .modifyEnd(sql`without rowid`)
    .execute();
}

/** What is done at targets besides copying: one row a step that was done, or waits. */
async function createStep(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('step')
    .addColumn('endpoint', 'text', (text) => text.notNull())
    .addColumn('key', 'text', (text) => text.notNull())
    .addColumn('state', 'text', (text) => text.notNull())
    .addColumn('target_id', 'text')
    .addColumn('since', 'integer', (since) => since.notNull())
    .addPrimaryKeyConstraint('step_key', ['endpoint', 'key'] as never[])
    .modifyEnd(sql`without rowid`)
    .execute();
}

async function createCounters(db: Kysely<unknown>): Promise<void> {
  const events = [
    ['insert', 'new', 1],
    ['delete', 'old', -1],
  ] as const;
  for (const [event, row, sign] of events) await counter(db, `count_${event}`, event, count(row, sign));
  await counter(db, 'count_update', 'update of state, size', `${count('old', -1)} ${count('new', 1)}`);
}

/** A folder's highest target UID and its refused messages are asked for each time it is looked into, whatever its size. */
async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const target = db.schema.createIndex('message_target').on('message');
  await target.columns(['folder_id', 'target_uid']).execute();
  await sql
    .raw(`create index message_refused on message (folder_id, uid) where state = 'refused'`)
    .execute(db);
}

/** Flags that changed, most of what is recorded again, change no count. */
async function countOnlyWhatChanges(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop trigger count_update').execute(db);
  const event = 'update of state, size';
  const when = 'when old.state <> new.state or old.size <> new.size ';
  await counter(db, 'count_update', event, `${count('old', -1)} ${count('new', 1)}`, when);
}

function counter(db: Kysely<unknown>, name: string, event: string, body: string, when = '') {
  return sql.raw(`create trigger ${name} after ${event} on message ${when}begin ${body} end`).execute(db);
}

function count(row: 'new' | 'old', sign: 1 | -1): string {
  return `update mailbox set
    done = done + ${sign} * (${row}.state = 'done'),
    refused = refused + ${sign} * (${row}.state = 'refused'),
    bytes = bytes + ${sign} * (${row}.state = 'done') * ${row}.size
    where id = (select mailbox_id from folder where id = ${row}.folder_id);`;
}
