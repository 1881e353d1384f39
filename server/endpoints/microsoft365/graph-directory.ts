/**
 * A tenant's directory, asked by address: who has it, what it was taken by, and what was deleted and is kept yet. What this run made
 * is looked for by its id, since Graph may show it a while later.
 */

import * as z from 'zod';
import { compared } from '../../language/model/names.ts';
import { failureOf, MailFailure } from '../../running/failures.ts';
import type { Clock } from '../../running/ports.ts';
import {
  contactSchema,
  type DeletedUser,
  deletedUserSchema,
  type GraphGroup,
  type GraphSku,
  type GraphUser,
  groupSchema,
  mailboxSchema,
  skuSchema,
  USER_FIELDS,
  userSchema,
} from './graph-answers.ts';
import type { GraphClient } from './graph-client.ts';
import type { Answer } from './service-client.ts';

/** How often, and how long apart, what was just made is looked for before it is told to be under way. */
const LOOKS = [250, 1000, 3000];

/** Deleted accounts are listed once for the many that are made one after the other. */
const LISTING_HOLDS = 60_000;

export type Mailbox =
  | { readonly state: 'ready'; readonly purpose: string }
  | { readonly state: 'not-yet' }
  | { readonly state: 'unread'; readonly answer: Answer };

/** What was looked for by address. `missing`: made here, and not shown yet. A failure: this one was not read. */
export type Looked = GraphUser | 'missing' | MailFailure | undefined;

export class GraphDirectory {
  readonly client: GraphClient;
  readonly #clock: Clock;
  /** Ids of what was made here, by compared address. */
  readonly #made = new Map<string, string>();
  #deleted: { readonly at: number; readonly users: readonly DeletedUser[] } | undefined;

  constructor(client: GraphClient, clock: Clock) {
    this.client = client;
    this.#clock = clock;
  }

  remember(address: string, id: string): void {
    this.#made.set(compared(address), id);
  }

  madeId(address: string): string | undefined {
    return this.#made.get(compared(address));
  }

  /** Undefined where there is none; `missing` where it was made here and is not shown yet. Throws MailFailure. */
  async user(address: string, signal: AbortSignal): Promise<GraphUser | 'missing' | undefined> {
    const [found] = await this.users([address], signal);
    if (found instanceof MailFailure) throw found;
    return found;
  }

  /** Each address's account, by its name or by its mail address; never by what it is called for people. */
  async users(addresses: readonly string[], signal: AbortSignal): Promise<readonly Looked[]> {
    const found = new Map<string, GraphUser | MailFailure>();
    await this.#look(addresses, byId, found, signal);
    await this.#lookByMail(without(addresses, found), found, signal);
    for (const pause of LOOKS) {
      const late = without(addresses, found).filter((address) => this.madeId(address) !== undefined);
      if (late.length === 0) break;
      await this.#clock.wait(pause, signal);
      await this.#look(late, (address) => byId(this.madeId(address) ?? ''), found, signal);
    }
    return addresses.map((address) => found.get(address) ?? (this.madeId(address) ? 'missing' : undefined));
  }

