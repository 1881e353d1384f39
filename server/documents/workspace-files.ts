/** The language server's files, on this machine's disk. Reads only; whatever cannot be read is absent, never an error. */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DomainInventory } from '../language/model/inventory.ts';
import { InventoryError, readInventory } from './inventory-file.ts';

export const workspaceFiles = {
  plansBelow: (folder: string): Promise<string[]> => below(pathOf(folder)),
  plansIn: (folder: string): Promise<string[]> => list(folder, /\.migplan$/),
  async read(uri: string): Promise<string | undefined> {
    const path = pathOf(uri);
    return path === undefined ? undefined : textOf(path);
  },
  inventoriesIn: (folder: string): Promise<string[]> =>
    list(`${folder.replace(/\/$/, '')}/inventory`, /\.ya?ml$/),
  async readInventory(uri: string): Promise<InventoryRead | undefined> {
    const path = pathOf(uri);
    const text = path === undefined ? undefined : textOf(path);
    return text === undefined ? undefined : inventoryIn(text, path ?? uri);
  },
};

type InventoryRead = { readonly inventory: DomainInventory } | { readonly problem: string };

function inventoryIn(text: string, path: string): InventoryRead {
  try {
    return { inventory: readInventory(text) };
  } catch (error) {
    if (error instanceof InventoryError) return { problem: `${path}:${error.line}: ${error.message}` };
    throw error;
  }
}

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
  const path = pathOf(folder);
  const entries = path === undefined ? [] : await readdir(path, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && name.test(entry.name));
  return files.map((entry) => uriOf(join(path ?? '', entry.name))).sort();
}

/** Read in one go: a plan is hundreds of small files, and waiting for each costs five times what reading it does. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const uriOf = (path: string): string => pathToFileURL(path).href;

/** The path of a `file:` URI; others are on no disk of this machine. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
