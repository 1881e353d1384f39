/**
 * A mailbox of a Dovecot, opened by the endpoint's own login (`user*master`), and what it tells of itself besides mail: its own id, its
 * quota, who is let into its folders. Changes nothing.
 */
import type { OwnServer } from '../../planning/migration-plan.ts';
import type { HeldObject } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';
import { failureOf } from '../../running/failures.ts';
import { getAcl } from '../imap/acl-commands.ts';
import { type ImapConnection, type ImapOptions, ImapSession } from '../imap/imap-session.ts';
import { listFolders } from '../imap/listing.ts';
import type { Untagged, Value } from '../imap/response.ts';
import type { Logins } from '../logins.ts';
import type { FolderAcl } from '../own-server/mailbox-access.ts';
import type { Forwards } from '../sieve/sieve-forwards.ts';

export interface Dovecot {
  readonly endpoint: OwnServer;
  readonly logins: Logins;
  /** With the names of endpoints whose login is known to work. */
  readonly options: ImapOptions & { readonly proven: Set<string> };
  /** Absent where nobody's Sieve scripts are reached. */
  readonly forwards?: Forwards;
}

/** One mailbox while it is open. */
export class DovecotMailbox {
  readonly session: ImapSession;
  readonly connection: ImapConnection;
  readonly #signal: AbortSignal;

  private constructor(session: ImapSession, connection: ImapConnection, signal: AbortSignal) {
    this.session = session;
    this.connection = connection;
    this.#signal = signal;
  }

  /** Opens it for one action. Throws MailFailure where it cannot be opened, or the action does. */
  static async within<T>(
    { endpoint, logins, options }: Dovecot,
    address: string,
    signal: AbortSignal,
    action: (mailbox: DovecotMailbox) => Promise<T>,
  ): Promise<T> {
    const session = new ImapSession({ endpoint, mailbox: address }, logins(endpoint, address), options);
    try {
      const connection = await session.connection(signal);
      const mailbox = new DovecotMailbox(session, connection, signal);
      return await session.read(text('was interrupted', 'a été interrompue'), signal, () => action(mailbox));
    } finally {
      await session.close();
    }
  }

  /**
   * Of its INBOX, which Dovecot gives once and never again (status item `X-GUID`). Throws MailFailure where INBOX is not there: a
   * master login sees no folder where the ACL plugin takes it for a stranger.
   */
  async id(): Promise<string | undefined> {
    let items: Value | undefined;
    const what = text('did not tell its INBOX', 'n’a pas donné son INBOX');
    await this.session.command(this.connection, what, ['STATUS INBOX (X-GUID)'], (response) => {
      if (response.kind !== 'STATUS') return false;
      items = response.values[1];
      return true;
    });
    return Array.isArray(items) ? asText(items[1]) : undefined;
  }

  /** In bytes; undefined where the server has no quotas (RFC 9208). */
  async quota(): Promise<HeldObject['quota']> {
    if (!this.connection.capabilities.has('QUOTA')) return undefined;
    const limits: number[] = [];
    const what = text('did not tell its quota', 'n’a pas donné son quota');
    await this.session.command(this.connection, what, ['GETQUOTAROOT INBOX'], (response) => {
      limits.push(...storageLimits(response));
      return response.kind === 'QUOTA' || response.kind === 'QUOTAROOT';
    });
    return limits.length === 0 ? 'none' : Math.min(...limits);
  }

  get hasLists(): boolean {
    return this.connection.capabilities.has('ACL');
  }

  /** Of every folder that can be opened; they are asked for all at once. */
  async lists(): Promise<readonly FolderAcl[]> {
    const { folders } = await listFolders(this.session, this.#signal);
    const open = folders.filter(({ selectable }) => selectable).map(({ path }) => path);
    return Promise.all(
      open.map(async (folder) => ({ folder, entries: await getAcl(this.session, this.connection, folder) })),
    );
  }
}

/** In units of 1024 bytes (RFC 9208, 5.1). */
function storageLimits({ kind, values }: Untagged): number[] {
  const [, resources] = values;
  if (kind !== 'QUOTA' || !Array.isArray(resources)) return [];
  const at = resources.findIndex((one: Value) => asText(one).toUpperCase() === 'STORAGE');
  const limit = at < 0 ? Number.NaN : Number(asText(resources[at + 2]));
  return Number.isFinite(limit) ? [limit * 1024] : [];
}

function asText(value: Value | undefined): string {
  return Buffer.isBuffer(value) ? value.toString('utf8') : typeof value === 'string' ? value : '';
}

/**
 * The server has no such mailbox, or will not have the login (RFC 5530, 3): the latter where it looks for the mailbox's owner only after
 * it let the master in.
 */
export function isRefusedLogin(error: unknown): boolean {
  const failure = failureOf(error);
  return (
    failure?.kind === 'credentials' && /\[AUTH(?:ENTICATION|ORIZATION)FAILED\]/.test(String(failure.words))
  );
}