  async #look(
    addresses: readonly string[],
    pathOf: (address: string) => string,
    found: Map<string, GraphUser | MailFailure>,
    signal: AbortSignal,
  ): Promise<void> {
    const answers = await this.client.batch(addresses.map(pathOf), signal);
    for (const [index, answer] of answers.entries())
      if (answer.status !== 404) found.set(addresses[index] ?? '', this.#read(answer));
  }

  /** What one answer lacks says nothing of the others, but for a permission that all need. */
  #read(answer: Answer): GraphUser | MailFailure {
    try {
      return this.client.read(answer, userSchema);
    } catch (error) {
      const failure = failureOf(error);
      if (!(error instanceof MailFailure) || failure?.kind === 'credentials') throw error;
      return error;
    }
  }

  /** A shared mailbox or a room has a name of its own at sign-in, which is not its address. */
  async #lookByMail(
    addresses: readonly string[],
    found: Map<string, GraphUser | MailFailure>,
    signal: AbortSignal,
  ): Promise<void> {
    const lists = await this.#lists('/users', USER_FIELDS, addresses, userSchema, signal);
    for (const [index, users] of lists.entries()) {
      const address = addresses[index] ?? '';
      const own = users.find((user) => hasAsItsOwn(user, address));
      if (own) found.set(address, own);
    }
  }

  /** Who has an address as an alias: another account, which stands in the way of one of its own. */
  async aliasOwners(
    addresses: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (string | undefined)[]> {
    const lists = await this.#lists('/users', USER_FIELDS, addresses, userSchema, signal);
    return lists.map(([user]) => user?.userPrincipalName);
  }

  async groups(
    addresses: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (GraphGroup | undefined)[]> {
    const fields = 'id,displayName,mailEnabled,groupTypes,proxyAddresses';
    const lists = await this.#lists('/groups', fields, addresses, groupSchema, signal);
    return lists.map(([group]) => group);
  }

  async contacts(addresses: readonly string[], signal: AbortSignal): Promise<readonly boolean[]> {
    const lists = await this.#lists('/contacts', 'id,displayName', addresses, contactSchema, signal);
    return lists.map((contacts) => contacts.length > 0);
  }

  async #lists<T>(
    path: string,
    fields: string,
    addresses: readonly string[],
    item: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<readonly (readonly T[])[]> {
    const paths = addresses.map((address) => `${path}?$select=${fields}&$filter=${byProxy(address)}`);
    const list = z.object({ value: z.array(item) });
    return (await this.client.batch(paths, signal)).map((answer) => this.client.read(answer, list).value);
  }

  /** The mailboxes of accounts, by their ids. */
  async mailboxes(ids: readonly string[], signal: AbortSignal): Promise<readonly Mailbox[]> {
    const answers = await this.client.batch(ids.map(mailboxOf), signal);
    return answers.map((answer) => this.#mailbox(answer));
  }

  /** 404, `MailboxNotEnabledForRESTAPI`: no mailbox, or none yet (learn.microsoft.com, "REST API is not yet supported for this mailbox"). */
  #mailbox(answer: Answer): Mailbox {
    if (answer.status === 404) return { state: 'not-yet' };
    if (answer.refusal) return { state: 'unread', answer };
    const { mailboxSettings } = this.client.read(answer, mailboxSchema);
    if (!mailboxSettings) return { state: 'not-yet' };
    return { state: 'ready', purpose: mailboxSettings.userPurpose ?? 'user' };
  }

  skus(signal: AbortSignal): Promise<readonly GraphSku[]> {
    return this.client.list('/subscribedSkus', skuSchema, signal);
  }

  /** An account of this name or address that was deleted and can be restored yet. */
  async deleted(address: string, signal: AbortSignal): Promise<DeletedUser | undefined> {
    const now = this.#clock.now().getTime();
    if (!this.#deleted || now - this.#deleted.at > LISTING_HOLDS) {
      const users = await this.client.list(DELETED, deletedUserSchema, signal);
      this.#deleted = { at: now, users };
    }
    return this.#deleted.users.find((user) => namesOf(user).includes(compared(address)));
  }
}

const DELETED =
  '/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName,mail,proxyAddresses,deletedDateTime';

/** Graph takes an account's name where it takes its id. */
const byId = (id: string): string => `/users/${encodeURIComponent(id)}?$select=${USER_FIELDS}`;
const mailboxOf = (id: string): string => `/users/${encodeURIComponent(id)}?$select=id,mailboxSettings`;

/** OData doubles a single quote within a literal (OData 4.01, URL conventions, 5.1.1.6.1). */
function byProxy(address: string): string {
  const quoted = address.replaceAll("'", "''");
  // `SMTP:` is the address itself, `smtp:` an alias; nothing says that Graph compares them without case.
  const either = ['smtp', 'SMTP'].map((scheme) => `proxyAddresses/any(p:p eq '${scheme}:${quoted}')`);
  return encodeURIComponent(either.join(' or '));
}

/** `SMTP:` is the address itself, `smtp:` an alias: whoever has it as an alias is somebody else. */
const hasAsItsOwn = ({ proxyAddresses }: GraphUser, address: string): boolean =>
  proxyAddresses.some((proxy) => proxy.startsWith('SMTP:') && compared(proxy.slice(5)) === address);

const without = (addresses: readonly string[], found: ReadonlyMap<string, unknown>): readonly string[] =>
  addresses.filter((address) => !found.has(address));

/** As a deleted account is named: its id, without hyphens, before what it was called. */
function namesOf({ id, userPrincipalName = '', mail, proxyAddresses }: DeletedUser): readonly string[] {
  const prefix = id.replaceAll('-', '');
  const name = userPrincipalName.startsWith(prefix)
    ? userPrincipalName.slice(prefix.length)
    : userPrincipalName;
  const proxies = proxyAddresses.map((proxy) => proxy.replace(/^smtp:/i, ''));
  return [name, mail ?? '', ...proxies].map(compared);
}
