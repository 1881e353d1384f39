/**
 * What `npm test` needs besides npm packages: a real Dovecot. Where apt and root (or sudo) are there it is installed, else
 * this says exactly what to install and fails. Nothing is skipped.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const DOVECOT = '/usr/sbin/dovecot';
const PACKAGES = ['dovecot-imapd'];

if (!existsSync(DOVECOT)) install();

function install(): void {
  const prefix = privilege();
  if (!prefix || !works('apt-get', '--version')) {
    const how = `apt-get install ${PACKAGES.join(' ')}`;
    process.stderr.write(
      `The tests run against a real Dovecot, which is not installed (${DOVECOT}).\nInstall it and run npm test again. On Debian and Ubuntu, as root: ${how}\n`,
    );
    process.exit(1);
  }
  const [command = 'apt-get', ...before] = [...prefix, 'apt-get'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  process.stderr.write(`Installing ${PACKAGES.join(' ')} for the tests.\n`);
  execFileSync(command, [...before, 'update', '-qq'], { stdio: 'inherit', env });
  execFileSync(command, [...before, 'install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  if (!existsSync(DOVECOT))
    throw new Error(`${PACKAGES.join(' ')} was installed and ${DOVECOT} is still not there`);
}

/** What to put before a command to run it as root; undefined where that is not to be had. */
function privilege(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return works('sudo', '-n', 'true') ? ['sudo', '-n'] : undefined;
}

function works(command: string, ...values: string[]): boolean {
  return spawnSync(command, values, { stdio: 'ignore' }).status === 0;
}
