/**
 * A real Dovecot on free loopback ports, its whole state in one temporary folder, ended by its own process id.
 * Runs without privileges: as root it drops to `nobody` first. Fails, and says what to install, where there is no Dovecot.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DovecotUser {
  readonly name: string;
  readonly password: string;
  /** For example `*:storage=2M`. */
  readonly quota?: string;
}

export interface DovecotOptions {
  readonly users: readonly DovecotUser[];
  readonly master?: { readonly name: string; readonly password: string };
  /** Folder names separate levels with this; default `/`. */
  readonly separator?: string;
  /** Every personal folder but INBOX lies below this, for example `INBOX.`. */
  readonly prefix?: string;
  /** Declared SPECIAL-USE, folder name by attribute; these folders are there from the start. */
  readonly uses?: Readonly<Record<string, string>>;
}

export interface Dovecot {
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number;
  /** PEM of the self-signed certificate, made out to `localhost` alone. */
  readonly certificate: string;
  /** The folder that holds a user's Maildir. */
  maildir(user: string): string;
  /** Gives files written from outside to the server's own user. */
  adopt(): void;
  log(): string;
  stop(): Promise<void>;
}

const binary = '/usr/sbin/dovecot';
const defaultUses = { '\\Drafts': 'Drafts', '\\Junk': 'Junk', '\\Trash': 'Trash', '\\Sent': 'Sent' };

export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  requireDovecot();
  const state = mkdtempSync(join(tmpdir(), 'migplan-dovecot-'));
  const [port = 0, tlsPort = 0] = await freePorts(2);
  const account = serverAccount();
  writeState(state, options, configuration(state, options, port, tlsPort, account));
  const adopt = () => {
    if (account.drop) execFileSync('chown', ['-R', `${account.user}:${account.group}`, state]);
  };
  adopt();
  const child = launch(state, account);
  await answering(port, child, state);
  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    certificate: readFileSync(join(state, 'cert.pem'), 'utf8'),
    maildir: (user) => join(state, 'mail', user, 'Maildir'),
    adopt,
    log: () => readLog(state),
    stop: () => stop(child, state),
  };
}

function requireDovecot(): void {
  if (existsSync(binary)) return;
  throw new Error(`No Dovecot at ${binary}. These tests need a real server: apt-get install dovecot-imapd`);
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

interface Account {
  readonly user: string;
  readonly group: string;
  readonly drop: boolean;
}

function serverAccount(): Account {
  const drop = process.getuid?.() === 0;
  if (drop) return { user: 'nobody', group: 'nogroup', drop };
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  return { user: userInfo().username, group, drop };
}

function writeState(state: string, options: DovecotOptions, config: string): void {
  execFileSync('chmod', ['755', state]);
  mkdirSync(join(state, 'run'));
  mkdirSync(join(state, 'mail'));
  writeCertificate(state);
  writeFileSync(join(state, 'users'), options.users.map(passwordLine).join(''));
  const { master } = options;
  writeFileSync(join(state, 'masters'), master ? `${master.name}:{PLAIN}${master.password}::::::\n` : '');
  writeFileSync(join(state, 'dovecot.conf'), config);
}

function passwordLine(user: DovecotUser): string {
  const extra = user.quota === undefined ? '' : `userdb_quota_rule=${user.quota}`;
  return `${user.name}:{PLAIN}${user.password}::::::${extra}\n`;
}

function writeCertificate(state: string): void {
  const files = ['-keyout', join(state, 'key.pem'), '-out', join(state, 'cert.pem')];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'];
  execFileSync('openssl', ['req', '-x509', ...key, ...name, ...files], { stdio: 'ignore' });
}

function launch(state: string, account: Account): ChildProcess {
  const server = [binary, '-F', '-c', join(state, 'dovecot.conf')];
  const dropping = ['setpriv', `--reuid=${account.user}`, `--regid=${account.group}`, '--clear-groups'];
  const [command = binary, ...rest] = account.drop ? [...dropping, ...server] : server;
  return spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
}

async function answering(port: number, child: ChildProcess, state: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  for (let tries = 0; tries < 500; tries++) {
    if (child.exitCode !== null) throw new Error(`Dovecot did not start: ${said}${readLog(state)}`);
    if (await greets(port)) return;
    await sleep(20);
  }
  throw new Error(`Dovecot does not answer on port ${port}: ${said}${readLog(state)}`);
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (chunk) => settle(chunk.toString().startsWith('* OK')));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });
}

function readLog(state: string): string {
  const path = join(state, 'dovecot.log');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function stop(child: ChildProcess, state: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function configuration(
  state: string,
  options: DovecotOptions,
  port: number,
  tlsPort: number,
  account: Account,
) {
  const uses = Object.entries(options.uses ?? defaultUses);
  const made = options.uses === undefined ? '' : '\n    auto = create';
  const special = uses
    .map(([use, name]) => `  mailbox "${name}" {\n    special_use = ${use}${made}\n  }`)
    .join('\n');
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${state}/run
state_dir = ${state}/run
log_path = ${state}/dovecot.log
info_log_path = ${state}/dovecot.log
default_internal_user = ${account.user}
default_internal_group = ${account.group}
default_login_user = ${account.user}
mail_uid = ${account.user}
mail_gid = ${account.group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${state}/mail/%u/Maildir
mail_home = ${state}/mail/%u
mail_fsync = never
mail_plugins = quota
auth_mechanisms = plain login
auth_master_user_separator = *
auth_failure_delay = 0
disable_plaintext_auth = no
ssl = yes
ssl_cert = <${state}/cert.pem
ssl_key = <${state}/key.pem
mail_max_userip_connections = 100
default_client_limit = 1000
default_process_limit = 200
default_vsz_limit = 1G
protocol imap {
  mail_plugins = quota imap_quota
}
passdb {
  driver = passwd-file
  master = yes
  args = scheme=PLAIN username_format=%u ${state}/masters
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${state}/users
}
userdb {
  driver = passwd-file
  args = username_format=%u ${state}/users
  default_fields = uid=${account.user} gid=${account.group} home=${state}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = ${options.separator ?? '/'}
  prefix = ${options.prefix ?? ''}
${special}
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=10G
  quota_max_mail_size = 100M
}
service imap-login {
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}
