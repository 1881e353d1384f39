/** What the source was found to hold, as the language sees it: values handed in by whoever read the files. */

/** One address of the source, as `migplan inventory` found it. */
export interface InventoryEntry {
  readonly messages: number;
  readonly bytes: number;
  /** The largest message, in bytes. */
  readonly largest: number;
  readonly folders: number;
  /** How many levels the deepest folder lies below the top, that level counted: 1 for `INBOX`. Older inventories have none. */
  readonly deepest?: number;
  /** The messages of the folder that has most of them. Older inventories have none. */
  readonly fullest?: number;
  /** The day of the newest message, ISO; absent where there is none. */
  readonly newest?: string;
  readonly flags?: readonly string[];
}

/** One domain's inventory. */
export interface DomainInventory {
  readonly domain: string;
  /** The day it was taken, ISO. */
  readonly taken: string;
  readonly addresses: ReadonlyMap<string, InventoryEntry>;
}
