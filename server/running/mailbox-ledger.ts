/** One mailbox's part of the ledger. The statements a large copy runs most are prepared once and written by hand. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Words } from '../planning/text.ts';
import { ledgerFailure } from './ledger-failure.ts';
import type { FolderTable, MessageTable } from './ledger-schema.ts';
import type {
  Clock,
  FolderRecord,
  FolderState,
  MailboxLedger,
  MailboxState,
  MessageRow,
  Refusal,
  RefusedMessage,
} from './ports.ts';
import { storeWords } from './stored-words.ts';

export function sqliteMailboxLedger(
  database: DatabaseSync,
  path: string,
  clock: Pick<Clock, 'now'>,
  mailbox: number,
): MailboxLedger {
  const hot = prepareStatements(database);

  const { guarded, together } = transactions(database, path);

  function folderRow(folder: string): FolderTable {
    const row = hot.folder.get(mailbox, folder);
    if (row === undefined) throw new Error(`folder "${folder}" was not begun`);
    return row as unknown as FolderTable;
  }

  return {
    folders: () =>
      guarded(() => hot.folders.all(mailbox).map((row) => toRecord(row as unknown as FolderTable))),
    rows: (folder, uidValidity) =>
      guarded(
        () =>
          new Map(
            hot.rows
              .all(mailbox, folder, uidValidity)
              .map(toRow)
              .map((row) => [row.uid, row]),
          ),
      ),
    accounted: (target, validity) =>
      guarded(
        () => new Set(hot.accounted.all(mailbox, target, validity).map((row) => Number(row['target_uid']))),
      ),
    beginFolder: (record) => together(() => beginFolder(hot, mailbox, record)),
    highestTargetUid: (target, validity) =>
      guarded(() => Number(hot.highest.get(mailbox, target, validity)?.['highest'] ?? 0)),
    forgetTarget: (target, validity) =>
      together(() => {
        for (const row of hot.folders.all(mailbox)) {
          const { id, ...folder } = row as unknown as FolderTable;
          if (folder.target === target && folder.target_uid_validity === validity) forgetFolder(hot, id, 1);
        }
      }),
    markWriting: (folder, from) =>
      guarded(() => {
        hot.writing.run(from ?? null, folderRow(folder).id);
      }),
    record: (folder, rows) =>
      together(() => {
        const { id } = folderRow(folder);
        for (const row of rows) hot.record.run(...toColumns(id, row));
        hot.touch.run(clock.now().getTime(), mailbox);
      }),
    settleFolder: (folder, state) => guarded(() => settle(hot, folderRow(folder).id, state)),
    refused: () => guarded(() => hot.refused.all(mailbox).map(toRefused)),
    setState: (state: MailboxState, detail: Words = '') =>
      guarded(() => {
        hot.state.run(state, storeWords(detail), clock.now().getTime(), mailbox);
      }),
  };
}

/** `together`: all or nothing, and on disk at its end. Both turn what SQLite throws into failures. */
function transactions(database: DatabaseSync, path: string) {
  async function guarded<T>(action: () => T): Promise<T> {
    try {
      return action();
    } catch (error) {
      throw ledgerFailure(path, error);
    }
  }

  function together<T>(action: () => T): Promise<T> {
    return guarded(() => {
      database.exec('begin immediate');
      try {
        const result = action();
        database.exec('commit');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('rollback');
        throw error;
      }
    });
  }

  return { guarded, together };
}

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(database: DatabaseSync) {
  const ofFolder = 'from message join folder on folder.id = folder_id where mailbox_id = ?';
  return {
    folders: database.prepare('select * from folder where mailbox_id = ? order by id'),
    folder: database.prepare('select * from folder where mailbox_id = ? and path = ?'),
    rows: database.prepare(`select message.* ${ofFolder} and path = ? and uid_validity = ? order by uid`),
    accounted: database.prepare(
      `select target_uid ${ofFolder} and target = ? and target_uid_validity = ? and target_uid is not null`,
    ),
    refused: database.prepare(
      `select path, uid, size, refusal ${ofFolder} and state = 'refused' order by folder.id, uid`,
    ),
    forget: database.prepare('delete from message where folder_id = ?'),
    highest: database.prepare(
      `select max(target_uid) as highest ${ofFolder} and target = ? and target_uid_validity = ?`,
    ),
    writing: database.prepare('update folder set writing_from = ? where id = ?'),
    begin: database.prepare(`
      insert into folder (mailbox_id, path, uid_validity, target, target_uid_validity) values (?, ?, ?, ?, ?)
      on conflict (mailbox_id, path) do update set uid_validity = excluded.uid_validity, target = excluded.target,
        target_uid_validity = excluded.target_uid_validity,
        settled_uid_next = null, settled_messages = null, settled_modseq = null`),
    record: database.prepare(`
      insert into message (folder_id, uid, state, target_uid, flags, size, sha256, refusal) values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (folder_id, uid) do update set state = excluded.state, target_uid = excluded.target_uid,
        flags = excluded.flags, size = excluded.size, sha256 = excluded.sha256, refusal = excluded.refusal`),
    settle: database.prepare(
      'update folder set settled_uid_next = ?, settled_messages = ?, settled_modseq = ? where id = ?',
    ),
    touch: database.prepare('update mailbox set updated_at = ? where id = ?'),
    state: database.prepare('update mailbox set state = ?, detail = ?, updated_at = ? where id = ?'),
  };
}

