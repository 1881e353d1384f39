/** What the language server needs of the world: files to read and turns to wait for. Whoever starts it hands them in. */
import type { FactOverrides } from '../language/facts/kinds.ts';
import type { DomainInventory } from '../language/model/inventory.ts';
import type { Locale } from '../language/rules/rule.ts';

/** The files of plans on some disk, named by URI. Nothing is ever written through it. */
export interface PlanFiles {
  /** The `.migplan` files anywhere below a folder; none where there is no such folder. */
  plansBelow(folder: string): Promise<string[]>;
  /** The `.migplan` files directly in a folder. */
  plansIn(folder: string): Promise<string[]>;
  /** A file's text; `undefined` when it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** The inventory files beside a root plan in `folder`. */
  inventoriesIn(folder: string): Promise<string[]>;
  readInventory(uri: string): Promise<FileRead<DomainInventory>>;
  /** Where the facts beside a root plan in `folder` are, or would be. */
  factsIn(folder: string): string;
  readFacts(uri: string): Promise<FileRead<FactOverrides>>;
}

/** What a file beside a plan says, nothing where it is gone, or what is wrong with it. */
export type FileRead<T> = { readonly value: T } | { readonly problem: FileProblem } | undefined;

/** Line and column count from 1; `path` is as the disk has it. */
export interface FileProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly says: Readonly<Record<Locale, string>>;
}

export interface Turns {
  /** Milliseconds from some beginning, for slices of work. */
  now(): number;
  /** Lets whatever waits (a key press, a cancellation) go first. */
  next(): Promise<void>;
}
