/**
 * One mailbox opened over IMAP: logs in as the plan says, and again after a lost connection.
 * imapflow never reconnects, so a client that failed is thrown away. Knows no folder and no message.
 */
import type { ConnectionOptions } from 'node:tls';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import type { Text } from '../../planning/text.ts';
import { MailFailure, stopIfAsked } from '../../running/failures.ts';
import { commandFailure, connectionFailure, type ImapAccess } from './imap-failures.ts';

export interface ImapOptions {
  /** PEM of certificate authorities to trust instead of the system's: for a private authority, and for tests. */
  readonly ca?: string;
  /** Names of endpoints whose shared login is known to work. Shared by all connections of a run: told apart by it are a wrong password and one missing mailbox. */
  readonly proven?: Set<string>;
  /** A silent connection is given up after this many milliseconds. */
  readonly silence?: number;
}

export class ImapSession {
  readonly access: ImapAccess;
  /** By folder, what its UIDs were last told under; kept over connections. */
  readonly uidValidities = new Map<string, string>();
  readonly #secret: string;
  readonly #options: ImapOptions;
  #client: ImapFlow | undefined;
  #connectedBefore = false;

  constructor(access: ImapAccess, secret: string, options: ImapOptions) {
    this.access = access;
    this.#secret = secret;
    this.#options = options;
  }

  /** A client that is logged in, and was not told to go away. */
  async client(signal: AbortSignal): Promise<ImapFlow> {
    stopIfAsked(signal);
    if (this.#client?.usable) return this.#client;
    this.drop();
    this.#client = await this.#connect(signal);
    return this.#client;
  }

  /** Runs one reading action. An abort closes the connection at once: nothing is lost by it. */
  async read<T>(what: Text, signal: AbortSignal, action: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = await this.client(signal);
    const leave = () => client.close();
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await action(client);
    } catch (error) {
      stopIfAsked(signal);
      throw commandFailure(this.access, what, error);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Closes without a word: after a protocol error, or in the middle of an answer nobody wants any more. */
  drop(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (!client?.usable) return;
    await client.logout().catch(() => undefined);
    client.close();
  }

  async #connect(signal: AbortSignal): Promise<ImapFlow> {
    const heard = new RefusalsHeard();
    const client = new ImapFlow({
      ...connectionOptions(this.access, this.#secret, this.#options),
      logger: heard,
    });
    // Without a listener a socket error would end the process; whoever waits for an answer is told anyway.
    client.on('error', () => undefined);
    const leave = () => client.close();
    signal.addEventListener('abort', leave, { once: true });
    try {
      await client.connect();
    } catch (error) {
      client.close();
      stopIfAsked(signal);
      throw new MailFailure(connectionFailure(this.access, error, this.#history(heard)), error);
    } finally {
      signal.removeEventListener('abort', leave);
    }
    heard.connected = true;
    this.#remember();
    forbidNonSynchronisingLiterals(client);
    return client;
  }

  #history({ lastWords, spokeImap }: RefusalsHeard) {
    const loginProven = this.#options.proven?.has(this.access.endpoint.name) ?? false;
    return {
      connectedBefore: this.#connectedBefore,
      loginProven,
      spokeImap,
      ...(lastWords !== undefined && { lastWords }),
    };
  }

  #remember(): void {
    this.#connectedBefore = true;
    this.#options.proven?.add(this.access.endpoint.name);
  }
}

/** A server that says NO and hangs up at once makes imapflow tell only of the hanging up; its words are in what it would log. */
class RefusalsHeard {
  lastWords: string | undefined;
  spokeImap = false;
  connected = false;

  debug(told: object): void {
    const { src, msg } = told as { src?: string; msg?: string };
    if (this.connected || src !== 's' || typeof msg !== 'string') return;
    this.spokeImap = true;
    const refusal = /^\S+ ((?:NO|BAD|BYE)\b.*)$/.exec(msg.trim());
    if (refusal) this.lastWords = refusal[1];
  }

  trace(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}

/**
 * A server that refuses an APPEND's first line does not swallow a literal sent without asking (RFC 7888): the mail's body would
 * be run as commands. Dovecot does so for a keyword it finds too long. Asking first costs a round trip and closes that door.
 * imapflow replaces what it knows whenever the server tells its capabilities again, so that they are sorted each time they are set.
 */
function forbidNonSynchronisingLiterals(client: ImapFlow): void {
  let known = askingFirst(client.capabilities);
  Object.defineProperty(client, 'capabilities', {
    get: () => known,
    set: (told: ImapFlow['capabilities']) => {
      known = askingFirst(told);
    },
  });
}

function askingFirst(told: ImapFlow['capabilities']): ImapFlow['capabilities'] {
  return new Map([...told].filter(([name]) => name !== 'LITERAL+' && name !== 'LITERAL-'));
}

function connectionOptions(access: ImapAccess, secret: string, options: ImapOptions): ImapFlowOptions {
  const { host, port, security } = access.endpoint;
  const trust = options.ca === undefined ? {} : { ca: options.ca };
  // imapflow hands these to net.connect and tls.connect alike: a literal's last bytes must not wait for an acknowledgement (Nagle).
  const tls: ConnectionOptions & { readonly noDelay: true } = {
    rejectUnauthorized: true,
    noDelay: true,
    ...trust,
  };
  return {
    host,
    port,
    secure: security === 'tls',
    // STARTTLS is opportunistic in imapflow unless it is demanded.
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    tls,
    auth: credentials(access, secret),
    disableAutoIdle: true,
    disableCompression: true,
    // UTF8=ACCEPT and IMAP4rev2 change how names and 8-bit headers travel; neither is needed here.
    disableAutoEnable: true,
    disableIMAP4rev2: true,
    connectionTimeout: 30_000,
    socketTimeout: options.silence ?? 300_000,
    clientInfo: { name: 'migplan' },
  };
}

/** Exported for its table of cases. */
export function credentials(
  { endpoint, mailbox }: ImapAccess,
  secret: string,
): NonNullable<ImapFlowOptions['auth']> {
  const { login } = endpoint;
  switch (login.method) {
    case 'oauth2':
      return { user: mailbox, accessToken: secret };
    case 'admin':
      return { user: login.user ?? '', pass: secret, authzid: mailbox, loginMethod: 'AUTH=PLAIN' };
    case 'master':
      return withPassword(`${mailbox}${login.separator ?? '*'}${login.user ?? ''}`, secret);
    case 'each':
      return withPassword(mailbox, secret);
  }
}

/** imapflow leaves PLAIN for LOGIN as soon as it sees a slash in the name, unless it is told not to. */
function withPassword(user: string, pass: string) {
  return /[\\/]/.test(user) ? { user, pass, loginMethod: 'AUTH=PLAIN' } : { user, pass };
}
