/** Texts for the language server, on this machine's disk. Reads only; whatever cannot be read is absent, never an error. */
import { readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskPath } from './disk-path.ts';
import type { Texts } from './workspace-files.ts';

export const textsOnDisk: Texts = {
  plansBelow: (folder) => below(diskPath(folder)),
  plansIn: (folder) => list(folder, /\.migplan$/),
  yamlIn: (folder) => list(folder, /\.ya?ml$/),
  async textOf(uri) {
    const path = diskPath(uri);
    return path === undefined ? undefined : textAt(path);
  },
  shownPath: (uri) => diskPath(uri) ?? uri,
};

/** Folders that hold no plan of anybody's, or far too much else. */
const isSkipped = (name: string): boolean =>
  name.startsWith('.') || name === 'node_modules' || name === 'dist';

/** What can be read below a folder; a part that cannot does not hide the rest. */
async function below(path: string | undefined): Promise<string[]> {
  if (path === undefined) return [];
  const found: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
    const inside = join(path, entry.name);
    if (entry.isDirectory() && !isSkipped(entry.name)) found.push(...(await below(inside)));
    else if (entry.isFile() && entry.name.endsWith('.migplan')) found.push(uriOf(inside));
  }
  return found;
}

async function list(folder: string, name: RegExp): Promise<string[]> {
  const path = diskPath(folder);
  const entries = path === undefined ? [] : await readdir(path, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && name.test(entry.name));
  return files.map((entry) => uriOf(join(path ?? '', entry.name))).sort();
}

/**
 * Read in one go: a plan is hundreds of small files, and waiting for each costs five times what reading it does. A link may lead
 * from a folder of anybody's to a device, which has no end.
 */
function textAt(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

const uriOf = (path: string): string => pathToFileURL(path).href;
