/** Two mailboxes in memory, a ledger on disk, and a clock on which waiting takes no time: what a copy is tried on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MailboxCopy } from '../../../server/planning/migration-plan.ts';
import { type CopyOptions, copyMailbox } from '../../../server/running/copying/copy-mailbox.ts';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import type { Clock, Ledger, Progress } from '../../../server/running/ports.ts';
import { verifyMailbox } from '../../../server/running/verifying/verify-mailbox.ts';
import { MemoryMailbox } from '../../support/memory-mail.ts';

export const job: MailboxCopy = {
  source: { endpoint: 'old', mailbox: 'a' },
  target: { endpoint: 'new', mailbox: 'a' },
  exclude: [],
  folders: [],
};

export class MemoryCopy {
  readonly from = new MemoryMailbox();
  readonly to = new MemoryMailbox();
  /** Every pause that was asked for, in milliseconds. */
  readonly waits: number[] = [];
  readonly clock: Clock;
  ledger: Ledger;
  readonly #folder: string;

  private constructor(folder: string, clock: Clock, waits: number[], ledger: Ledger) {
    this.#folder = folder;
    this.clock = clock;
    this.waits = waits;
    this.ledger = ledger;
  }

  static async begin(): Promise<MemoryCopy> {
    const folder = mkdtempSync(join(tmpdir(), 'migplan-copy-'));
    const waits: number[] = [];
    const clock: Clock = {
      now: () => new Date('2026-01-01T00:00:00Z'),
      wait: async (milliseconds) => {
        waits.push(milliseconds);
      },
    };
    return new MemoryCopy(folder, clock, waits, await openLedger(join(folder, 'ledger.sqlite'), clock));
  }

  async end(): Promise<void> {
    await this.ledger.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async loseLedger(): Promise<void> {
    await this.end();
    this.ledger = await openLedger(join(this.#folder, 'ledger.sqlite'), this.clock);
  }

  copy(
    more: Partial<MailboxCopy> = {},
    signal = new AbortController().signal,
    onProgress: (told: Progress) => void = () => undefined,
    wishes: Pick<CopyOptions, 'newestFirst' | 'lanes'> = {},
  ) {
    const { clock } = this;
    const options = { signal, clock, onProgress, ...wishes };
    return copyMailbox({ ...job, ...more }, this.from.asSource(), this.to.asTarget(), this.ledger, options);
  }

  verify(content: 'sample' | 'all' = 'all', more: Partial<MailboxCopy> = {}) {
    const { clock } = this;
    const { signal } = new AbortController();
    const options = { signal, clock, content };
    return verifyMailbox({ ...job, ...more }, this.from.asSource(), this.to.asSource(), options);
  }

  /** So many messages of the source, no two the same. */
  fill(count: number, path = 'INBOX'): void {
    for (let number = 0; number < count; number++) {
      const headers = `Message-ID: <${path}${number}@x>\r\nSubject: ${number}`;
      const flags = number % 2 ? ['\\Seen'] : [];
      const body = 'x'.repeat(number % 7);
      this.from.put(path, `${headers}\r\n\r\n${body}\r\n`, { flags, receivedAt: new Date(number * 1000) });
    }
  }
}

/** What stands in a folder: bytes, flags and dates, in the order of UIDs. */
export function held(mailbox: MemoryMailbox, path = 'INBOX'): string[] {
  const { messages } = mailbox.folder(path);
  return messages.map(({ content, flags, receivedAt }) => `${content} [${flags.toSorted()}] ${+receivedAt}`);
}
