/** Where the tests keep what is long to get and never changes: outside the tree, and not only for one checkout. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Root's servers run as `nobody`, who cannot look into root's home. */
const caches =
  process.getuid?.() === 0 ? '/var/cache' : (process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'));

export const cacheFolder = (name: string): string => join(caches, 'migplan-tests', name);
