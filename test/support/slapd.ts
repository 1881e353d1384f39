/**
 * A real slapd on free loopback ports with the schemas that Debian's own configuration has, its whole state in one temporary folder,
 * ended by its own process id. Runs without privileges: as root it drops to `nobody` first. Fails, and says what to install, where there
 * is none. The system's own slapd, if it runs, is not touched.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Directory } from '../../server/planning/migration-plan.ts';
import {
  end,
  freePorts,
  giveTo,
  launch,
  removeState,
  type ServerProcess,
  serverAccount,
  stateFolder,
  writeCertificate,
} from './server-process.ts';

export interface Slapd {
  readonly pid: number;
  /** `ldap://`, on which StartTLS is offered too. */
  readonly url: string;
  readonly tlsUrl: string;
  readonly base: string;
  /** Who may write. */
  readonly bind: string;
  readonly password: string;
  /** PEM of the self-signed certificate, made out to `localhost` alone. */
  readonly certificate: string;
  /** As a plan declares it; the secret is the environment's `LDAP_SECRET`. */
  readonly directory: Directory;
  /** Changes what LDIF says, with OpenLDAP's own client. */
  modify(ldif: string): void;
  /** What OpenLDAP's own client finds, as LDIF. */
  search(filter: string, ...attributes: readonly string[]): string;
  /** Gives somebody a password, as an administrator does. */
  setPassword(dn: string, password: string): void;
  halt(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export interface SlapdOptions {
  /** How many entries one answer to whoever writes may have. */
  readonly sizeLimit?: number;
}

const binary = '/usr/sbin/slapd';
const schemas = '/etc/ldap/schema';
const suffix = 'dc=test,dc=example';
const base = `ou=people,${suffix}`;
const bind = `cn=writer,${suffix}`;
const password = 'writes-entries';

export async function startSlapd(options: SlapdOptions = {}): Promise<Slapd> {
  if (!existsSync(binary))
    throw new Error(
      `No slapd at ${binary}. These tests need a real server: apt-get install slapd ldap-utils`,
    );
  const state = stateFolder('slapd');
  const [port = 0, tlsPort = 0] = await freePorts(2);
  const account = serverAccount();
  writeState(state, options);
  giveTo(account, state);
  const url = `ldap://127.0.0.1:${port}`;
  const tlsUrl = `ldaps://localhost:${tlsPort}`;
  const command = [
    binary,
    '-d',
    '0',
    '-f',
    join(state, 'slapd.conf'),
    '-h',
    `${url} ldaps://127.0.0.1:${tlsPort}`,
  ];
  const start = async () => {
    const started = launch(command as [string, ...string[]], account);
    await answering(port, started);
    return started;
  };
  let server = await start();
  const client = (tool: string, ...asked: readonly string[]) => [
    tool,
    '-x',
    '-H',
    url,
    '-D',
    bind,
    '-w',
    password,
    ...asked,
  ];
  return {
    get pid() {
      return server.child.pid ?? 0;
    },
    ...{ url, tlsUrl, base, bind, password },
    certificate: readFileSync(join(state, 'cert.pem'), 'utf8'),
    directory: { url, base, bind, secret: { kind: 'env', name: 'LDAP_SECRET' } },
    modify: (ldif) => void run(client('ldapmodify', '-a'), ldif),
    search: (filter, ...attributes) =>
      run(client('ldapsearch', '-LLL', '-o', 'ldif-wrap=no', '-b', suffix, filter, ...attributes)),
    setPassword: (dn, secret) => void run(client('ldappasswd', '-s', secret, dn)),
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

function run([tool = '', ...asked]: readonly string[], input = ''): string {
  return execFileSync(tool, asked, { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] });
}

function writeState(state: string, options: SlapdOptions): void {
  mkdirSync(join(state, 'data'));
  writeCertificate(state);
  const path = join(state, 'slapd.conf');
  writeFileSync(path, configuration(state, options));
  writeFileSync(join(state, 'first.ldif'), FIRST_ENTRIES);
  execFileSync('/usr/sbin/slapadd', ['-q', '-f', path, '-l', join(state, 'first.ldif')], { stdio: 'ignore' });
}

/** Whoever writes is an entry as others are, so that its limits and rights are those of a real administrator. */
const FIRST_ENTRIES = `dn: ${suffix}
objectClass: dcObject
objectClass: organization
dc: test
o: Test

dn: ${base}
objectClass: organizationalUnit
ou: people

dn: ${bind}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: writer
userPassword: ${password}
`;

/** Schemas, indexes and rights as in Debian's slapd.init.ldif; nothing waits for the disk. */
const configuration = (state: string, { sizeLimit = 500 }: SlapdOptions): string => `
include ${schemas}/core.schema
include ${schemas}/cosine.schema
include ${schemas}/nis.schema
include ${schemas}/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${state}/slapd.pid
TLSCertificateFile ${state}/cert.pem
TLSCertificateKeyFile ${state}/key.pem
database mdb
suffix ${suffix}
directory ${state}/data
maxsize 67108864
dbnosync
index objectClass,cn,uid,mail,member eq
limits dn.exact=${bind} size=${sizeLimit}
access to attrs=userPassword by dn.exact=${bind} write by anonymous auth by * none
access to * by dn.exact=${bind} write by users read by * none
`;

async function answering(port: number, { child, said }: ServerProcess): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (child.pid === undefined || child.exitCode !== null) break;
    if (await accepts(port)) return;
    await sleep(20);
  }
  throw new Error(`slapd does not answer on port ${port}: ${said()}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
