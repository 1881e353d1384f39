/**
 * How a Cyrus names people and their folders to its administrator: `user/anna@a.example`, or `user.anna@a.example`, and without the domain
 * where it is the server's own. Told by the server, not by the plan. Changes nothing.
 */
import { compared, domainOf, localPartOf } from '../../language/model/names.ts';
import { text } from '../../planning/text.ts';
import { failureOf } from '../../running/failures.ts';
import { folderOnWire } from '../imap/folder-on-wire.ts';
import type { ImapConnection, ImapSession } from '../imap/imap-session.ts';
import { decodeFolderName, encodeFolderName } from '../imap/modified-utf7.ts';
import type { Value } from '../imap/response.ts';

/** A mailbox that is there, as the server lists it. */
export interface Home {
  readonly inbox: string;
  /** All of it, INBOX first. */
  readonly folders: readonly string[];
}

/** Cyrus IMAP, "Annotations": what a mailbox is known by inside, and its MAILBOXID (RFC 8474). */
const UNIQUE_ID = '/shared/vendor/cmu/cyrus-imapd/uniqueid';

export class CyrusNames {
  readonly #session: ImapSession;
  #delimiter: string | undefined;
  /** Whose people the server knows without a domain (imapd.conf(5), defaultdomain); undefined until one of them was seen. */
  #ownDomain: string | undefined;
  readonly #otherDomains = new Set<string>();

  constructor(session: ImapSession) {
    this.#session = session;
  }

  /**
   * The name of a person's INBOX as administrators may write it, whichever domain is the server's own. A delimiter in a user's own name
   * is written as `^` (Cyrus IMAP, "Mailbox namespace").
   */
  async inboxFor(connection: ImapConnection, address: string): Promise<string> {
    const delimiter = await this.#delimiterOf(connection);
    const local = localPartOf(compared(address)).replaceAll(delimiter, '^');
    return `user${delimiter}${local}@${domainOf(address)}`;
  }

  /** The name of a folder in a mailbox, by that of its INBOX. */
  async folderIn(connection: ImapConnection, inbox: string, folder: string): Promise<string> {
    return `${withoutDomain(inbox)}${await this.#delimiterOf(connection)}${folder}${domainIn(inbox)}`;
  }

