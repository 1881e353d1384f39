/**
 * A real Cyrus on free loopback ports, its whole state in one temporary folder, ended by its own process id. Runs without privileges:
 * as root it drops to `nobody` first. Fails, and says what to do, where there is no Cyrus.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerPasswords } from './cyrus-passwords.ts';
import { quoted, sayCommands } from './imap-commands.ts';
import { modifiedUtf7 } from './odd-mail.ts';
import {
  type Account,
  end,
  freePorts,
  giveTo,
  greeting,
  launch,
  removeState,
  type ServerProcess,
  serverAccount,
  stateFolder,
  writeCertificate,
} from './server-process.ts';
import { cyrusBinary, cyrusEnvironment, cyrusFolder, cyrusMaster, hasCyrus } from './unpacked-cyrus.ts';

export interface CyrusUser {
  /** With a domain. */
  readonly name: string;
  readonly password: string;
  /** In KiB. */
  readonly quota?: number;
}

export interface CyrusOptions {
  readonly users: readonly CyrusUser[];
  /** May act for every user: SASL PLAIN with an authorisation identity (RFC 4616). */
  readonly admin?: { readonly name: string; readonly password: string };
  /** As old installations are: levels are separated by a dot, and all folders lie below `INBOX.`. */
  readonly classic?: boolean;
  /** Declared SPECIAL-USE, folder name by attribute; every user has these folders from the start. */
  readonly uses?: Readonly<Record<string, string>>;
  /** In bytes; default 100 MiB. */
  readonly largestMessage?: number;
  /** People's Sieve scripts are managed too, on a port of its own. */
  readonly sieve?: boolean;
  /** Mail is handed in by LMTP, on a port of its own, scripts are run on it, and what they send on is handed in at this port by SMTP. */
  readonly sendsTo?: number;
  /** Users whose mailboxes are not made: they can sign in, and have nothing yet. */
  readonly unmade?: readonly CyrusUser[];
  /** Where its state folder is made; the system's temporary folder otherwise. */
  readonly parent?: string;
}

export interface Cyrus {
  /** Of its first process, which all others come from. */
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number;
  /** ManageSieve; 0 where it was not asked for. */
  readonly sievePort: number;
  /** LMTP; 0 where it was not asked for. */
  readonly lmtpPort: number;
  /** PEM of the self-signed certificate, made out to `localhost` alone. */
  readonly certificate: string;
  setPassword(user: string, password: string): void;
  /** Has the server write down what it and this user say to each other, from the user's next sign-in on. */
  writeDown(user: string): void;
  written(user: string): string;
  /** Ends the server; what it holds stays. */
  halt(): Promise<void>;
  /** Starts it again on the same ports. */
  resume(): Promise<void>;
  /** Ends it and removes all that it held. */
  stop(): Promise<void>;
}

/** Whose people it knows without a domain. */
export const CYRUS_DOMAIN = 'internal';

const defaultAdmin = { name: 'cyrus', password: 'cyrus admin' };

export async function startCyrus(options: CyrusOptions): Promise<Cyrus> {
  requireCyrus();
  const state = stateFolder('cyrus', options.parent);
  const [port = 0, tlsPort = 0, third = 0, fourth = 0] = await freePorts(4);
  const sievePort = options.sieve ? third : 0;
  const lmtpPort = options.sendsTo ? fourth : 0;
  const account = serverAccount();
  const admin = options.admin ?? defaultAdmin;
  writeState(state, {
    'imapd.conf': configuration(state, options, admin.name, account),
    'cyrus.conf': services(state, { port, tlsPort, sievePort, lmtpPort }),
  });
  giveTo(account, state);
  const passwords = new Map(
    [...options.users, ...(options.unmade ?? []), admin].map(({ name, password }) => [name, password]),
  );
  const asked = await answerPasswords(join(state, 'passwords'), passwords);
  let server = await start(state, port, account);
  const stop = async () => {
    await end(server);
    asked.close();
    removeState(state);
  };
  await makeMailboxes(port, options, admin).catch(async (error) => {
    await stop();
    throw error;
  });
  const notes = (user: string) => join(state, 'conf/log', user);
  return {
    get pid() {
      return server.child.pid ?? 0;
    },
    host: '127.0.0.1',
    port,
    tlsPort,
    sievePort,
    lmtpPort,
    certificate: readFileSync(join(state, 'cert.pem'), 'utf8'),
    setPassword: (user, password) => void passwords.set(user, password),
    writeDown: (user) => {
      mkdirSync(notes(user), { recursive: true });
      giveTo(account, notes(user));
    },
    written: (user) => allIn(notes(user)),
    halt: () => end(server),
    resume: async () => {
      server = await start(state, port, account);
    },
    stop,
  };
}

