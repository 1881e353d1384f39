/**
 * The language server's files, read from texts that somebody finds for it: on a disk, or over the wire. A file that cannot be
 * used is one problem with its place. What YAML and its checks need is loaded when a file asks for it: most plans have none
 * that does.
 */
import type { FactOverrides } from '../language/facts/kinds.ts';
import type { DomainInventory } from '../language/model/inventory.ts';
import type { Text } from '../planning/text.ts';
import { readCanonical } from './canonical-inventory.ts';
import { FileFault } from './file-fault.ts';

/** Texts by URI, and where they are. Whatever cannot be read is absent, never an error. */
export interface Texts {
  /** The `.migplan` files anywhere below a folder. */
  plansBelow(folder: string): Promise<string[]>;
  /** Those directly in it. */
  plansIn(folder: string): Promise<string[]>;
  /** The YAML files directly in it. */
  yamlIn(folder: string): Promise<string[]>;
  textOf(uri: string): Promise<string | undefined>;
  /** What a file is called where people are told of it. */
  shownPath(uri: string): string;
}

export const workspaceFiles = (texts: Texts) => ({
  plansBelow: (folder: string): Promise<string[]> => texts.plansBelow(folder),
  plansIn: (folder: string): Promise<string[]> => texts.plansIn(folder),
  read: (uri: string): Promise<string | undefined> => texts.textOf(uri),
  inventoriesIn: (folder: string): Promise<string[]> =>
    texts.yamlIn(`${folder.replace(/\/$/, '')}/inventory`),
  readInventory: async (uri: string): Promise<FileRead<DomainInventory>> =>
    read(texts, uri, await texts.textOf(uri), async (text) => {
      const quick = readCanonical(text);
      if (quick) return quick;
      const { readInventory } = await import('./inventory-file.ts');
      return readInventory(text);
    }),
  factsIn: (folder: string): string => `${folder.replace(/\/$/, '')}/facts.yaml`,
  readFacts: async (uri: string, shown?: string): Promise<FileRead<FactOverrides>> =>
    read(texts, uri, shown ?? (await texts.textOf(uri)), async (text) => {
      const { readFacts } = await import('./facts-file.ts');
      return readFacts(text);
    }),
});

type FileRead<T> = { readonly value: T } | { readonly problem: Problem } | undefined;

interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly says: Text;
}

async function read<T>(
  texts: Texts,
  uri: string,
  text: string | undefined,
  reader: (text: string) => Promise<T>,
): Promise<FileRead<T>> {
  if (text === undefined) return undefined;
  try {
    return { value: await reader(text) };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { line, column, text: says } = error;
    return { problem: { path: texts.shownPath(uri), line, column, says } };
  }
}
