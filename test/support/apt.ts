/** What the tests ask of Debian's packages: to install them as root, or to unpack them into a folder, for which no root is needed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const apt = 'apt-get';
const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };

export function hasApt(): boolean {
  return works(apt, '--version');
}

/** What to put before a command to run it as root; undefined where that is not to be had. */
export function rootPrefix(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return works('sudo', '-n', 'true') ? ['sudo', '-n'] : undefined;
}

/** Fetches the lists of packages, which a new machine has none of. */
export function updateLists(asRoot: readonly string[]): void {
  aptGet(asRoot, 'update', '-qq');
}

export function install(asRoot: readonly string[], packages: readonly string[]): void {
  aptGet(asRoot, 'install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/**
 * Unpacks packages into a folder, beside whatever is installed, with the libraries that they need and the machine lacks. The folder
 * is there whole or not at all. False where apt does not know the packages.
 */
export function unpack(packages: readonly string[], into: string): boolean {
  const wanted = [...new Set([...packages, ...packages.flatMap(missingLibraries)])];
  mkdirSync(dirname(into), { recursive: true, mode: 0o755 });
  const work = mkdtempSync(`${into}.`);
  try {
    if (!works(apt, '--print-uris', 'download', ...wanted)) return false;
    run(work, apt, '-qq', '-o', 'APT::Sandbox::User=root', 'download', ...wanted);
    for (const file of readdirSync(work)) run(work, 'dpkg-deb', '-x', join(work, file), join(work, 'root'));
    rmSync(into, { recursive: true, force: true });
    renameSync(join(work, 'root'), into);
    return true;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A package that conflicts with an installed one is not simulated, and has its libraries from the others. */
function missingLibraries(name: string): string[] {
  const options = ['-s', '-qq', '--no-install-recommends', '--no-remove'];
  const { stdout } = spawnSync(apt, [...options, 'install', name], {
    encoding: 'utf8',
    env: environment,
  });
  return [...stdout.matchAll(/^Inst (lib\S+)/gm)].map(([, library = '']) => library);
}

function aptGet(asRoot: readonly string[], ...values: readonly string[]): void {
  const [command = apt, ...rest] = [...asRoot, apt, ...values];
  execFileSync(command, rest, { stdio: ['ignore', 'inherit', 'inherit'], env: environment });
}

function run(folder: string, command: string, ...values: readonly string[]): void {
  execFileSync(command, values, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], env: environment });
}

function works(command: string, ...values: readonly string[]): boolean {
  return spawnSync(command, values, { stdio: 'ignore', env: environment }).status === 0;
}
