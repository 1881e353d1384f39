/** What the language server needs of the world: files to read and turns to wait for. Whoever starts it hands them in. */
import type { DomainInventory } from '../language/model/inventory.ts';

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
  readInventory(uri: string): Promise<InventoryRead>;
}

/** One domain's inventory, nothing where the file is gone, or what is wrong with it in one line. */
type InventoryRead = { readonly inventory: DomainInventory } | { readonly problem: string } | undefined;

export interface Turns {
  /** Milliseconds from some beginning, for slices of work. */
  now(): number;
  /** Lets whatever waits (a key press, a cancellation) go first. */
  next(): Promise<void>;
}
