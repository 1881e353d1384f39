/** The language server's files, on this machine's disk. Reads only; whatever cannot be read is absent, never an error. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { InventoryRead, PlanFiles } from '../lsp/ports.ts';
import { InventoryError, readInventory } from './inventory-file.ts';
import { filesBelow } from './plan-files.ts';

export const workspaceFiles: PlanFiles = {
  async plansBelow(folder) {
    const path = pathOf(folder);
    const found = path === undefined ? [] : await filesBelow(path).catch(() => []);
    return found.map((file) => uriOf(join(path ?? '', file)));
  },
  plansIn: (folder) => list(folder, /\.migplan$/),
  async read(uri) {
    const path = pathOf(uri);
    return path === undefined ? undefined : readFile(path, 'utf8').catch(() => undefined);
  },
  inventoriesIn: (folder) => list(`${folder.replace(/\/$/, '')}/inventory`, /\.ya?ml$/),
  async readInventory(uri) {
    const text = await workspaceFiles.read(uri);
    return text === undefined ? undefined : inventoryIn(text, pathOf(uri) ?? uri);
  },
};

function inventoryIn(text: string, path: string): InventoryRead {
  try {
    return { inventory: readInventory(text) };
  } catch (error) {
    if (error instanceof InventoryError) return { problem: `${path}:${error.line}: ${error.message}` };
    throw error;
  }
}

async function list(folder: string, name: RegExp): Promise<string[]> {
  const path = pathOf(folder);
  const entries = path === undefined ? [] : await readdir(path, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && name.test(entry.name));
  return files.map((entry) => uriOf(join(path ?? '', entry.name))).sort();
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
