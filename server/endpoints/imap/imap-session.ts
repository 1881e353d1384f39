/**
 * One mailbox opened over IMAP: logs in as the plan says, and again after a lost connection. imapflow connects, secures and
 * authenticates; then its socket is taken over, since it sends one command at a time. Knows no folder and no message.
 */
import type { SocketConstructorOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import type { Text } from '../../planning/text.ts';
import { type Failure, failureOf, MailFailure, stopIfAsked } from '../../running/failures.ts';
import { formsOf, withoutSecrets } from '../without-secrets.ts';
import type { FoldingOptions } from './gmail-labels.ts';
import { answerError, commandFailure, connectionFailure, type ImapAccess } from './imap-failures.ts';
import { ReadMemory } from './read-memory.ts';
import type { Tagged } from './response.ts';
import type { Selected } from './selected.ts';
import { type CommandPart, ImapWire, type Listener } from './wire.ts';

/** What logs in: a password or token, or where to get the one that counts now; asked anew for each connection. */
export type SecretSource = string | (((signal: AbortSignal) => Promise<string>) & Renewal);

interface Renewal {
  /** Told of a secret that the server refused. True where another one is worth a try at once: a token that was withdrawn. */
  refused?(secret: string): boolean;
}

export interface ImapOptions {
  /** PEM of certificate authorities to trust instead of the system's: for a private authority, and for tests. */
  readonly ca?: string;
  /** Names of endpoints whose shared login is known to work. Shared by all connections of a run: told apart by it are a wrong password and one missing mailbox. */
  readonly proven?: Set<string>;
  /** A silent connection is given up after this many milliseconds. */
  readonly silence?: number;
  /** Connections that one target mailbox may have, where several are of use; 1 if not given. */
  readonly lanes?: number;
  /** How labels are folded where the server is Gmail's. */
  readonly folding?: FoldingOptions;
}

/** A logged-in connection, and what is known of it. */
export interface ImapConnection {
  readonly wire: ImapWire;
  /** In capitals; `APPENDLIMIT` with its number of bytes. */
  readonly capabilities: ReadonlyMap<string, boolean | number>;
  /** Whether the server tells which messages are gone since (QRESYNC, RFC 7162). */
  readonly toldVanished: Promise<boolean>;
  selected: Selected | undefined;
  /** A folder is being opened. */
  selecting: Promise<unknown> | undefined;
}

const FIVE_MINUTES = 300_000;

export class ImapSession {
  readonly access: ImapAccess;
  /** By folder, what its UIDs were last told under; kept over connections. */
  readonly uidValidities = new Map<string, string>();
  /** By decoded path, names as the server wrote them where decoding cannot be undone. */
  readonly rawNames = new Map<string, string>();
  readonly #secret: SecretSource;
  readonly #options: ImapOptions;
  #connection: ImapConnection | undefined;
  #connecting: Promise<ImapConnection> | undefined;
  #connectedBefore = false;
  #reading = 0;
  readonly #heeded = new Map<AbortSignal, () => void>();

  constructor(access: ImapAccess, secret: SecretSource, options: ImapOptions) {
    this.access = access;
    this.#secret = secret;
    this.#options = options;
  }

  /** Another connection to the same mailbox, which knows the same names. */
  twin(): ImapSession {
    const twin = new ImapSession(this.access, this.#secret, this.#options);
    for (const [path, raw] of this.rawNames) twin.rawNames.set(path, raw);
    return twin;
  }

  get lanes(): number {
    return Math.max(1, this.#options.lanes ?? 1);
  }

  /** A connection that is logged in, and was not told to go away. */
  async connection(signal: AbortSignal): Promise<ImapConnection> {
    stopIfAsked(signal);
    if (this.#connection?.wire.usable) return this.#connection;
    // Several may find it lost at the same time: they wait for the same new one.
    this.#connecting ??= this.#reconnect(signal);
    return this.#connecting;
  }

  async #reconnect(signal: AbortSignal): Promise<ImapConnection> {
    try {
      this.drop();
      this.#connection = await this.#connect(signal);
      return this.#connection;
    } finally {
      this.#connecting = undefined;
    }
  }

  /** Runs one reading action. An abort closes the connection at once: nothing is lost by it. */
  async read<T>(
    what: Text,
    signal: AbortSignal,
    action: (connection: ImapConnection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.connection(signal);
    // It may have been made under somebody else's signal.
    stopIfAsked(signal);
    this.#leaveOn(signal);
    this.#reading++;
    try {
      return await action(connection);
    } catch (error) {
      stopIfAsked(signal);
      throw commandFailure(this.access, what, error);
    } finally {
      this.#reading--;
      if (this.#reading === 0) this.#heedNone();
    }
  }

  /** One listener for all readings that are under way under a signal. */
  #leaveOn(signal: AbortSignal): void {
    if (this.#heeded.has(signal)) return;
    const leave = () => {
      if (this.#reading > 0) this.#connection?.wire.destroy();
    };
    this.#heeded.set(signal, leave);
    signal.addEventListener('abort', leave, { once: true });
  }

  /** One command that has to succeed: NO, BAD and a lost connection become failures. */
  async command(
    { wire }: ImapConnection,
    what: Text,
    parts: readonly CommandPart[],
    listen?: Listener,
  ): Promise<Tagged> {
    try {
      const tagged = await wire.send(parts, listen);
      if (tagged.status === 'OK') return tagged;
      throw answerError(tagged);
    } catch (error) {
      throw commandFailure(this.access, what, error);
    }
  }

  /** Closes without a word: after a protocol error, or in the middle of an answer nobody wants any more. */
  drop(): void {
    this.#connection?.wire.destroy();
    this.#connection = undefined;
  }

  #heedNone(): void {
    for (const [signal, leave] of this.#heeded) signal.removeEventListener('abort', leave);
    this.#heeded.clear();
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    if (!connection?.wire.usable) return;
    connection.wire.leave();
  }

  async #connect(signal: AbortSignal): Promise<ImapConnection> {
    if (typeof this.#secret === 'string') return this.#logIn(this.#secret, signal);
    const secret = await this.#secret(signal);
    try {
      return await this.#logIn(secret, signal);
    } catch (error) {
      if (failureOf(error)?.kind !== 'credentials' || !this.#secret.refused?.(secret)) throw error;
      return this.#logIn(await this.#secret(signal), signal);
    }
  }

  async #logIn(secret: string, signal: AbortSignal): Promise<ImapConnection> {
    const heard = new RefusalsHeard();
    const memory = new ReadMemory(() => (client as unknown as { readonly socket: Duplex }).socket);
    const options = connectionOptions(this.access, secret, this.#options, memory);
    const client = new ImapFlow({ ...options, logger: heard });
    // Without a listener a socket error would end the process; whoever waits for an answer is told anyway.
    client.on('error', () => undefined);
    const leave = () => client.close();
    signal.addEventListener('abort', leave, { once: true });
    try {
      await client.connect();
    } catch (error) {
      client.close();
      stopIfAsked(signal);
      throw new MailFailure(this.#told(connectionFailure(this.access, error, this.#history(heard)), secret));
    } finally {
      signal.removeEventListener('abort', leave);
    }
    this.#remember();
    return takenOver(client, memory, this.#options.silence ?? FIVE_MINUTES);
  }

  /** A server may repeat what it was sent; the error behind it, which would too, is not kept. */
  #told(failure: Failure, secret: string): Failure {
    const { endpoint, mailbox } = this.access;
    const { user = '', separator = '*' } = endpoint.login;
    const forms = formsOf(secret, [mailbox, user, `${mailbox}${separator}${user}`]);
    const { words } = failure;
    return typeof words === 'string' ? { ...failure, words: withoutSecrets(words, forms) } : failure;
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

function takenOver(client: ImapFlow, memory: ReadMemory, silence: number): ImapConnection {
  const capabilities = new Map([...client.capabilities].map(([name, value]) => [name.toUpperCase(), value]));
  const { socket } = client.unbind();
  socket.setTimeout(0);
  const wire = new ImapWire(socket, silence, memory);
  const connection: ImapConnection = {
    wire,
    capabilities,
    toldVanished: enableQresync(wire, capabilities),
    selected: undefined,
    selecting: undefined,
  };
  connection.wire.onUntagged = (response) => connection.selected?.hear(response);
  return connection;
}

/** At once, since ENABLE is not allowed while a folder is open (RFC 5161, 3.1); nobody waits for its answer. */
async function enableQresync(wire: ImapWire, capabilities: ImapConnection['capabilities']): Promise<boolean> {
  if (!capabilities.has('QRESYNC') || !capabilities.has('ENABLE')) return false;
  const enabled = await wire.send(['ENABLE QRESYNC']).catch(() => undefined);
  return enabled?.status === 'OK';
}

/** A server that says NO and hangs up at once makes imapflow tell only of the hanging up; its words are in what it would log. */
class RefusalsHeard {
  lastWords: string | undefined;
  spokeImap = false;

  debug(told: object): void {
    const { src, msg } = told as { src?: string; msg?: string };
    if (src !== 's' || typeof msg !== 'string') return;
    this.spokeImap = true;
    const refusal = /^\S+ ((?:NO|BAD|BYE)\b.*)$/.exec(msg.trim());
    if (refusal) this.lastWords = refusal[1];
  }

  trace(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}

function connectionOptions(
  access: ImapAccess,
  secret: string,
  options: ImapOptions,
  { onread }: ReadMemory,
): ImapFlowOptions {
  const { host, port, security } = access.endpoint;
  const silence = options.silence ?? FIVE_MINUTES;
  const trust = options.ca === undefined ? {} : { ca: options.ca };
  // imapflow hands these to net.connect and tls.connect alike: a literal's last bytes must not wait for an acknowledgement (Nagle).
  const tls: ConnectionOptions & Pick<SocketConstructorOpts, 'noDelay' | 'onread'> = {
    rejectUnauthorized: true,
    noDelay: true,
    // A connection that becomes another one by STARTTLS is read as it comes.
    ...(security !== 'starttls' && { onread }),
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
    connectionTimeout: Math.min(30_000, silence),
    greetingTimeout: Math.min(16_000, silence),
    socketTimeout: silence,
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
