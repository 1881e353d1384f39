/**
 * What `npm run test:e2e` needs besides npm packages: an editor in the cache, Chromium with a font, and the servers of `npm test`. Gets
 * what is missing, or says exactly what to do and fails.
 */
import { existsSync } from 'node:fs';
import { hasApt, install, rootPrefix, updateLists } from '../support/apt.ts';
import { hasEditor, installEditor } from './installed-editor.ts';

/** What is installed, by a file that it brings. */
const INSTALLED = {
  '/usr/bin/chromium': 'chromium',
  '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf': 'fonts-dejavu-core',
  '/usr/sbin/dovecot': 'dovecot-imapd',
  '/usr/bin/openssl': 'openssl',
};

if (missing().length > 0) installMissing();
if (!hasEditor()) installEditor(tell);

function missing(): string[] {
  return Object.entries(INSTALLED).flatMap(([file, name]) => (existsSync(file) ? [] : [name]));
}

function installMissing(): void {
  const packages = missing();
  const asRoot = rootPrefix();
  if (!asRoot || !hasApt()) {
    tell(`The editor is tested in a real browser, with real servers: ${packages.join(' and ')} is missing.`);
    tell(`On Debian and Ubuntu, as root: apt-get install ${packages.join(' ')}`);
    process.exit(1);
  }
  tell(`Installing ${packages.join(', ')} for the tests of the editor.`);
  updateLists(asRoot);
  install(asRoot, packages);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