function beginFolder(hot: Statements, mailbox: number, record: FolderRecord): void {
  const before = hot.folder.get(mailbox, record.folder) as unknown as FolderTable | undefined;
  if (before && !isSame(before, record))
    forgetFolder(hot, before.id, before.target === record.target ? 1 : null);
  hot.begin.run(mailbox, record.folder, record.uidValidity, record.target, record.targetUidValidity);
}

/** `writtenFrom`: where what was put without a row, now that none is left, begins. */
function forgetFolder(hot: Statements, id: number, writtenFrom: 1 | null): void {
  hot.forget.run(id);
  hot.writing.run(writtenFrom, id);
  hot.settle.run(null, null, null, id);
}

/** UIDs mean nothing under another UIDVALIDITY, of the source or of the target. */
function isSame(before: FolderTable, record: FolderRecord): boolean {
  return (
    before.uid_validity === record.uidValidity &&
    before.target === record.target &&
    before.target_uid_validity === record.targetUidValidity
  );
}

function settle(hot: Statements, id: number, state: FolderState): void {
  hot.settle.run(state.uidNext, state.messages, state.highestModseq ?? null, id);
}

function toRecord(row: FolderTable): FolderRecord {
  const settled = row.settled_uid_next !== null && {
    settled: {
      uidValidity: row.uid_validity,
      uidNext: row.settled_uid_next,
      messages: row.settled_messages ?? 0,
      ...(row.settled_modseq === null ? {} : { highestModseq: row.settled_modseq }),
    },
  };
  return {
    folder: row.path,
    uidValidity: row.uid_validity,
    target: row.target,
    targetUidValidity: row.target_uid_validity,
    ...(settled || {}),
    ...(row.writing_from === null ? {} : { writingFrom: row.writing_from }),
  };
}

function toRow(columns: Record<string, SQLOutputValue>): MessageRow {
  const row = columns as unknown as MessageTable;
  return {
    uid: row.uid,
    state: row.state,
    flags: row.flags === '' ? [] : row.flags.split(' '),
    size: row.size,
    ...(row.target_uid === null ? {} : { targetUid: row.target_uid }),
    ...(row.sha256 === null ? {} : { sha256: Buffer.from(row.sha256).toString('hex') }),
    ...(row.refusal === null ? {} : { refusal: JSON.parse(row.refusal) as Refusal }),
  };
}

function toColumns(folder: number, row: MessageRow) {
  const sha256 = row.sha256 === undefined ? null : Buffer.from(row.sha256, 'hex');
  const refusal = row.refusal === undefined ? null : JSON.stringify(row.refusal);
  return [
    folder,
    row.uid,
    row.state,
    row.targetUid ?? null,
    row.flags.join(' '),
    row.size,
    sha256,
    refusal,
  ] as const;
}

function toRefused(row: Record<string, SQLOutputValue>): RefusedMessage {
  const refusal = JSON.parse(String(row['refusal'] ?? '{}')) as Refusal;
  return { folder: String(row['path']), uid: Number(row['uid']), size: Number(row['size']), ...refusal };
}
