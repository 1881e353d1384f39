/**
 * Inventory files in the form that this program writes, read line by line: a plan of 50,000 mailboxes has that many lines,
 * and whoever opens it waits for them. Anything else in a file, and it is read with care elsewhere.
 */
import type { DomainInventory, InventoryEntry } from '../language/model/inventory.ts';
import { compared } from '../language/model/names.ts';

export const INVENTORY_SCHEMA = 'migplan/inventory/v1';

const HEADER = /^(?:#.*\n)*schema: (\S+)\ndomain: (\S+)\ntaken: (\d{4}-\d\d-\d\d)\naddresses:\n/;
const LINE =
  / {2}(\S+): \{ messages: (\d{1,15}), bytes: (\d{1,15}), largest: (\d{1,15}), folders: (\d{1,15})(?:, deepest: (\d{1,15}))?(?:, fullest: (\d{1,15}))?(?:, newest: (\d{4}-\d\d-\d\d))?(?:, flags: \[([^\]"'#\n]*)\])? \}\n/y;

/** Reads a text in the canonical form; `undefined` where it is in any other. */
export function readCanonical(text: string): DomainInventory | undefined {
  const header = HEADER.exec(text);
  if (header?.[1] !== INVENTORY_SCHEMA || !isDay(header[3] ?? '')) return undefined;
  const addresses = new Map<string, InventoryEntry>();
  LINE.lastIndex = header[0].length;
  for (let at = LINE.lastIndex; at < text.length; at = LINE.lastIndex) {
    const fields = LINE.exec(text);
    const address = compared(fields?.[1] ?? '');
    if (!fields || addresses.has(address)) return undefined;
    addresses.set(address, entryOf(fields));
  }
  return { domain: compared(header[2] ?? ''), taken: header[3] ?? '', addresses };
}

function isDay(written: string): boolean {
  const instant = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(written);
}

/** What the groups of `LINE` hold after the address. */
function entryOf(fields: RegExpExecArray): InventoryEntry {
  const [, , messages, bytes, largest, folders, deepest, fullest, newest, flags] = fields;
  const entry: Writable<InventoryEntry> = {
    messages: Number(messages),
    bytes: Number(bytes),
    largest: Number(largest),
    folders: Number(folders),
  };
  if (deepest) entry.deepest = Number(deepest);
  if (fullest) entry.fullest = Number(fullest);
  if (newest) entry.newest = sameDay(newest);
  if (flags) entry.flags = flags.split(',').map((flag) => flag.trim());
  return entry;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** One text for each day: many mailboxes had their newest message on it. */
function sameDay(written: string): string {
  const known = days.get(written);
  if (known !== undefined) return known;
  if (days.size > MANY_DAYS) days.clear();
  days.set(written, written);
  return written;
}

const days = new Map<string, string>();
const MANY_DAYS = 10_000;
