/**
 * One connection to a directory, secured and signed in, and again after it was lost. Knows no account and no list.
 *
 * ldapts opens a new connection by itself where the old one was lost, and that one is neither encrypted by StartTLS nor signed in: what
 * may not be seen by everybody would read as absent. So each of its clients gets one connection only, and a lost one gets a new client.
 */
import { connect as connectPlainly, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls';
import { Attribute, type Change, Client, type Entry, type SearchOptions } from 'ldapts';
import type { Directory } from '../../planning/migration-plan.ts';
import type { Text } from '../../planning/text.ts';
import { stopIfAsked } from '../../running/failures.ts';
import { answerFailure, connectionFailure, noPassword } from './ldap-failures.ts';

export interface DirectoryOptions {
  /** PEM of certificate authorities to trust instead of the system's: for a private authority, and for tests. */
  readonly ca?: string;
  /** A silent directory is given up after this many milliseconds. */
  readonly silence?: number;
}

const HALF_A_MINUTE = 30_000;

export class LdapSession {
  readonly directory: Directory;
  readonly #password: string;
  readonly #options: DirectoryOptions;
  #connection: Connection | undefined;
  #connecting: Promise<Connection> | undefined;
  #connectedBefore = false;

  constructor(directory: Directory, password: string, options: DirectoryOptions) {
    this.directory = directory;
    this.#password = password;
    this.#options = options;
  }

  /** Signs in, so that a wrong password is known before anything is asked. Throws MailFailure. */
  async open(signal: AbortSignal): Promise<void> {
    await this.#usable(signal);
  }

  /** All pages of it (RFC 2696). Parts that another server has are not followed: what is there cannot be told then. */
  async search(
    base: string,
    options: SearchOptions,
    what: Text,
    signal: AbortSignal,
  ): Promise<readonly Entry[]> {
    const { searchEntries, searchReferences } = await this.#ask(what, signal, (client) =>
      client.search(base, { paged: { pageSize: 200 }, ...options }),
    );
    if (searchReferences.length === 0) return searchEntries;
    throw answerFailure(this.directory, what, new Error(`referred to ${searchReferences.join(', ')}`));
  }

  add(
    dn: string,
    attributes: Readonly<Record<string, readonly string[]>>,
    what: Text,
    signal: AbortSignal,
  ): Promise<void> {
    const values = Object.entries(attributes).map(([type, all]) => new Attribute({ type, values: [...all] }));
    return this.#ask(what, signal, (client) => client.add(dn, values));
  }

  /** All of the changes or none (RFC 4511, 4.6). */
  modify(dn: string, changes: readonly Change[], what: Text, signal: AbortSignal): Promise<void> {
    return this.#ask(what, signal, (client) => client.modify(dn, [...changes]));
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    // One that was lost would wait for an answer that cannot come.
    if (connection?.isUsable()) await connection.client.unbind().catch(() => undefined);
    connection?.destroy();
  }

  async #ask<T>(what: Text, signal: AbortSignal, request: (client: Client) => Promise<T>): Promise<T> {
    const { client, destroy } = await this.#usable(signal);
    signal.addEventListener('abort', destroy, { once: true });
    try {
      return await request(client);
    } catch (error) {
      stopIfAsked(signal);
      throw answerFailure(this.directory, what, error);
    } finally {
      signal.removeEventListener('abort', destroy);
    }
  }

  async #usable(signal: AbortSignal): Promise<Connection> {
    stopIfAsked(signal);
    if (this.#connection?.isUsable()) return this.#connection;
    // Several may find it lost at the same time: they wait for the same new one.
    this.#connecting ??= this.#reconnect(signal).finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #reconnect(signal: AbortSignal): Promise<Connection> {
    const { directory } = this;
    if (this.#password === '') throw noPassword(directory);
    const connection = onlyConnection(directory, this.#options);
    signal.addEventListener('abort', connection.destroy, { once: true });
    try {
      await secure(connection.client, directory, this.#options);
      await connection.client.bind(directory.bind, this.#password);
    } catch (error) {
      connection.destroy();
      stopIfAsked(signal);
      throw connectionFailure(directory, error, this.#connectedBefore);
    } finally {
      signal.removeEventListener('abort', connection.destroy);
    }
    this.#connectedBefore = true;
    this.#connection = connection;
    return connection;
  }
}

interface Connection {
  readonly client: Client;
  readonly isUsable: () => boolean;
  /** At once; requests under way end with an error. */
  readonly destroy: () => void;
}

function onlyConnection({ url }: Directory, options: DirectoryOptions): Connection {
  const silence = options.silence ?? HALF_A_MINUTE;
  const isSecure = new URL(url).protocol === 'ldaps:';
  const gone = new AbortController();
  const first = once();
  const upgraded = once();
  const client = new Client({
    url,
    timeout: silence,
    connectTimeout: silence,
    // Where these are given, ldapts begins with TLS whatever the address says.
    ...(isSecure && { tlsOptions: trust(url, options) }),
    createConnection: ((port: number, host: string) => {
      first();
      return tied(connectPlainly(port, host), gone);
    }) as typeof connectPlainly,
    createSecureConnection: ((...asked: Parameters<typeof connectSecurely>) => {
      upgraded();
      return tied(connectSecurely(...asked), gone);
    }) as typeof connectSecurely,
  });
  return { client, isUsable: () => client.isBound && !gone.signal.aborted, destroy: () => gone.abort() };
}

/** Fails when it is called again. */
function once(): () => void {
  let isCalled = false;
  return () => {
    if (isCalled) throw new Error('the connection was lost');
    isCalled = true;
  };
}

/** Whichever ends first ends the other: under StartTLS, ldapts does not notice that its connection was closed. */
function tied<T extends Socket>(socket: T, gone: AbortController): T {
  gone.signal.addEventListener('abort', () => socket.destroy());
  socket.once('close', () => gone.abort());
  return socket;
}

/** Encrypts what does not begin encrypted; only this machine is spoken to in the open. */
async function secure(client: Client, { url }: Directory, options: DirectoryOptions): Promise<void> {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'ldaps:' || isLoopback(hostname)) return;
  await client.startTLS(trust(url, options));
}

const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

function trust(url: string, { ca }: DirectoryOptions): ConnectionOptions {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return {
    rejectUnauthorized: true,
    host,
    // Sent to servers that have several names; an address is none (RFC 6066, 3).
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
  };
}
