/** Two real Dovecots, an old one and a new one, a ledger, and the copy and the comparison between them, as the live suites use them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import type { Login, MailboxCopy, MailServer } from '../../server/planning/migration-plan.ts';
import { systemClock } from '../../server/running/clock.ts';
import { copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import type { CopyResult } from '../../server/running/copying/copy-result.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import type { Ledger, MailSource, MailTarget } from '../../server/running/ports.ts';
import { type VerifyResult, verifyMailbox } from '../../server/running/verifying/verify-mailbox.ts';
import { type Dovecot, type DovecotOptions, type DovecotUser, startDovecot } from '../support/dovecot.ts';
import { type OddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { maildirLines } from './maildir-comparison.ts';

export const masterSecret = 'master secret';
const master = { name: 'migration', password: masterSecret };
const login: Login = {
  method: 'master',
  user: 'migration',
  separator: '*',
  secret: { kind: 'env', name: 'MASTER_PASSWORD' },
};

export const signal = new AbortController().signal;

export class TwoDovecots {
  readonly old: Dovecot;
  readonly fresh: Dovecot;
  readonly ledger: Ledger;
  /** A temporary folder for whatever a test wants to keep. */
  readonly state: string;

  private constructor(old: Dovecot, fresh: Dovecot, ledger: Ledger, state: string) {
    this.old = old;
    this.fresh = fresh;
    this.ledger = ledger;
    this.state = state;
  }

  /** `shape`: how the new one differs from the old one. */
  static async start(
    users: readonly DovecotUser[],
    shape: Partial<DovecotOptions> = {},
  ): Promise<TwoDovecots> {
    const state = mkdtempSync(join(tmpdir(), 'migplan-live-'));
    const servers = [startDovecot({ users, master }), startDovecot({ users, master, ...shape })] as const;
    const [old, fresh] = await Promise.all(servers);
    const ledger = await openLedger(join(state, '.migplan', 'ledger.sqlite'), systemClock);
    return new TwoDovecots(old, fresh, ledger, state);
  }

  async stop(): Promise<void> {
    await this.ledger.close();
    await Promise.all([this.old.stop(), this.fresh.stop()]);
    rmSync(this.state, { recursive: true, force: true });
  }

  /** Puts mail where the old server keeps it. */
  stock(mailbox: string, mail: OddMailbox): void {
    writeMaildir(this.old.maildir(mailbox), mail);
    this.old.adopt();
  }

  endpoint(which: 'old' | 'new', more: Partial<MailServer> = {}): MailServer {
    const { host, port } = which === 'old' ? this.old : this.fresh;
    return { name: which, kind: 'imap', host, port, security: 'plain', login, connections: 4, ...more };
  }

  openOld(mailbox: string): Promise<MailSource> {
    return connectImapSource(this.endpoint('old'), mailbox, masterSecret, signal);
  }

  openNew(mailbox: string): Promise<MailTarget> {
    return connectImapTarget(this.endpoint('new'), mailbox, masterSecret, signal);
  }

  copy(what: MailboxCopy, into = this.ledger): Promise<CopyResult> {
    const options = { signal, clock: systemClock };
    return this.#between(what, (source, target) => copyMailbox(what, source, target, into, options));
  }

  verify(what: MailboxCopy, content: 'sample' | 'all'): Promise<VerifyResult> {
    const options = { signal, clock: systemClock, content };
    return this.#between(what, (source, target) => verifyMailbox(what, source, target, options));
  }

  /** As files, not as IMAP tells it. */
  expectEqualOnDisk(from: string, to = from): void {
    expect(maildirLines(this.fresh.maildir(to))).toEqual(maildirLines(this.old.maildir(from)));
  }

  async #between<T>(
    what: MailboxCopy,
    action: (source: MailSource, target: MailTarget) => Promise<T>,
  ): Promise<T> {
    const source = await this.openOld(what.source.mailbox);
    const target = await this.openNew(what.target.mailbox);
    try {
      return await action(source, target);
    } finally {
      await Promise.all([source.close(), target.close()]);
    }
  }
}

export function users(names: readonly string[]): DovecotUser[] {
  return names.map((name) => ({ name, password: `of ${name}` }));
}

export function job(from: string, to = from, more: Partial<MailboxCopy> = {}): MailboxCopy {
  const source = { endpoint: 'old', mailbox: from };
  return { source, target: { endpoint: 'new', mailbox: to }, exclude: [], folders: [], ...more };
}

/** Four at once. */
export async function forAll<T>(
  names: readonly string[],
  action: (name: string) => Promise<T>,
): Promise<Map<string, T>> {
  const results = new Map<string, T>();
  const waiting = names.values();
  const worker = async () => {
    for (const name of waiting) results.set(name, await action(name));
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return results;
}
