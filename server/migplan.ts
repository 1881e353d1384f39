#!/usr/bin/env node
/**
 * Where the delivered command begins: has V8 keep what it compiles, so that the next start need not compile it again (a fifth less
 * CPU for a run with nothing to do), then loads the program. Knows nothing of what it starts.
 */
import { lstatSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = cacheFolder();
const folders = [cache, join(cache, 'migplan'), join(cache, 'migplan', 'compiled')];
// What lies there is run. Where it cannot be written, or somebody else could, all is compiled anew.
if (folders.every(isOwn)) enableCompileCache(folders.at(-1));
await import('./cli.ts');

/** The user's own cache: XDG Base Directory Specification 0.8; elsewhere the system's place for it. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME || join(homedir(), '.cache');
}

/** Of whoever runs this, or not there yet: `sudo` may leave the home of another in the environment. */
function isOwn(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found === undefined || process.getuid === undefined || found.uid === process.getuid();
}
