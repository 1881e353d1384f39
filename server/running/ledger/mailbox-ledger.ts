/** One mailbox's part of the ledger. */
import type { Words } from '../../planning/text.ts';
import type { Clock, FolderRecord, MailboxLedger, MailboxState } from '../ports.ts';
import { toColumns, toFolder, toRefused, toRows } from './ledger-rows.ts';
import type { Statements } from './ledger-statements.ts';
import type { FolderTable } from './ledger-tables.ts';
import type { OpenDatabase } from './open-database.ts';
import { storeWords } from './stored-words.ts';

export function sqliteMailboxLedger(
  { ask, change }: OpenDatabase,
  hot: Statements,
  clock: Pick<Clock, 'now'>,
  mailbox: number,
): MailboxLedger {
  const touch = (): unknown => hot.touch.run(clock.now().getTime(), mailbox);

  function idOf(folder: string): number {
    const row = hot.folder.get(mailbox, folder);
    if (row === undefined) throw new Error(`folder "${folder}" was not begun`);
    return Number(row['id']);
  }

  return {
    folders: async () => ask(() => hot.folders.all(mailbox).map(toFolder)),
    rows: async (folder, uidValidity) => ask(() => toRows(hot.rows.iterate(mailbox, folder, uidValidity))),
    accounted: async (target, validity) =>
      ask(() => numbersIn('target_uid', hot.accounted.iterate(mailbox, target, validity))),
    highestTargetUid: async (target, validity) =>
      ask(() => Number(hot.highest.get(mailbox, target, validity)?.['highest'] ?? 0)),
    refused: async () => ask(() => hot.refused.all(mailbox).map(toRefused)),
    beginFolder: async (record) => change(() => beginFolder(hot, mailbox, record)),
    forgetTarget: async (target, validity) =>
      change(() => {
        for (const { id } of hot.foldersTo.all(mailbox, target, validity)) forgetFolder(hot, Number(id), 0);
      }),
    markWriting: async (folder, from) =>
      change(() => {
        hot.writing.run(from ?? null, idOf(folder));
      }),
    record: async (folder, rows) =>
      change(() => {
        const id = idOf(folder);
        for (const row of rows) hot.record.run(...toColumns(id, row));
        touch();
      }),
    forgetRows: async (folder, uids) =>
      change(() => {
        const id = idOf(folder);
        for (const uid of uids) hot.forgetOne.run(id, uid);
        touch();
      }),
    settleFolder: async (folder, { uidNext, messages, highestModseq }, targetMessages) =>
      change(() => {
        hot.settle.run(uidNext, messages, highestModseq ?? null, targetMessages, idOf(folder));
      }),
    setState: async (state: MailboxState, detail: Words = '') =>
      change(() => {
        hot.state.run(state, storeWords(detail), clock.now().getTime(), mailbox);
      }),
  };
}

function beginFolder(hot: Statements, mailbox: number, record: FolderRecord): void {
  const before = hot.folder.get(mailbox, record.folder) as unknown as FolderTable | undefined;
  if (before && !isSame(before, record))
    forgetFolder(hot, before.id, before.target === record.target ? 0 : null);
  hot.begin.run(mailbox, record.folder, record.uidValidity, record.target, record.targetUidValidity);
}

/** `writtenFrom`: 0 where any of it may have been put there, now that no row is left. */
function forgetFolder(hot: Statements, id: number, writtenFrom: 0 | null): void {
  hot.forget.run(id);
  hot.writing.run(writtenFrom, id);
  hot.settle.run(null, null, null, null, id);
}

/** UIDs mean nothing under another UIDVALIDITY, of the source or of the target. */
function isSame(before: FolderTable, record: FolderRecord): boolean {
  return (
    before.uid_validity === record.uidValidity &&
    before.target === record.target &&
    before.target_uid_validity === record.targetUidValidity
  );
}

function numbersIn(name: string, rows: Iterable<Record<string, unknown>>): Set<number> {
  const numbers = new Set<number>();
  for (const row of rows) numbers.add(Number(row[name]));
  return numbers;
}
