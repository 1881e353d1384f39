/** Writes what a source holds as `migplan inventory` would: one address a line, sorted, for reading in a diff. */
export interface Holding {
  readonly messages: number;
  readonly bytes: number;
  readonly largest: number;
  readonly folders: number;
  readonly newest?: string;
  readonly flags?: readonly string[];
}

interface Inventory {
  readonly domain: string;
  readonly taken: string;
  readonly addresses: ReadonlyMap<string, Holding>;
}

export function inventoryText({ domain, taken, addresses }: Inventory): string {
  const lines = [...addresses].map(([address, holding]) => `  ${address}: { ${fields(holding)} }`).sort();
  return [
    '# Written by `migplan inventory`; meant for git.',
    'schema: migplan/inventory/v1',
    `domain: ${domain}`,
    `taken: ${taken}`,
    'addresses:',
    ...lines,
    '',
  ].join('\n');
}

function fields({ messages, bytes, largest, folders, newest, flags = [] }: Holding): string {
  const numbers = `messages: ${messages}, bytes: ${bytes}, largest: ${largest}, folders: ${folders}`;
  const date = newest ? `, newest: ${newest}` : '';
  return numbers + date + (flags.length > 0 ? `, flags: [${flags.join(', ')}]` : '');
}