  async #delimiterOf(connection: ImapConnection): Promise<string> {
    if (this.#delimiter !== undefined) return this.#delimiter;
    let delimiter = '/';
    const what = text('did not tell its delimiter', 'n’a pas donné son séparateur');
    await this.#session.command(connection, what, ['LIST "" ""'], ({ kind, values }) => {
      if (kind === 'LIST') delimiter = asText(values[1]) || delimiter;
      return kind === 'LIST';
    });
    this.#delimiter = delimiter;
    return delimiter;
  }

  /** Undefined where the server says that there is none. */
  async homeOf(connection: ImapConnection, address: string): Promise<Home | undefined> {
    const inbox = await this.#inboxOf(connection, address);
    if (inbox === undefined) return undefined;
    const found = await this.#listed(connection, await this.folderIn(connection, inbox, '*'));
    const prefix = withoutDomain(await this.folderIn(connection, inbox, ''));
    // A `*` or `%` in somebody's name lists others' folders too, and a name without a domain those of every domain.
    const own = found.filter((name) => name.startsWith(prefix) && domainIn(name) === domainIn(inbox));
    return { inbox, folders: [inbox, ...own] };
  }

  async #inboxOf(connection: ImapConnection, address: string): Promise<string | undefined> {
    const name = await this.inboxFor(connection, address);
    const isThere = async (one: string) => (await this.#listed(connection, one)).includes(one);
    if (await isThere(name)) {
      this.#otherDomains.add(domainOf(address));
      return name;
    }
    // People of its own domain are listed without it, and found with it all the same.
    const bare = withoutDomain(name);
    if (!(await isThere(bare))) return undefined;
    if ((await this.#identified(connection, name))?.name !== bare) return undefined;
    this.#ownDomain = domainOf(address);
    return bare;
  }

  async #listed(connection: ImapConnection, pattern: string): Promise<string[]> {
    const names: string[] = [];
    const what = text('did not list its mailboxes', 'n’a pas listé ses boîtes');
    const parts = ['LIST "" ', ...folderOnWire(this.#session, pattern)];
    await this.#session.command(connection, what, parts, ({ kind, values }) => {
      if (kind !== 'LIST') return false;
      const raw = asText(values[2]);
      const name = decodeFolderName(raw);
      if (encodeFolderName(name) !== raw) this.#session.rawNames.set(name, raw);
      if (!isNoMailbox(values[0])) names.push(name);
      return true;
    });
    return names;
  }

  /**
   * What a mailbox is for as long as it is there, whatever it is called. As an annotation (RFC 5464), since an administrator who may not
   * read the mailbox is not told its status. Undefined where there is none.
   */
  async idOf(connection: ImapConnection, name: string): Promise<string | undefined> {
    return (await this.#identified(connection, name))?.id;
  }

  async #identified(connection: ImapConnection, name: string) {
    let told: { readonly name: string; readonly id: string } | undefined;
    const what = text(`did not tell what ${name} is`, `n’a pas dit ce qu’est ${name}`);
    const parts = ['GETMETADATA ', ...folderOnWire(this.#session, name), ` (${UNIQUE_ID})`];
    const asked = this.#session.command(connection, what, parts, ({ kind, values }) => {
      if (kind !== 'METADATA') return false;
      const id = lastText(values[1]);
      if (id !== undefined) told = { name: decodeFolderName(asText(values[0])), id };
      return true;
    });
    await asked.catch((error: unknown) => {
      if (!saysThereIsNone(error)) throw error;
    });
    return told;
  }

  /** What lists have for a person, or for what is taken from one (`-anna`): the login as Cyrus keeps it. */
  async loginOf(connection: ImapConnection, identifier: string): Promise<string> {
    const domain = domainOf(identifier);
    const isKnown = domain === '' || this.#ownDomain !== undefined || this.#otherDomains.has(domain);
    if (!isKnown) await this.#inboxOf(connection, identifier.replace(/^-/, ''));
    return domain !== '' && domain === this.#ownDomain ? localPartOf(identifier) : identifier;
  }

  /** The other way round. What is no person, and the administrator's own login, stay as they are. */
  addressOf(identifier: string): string {
    const isWhole = /@|^-?(?:anyone|anonymous|group:.*)$/.test(identifier);
    if (isWhole || this.#ownDomain === undefined || identifier === this.#session.access.mailbox)
      return identifier;
    return `${identifier}@${this.#ownDomain}`;
  }
}

const domainIn = (name: string): string => (name.includes('@') ? name.slice(name.lastIndexOf('@')) : '');
const withoutDomain = (name: string): string => name.slice(0, name.length - domainIn(name).length);

/** Cyrus has no code for it (RFC 5530 has one): its words are those of its `IMAP_MAILBOX_NONEXISTENT`. */
const saysThereIsNone = (error: unknown): boolean => {
  const failure = failureOf(error);
  return failure?.kind === 'refused' && /\[NONEXISTENT\]|mailbox does not exist/i.test(String(failure.words));
};

const isNoMailbox = (attributes: Value | undefined): boolean =>
  Array.isArray(attributes) &&
  attributes.some((one: Value) => /^\\(?:noselect|nonexistent)$/i.test(asText(one)));

/** The value in `(/shared/… "…")`. */
function lastText(value: Value | undefined): string | undefined {
  const last = Array.isArray(value) ? (value.at(-1) as Value | undefined) : value;
  return last === undefined || last === null ? undefined : asText(last);
}

export function asText(value: Value | undefined): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  return typeof value === 'string' ? value : '';
}
