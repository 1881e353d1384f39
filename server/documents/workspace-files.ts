/**
 * The language server's files, on this machine's disk. Reads only; whatever cannot be read is absent, never an error. What
 * YAML and its checks need is loaded when a file asks for it: most plans have none that does.
 */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FactOverrides } from '../language/facts/kinds.ts';
import type { DomainInventory } from '../language/model/inventory.ts';
import type { Text } from '../planning/text.ts';
import { readCanonical } from './canonical-inventory.ts';
import { FileFault } from './file-fault.ts';

export const workspaceFiles = {
  plansBelow: (folder: string): Promise<string[]> => below(pathOf(folder)),
  plansIn: (folder: string): Promise<string[]> => list(folder, /\.migplan$/),
  async read(uri: string): Promise<string | undefined> {
    const path = pathOf(uri);
    return path === undefined ? undefined : textOf(path);
  },
  inventoriesIn: (folder: string): Promise<string[]> =>
    list(`${folder.replace(/\/$/, '')}/inventory`, /\.ya?ml$/),
  readInventory: async (uri: string): Promise<FileRead<DomainInventory>> =>
    read(uri, async (text) => {
      const quick = readCanonical(text);
      if (quick) return quick;
      const { readInventory } = await import('./inventory-file.ts');
      return readInventory(text);
    }),
  factsIn: (folder: string): string => `${folder.replace(/\/$/, '')}/facts.yaml`,
  readFacts: async (uri: string, shown?: string): Promise<FileRead<FactOverrides>> =>
    read(
      uri,
      async (text) => {
        const { readFacts } = await import('./facts-file.ts');
        return readFacts(text);
      },
      shown,
    ),
};

type FileRead<T> = { readonly value: T } | { readonly problem: Problem } | undefined;

interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly says: Text;
}

async function read<T>(
  uri: string,
  reader: (text: string) => Promise<T>,
  shown?: string,
): Promise<FileRead<T>> {
  const path = pathOf(uri);
  const text = shown ?? (path === undefined ? undefined : textOf(path));
  if (path === undefined || text === undefined) return undefined;
  try {
    return { value: await reader(text) };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { line, column, text: says } = error;
    return { problem: { path, line, column, says } };
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
