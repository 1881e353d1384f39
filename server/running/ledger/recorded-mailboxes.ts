/**
 * What the ledger beside a plan says of each mailbox, for those who only judge a plan. A ledger that cannot be read says nothing
 * here; whoever runs the plan is told of it.
 */
import { join } from 'node:path';
import type { RecordedMailbox } from '../../language/model/calendar/recorded-runs.ts';
import type { MailboxState } from '../ports.ts';
import { lookAtLedger, readLedger } from './ledger-reading.ts';

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
    const stamp = (await lookAtLedger(path))?.stamp ?? '';
    const before = known.get(path);
    if (before?.stamp === stamp) return before.recorded;
    const recorded = (await read(path).catch(() => NOTHING)) ?? NOTHING;
    known.set(path, { stamp, recorded });
    return recorded;
  };
}

const NOTHING: readonly RecordedMailbox[] = [];

const read = (path: string): Promise<readonly RecordedMailbox[] | undefined> =>
  readLedger(path, (database) =>
    database
      .prepare('select target_mailbox, state, updated_at from mailbox')
      .all()
      .flatMap((row) => {
        const reached = REACHED[row['state'] as MailboxState];
        return reached
          ? [{ address: String(row['target_mailbox']), reached, at: Number(row['updated_at']) }]
          : [];
      }),
  );
