/**
 * What the ledger beside a plan says of each mailbox, for those who only judge or show a plan. A ledger that cannot be read says
 * nothing here; whoever runs the plan is told of it. Read in slices: whoever waits meanwhile, as for a key press, goes first.
 */

import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { RecordedMailbox } from '../../language/model/calendar/recorded-runs.ts';
import type { MailboxState } from '../ports.ts';
import { lookAtLedger, readLedger } from './ledger-reading.ts';

/** Where the ledger of the plan in a folder is, or would be. */
export const ledgerPath = (folder: string): string => join(folder, '.migplan', 'ledger.sqlite');

/** Reads a ledger again only when it has been written to since: the same answer is the same array, the same row the same object. */
export function recordedMailboxes(): (path: string) => Promise<readonly RecordedMailbox[]> {
  const known = new Map<string, RecordedLedger>();
  return (path) => {
    const ledger = known.get(path) ?? new RecordedLedger(path);
    known.set(path, ledger);
    return ledger.read();
  };
}

type Left = Pick<RecordedMailbox, 'reached' | 'stands'>;

/** States of before a mailbox is begun say nothing. */
const LEFT: Readonly<Partial<Record<MailboxState, Left>>> = {
  Syncing: { stands: 'working' },
  IncrementalSyncing: { stands: 'working' },
  Completing: { stands: 'working', reached: 'copied' },
  Synced: { stands: 'done', reached: 'copied' },
  Completed: { stands: 'done', reached: 'verified' },
  CompletedWithWarnings: { stands: 'failed', reached: 'copied' },
  Failed: { stands: 'failed' },
  Stopped: { stands: 'stopped' },
};

const NOTHING: readonly RecordedMailbox[] = [];

/** Rows that are read between two turns. */
const AT_ONCE = 1000;

/** Milliseconds that clocks are trusted to have gone back at most while a run writes. */
const MARGIN = 60_000;

class RecordedLedger {
  readonly #path: string;
  /** By the row's number. */
  #rows = new Map<number, RecordedMailbox>();
  #recorded = NOTHING;
  #stamp = '';
  #file: string | undefined;
  #latest = 0;
  #reading: Promise<readonly RecordedMailbox[]> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  read(): Promise<readonly RecordedMailbox[]> {
    this.#reading ??= this.#readAgain().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAgain(): Promise<readonly RecordedMailbox[]> {
    const found = await lookAtLedger(this.#path);
    if ((found?.stamp ?? '') === this.#stamp) return this.#recorded;
    // While a run writes, only what it wrote since is read; another file, or one at rest, is read whole.
    const isGrowing = found !== undefined && found.file === this.#file && !found.isAtRest;
    const since = isGrowing ? this.#latest - MARGIN : Number.NEGATIVE_INFINITY;
    const rows = isGrowing ? this.#rows : new Map<number, RecordedMailbox>();
    const hasRead = await readLedger(this.#path, (database) => this.#take(database, rows, since)).catch(
      () => undefined,
    );
    this.#rows = hasRead ? rows : new Map();
    this.#recorded = this.#rows.size > 0 ? [...this.#rows.values()] : NOTHING;
    this.#file = hasRead && found?.file;
    this.#stamp = found?.stamp ?? '';
    return this.#recorded;
  }

  async #take(database: DatabaseSync, rows: Map<number, RecordedMailbox>, since: number): Promise<true> {
    const last = Number(database.prepare('select max(id) as last from mailbox').get()?.['last'] ?? 0);
    const some = database.prepare(
      'select id, target_mailbox, state, updated_at from mailbox where id > ? and id <= ? and updated_at >= ?',
    );
    for (let from = 0; from < last; from += AT_ONCE) {
      for (const row of some.all(from, from + AT_ONCE, since)) this.#put(row, rows);
      await setImmediate();
    }
    return true;
  }

  #put(row: Readonly<Record<string, unknown>>, rows: Map<number, RecordedMailbox>): void {
    const id = Number(row['id']);
    const at = Number(row['updated_at']);
    this.#latest = Math.max(this.#latest, at);
    const left = LEFT[row['state'] as MailboxState];
    if (!left) {
      rows.delete(id);
      return;
    }
    const address = String(row['target_mailbox']);
    const known = this.#rows.get(id);
    rows.set(id, known && isSame(known, { address, at, ...left }) ? known : { address, at, ...left });
  }
}

const isSame = (a: RecordedMailbox, b: RecordedMailbox): boolean =>
  a.address === b.address && a.at === b.at && a.stands === b.stands && a.reached === b.reached;
