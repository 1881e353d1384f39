/**
 * What the ledger beside a plan says of each mailbox, for those who only want to know: opened for reading, nothing migrated,
 * made or checked. A ledger that cannot be read says nothing here; whoever runs the plan is told of it.
 */
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RecordedMailbox } from '../language/model/calendar/recorded-runs.ts';
import type { MailboxState } from './ports.ts';

/** Where the ledger of the plan in a folder is, or would be. */
export const ledgerPath = (folder: string): string => join(folder, '.migplan', 'ledger.sqlite');

const REACHED: Readonly<Partial<Record<MailboxState, RecordedMailbox['reached']>>> = {
  Synced: 'copied',
  Completed: 'verified',
  CompletedWithWarnings: 'copied',
};

/** Reads a ledger again only when it has been written to since: the same answer is the same array. */
export function recordedMailboxes(): (path: string) => Promise<readonly RecordedMailbox[]> {
  const known = new Map<string, { readonly stamp: string; readonly recorded: readonly RecordedMailbox[] }>();
  return async (path) => {
    const ledger = await lookAt(path);
    const before = known.get(path);
    if (before?.stamp === ledger?.stamp) return before?.recorded ?? NOTHING;
    const recorded = ledger ? await read(path, ledger.isAtRest).catch(() => NOTHING) : NOTHING;
    known.set(path, { stamp: ledger?.stamp ?? '', recorded });
    return recorded;
  };
}

const NOTHING: readonly RecordedMailbox[] = [];

interface LedgerFile {
  /** Changes with every write; SQLite puts those into the file beside it first. */
  readonly stamp: string;
  /** Whether all is in the one file. */
  readonly isAtRest: boolean;
}

async function lookAt(path: string): Promise<LedgerFile | undefined> {
  const [ledger, writes] = await Promise.all(
    [path, `${path}-wal`].map((file) => stat(file).catch(() => undefined)),
  );
  if (!ledger) return undefined;
  const isAtRest = !writes || writes.size === 0;
  const stampOf = ({ mtimeMs, size }: Stats): string => `${mtimeMs} ${size}`;
  return { stamp: `${stampOf(ledger)} ${isAtRest ? '' : stampOf(writes)}`, isAtRest };
}

/** A ledger at rest is read as it lies there: SQLite would put files beside it, where it may not even be allowed to. */
async function read(path: string, isAtRest: boolean): Promise<RecordedMailbox[]> {
  const { DatabaseSync } = await import('node:sqlite');
  const location = pathToFileURL(path);
  if (isAtRest) location.searchParams.set('immutable', '1');
  const database = new DatabaseSync(location, { readOnly: true });
  try {
    const rows = database.prepare('select target_mailbox, state, updated_at from mailbox').all();
    return rows.flatMap((row) => {
      const reached = REACHED[row['state'] as MailboxState];
      return reached
        ? [{ address: String(row['target_mailbox']), reached, at: Number(row['updated_at']) }]
        : [];
    });
  } finally {
    database.close();
  }
}
