/**
 * A real Dovecot on free loopback ports, its whole state in one temporary folder, ended by its own process id.
 * Runs without privileges: as root it drops to `nobody` first. Fails, and says what to install, where there is no Dovecot.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accountFiles,
  type DirectoryAccounts,
  denyAll,
  directoryAccounts,
  shared,
  sieveService,
} from './dovecot-extras.ts';
import {
  type Account,
  end,
  freePorts,
  giveTo,
  greeting,
  launch,
  removeState,
  serverAccount,
  stateFolder,
  writeCertificate,
} from './server-process.ts';

export interface DovecotUser {
  readonly name: string;
  readonly password: string;
  /** For example `*:storage=2M`. */
  readonly quota?: string;
  /** For example `9M`; default 100M. */
  readonly largestMessage?: string;
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
  /** Access tokens are taken too, and looked into here: the token is put behind the address. */
  readonly tokens?: {
    readonly introspection: string;
    /** A token opens every mailbox, as one of an application does; otherwise the one that it was made out to. */
    readonly openAll?: boolean;
  };
  /** A master login to nobody's mailbox is refused as a wrong password is: `pass = yes`, as Dovecot's manual advises. */
  readonly looksForOwners?: boolean;
  /** People may let others into their folders, who see them below `shared/` (RFC 4314). */
  readonly sharing?: boolean;
  /** People's Sieve scripts are managed (RFC 5804); needs dovecot-managesieved. */
  readonly sieve?: boolean;
  /** Accounts are entries of a directory, besides `users`; needs dovecot-ldap. */
  readonly directory?: DirectoryAccounts;
  /** Lines of its passwd-file besides `users`: what an administrator would append. */
  readonly moreUsers?: string;
  /** A file that a `deny` passdb reads. */
  readonly locked?: string;
  /** Where its state folder is made; the system's temporary folder otherwise. */
  readonly parent?: string;
}

export interface Dovecot {
  /** Of its first process, which all others come from. */
  readonly pid: number;
  /** Its configuration file, for `doveadm -c`. */
  readonly configuration: string;
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number;
  /** Where Sieve scripts are managed, with `sieve`. */
  readonly sievePort: number;
  /** PEM of the self-signed certificate, made out to `localhost` alone. */
  readonly certificate: string;
  /** The folder that holds a user's Maildir. */
  maildir(user: string): string;
  /** As an administrator does, while it runs; with `sharing`. */
  addUser(user: DovecotUser): void;
  /** Gives files written from outside to the server's own user. */
  adopt(): void;
  log(): string;
  /** Ends the server; what it holds stays. */
  halt(): Promise<void>;
  /** Starts it again on the same ports. */
  resume(): Promise<void>;
  /** Ends it and removes all that it held. */
  stop(): Promise<void>;
}

const binary = '/usr/sbin/dovecot';
const defaultUses = { '\\Drafts': 'Drafts', '\\Junk': 'Junk', '\\Trash': 'Trash', '\\Sent': 'Sent' };

export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  requireDovecot();
  const state = stateFolder('dovecot', options.parent);
  const [port = 0, tlsPort = 0, sievePort = 0] = await freePorts(3);
  const account = serverAccount();
  const extras = extraSettings(state, options, sievePort, account);
  writeState(state, options, `${configuration(state, options, port, tlsPort, account)}${extras}`);
  const adopt = () => giveTo(account, state);
  adopt();
  const start = async () => {
    const started = launch([binary, '-F', '-c', join(state, 'dovecot.conf')], account);
    await greeting('Dovecot', port, started, () => readLog(state));
    return started;
  };
  let server = await start();
  return {
    get pid() {
      return server.child.pid ?? 0;
    },
    configuration: join(state, 'dovecot.conf'),
    host: '127.0.0.1',
    port,
    tlsPort,
    sievePort,
    certificate: readFileSync(join(state, 'cert.pem'), 'utf8'),
    maildir: (user) => join(state, 'mail', user, 'Maildir'),
    addUser: (user) => {
      writeFileSync(join(state, 'accounts', user.name), passwordLine(user));
      giveTo(account, join(state, 'accounts'));
    },
    adopt,
    log: () => readLog(state),
    halt: () => end(server),
    resume: async () => {
      server = await start();
    },
    stop: async () => {
      await end(server);
      removeState(state);
    },
  };
}

function requireDovecot(): void {
  if (existsSync(binary)) return;
  throw new Error(`No Dovecot at ${binary}. These tests need a real server: apt-get install dovecot-imapd`);
}

function writeState(state: string, options: DovecotOptions, config: string): void {
  mkdirSync(join(state, 'run'));
  mkdirSync(join(state, 'mail'));
  writeCertificate(state);
  writeFileSync(
    join(state, 'users'),
    `${options.users.map(passwordLine).join('')}${options.moreUsers ?? ''}`,
  );
  const { master } = options;
  writeFileSync(join(state, 'masters'), master ? `${master.name}:{PLAIN}${master.password}::::::\n` : '');
  if (options.tokens) writeFileSync(join(state, 'tokens.conf'), tokenSettings(options.tokens));
  writeFileSync(join(state, 'dovecot.conf'), config);
}

/** What both sides are turned into before they are compared: for all mailboxes, always the same word. */
const tokenSettings = ({ introspection, openAll }: NonNullable<DovecotOptions['tokens']>): string => `
introspection_mode = get
introspection_url = ${introspection}
force_introspection = yes
username_attribute = email
username_format = ${openAll ? 'anybody' : '%u'}
active_attribute = active
active_value = true
`;

const tokenPassdb = (state: string): string => `passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${state}/tokens.conf
}`;

function extraSettings(state: string, options: DovecotOptions, sievePort: number, account: Account): string {
  return [
    options.sharing ? `${shared(state)}${accountFiles(state, account)}` : '',
    options.sieve ? sieveService(sievePort) : '',
    options.directory ? directoryAccounts(state, options.directory, account) : '',
  ].join('');
}

function passwordLine(user: DovecotUser): string {
  const { name, password, quota, largestMessage } = user;
  const rule = quota === undefined ? [] : [`userdb_quota_rule=${quota}`];
  const size = largestMessage === undefined ? [] : [`userdb_quota_max_mail_size=${largestMessage}`];
  return `${name}:{PLAIN}${password}::::::${[...rule, ...size].join(' ')}\n`;
}

function readLog(state: string): string {
  const path = join(state, 'dovecot.log');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
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
protocols = imap${options.sieve ? ' sieve' : ''}
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
mail_plugins = quota${options.sharing ? ' acl' : ''}
auth_mechanisms = plain login${options.tokens ? ' xoauth2 oauthbearer' : ''}
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
${options.locked === undefined ? '' : denyAll(state, options.locked)}
protocol imap {
  mail_plugins = quota imap_quota${options.sharing ? ' acl imap_acl' : ''}
}
passdb {
  driver = passwd-file
  master = yes${options.looksForOwners ? '\n  pass = yes' : ''}
  args = scheme=PLAIN username_format=%u ${state}/masters
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${state}/users
}
${options.tokens ? tokenPassdb(state) : ''}
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
