/** A ledger as it is after weeks of waves: five million messages of 4,600 mailboxes, one of them with a very large folder. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../server/running/clock.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import type { CopyKey } from '../../server/running/ports.ts';

export const MESSAGES = 5_000_000;
export const LARGE_FOLDER = { folder: 'Archives', uidValidity: '1700000000', messages: 100_000 };

const FOLDERS = ['INBOX', 'Sent', 'Drafts', 'Trash', 'Junk', 'Archives', 'Clients', 'Clients/2019'];
const FLAGS = [
  '',
  '\\Seen',
  '\\Seen',
  '\\Seen',
  '\\Seen \\Answered',
  '\\Seen $Forwarded',
  '\\Seen \\Flagged',
];

export const keyOf = (mailbox: string): CopyKey => ({
  source: { endpoint: 'mutualise', mailbox },
  target: { endpoint: 'office', mailbox },
});

/**
 * Made by this version's own migrations and triggers, a transaction a mailbox, on disk only at its end. The first mailbox has the
 * large folder. `messages` in all.
 */
export async function largeLedger(
  path: string,
  mailboxes: readonly string[],
  messages = MESSAGES,
): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await (await openLedger(path, systemClock)).close();
  const database = new DatabaseSync(path);
  database.exec('pragma synchronous = off');
  const each = Math.floor((messages - LARGE_FOLDER.messages) / (mailboxes.length - 1));
  const fill = filler(database);
  for (const [index, mailbox] of mailboxes.entries()) {
    database.exec('begin');
    fill(mailbox, index === 0 ? [LARGE_FOLDER.messages] : shares(each), index === 0);
    database.exec('commit');
  }
  database.close();
  await (await openLedger(path, systemClock)).close(); // as a run leaves it: closed in order
}

/** Half of them in the first folder, half of the rest in the next. */
function shares(messages: number): number[] {
  let left = messages;
  return FOLDERS.map((_, index) => {
    const share = index === FOLDERS.length - 1 ? left : Math.ceil(left / 2);
    left -= share;
    return share;
  });
}

function filler(database: DatabaseSync) {
  const mailbox = database.prepare(
    `insert into mailbox (source_endpoint, source_mailbox, target_endpoint, target_mailbox, state, detail, updated_at)
      values (?, ?, ?, ?, 'Completed', '', 1700000000000)`,
  );
  const folder = database.prepare(
    `insert into folder (mailbox_id, path, uid_validity, target, target_uid_validity, settled_uid_next, settled_messages,
      settled_modseq, settled_target) values (?, ?, ?, ?, '1800000000', ?, ?, '12345', ?)`,
  );
  const message = database.prepare(
    `insert into message (folder_id, uid, state, target_uid, flags, size, sha256) values (?, ?, 'done', ?, ?, ?, ?)`,
  );
  const hash = Buffer.alloc(32, 0xa5);
  let seed = 0;
  return (address: string, counts: readonly number[], isLarge: boolean): void => {
    const { source, target } = keyOf(address);
    const ends = [source.endpoint, source.mailbox, target.endpoint, target.mailbox];
    const { lastInsertRowid: id } = mailbox.run(...ends);
    for (const [index, count] of counts.entries()) {
      const name = isLarge ? LARGE_FOLDER.folder : (FOLDERS[index] ?? '');
      const begun = folder.run(id, name, LARGE_FOLDER.uidValidity, name, count + 1, count, count);
      for (let uid = 1; uid <= count; uid++) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        hash.writeUInt32LE(seed, (uid % 8) * 4);
        const flags = FLAGS[seed % FLAGS.length] ?? '';
        message.run(begun.lastInsertRowid, uid, uid + 3, flags, 1000 + (seed % 90_000), hash);
      }
    }
  };
}
