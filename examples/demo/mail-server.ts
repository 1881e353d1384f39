/**
 * An IMAP server on loopback that serves many mailboxes to one master login, as a hosting provider's does. hoodiecrow has one
 * store a server, so each mailbox is a server of its own, and a connection is handed to the right one when it logs in.
 */
import type { AddressInfo, Socket } from 'node:net';
import hoodiecrow, { type Command, type Connection, type ImapServer } from 'hoodiecrow-imap';
import { mailboxStore, NO_TLS, type StoredFolder, type StoreOptions } from './mailbox-store.ts';

interface MailServerOptions extends StoreOptions {
  readonly mailboxes: ReadonlyMap<string, readonly StoredFolder[]>;
  /** `address*user` with this password opens any mailbox. */
  readonly master: { readonly user: string; readonly separator: string; readonly password: string };
}

interface MailServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const stores = new Map<string, ImapServer>();
  for (const [address, folders] of options.mailboxes) stores.set(address, mailboxStore(folders, options));
  const front = hoodiecrow({
    credentials: NO_TLS,
    plugins: ['ID', 'SASL-IR', 'LITERALPLUS', (server) => acceptMasterLogins(server, stores, options.master)],
  });
  front.setMaxListeners(0);
  const open = new Set<Socket>();
  front.server.on('connection', (socket) => {
    socket.setNoDelay(true); // it answers in many small writes
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    front.server.once('error', reject);
    front.listen(0, HOST, resolve);
  });
  const { port } = front.server.address() as AddressInfo;
  return { host: HOST, port, stop: () => stopServer(front, open) };
}

function stopServer(front: ImapServer, open: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    front.close(resolve);
    for (const socket of open) socket.destroy();
  });
}

type Stores = ReadonlyMap<string, ImapServer>;
type Master = MailServerOptions['master'];

/** LOGIN and AUTHENTICATE PLAIN; the second may also name the mailbox as its authorisation id (RFC 4616). */
function acceptMasterLogins(server: ImapServer, stores: Stores, master: Master): void {
  server.registerCapability('AUTH=PLAIN', ({ state }) => state === 'Not Authenticated');
  server.setCommandHandler('LOGIN', (connection, parsed, data, done) => {
    const [user = '', password = ''] = words(parsed);
    answer(connection, parsed, data, storeFor(stores, master, { user, password }));
    done();
  });
  server.setCommandHandler('AUTHENTICATE PLAIN', (connection, parsed, data, done) => {
    const finish = (response: string): void => {
      const [identity = '', user = '', password = ''] = Buffer.from(response, 'base64')
        .toString()
        .split('\0');
      answer(connection, parsed, data, storeFor(stores, master, { identity, user, password }));
      done();
    };
    const [initial] = words(parsed);
    if (initial !== undefined) return finish(initial);
    connection.inputHandler = (line) => {
      connection.inputHandler = false;
      finish(line);
    };
    connection.socket?.write('+ \r\n');
  });
}

function words({ attributes = [] }: Command): string[] {
  return attributes.flatMap((each) =>
    typeof each === 'object' && each !== null && 'value' in each ? [each.value] : [],
  );
}

interface Credentials {
  readonly identity?: string;
  readonly user: string;
  readonly password: string;
}

function storeFor(
  stores: Stores,
  master: Master,
  { identity, user, password }: Credentials,
): ImapServer | undefined {
  if (password !== master.password) return undefined;
  const suffix = master.separator + master.user;
  if (user === master.user && identity) return stores.get(identity.toLowerCase());
  return user.endsWith(suffix) ? stores.get(user.slice(0, -suffix.length).toLowerCase()) : undefined;
}

function answer(
  connection: Connection,
  { tag, command }: Command,
  data: string,
  store: ImapServer | undefined,
): void {
  const parsed = { tag, command };
  if (!store) {
    const section = [{ type: 'ATOM', value: 'AUTHENTICATIONFAILED' }];
    const attributes = [
      { type: 'SECTION', value: '', section },
      { type: 'TEXT', value: 'Authentication failed' },
    ];
    connection.send({ tag, command: 'NO', attributes }, 'LOGIN FAILED', parsed, data);
    return;
  }
  handOver(connection, store);
  connection.state = 'Authenticated';
  connection.send(
    { tag, command: 'OK', attributes: [{ type: 'TEXT', value: 'Logged in' }] },
    'LOGIN SUCCESS',
    parsed,
    data,
  );
}

/** From here on the connection asks `store` for its folders, its commands and its news. */
function handOver(connection: Connection, store: ImapServer): void {
  connection.server.removeListener('notify', connection._notificationCallback);
  connection.server = store;
  store.on('notify', connection._notificationCallback);
}