async function start(state: string, port: number, account: Account): Promise<ServerProcess> {
  const files = ['-C', join(state, 'imapd.conf'), '-M', join(state, 'cyrus.conf')];
  const master = [cyrusMaster(), ...files, '-p', join(state, 'run/master.pid'), '-l', '64'] as const;
  const started = launch(master, account, cyrusEnvironment());
  await greeting('Cyrus', port, started);
  return started;
}

function requireCyrus(): void {
  if (hasCyrus()) return;
  throw new Error(
    `No Cyrus in ${cyrusFolder}. These tests need a real server: node test/support/set-up.ts gets it, or says what to do`,
  );
}

function writeState(state: string, files: Readonly<Record<string, string>>): void {
  for (const folder of ['spool', 'sieve', 'run', 'conf']) mkdirSync(join(state, folder));
  for (const folder of ['db', 'socket', 'proc', 'log', 'msg', 'lock']) mkdirSync(join(state, 'conf', folder));
  writeCertificate(state);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(state, name), content);
}

function allIn(folder: string): string {
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  return names.map((name) => readFileSync(join(folder, name), 'latin1')).join('');
}

/** INBOX and quota by the administrator, the folders of a user in the user's own name. */
async function makeMailboxes(
  port: number,
  { users, uses = {}, classic = false }: CyrusOptions,
  admin: NonNullable<CyrusOptions['admin']>,
): Promise<void> {
  const made = users.flatMap(({ name, quota }) => {
    const mailbox = quoted(`user${classic ? '.' : '/'}${name}`);
    const limit = quota === undefined ? [] : [`SETQUOTA ${mailbox} (STORAGE ${quota})`];
    return [`CREATE ${mailbox}`, ...limit];
  });
  await sayCommands(port, [signIn(admin), ...made]);
  const folders = Object.entries(uses).map(
    ([use, name]) => `CREATE ${quoted(modifiedUtf7(classic ? `INBOX.${name}` : name))} (USE (${use}))`,
  );
  if (folders.length === 0) return;
  for (const user of users) await sayCommands(port, [signIn(user), ...folders]);
}

function signIn({ name, password }: { readonly name: string; readonly password: string }): string {
  return `LOGIN ${quoted(name)} ${quoted(password)}`;
}

function configuration(
  state: string,
  { classic = false, largestMessage = 104_857_600, sendsTo = 0 }: CyrusOptions,
  admin: string,
  account: Account,
): string {
  return `
configdirectory: ${state}/conf
defaultpartition: default
partition-default: ${state}/spool
sievedir: ${state}/sieve
cyrus_user: ${account.user}
cyrus_group: ${account.group}
admins: ${admin}
proxyservers: ${admin}
altnamespace: ${classic ? 'no' : 'yes'}
unixhierarchysep: ${classic ? 'no' : 'yes'}
virtdomains: userid
defaultdomain: ${CYRUS_DOMAIN}
servername: localhost
allowplaintext: yes
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${state}/passwords
tls_server_cert: ${state}/cert.pem
tls_server_key: ${state}/key.pem
specialusealways: yes
maxmessagesize: ${largestMessage}
munge8bit: no
reject8bit: no
skiplist_unsafe: yes
failedloginpause: 0
smtp_backend: host
smtp_host: 127.0.0.1:${sendsTo}
`.trimStart();
}

interface Ports {
  readonly port: number;
  readonly tlsPort: number;
  readonly sievePort: number;
  readonly lmtpPort: number;
}

function services(state: string, { port, tlsPort, sievePort, lmtpPort }: Ports): string {
  const binary = (name: string) => `${cyrusBinary(name)} -C ${state}/imapd.conf`;
  const sieve = `  sieve cmd="${binary('timsieved')}" listen="127.0.0.1:${sievePort}" prefork=0 maxchild=20\n`;
  const lmtp = `  lmtp cmd="${binary('lmtpd')} -a" listen="127.0.0.1:${lmtpPort}" prefork=0 maxchild=20\n`;
  return `
START {
  recover cmd="${binary('ctl_cyrusdb')} -r"
}
SERVICES {
  imap cmd="${binary('imapd')} -U 100" listen="127.0.0.1:${port}" prefork=1 maxchild=100
  imaps cmd="${binary('imapd')} -s -U 100" listen="127.0.0.1:${tlsPort}" prefork=0 maxchild=100
${sievePort > 0 ? sieve : ''}${lmtpPort > 0 ? lmtp : ''}}
EVENTS {
}
`.trimStart();
}
