/** A ledger's columns as values and back. What cannot have been written here is damage. */
import type { SQLOutputValue } from 'node:sqlite';
import { text } from '../../planning/text.ts';
import type {
  FolderRecord,
  MailboxState,
  MailboxStatus,
  MessageRow,
  Refusal,
  RefusedMessage,
  StepRecord,
} from '../ports.ts';
import { LedgerProblem } from './ledger-failure.ts';
import type { FolderTable, MailboxTable, StepTable } from './ledger-tables.ts';
import { readWords } from './stored-words.ts';

type Columns = Record<string, SQLOutputValue>;

/** What `rows` selects, in its order; SQLite's `hex` of nothing is the empty string. */
type RowColumns = readonly [
  uid: SQLOutputValue,
  state: SQLOutputValue,
  targetUid: SQLOutputValue,
  flags: SQLOutputValue,
  size: SQLOutputValue,
  sha256: SQLOutputValue,
  refusal: SQLOutputValue,
];

/** Folders have 100,000 messages and some ten ways of being flagged: what is equal is held once. */
export function toRows(found: Iterable<unknown>): Map<number, MessageRow> {
  const rows = new Map<number, MessageRow>();
  const flagsOf = sharedFlags();
  for (const columns of found) {
    const row = toRow(columns as RowColumns, flagsOf);
    rows.set(row.uid, row);
  }
  return rows;
}

function sharedFlags(): (stored: string) => readonly string[] {
  const known = new Map<string, readonly string[]>([['', []]]);
  return (stored) => {
    let flags = known.get(stored);
    if (!flags) {
      flags = stored.split(' ');
      known.set(stored, flags);
    }
    return flags;
  };
}

function toRow(columns: RowColumns, flagsOf: (stored: string) => readonly string[]): MessageRow {
  const [uid, state, targetUid, stored, size, sha256, refusal] = columns;
  if (typeof uid !== 'number' || typeof size !== 'number' || typeof stored !== 'string') throw unreadable();
  if (typeof sha256 !== 'string' || (sha256 !== '' && sha256.length !== 64)) throw unreadable();
  const flags = flagsOf(stored);
  // Nearly all rows are of this shape, and are made at once.
  if (state === 'done' && typeof targetUid === 'number' && sha256 !== '' && refusal === null) {
    return { uid, state: 'done', targetUid, flags, size, sha256 };
  }
  return {
    uid,
    state: toState(state),
    ...(typeof targetUid === 'number' ? { targetUid } : {}),
    flags,
    size,
    ...(sha256 === '' ? {} : { sha256 }),
    ...(typeof refusal === 'string' ? { refusal: toRefusal(refusal) } : {}),
  };
}

function toState(stored: SQLOutputValue): MessageRow['state'] {
  if (stored === 'done' || stored === 'refused') return stored;
  throw unreadable();
}

export function toColumns(folder: number, row: MessageRow) {
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

export function toRefused(row: Columns): RefusedMessage {
  const refusal = toRefusal(String(row['refusal'] ?? '{}'));
  return { folder: String(row['path']), uid: Number(row['uid']), size: Number(row['size']), ...refusal };
}

function toRefusal(stored: string): Refusal {
  try {
    return JSON.parse(stored) as Refusal;
  } catch {
    throw unreadable();
  }
}

export function toFolder(columns: Columns): FolderRecord {
  const row = columns as unknown as FolderTable;
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
    ...(row.settled_target === null ? {} : { settledTarget: row.settled_target }),
    ...(row.writing_from === null ? {} : { writingFrom: row.writing_from }),
  };
}

export function toStatus(columns: Columns): MailboxStatus {
  const row = columns as unknown as MailboxTable;
  return {
    key: {
      source: { endpoint: row.source_endpoint, mailbox: row.source_mailbox },
      target: { endpoint: row.target_endpoint, mailbox: row.target_mailbox },
    },
    state: row.state as MailboxState,
    detail: readWords(row.detail),
    done: row.done,
    refused: row.refused,
    bytes: row.bytes,
    updatedAt: new Date(row.updated_at),
  };
}

const STEP_STATES: readonly StepRecord['state'][] = ['done', 'waiting', 'by-hand'];

export function toStep(columns: Columns): StepRecord {
  const row = columns as unknown as StepTable;
  const state = STEP_STATES.find((one) => one === row.state);
  if (!state) throw unreadable();
  const { endpoint, key, target_id: id, since } = row;
  return { endpoint, key, state, ...(id !== null && { id }), since: new Date(since) };
}

const unreadable = () =>
  new LedgerProblem('damaged', text('a row that makes no sense', 'une ligne qui n’a pas de sens'));
