/**
 * Inventory files in the form that this program writes, read line by line: a plan of 50,000 mailboxes has that many lines,
 * and whoever opens it waits for them. Anything else in a file, and it is read with care elsewhere.
 */
import type { DomainInventory, InventoryEntry } from '../language/model/inventory.ts';
import { compared, domainOf } from '../language/model/names.ts';

export const INVENTORY_SCHEMA = 'migplan/inventory/v1';

const HEADER = /^(?:#.*\n)*schema: (\S+)\ndomain: (\S+)\ntaken: (\d{4}-\d\d-\d\d)\naddresses:\n/;
const LINE =
  / {2}(\S+): \{ messages: (\d{1,15}), bytes: (\d{1,15}), largest: (\d{1,15}), folders: (\d{1,15})(?:, deepest: (\d{1,15}))?(?:, fullest: (\d{1,15}))?(?:, newest: (\d{4}-\d\d-\d\d))?(?:, flags: \[([^\]"'#\n]*)\])? \}\n/y;

/** Reads a text in the canonical form; `undefined` where it is in any other. */
export function readCanonical(text: string): DomainInventory | undefined {
  const header = HEADER.exec(text);
  if (header?.[1] !== INVENTORY_SCHEMA || !isDay(header[3] ?? '')) return undefined;
  const addresses = new Map<string, InventoryEntry>();
  const domain = compared(header[2] ?? '');
  LINE.lastIndex = header[0].length;
  for (let at = LINE.lastIndex; at < text.length; at = LINE.lastIndex) {
    const fields = LINE.exec(text);
    const address = ownText(compared(fields?.[1] ?? ''));
    if (!fields || addresses.has(address) || !isWithin(domain, address)) return undefined;
    addresses.set(address, entryOf(fields));
  }
  return { domain, taken: header[3] ?? '', addresses };
}

/** Whether an address, as it is compared, is of the domain itself: one below it has a file of its own. */
export const isWithin = (domain: string, address: string): boolean => domainOf(address) === domain;

function isDay(written: string): boolean {
  const instant = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(written);
}

/** What the groups of `LINE` hold after the address. */
function entryOf(fields: RegExpExecArray): InventoryEntry {
  const [, , messages, bytes, largest, folders, deepest, fullest, newest, flags] = fields;
  const entry = {
    messages: Number(messages),
    bytes: Number(bytes),
    largest: Number(largest),
    folders: Number(folders),
    newest: newest ?? '',
  };
  if (newest && !deepest && !fullest && !flags) return entry; // in one piece: what is added later costs as much again
  const { newest: _, ...numbers } = entry;
  return {
    ...numbers,
    ...(deepest ? { deepest: Number(deepest) } : {}),
    ...(fullest ? { fullest: Number(fullest) } : {}),
    ...(newest ? { newest } : {}),
    ...(flags ? { flags: flagsOf(flags) } : {}),
  };
}

/** One list for all the mailboxes with these flags. */
function flagsOf(written: string): readonly string[] {
  const known = knownFlags.get(written);
  if (known) return known;
  if (knownFlags.size > MANY_LISTS) knownFlags.clear();
  const flags = written.split(',').map((flag) => flag.trim());
  knownFlags.set(written, flags);
  return flags;
}

const knownFlags = new Map<string, readonly string[]>();
const MANY_LISTS = 1000;

/** A text of its own. What is cut out of a text holds on to the whole of it, and inventories are large. */
function ownText(cut: string): string {
  if (!SCRATCH || cut.length > SCRATCH.length || SCRATCH.write(cut, 'latin1') !== cut.length) return cut;
  const own = SCRATCH.toString('latin1', 0, cut.length);
  return own === cut ? own : cut;
}

/** Absent in a browser, where nothing makes such a text in a moment. */
const SCRATCH = globalThis.Buffer?.alloc(512);
