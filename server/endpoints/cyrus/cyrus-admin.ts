/**
 * A Cyrus as its administrator sees it over IMAP: every mailbox under `user`, its folders, quota and lists. Signs in as the
 * administrator, not for anybody. Knows no plan.
 */
import { domainOf, localPartOf } from '../../language/model/names.ts';
import type { OwnServer } from '../../planning/migration-plan.ts';
import { type Text, text } from '../../planning/text.ts';
import { type AclEntry, getAcl } from '../imap/acl-commands.ts';
import { folderOnWire } from '../imap/folder-on-wire.ts';
import {
  type ImapConnection,
  type ImapOptions,
  ImapSession,
  type SecretSource,
} from '../imap/imap-session.ts';
import { decodeFolderName, encodeFolderName } from '../imap/modified-utf7.ts';
import type { Untagged, Value } from '../imap/response.ts';
import type { CommandPart } from '../imap/wire.ts';
import type { FolderAcl } from '../own-server/mailbox-access.ts';

/** In KiB, by the server's name of what is limited: `STORAGE`, `MESSAGE`. */
export type Limits = ReadonlyMap<string, number>;

export class CyrusAdmin {
  readonly session: ImapSession;
  #delimiter: string | undefined;

  constructor(endpoint: OwnServer, secret: SecretSource, options: ImapOptions) {
    const { user = '' } = endpoint.login;
    this.session = new ImapSession({ endpoint, mailbox: user }, secret, options);
  }

  /** Throws MailFailure. */
  connection(signal: AbortSignal): Promise<ImapConnection> {
    return this.session.connection(signal);
  }

  /**
   * The name of a person's INBOX, or of a folder in it, as administrators write it: `user/anna@a.example`, `user/anna/Sent@a.example`. A
   * delimiter in a user's own name is written as `^` (Cyrus, "Mailbox namespace").
   */
  async nameOf(connection: ImapConnection, address: string, folder?: string): Promise<string> {
    const delimiter = await this.#delimiterOf(connection);
    const local = localPartOf(address).toLowerCase().replaceAll(delimiter, '^');
    const below = folder === undefined ? '' : `${delimiter}${folder}`;
    return `user${delimiter}${local}${below}@${domainOf(address)}`;
  }

  async #delimiterOf(connection: ImapConnection): Promise<string> {
    if (this.#delimiter !== undefined) return this.#delimiter;
    let delimiter = '/';
    await this.#command(
      connection,
      text('did not tell its delimiter', 'n’a pas donné son séparateur'),
      ['LIST "" ""'],
      ({ kind, values }) => {
        if (kind === 'LIST') delimiter = asText(values[1]) || delimiter;
        return kind === 'LIST';
      },
    );
    this.#delimiter = delimiter;
    return delimiter;
  }

  /** All folders of a mailbox, INBOX first; empty where there is none. */
  async foldersOf(connection: ImapConnection, address: string): Promise<readonly string[]> {
    const inbox = await this.nameOf(connection, address);
    const delimiter = await this.#delimiterOf(connection);
    const at = inbox.lastIndexOf('@');
    const [user, domain] = [inbox.slice(0, at), inbox.slice(at)];
    const found = [
      ...(await this.#listed(connection, inbox)),
      ...(await this.#listed(connection, `${user}${delimiter}*${domain}`)),
    ];
    // A `*` or `%` in somebody's name would list others' folders too.
    return found.filter(
      (name) => name === inbox || (name.startsWith(`${user}${delimiter}`) && name.endsWith(domain)),
    );
  }

  async #listed(connection: ImapConnection, pattern: string): Promise<string[]> {
    const names: string[] = [];
    const what = text('did not list its mailboxes', 'n’a pas listé ses boîtes');
    const parts = ['LIST "" ', ...folderOnWire(this.session, pattern)];
    await this.#command(connection, what, parts, ({ kind, values }) => {
      if (kind !== 'LIST') return false;
      const raw = asText(values[2]);
      const name = decodeFolderName(raw);
      if (encodeFolderName(name) !== raw) this.session.rawNames.set(name, raw);
      if (!isNoMailbox(values[0])) names.push(name);
      return true;
    });
    return names;
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

  /**
   * Of a mailbox for as long as it is there, whatever it is called: its MAILBOXID (RFC 8474) as an annotation (RFC 5464), since an
   * administrator who may not read the mailbox is not told its status.
   */
  async idOf(connection: ImapConnection, name: string): Promise<string | undefined> {
    let id: string | undefined;
    const what = text(`did not tell what ${name} is`, `n’a pas dit ce qu’est ${name}`);
    const command = ['GETMETADATA ', ...folderOnWire(this.session, name), ` (${UNIQUE_ID})`];
    await this.#command(connection, what, command, ({ kind, values }) => {
      if (kind !== 'METADATA') return false;
      id = lastText(values[1]);
      return true;
    });
    return id;
  }

  async listsOf(connection: ImapConnection, folders: readonly string[]): Promise<readonly FolderAcl[]> {
    const listOf = async (folder: string): Promise<FolderAcl> => {
      const entries: readonly AclEntry[] = await getAcl(this.session, connection, folder);
      return { folder, entries };
    };
    return Promise.all(folders.map(listOf));
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

/** Cyrus IMAP, "Annotations": what a mailbox is known by inside. */
const UNIQUE_ID = '/shared/vendor/cmu/cyrus-imapd/uniqueid';

const isNoMailbox = (attributes: Value | undefined): boolean =>
  Array.isArray(attributes) &&
  attributes.some((one: Value) => /^\\(?:noselect|nonexistent)$/i.test(asText(one)));

/** `STORAGE 10 512`: what is used, and how much may be. */
function addLimits(limits: Map<string, number>, list: Value | undefined): void {
  if (!Array.isArray(list)) return;
  for (let at = 0; at + 2 < list.length; at += 3) {
    const limit = Number(asText(list[at + 2]));
    if (Number.isFinite(limit)) limits.set(asText(list[at]).toUpperCase(), limit);
  }
}

/** The value in `(/shared/… "…")`. */
function lastText(value: Value | undefined): string | undefined {
  const last = Array.isArray(value) ? (value.at(-1) as Value | undefined) : value;
  return last === undefined || last === null ? undefined : asText(last);
}

function asText(value: Value | undefined): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  return typeof value === 'string' ? value : '';
}
