/**
 * What `npm test` needs besides npm packages: a real Dovecot, a real Cyrus and a real slapd. Where apt is there, and root or sudo for what only
 * they may do, both are got; else this says exactly what to do and fails. Nothing is skipped.
 */
import { existsSync } from 'node:fs';
import { hasApt, install, rootPrefix, updateLists } from './apt.ts';
import { cyrusFolder, hasCyrus, unpackCyrus } from './unpacked-cyrus.ts';

/** What is installed, by a file that it brings. Services that Debian starts of them are neither used nor touched. */
const INSTALLED = {
  '/usr/sbin/dovecot': 'dovecot-imapd',
  '/usr/lib/dovecot/managesieve': 'dovecot-managesieved',
  '/usr/lib/dovecot/modules/auth/libauthdb_ldap.so': 'dovecot-ldap',
  '/usr/sbin/slapd': 'slapd',
  '/usr/bin/ldapmodify': 'ldap-utils',
  '/usr/bin/openssl': 'openssl',
};

if (missing().length > 0) installMissing();
if (!hasCyrus()) getCyrus();

function missing(): string[] {
  return Object.entries(INSTALLED).flatMap(([file, name]) => (existsSync(file) ? [] : [name]));
}

function installMissing(): void {
  const packages = missing();
  const asRoot = rootPrefix();
  if (!asRoot || !hasApt()) {
    fail(
      `The tests need ${packages.join(' and ')}.`,
      `On Debian and Ubuntu, as root: apt-get install ${packages.join(' ')}`,
    );
  }
  tell(`Installing ${packages.join(', ')} for the tests.`);
  updateLists(asRoot);
  install(asRoot, packages);
  if (missing().length > 0) fail(`${packages.join(', ')} was installed, and is still not there.`);
}

function getCyrus(): void {
  const asRoot = rootPrefix();
  if (!hasApt()) {
    fail(
      'The tests run against a real Cyrus IMAP server too, from the packages of Debian or Ubuntu.',
      'There is no apt-get here.',
    );
  }
  tell(`Unpacking Cyrus for the tests into ${cyrusFolder}. Nothing of it is installed.`);
  if (unpackCyrus()) return;
  if (!asRoot) {
    fail(
      'apt-get knows no cyrus-imapd, or does not get it.',
      'As root: apt-get update. Then run npm test again.',
    );
  }
  updateLists(asRoot);
  if (!unpackCyrus())
    fail(`apt-get does not get cyrus-common and cyrus-imapd, or they are not in ${cyrusFolder}.`);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function fail(...lines: string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}
