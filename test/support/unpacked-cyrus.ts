/**
 * Where the tests keep a Cyrus: unpacked from Debian's packages into a folder outside the tree, since Debian installs no two IMAP
 * servers side by side, and its cyrus-common would bring a mail transfer agent along.
 */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from './apt.ts';
import { cacheFolder } from './cache-folder.ts';

/** `libsasl2-modules` has PLAIN and LOGIN; `libeatmydata1` spares it waiting for the disk, which no setting of Cyrus does. */
const PACKAGES = ['cyrus-common', 'cyrus-imapd', 'libsasl2-modules', 'libeatmydata1'];

export const cyrusFolder = cacheFolder('cyrus');

export function hasCyrus(): boolean {
  const servers = [cyrusMaster(), cyrusBinary('imapd')];
  return servers.every((path) => existsSync(path)) && inLibraries('libeatmydata.so').length > 0;
}

export function unpackCyrus(): boolean {
  return unpack(PACKAGES, cyrusFolder) && hasCyrus();
}

export const cyrusMaster = (): string => join(cyrusFolder, 'usr/sbin/cyrmaster');

export const cyrusBinary = (name: string): string => join(cyrusFolder, 'usr/lib/cyrus/bin', name);

/** Lets it find the libraries and sign-in mechanisms that were unpacked with it. */
export function cyrusEnvironment(): Record<string, string> {
  return {
    LD_LIBRARY_PATH: inLibraries('').join(':'),
    LD_PRELOAD: inLibraries('libeatmydata.so').join(':'),
    SASL_PATH: inLibraries('sasl2').join(':'),
  };
}

/** Where something of that name is in the folders of libraries. */
function inLibraries(name: string): string[] {
  const folders = globSync(['lib/*-linux-gnu*', 'usr/lib/*-linux-gnu*'], { cwd: cyrusFolder });
  return folders.map((folder) => join(cyrusFolder, folder, name)).filter((path) => existsSync(path));
}
