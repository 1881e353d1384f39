/** What the source was found to hold, as the language sees it: values handed in by whoever read the files. */

/** One address of the source, as `migplan inventory` found it. */
export interface InventoryEntry {
  readonly messages: number;
  readonly bytes: number;
  /** The largest message, in bytes. */
  readonly largest: number;
  readonly folders: number;
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
