/**
 * A mail server that the tests start as a child of their own: on free loopback ports, its whole state in one temporary folder, without
 * privileges (as root it drops to `nobody`), ended by its own process id. Knows no server by name.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServerProcess {
  readonly child: ChildProcess;
  /** What it wrote on its standard error so far. */
  said(): string;
}

/** Of util-linux. */
const withPrivileges = 'setpriv';

/** Whom the server runs as. */
export interface Account {
  readonly user: string;
  readonly group: string;
  readonly drop: boolean;
}

export function serverAccount(): Account {
  const drop = process.getuid?.() === 0;
  if (drop) return { user: 'nobody', group: 'nogroup', drop };
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  return { user: userInfo().username, group, drop };
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** A new folder that the server's account can look into. */
export function stateFolder(server: string, parent = tmpdir()): string {
  const state = mkdtempSync(join(parent, `migplan-${server}-`));
  chmodSync(state, 0o755);
  return state;
}

/** `cert.pem` and `key.pem`, self-signed, made out to `localhost` alone. */
export function writeCertificate(state: string): void {
  const files = ['-keyout', join(state, 'key.pem'), '-out', join(state, 'cert.pem')];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'];
  execFileSync('openssl', ['req', '-x509', ...key, ...name, ...files], { stdio: 'ignore' });
}

/** Gives all files to the account that the server runs as. */
export function giveTo({ drop, user, group }: Account, state: string): void {
  if (drop) execFileSync('chown', ['-R', `${user}:${group}`, state]);
}

/**
 * In a process group of its own, since Cyrus ends by ending its whole group; and with a parent-death signal, since a server whose
 * tests were killed would run on.
 */
export function launch(
  command: readonly [string, ...string[]],
  { drop, user, group }: Account,
  environment: Readonly<Record<string, string>> = {},
): ServerProcess {
  const dropping = drop ? [`--reuid=${user}`, `--regid=${group}`, '--clear-groups'] : [];
  const child = spawn(withPrivileges, ['--pdeathsig=TERM', ...dropping, ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
    detached: true,
  });
  let said = '';
  child.on('error', (error) => {
    said += error.message;
  });
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  return { child, said: () => said };
}

/** Waits until it greets as IMAP servers do. `name` and `log` are for the error that says it does not. */
export async function greeting(
  name: string,
  port: number,
  { child, said }: ServerProcess,
  log: () => string = () => '',
): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (child.pid === undefined || child.exitCode !== null) break;
    if (await greets(port)) return;
    await sleep(20);
  }
  throw new Error(`${name} does not answer on port ${port}: ${said()}${log()}`);
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

export async function end({ child }: ServerProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Its children may still be writing when the server has ended. */
export function removeState(state: string): void {
  rmSync(state, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
