/**
 * A Cyrus as its administrator sees it over IMAP: every mailbox under `user`, its quota and lists, made and changed. Signs in as the
 * administrator, not for anybody. Knows no plan.
 */
import type { OwnServer } from '../../planning/migration-plan.ts';
import { type Text, text } from '../../planning/text.ts';
import { type AclEntry, deleteAcl, getAcl, setAcl } from '../imap/acl-commands.ts';
import { folderOnWire } from '../imap/folder-on-wire.ts';
import {
  type ImapConnection,
  type ImapOptions,
  ImapSession,
  type SecretSource,
} from '../imap/imap-session.ts';
import { decodeFolderName } from '../imap/modified-utf7.ts';
import type { Untagged, Value } from '../imap/response.ts';
import type { CommandPart } from '../imap/wire.ts';
import type { Lists } from '../own-server/mailbox-access.ts';
import { asText, CyrusNames } from './cyrus-names.ts';

/** In KiB, by the server's name of what is limited: `STORAGE`, `MESSAGE`. */
export type Limits = ReadonlyMap<string, number>;

export class CyrusAdmin {
  readonly names: CyrusNames;
  readonly session: ImapSession;

  constructor(endpoint: OwnServer, secret: SecretSource, options: ImapOptions) {
    const { user = '' } = endpoint.login;
    this.session = new ImapSession({ endpoint, mailbox: user }, secret, options);
    this.names = new CyrusNames(this.session);
  }

  /** Throws MailFailure. */
  connection(signal: AbortSignal): Promise<ImapConnection> {
    return this.session.connection(signal);
  }

  /** Throws MailFailure; a mailbox that is there already is refused too, and Cyrus says so in words alone. */
  async create(connection: ImapConnection, name: string, use = ''): Promise<void> {
    const what = text(`did not make ${name}`, `n’a pas créé ${name}`);
    const parts = ['CREATE ', ...folderOnWire(this.session, name), use && ` (USE (${use}))`];
    await this.#command(
      connection,
      what,
      parts.filter((part) => part !== ''),
    );
  }

  /** Who may do what in some folders; people by their addresses. */
  async listsOf(connection: ImapConnection, folders: readonly string[]): Promise<Lists> {
    const { names, session } = this;
    const listOf = async (folder: string) => {
      const entries = await getAcl(session, connection, folder);
      return {
        folder,
        entries: entries.map((one) => ({ ...one, identifier: names.addressOf(one.identifier) })),
      };
    };
    return {
      all: await Promise.all(folders.map(listOf)),
      set: async (folder, { identifier, letters }: AclEntry) =>
        setAcl(session, connection, folder, {
          identifier: await names.loginOf(connection, identifier),
          letters,
        }),
      remove: async (folder, identifier) =>
        deleteAcl(session, connection, folder, await names.loginOf(connection, identifier)),
    };
  }

  /** Its own limits; empty where it has none (RFC 9208). */
  async limitsOf(connection: ImapConnection, name: string): Promise<Limits> {
    const limits = new Map<string, number>();
    const what = text(`did not tell the quota of ${name}`, `n’a pas donné le quota de ${name}`);
    await this.#command(
      connection,
      what,
      ['GETQUOTAROOT ', ...folderOnWire(this.session, name)],
      ({ kind, values }) => {
        if (kind === 'QUOTA' && decodeFolderName(asText(values[0])) === name) addLimits(limits, values[1]);
        return kind === 'QUOTA' || kind === 'QUOTAROOT';
      },
    );
    return limits;
  }

  /** Limits that are not named would be lifted, so all of them are. */
  async setLimits(connection: ImapConnection, name: string, limits: Limits): Promise<void> {
    const what = text(`did not set the quota of ${name}`, `n’a pas réglé le quota de ${name}`);
    const list = [...limits].map(([resource, limit]) => `${resource} ${limit}`).join(' ');
    await this.#command(connection, what, ['SETQUOTA ', ...folderOnWire(this.session, name), ` (${list})`]);
  }

  async #command(
    connection: ImapConnection,
    what: Text,
    parts: readonly CommandPart[],
    listen: (response: Untagged) => boolean = () => false,
  ): Promise<void> {
    await this.session.command(connection, what, parts, listen);
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** `STORAGE 10 512`: what is used, and how much may be. */
function addLimits(limits: Map<string, number>, list: Value | undefined): void {
  if (!Array.isArray(list)) return;
  for (let at = 0; at + 2 < list.length; at += 3) {
    const limit = Number(asText(list[at + 2]));
    if (Number.isFinite(limit)) limits.set(asText(list[at]).toUpperCase(), limit);
  }
}
