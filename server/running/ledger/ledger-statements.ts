/**
 * What a run asks of its ledger, prepared once for all its mailboxes and written by hand. `indexed by` and `cross join` hold SQLite
 * to the one good way: folders of the mailbox first, then their rows. Statistics would not: those of a pilot lot's ledger have it
 * read all folders of all mailboxes, each time, once the next lot has made thousands of them. So none are taken.
 */
import type { DatabaseSync } from 'node:sqlite';

export type Statements = ReturnType<typeof prepareStatements>;

const KEY = ['source_endpoint', 'source_mailbox', 'target_endpoint', 'target_mailbox'];
const FOLDER = 'folder indexed by sqlite_autoindex_folder_1'; // (mailbox_id, path)
const IN_FOLDER = `from ${FOLDER} cross join message on folder_id = folder.id where mailbox_id = ?`;
const TO_TARGET = 'mailbox_id = ? and target = ? and target_uid_validity = ?';

export function prepareStatements(database: DatabaseSync) {
  const prepare = (text: string) => database.prepare(text);
  const statements = {
    ...ofMailboxes(prepare),
    ...ofFolders(prepare),
    ...ofMessages(prepare),
    ...ofSteps(prepare),
  };
  statements.rows.setReturnArrays(true); // half the time of objects, and folders have 100,000 messages
  return statements;
}

type Prepare = (text: string) => ReturnType<DatabaseSync['prepare']>;

const ofMailboxes = (prepare: Prepare) => ({
  addMailbox: prepare(
    `insert into mailbox (${KEY}, state, detail, updated_at) values (?, ?, ?, ?, 'Created', '', ?) on conflict do nothing`,
  ),
  mailbox: prepare(
    `select * from mailbox indexed by sqlite_autoindex_mailbox_1 where ${KEY.map((name) => `${name} = ?`).join(' and ')}`,
  ),
  mailboxes: prepare('select * from mailbox order by id'),
  counted: prepare(
    `select coalesce(sum(state = 'done'), 0) as done, coalesce(sum(state = 'refused'), 0) as refused,
      coalesce(sum(size * (state = 'done')), 0) as bytes ${IN_FOLDER}`,
  ),
  state: prepare('update mailbox set state = ?, detail = ?, updated_at = ? where id = ?'),
  touch: prepare('update mailbox set updated_at = ? where id = ?'),
});

const ofFolders = (prepare: Prepare) => ({
  folders: prepare(`select * from ${FOLDER} where mailbox_id = ? order by id`),
  folder: prepare(`select * from ${FOLDER} where mailbox_id = ? and path = ?`),
  foldersTo: prepare(`select id from ${FOLDER} where ${TO_TARGET}`),
  begin: prepare(`
    insert into folder (mailbox_id, path, uid_validity, target, target_uid_validity) values (?, ?, ?, ?, ?)
    on conflict (mailbox_id, path) do update set uid_validity = excluded.uid_validity, target = excluded.target,
      target_uid_validity = excluded.target_uid_validity,
      settled_uid_next = null, settled_messages = null, settled_modseq = null, settled_target = null`),
  writing: prepare('update folder set writing_from = ? where id = ?'),
  settle: prepare(
    'update folder set settled_uid_next = ?, settled_messages = ?, settled_modseq = ?, settled_target = ? where id = ?',
  ),
});

const ofMessages = (prepare: Prepare) => ({
  rows: prepare(
    `select uid, state, target_uid, flags, size, lower(hex(sha256)), refusal ${IN_FOLDER} and path = ? and uid_validity = ? order by uid`,
  ),
  accounted: prepare(
    `select target_uid from ${FOLDER} cross join message indexed by message_target on folder_id = folder.id where ${TO_TARGET} and target_uid is not null`,
  ),
  highest: prepare(
    `select max((select max(target_uid) from message where folder_id = folder.id)) as highest from ${FOLDER} where ${TO_TARGET}`,
  ),
  refused: prepare(
    `select path, uid, size, refusal ${IN_FOLDER} and state = 'refused' order by folder.id, uid`,
  ),
  record: prepare(`
    insert into message (folder_id, uid, state, target_uid, flags, size, sha256, refusal) values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (folder_id, uid) do update set state = excluded.state, target_uid = excluded.target_uid,
      flags = excluded.flags, size = excluded.size, sha256 = excluded.sha256, refusal = excluded.refusal`),
  forget: prepare('delete from message where folder_id = ?'),
  forgetOne: prepare('delete from message where folder_id = ? and uid = ?'),
});

const ofSteps = (prepare: Prepare) => ({
  steps: prepare('select * from step order by endpoint, key'),
  recordStep: prepare(`
    insert into step (endpoint, key, state, target_id, since) values (?, ?, ?, ?, ?)
    on conflict (endpoint, key) do update set target_id = coalesce(excluded.target_id, target_id),
      since = case when state = excluded.state then since else excluded.since end, state = excluded.state`),
});
